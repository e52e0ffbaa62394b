// A connection in one sentence, for screen readers (`ux.md` 2.1). Pure.
import type { Endpoint, Socket } from '../../../shared/contract/records.ts';
import { formatCounted, formatPath, unmapped } from '../../../shared/format.ts';
import type { Condition } from '../../../shared/model/conditions.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import { stateWords } from '../../../shared/model/state-words.ts';
import { sentBy } from './column-facts.ts';

export interface NamedConnection {
  readonly own: Socket;
  readonly peer: Socket | undefined;
  readonly serverName: string | undefined;
  readonly conditions: readonly Condition[];
  /** Engine time now. */
  readonly now: number;
}

/** “Connection 12, half-closed, receive-only at client, from … to …, sent 1.2 kilobytes, …” */
export function rowName({ own, peer, serverName, conditions, now }: NamedConnection): string {
  const idle = isOver(own.state) || own.state === 'created' ? [] : [idleWords(own, now)];
  const badges = conditions.filter((c) => c.kind !== 'idle-countdown').map((c) => spoken(c.text));
  return [
    `Connection ${own.socketId}`,
    ...statesOf(own, peer),
    `from ${fromWords(own)} to ${toWords(own, serverName)}`,
    `sent ${bytesInWords(sentBy(own))}`,
    `received ${bytesInWords(own.counts.bytesRead)}`,
    ...idle,
    ...badges,
  ].join(', ');
}

function statesOf(own: Socket, peer: Socket | undefined): string[] {
  const word = (socket: Socket) => stateWords[socket.state].toLowerCase();
  const half = [own, peer].some((end) => end?.state === 'receive-only' || end?.state === 'send-only');
  const role = own.origin === 'accepted' ? 'server' : 'client';
  const place = half ? ` at ${role}` : '';
  const other = peer && peer.state !== own.state ? [`${word(peer)} at server`] : [];
  return [
    ...(half ? ['half-closed'] : []),
    `${word(own)}${place || (other.length > 0 ? ` at ${role}` : '')}`,
    ...other,
  ];
}

const fromWords = (own: Socket) =>
  own.origin === 'accepted' ? endpointWords(own.remote, undefined) : (own.name ?? endpointWords(own.local, undefined));

function toWords(own: Socket, serverName: string | undefined): string {
  const end = own.origin === 'accepted' ? own.local : own.remote;
  if (end || !own.target) return endpointWords(end, serverName);
  const { host, port, path } = own.target;
  return typeof path === 'string'
    ? formatPath(path)
    : `${String(host || 'localhost')} port ${String(port ?? 'unknown')}`;
}

function endpointWords(end: Endpoint, name: string | undefined): string {
  if (!end) return name ?? 'an unknown address';
  if ('path' in end) return name ? `${name} at ${formatPath(end.path)}` : formatPath(end.path);
  return `${name ?? unmapped(end.address)} port ${end.port}`;
}

function idleWords({ timeoutMs, timedOutAt, idleSince }: Socket, now: number): string {
  const seconds = Math.max(0, Math.floor((now - idleSince) / 1000));
  if (timeoutMs === 0 || timedOutAt !== undefined) return `idle ${formatCounted(seconds, 'second')}`;
  return `idle ${seconds} of ${formatCounted(Math.ceil(timeoutMs / 1000), 'second')}`;
}

const unitWords = ['bytes', 'kilobytes', 'megabytes', 'gigabytes', 'terabytes'] as const;

/** A byte count as it is spoken: `1.2 kilobytes`. */
export function bytesInWords(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < unitWords.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 9.95 ? 0 : 1;
  const number = value.toFixed(digits).replace(/\.0$/u, '');
  return `${number} ${number === '1' ? unitWords[unit]?.replace(/s$/u, '') : unitWords[unit]}`;
}

/** Badge texts have signs in them that a screen reader would read out. */
const spoken = (text: string) =>
  text
    .replace(/ · /gu, ', ')
    .replace(/ → /gu, ', then ')
    .replace(/^Not reading$/u, 'reading stopped');

// The instants of one end, from its record, its captured chunks and its events.
import type { EventOf, LabEvent } from '../../contract/events.ts';
import type { Close } from '../../contract/records.ts';
import { formatBytes, formatEndpoint, formatHostPort } from '../../format.ts';
import { idleWord } from '../conditions.ts';
import type { Instant, InstantKind, LadderEnd, LadderSource, Lane } from './ladder-facts.ts';

/** The instants of one end, and those that arrows and spans begin or end at. */
export interface EndInstants {
  readonly lane: Lane;
  readonly all: readonly Instant[];
  /** Position by position the chunks of `sent` and `received`. */
  readonly writes: readonly Instant[];
  readonly reads: readonly Instant[];
  /** Where the lifeline begins: `connect()` was called here, or the connection was accepted. */
  readonly begin: Instant;
  readonly connect: Instant | undefined;
  /** When the last attempt to connect began. */
  readonly attemptAt: number;
  readonly fin: Instant | undefined;
  readonly finReceived: Instant | undefined;
  readonly close: Instant | undefined;
}

/** Both ends of a connection as far as they are ours, in one order of time. */
export interface Ends {
  readonly client: EndInstants | undefined;
  readonly server: EndInstants | undefined;
}

/** Where an instant stands in the order of time; -1 for none. */
export type PositionOf = (instant: Instant | undefined) => number;

/** Everything that is known to have happened at one end of a connection, in no particular order. */
export function instantsOf(lane: Lane, { socket, chunks, events, notes = [] }: LadderEnd): EndInstants {
  const { socketId } = socket;
  const all: Instant[] = [];
  const add = (kind: InstantKind, at: number, text: string, more: Partial<Instant> = {}): Instant => {
    const instant: Instant = {
      at,
      lane,
      kind,
      text,
      provenance: 'observed',
      bytes: 0,
      source: { kind: 'record', socketId },
      ...more,
    };
    all.push(instant);
    return instant;
  };
  const mine = events.filter(({ event }) => 'life' in event && event.life === socket.life);
  const numberOf = (type: LabEvent['type']): Partial<Instant> => {
    const found = mine.find(({ event }) => event.type === type);
    return found ? { source: { kind: 'event', socketId, number: found.number } } : {};
  };

  const accepted = socket.origin === 'accepted';
  const begin = accepted
    ? add('accept', socket.openedAt, 'accepted', numberOf('socket.created'))
    : add('dial', socket.openedAt, beginText(socket.origin), numberOf('socket.created'));
  const connect =
    accepted || socket.connectedAt === undefined
      ? undefined
      : add('connect', socket.connectedAt, 'connected', numberOf('socket.connect'));

  let attemptAt = socket.openedAt;
  let fin: Instant | undefined;
  let finReceived: Instant | undefined;
  let waiting = false;
  for (const { number, event } of mine) {
    const source: LadderSource = { kind: 'event', socketId, number };
    if (event.type === 'socket.connectionAttempt') attemptAt = event.at;
    if (event.type === 'socket.finish') fin = add('fin', event.at, '', { source });
    else if (event.type === 'socket.end') finReceived = add('fin-received', event.at, '', { source });
    else if (event.type === 'socket.updated') {
      const { readyState, counts } = event.socket;
      const behind = !waiting && !fin && readyState !== 'open' && readyState !== 'opening' && counts.queued > 0;
      if (!behind) continue;
      waiting = true;
      add('fin-waiting', event.at, `FIN waits behind ${formatBytes(counts.queued)}`, {
        source,
        bytes: counts.queued,
      });
    } else {
      const flag = flagOf(event, socket.onTimeout);
      if (flag) add(flag.kind, event.at, flag.text, { source, bytes: flag.bytes ?? 0 });
    }
  }
  const { close: closed, closedAt } = socket;
  const close =
    closed && closedAt !== undefined
      ? add(closeKind(closed), closedAt, closeText(closed, socket.discardedBytes ?? 0), numberOf('socket.close'))
      : undefined;
  for (const { at, text } of notes) add('kernel', at, text, { provenance: 'sampled' });

  const writes: Instant[] = [];
  const reads: Instant[] = [];
  for (const { index, at, direction, size, data } of chunks) {
    const sent = direction === 'sent';
    const source: LadderSource = { kind: 'chunk', socketId, index };
    (sent ? writes : reads).push(add(sent ? 'write' : 'data', at, '', { source, bytes: size, data }));
  }
  return { lane, all, writes, reads, begin, connect, attemptAt, fin, finReceived, close };
}

function beginText(origin: 'dialled' | 'accepted' | 'wrapped'): string {
  return origin === 'wrapped' ? 'descriptor taken over' : 'connect()';
}

interface Flag {
  readonly kind: InstantKind;
  readonly text: string;
  readonly bytes?: number;
}

const times = (count: number | undefined) => (count === undefined ? '' : ` ×${count}`);

/** The flag an event puts on the lifeline; undefined for events that are drawn otherwise or not at all. */
function flagOf(event: LabEvent, onTimeout: Parameters<typeof idleWord>[0]): Flag | undefined {
  switch (event.type) {
    case 'socket.lookup':
      return { kind: 'note', text: event.failure ? `${event.host}: not found` : `${event.host} is ${event.address}` };
    case 'socket.connectionAttemptFailed':
      return { kind: 'error', text: `${attempted(event)}: ${event.failure.code}` };
    case 'socket.connectionAttemptTimeout':
      return { kind: 'timeout', text: `${attempted(event)}: no answer in time` };
    case 'socket.paused':
      return { kind: 'paused', text: `stops reading${event.by === 'mock' ? ' (mock)' : ''}${times(event.times)}` };
    case 'socket.resumed':
      return { kind: 'resumed', text: `reads again${times(event.times)}` };
    case 'socket.backpressure':
      return {
        kind: 'backpressure',
        text: `write() = false · ${formatBytes(event.queued)}${times(event.times)}`,
        bytes: event.queued,
      };
    case 'socket.drain':
      return { kind: 'drain', text: `drain${times(event.times)}` };
    case 'socket.timeout':
      return { kind: 'timeout', text: `idle timeout → ${idleWord(onTimeout)}` };
    case 'socket.error':
      return { kind: 'error', text: event.failure.code };
    case 'mock.note':
      return { kind: 'note', text: event.text };
    case 'transfer.done':
      return { kind: 'note', text: `file sent, ${formatBytes(event.bytesSent)}` };
    case 'transfer.failed':
      return { kind: 'error', text: `file failed: ${event.failure.code}` };
    default:
      return undefined;
  }
}

function attempted({
  ip,
  port,
}: EventOf<'socket.connectionAttemptFailed'> | EventOf<'socket.connectionAttemptTimeout'>): string {
  return port === undefined ? formatEndpoint({ path: ip }) : formatHostPort(ip, port);
}

function closeKind({ cause }: Close): InstantKind {
  if (cause === 'local-reset') return 'rst';
  return cause === 'rst' ? 'rst-received' : 'close';
}

const closeTexts: Readonly<Record<Close['cause'], string>> = {
  fin: 'closed',
  rst: 'reset by the peer',
  timeout: 'closed by a timeout',
  error: 'closed by an error',
  'local-destroy': 'destroy()',
  'local-reset': 'resetAndDestroy()',
  refused: 'refused',
  aborted: 'cancelled',
  'turned-away': 'turned away',
  'peer-gone': 'closed, the peer was gone',
};

function closeText({ cause, failure }: Close, discarded: number): string {
  const lost = discarded > 0 ? `, ${formatBytes(discarded)} discarded` : '';
  const code = cause === 'error' && failure ? `: ${failure.code}` : '';
  return `${closeTexts[cause]}${code}${lost}`;
}

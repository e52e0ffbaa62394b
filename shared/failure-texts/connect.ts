import { formatCounted, formatDuration } from '../format.ts';
import {
  hostPort,
  noSuchName,
  noWay,
  outOfDescriptors,
  type Situation,
  say,
  shown,
  type Words,
  type Writer,
} from './words.ts';

/** What can go wrong before a connection is there. */
export const connectTexts: Record<string, Writer> = {
  ECONNREFUSED: (s) => {
    if (s.path !== undefined) {
      const kind = s.found?.kind;
      const why =
        kind === 'stale'
          ? 'The socket file is a leftover of a program that was killed.'
          : kind === 'file' || kind === 'directory' || kind === 'fifo'
            ? `That path is a ${kind === 'fifo' ? 'FIFO' : kind === 'directory' ? 'folder' : 'file'}, not a socket.`
            : 'No program has this socket open for listening.';
      return say(
        `Nobody is listening on ${shown(s)}.`,
        why,
        ...(kind === 'stale' ? (['remove-stale-socket'] as const) : []),
        'start-server-here',
        'try-again',
      );
    }
    if (s.tried && s.tried.length > 1) return allRefused(s, s.tried);
    const after = s.elapsedMs === undefined ? '' : ` (${formatDuration(s.elapsedMs)})`;
    return say(
      `Nothing is listening on ${hostPort(s)}.`,
      `The computer answered at once${after} and said no. The address is right; the program is not running, or listens on another port or address.`,
      'try-again',
      'start-server-here',
      'retry',
    );
  },
  ENOENT: (s) =>
    say(
      `There is no socket at ${shown(s)}.`,
      'The server has not started, uses another path, or removed it.',
      'wait-for-path',
      'start-server-here',
    ),
  EACCES: (s) =>
    say(
      `You may not open ${shown(s)}.`,
      s.access === undefined
        ? 'Its permissions do not allow it. Connecting needs the right to write.'
        : `Its permissions are ${s.access.text}${s.access.group === undefined ? '' : ` and you are not in “${s.access.group}”`}. Connecting needs the right to write.`,
      ...(s.access?.group === undefined ? [] : (['copy-group-command'] as const)),
      'choose-other-path',
    ),
  EAGAIN: (s) =>
    say(
      'The server’s queue is full.',
      `${waitingText(s)} to be accepted on ${shown(s)}. TCP would have waited; UNIX sockets say so at once.`,
      'try-again',
      'retry-fast',
    ),
  EADDRNOTAVAIL: (s) =>
    say(
      'The local address cannot be used for this connection.',
      s.localAddress !== undefined && s.localIsOurs === false
        ? `${s.localAddress} is not this computer’s.`
        : 'All local ports to this target are in use or in TIME_WAIT.',
      'let-system-choose',
      ...(s.localIsOurs === false ? [] : (['show-time-wait'] as const)),
    ),
  EADDRINUSE: () =>
    say('The local port is already taken.', 'Another socket of this computer uses it.', 'let-system-choose'),
  ETIMEDOUT: (s) =>
    say(
      `No answer from ${s.path === undefined ? hostPort(s) : shown(s)}.`,
      `${askedText(s)} – not even a refusal. The computer is off, unreachable, or a firewall swallows the request.`,
      'try-again',
      'give-up-sooner',
    ),
  ENOTFOUND: (s) => noSuchName(s),
  EAI_AGAIN: () =>
    say(
      'The name service did not answer.',
      'The name may be fine; the look-up failed. Are you online?',
      'try-again',
      'use-ip-address',
    ),
  EHOSTUNREACH: (s) => noWay(s),
  ENETUNREACH: (s) => noWay(s),
  EMFILE: outOfDescriptors,
  ERR_IP_BLOCKED: (s) =>
    say(
      'The block list forbids this address.',
      `${s.host ?? 'It'} matches a rule of this client’s own block list.`,
      'edit-address',
    ),
};

/** Every address of a name has said no (an AggregateError of Happy Eyeballs). */
function allRefused(s: Situation, tried: readonly string[]): Words {
  const families = [tried.some((a) => a.includes(':')) && 'IPv6', tried.some((a) => !a.includes(':')) && 'IPv4'];
  const list = `${tried.slice(0, -1).join(', ')} and ${tried.at(-1)}`;
  return say(
    `${hostPort(s)} refused on ${families.filter(Boolean).join(' and ')}.`,
    `${list} were tried; ${tried.length === 2 ? 'both' : 'all'} said no.`,
    'try-again',
    'show-attempts',
    'start-server-here',
    'retry',
  );
}

/** How often and how long the other computer was asked, as far as that is known. */
function askedText({ unanswered, elapsedMs }: Situation): string {
  const times = unanswered?.what === 'retransmit' ? `asked at least ${unanswered.times + 1} times` : '';
  const time = elapsedMs === undefined ? '' : ` in ${formatDuration(elapsedMs)}`;
  if (times) return `It was ${times}${time} and nothing was heard`;
  return time ? `Nothing was heard${time}` : 'Nothing was heard';
}

function waitingText({ waiting }: Situation): string {
  if (waiting === undefined) return 'Connections are waiting';
  return `${formatCounted(waiting, 'connection')} ${waiting === 1 ? 'is' : 'are'} waiting`;
}

// Why Node and the kernel say different things about one end (`ux.md` 2.5, M1 to M8), as one sentence.
import type { Server, Socket } from '../contract/records.ts';
import { formatBytes, formatDuration } from '../format.ts';
import { waitsInQueue } from './accept-queue.ts';
import { timerLeft } from './kernel-events.ts';

/** M9 is not in the table of `ux.md`: Node says open, and the kernel has no connection any more (net-behaviours B13). */
export type MismatchId = 'M1' | 'M2' | 'M3' | 'M4' | 'M5' | 'M6' | 'M7' | 'M8' | 'M9';

export interface Mismatch {
  readonly id: MismatchId;
  readonly sentence: string;
  /** How the kernel's side of it is known. */
  readonly provenance: 'observed' | 'sampled' | 'inferred';
}

/** What a mismatch is judged by. */
export interface MismatchFacts {
  readonly socket: Socket;
  /** The other end, where it is ours. */
  readonly peer?: Socket | undefined;
  /** The servers of the lab, for an end that waits in one's accept queue. */
  readonly servers?: Iterable<Server>;
  /** Whether the cable between the ends is cut by the lab. */
  readonly cut?: boolean;
  /** Engine milliseconds. */
  readonly now: number;
}

/** Repeats from which on silence counts (`ux.md` 2.5, M4). */
const BACKED_OFF = 2;

type Rule = (facts: MismatchFacts) => string | undefined;

/** In the order in which they are tried. A rule answers its sentence, or undefined when it does not hold. */
const rules: readonly (readonly [MismatchId, Rule])[] = [
  [
    'M1',
    ({ socket: { readyState, kernel, connectedAt } }) =>
      readyState === 'open' && connectedAt !== undefined && kernel?.state === 'CLOSE_WAIT'
        ? 'The peer has finished sending, but this program has not read far enough to notice.'
        : undefined,
  ],
  [
    'M2',
    ({ socket: { readyState, kernel, counts } }) =>
      readyState === 'readOnly' && kernel?.state === 'ESTABLISHED' && counts.queued > 0
        ? `You called end(). The FIN cannot go out until ${formatBytes(counts.queued)} of earlier data has gone.`
        : undefined,
  ],
  [
    'M3',
    ({ socket: { readyState, kernel }, now }) =>
      readyState === 'opening' && kernel?.state === 'SYN_SENT' && (kernel.retransmits ?? 0) > 0
        ? `Nobody has answered. Next attempt in ${time(timerLeft(kernel, now))}.`
        : undefined,
  ],
  [
    'M4',
    ({ socket: { readyState, kernel } }) =>
      readyState === 'open' && kernel?.timer === 'retransmit' && (kernel.retransmits ?? 0) >= BACKED_OFF
        ? 'Nothing is coming back. Node has not been told anything yet.'
        : undefined,
  ],
  [
    'M5',
    ({ socket: { readyState, kernel }, now }) =>
      readyState === 'closed' && kernel?.state === 'TIME_WAIT'
        ? `The program is done. The kernel keeps the address pair for ${time(timerLeft(kernel, now))} in case of late packets.`
        : undefined,
  ],
  [
    'M6',
    ({ socket: { close, kernel }, now }) =>
      close && kernel?.state === 'FIN_WAIT_2'
        ? `This end is gone; the peer has not finished. The kernel gives it ${time(timerLeft(kernel, now))}.`
        : undefined,
  ],
  [
    'M7',
    ({ socket, servers }) =>
      socket.readyState === 'open' && waitsInQueue(socket, servers)
        ? 'The server’s kernel accepted the connection. The server program has not.'
        : undefined,
  ],
  [
    'M8',
    ({ socket, peer, cut }) =>
      cut && isOpen(socket) && peer && isOpen(peer) ? 'Both programs believe this connection is fine.' : undefined,
  ],
  [
    'M9',
    ({ socket }) =>
      // Before it was connected there was no row either, and that is no news.
      isOpen(socket) && socket.kernel?.state === 'CLOSE' && socket.kernel.sampledAt >= (socket.connectedAt ?? 0)
        ? 'The kernel has no such connection any more. Node has not noticed yet.'
        : undefined,
  ],
];

/** Every mismatch of one end, the one to be shown first. */
export function mismatchesOf(facts: MismatchFacts): Mismatch[] {
  return rules.flatMap(([id, rule]) => {
    const sentence = rule(facts);
    return sentence === undefined ? [] : [{ id, sentence, provenance: provenanceOf(id, facts) }];
  });
}

/** The mismatch of one end to be shown, if there is one. */
export function mismatchOf(facts: MismatchFacts): Mismatch | undefined {
  return mismatchesOf(facts)[0];
}

function provenanceOf(id: MismatchId, { socket, servers }: MismatchFacts): Mismatch['provenance'] {
  if (id === 'M8') return 'observed';
  if (id === 'M7') return waitsInQueue(socket, servers) ?? 'inferred';
  return socket.kernel?.provenance ?? 'sampled';
}

const isOpen = ({ readyState, connectedAt, close }: Socket) =>
  readyState === 'open' && connectedAt !== undefined && !close;
const time = (ms: number | undefined) => (ms === undefined ? 'an unknown time' : formatDuration(ms));

// Where the bytes of one direction are, as four buckets with a valve before each of the last three (`ux.md` 2.4).
import type { Socket } from '../contract/records.ts';
import { formatBytes, formatCounted } from '../format.ts';
import { narrowingOf } from './cable.ts';
import { type Ledger, ledgerOf, unreadBytes } from './ledger.ts';
import { isOver } from './socket-state.ts';

export type PipeLane = 'client' | 'server';
export type BucketId = 'app' | 'kernel-out' | 'kernel-in' | 'program';

export interface Bucket {
  readonly id: BucketId;
  readonly title: string;
  /** Undefined where it cannot be seen from here. */
  readonly bytes: number | undefined;
  readonly provenance: 'observed' | 'sampled' | 'inferred';
  /** Where a line is drawn: above it `write()` returns false. Only where it is known. */
  readonly capacity?: number;
  /** A word below the number: the limit, or why there is no number. */
  readonly note: string;
}

/** What stands between two buckets. `closed` holds everything back; `narrow` and `cut` are the lab’s own faults. */
export interface Valve {
  readonly state: 'open' | 'closed' | 'narrow' | 'cut';
  readonly word: string;
}

export interface Pipe {
  readonly from: PipeLane;
  readonly to: PipeLane;
  readonly buckets: readonly [Bucket, Bucket, Bucket, Bucket];
  /** Before the first bucket, where a fault holds back what the program has written. */
  readonly inlet?: Valve;
  /** Before the second, third and fourth bucket. */
  readonly valves: readonly [Valve, Valve, Valve];
  /** One word for the whole pipe, and a sentence that says why. */
  readonly word: string;
  readonly sentence: string;
  readonly ledger: Ledger;
}

export interface PipeFacts {
  readonly from: PipeLane;
  /** The end that writes, where it is ours. */
  readonly sender: Socket | undefined;
  /** The end that reads, where it is ours. */
  readonly receiver: Socket | undefined;
  /** `writableHighWaterMark` of the sender, as Node says it. */
  readonly highWaterMark?: number | undefined;
}

const noLedger: Ledger = {
  written: 0,
  queued: 0,
  sent: 0,
  takenInPart: 0,
  kernelOut: undefined,
  kernelIn: undefined,
  read: undefined,
  difference: undefined,
};

/**
 * One direction of a connection. What is not known is undefined and says why; nothing is estimated. Numbers of the two
 * kernels are sampled, so that they may disagree with Node's by a chunk while bytes move.
 */
export function pipeOf({ from, sender, receiver, highWaterMark }: PipeFacts): Pipe {
  const to = from === 'client' ? 'server' : 'client';
  const ledger = sender ? ledgerOf(sender, receiver) : ledgerOfReceiver(receiver);
  const { kernelOut, kernelIn, read } = ledger;
  const unix = isPath(sender ?? receiver);
  const app: Bucket = {
    id: 'app',
    title: 'App queue (Node)',
    bytes: sender && ledger.queued,
    provenance: 'observed',
    note: sender ? (highWaterMark === undefined ? '' : `limit ${formatBytes(highWaterMark)}`) : 'outside this lab',
    ...(sender && highWaterMark !== undefined && { capacity: highWaterMark }),
  };
  const out: Bucket = {
    id: 'kernel-out',
    title: 'Kernel send buffer',
    bytes: kernelOut,
    provenance: sender?.kernel?.provenance ?? 'sampled',
    note: kernelOut === undefined ? unseen(unix, sender) : 'not acknowledged',
  };
  const into: Bucket = {
    id: 'kernel-in',
    title: 'Peer’s kernel buffer',
    bytes: kernelIn,
    provenance: receiver?.kernel?.provenance ?? 'sampled',
    note: kernelIn === undefined ? unseen(unix, receiver) : 'not read',
  };
  const program: Bucket = {
    id: 'program',
    title: 'Peer’s program',
    bytes: read,
    provenance: 'observed',
    note: receiver ? 'read' : 'outside this lab',
  };
  const inlet = narrowingOf(sender, 'sent');
  return {
    from,
    to,
    ...(inlet && { inlet }),
    buckets: [app, out, into, program],
    valves: valvesOf(sender, receiver),
    ...wordsOf(from, to, sender, receiver, ledger),
    ledger,
  };
}

const isPath = (socket: Socket | undefined) => socket !== undefined && socket.kind !== 'tcp4' && socket.kind !== 'tcp6';

/** Of a direction whose sender is outside, the reading end tells its own half. */
function ledgerOfReceiver(receiver: Socket | undefined): Ledger {
  if (!receiver) return noLedger;
  return {
    ...noLedger,
    kernelIn: receiver.kernel && unreadBytes(receiver.kernel),
    read: receiver.counts.bytesRead,
  };
}

function unseen(unix: boolean, socket: Socket | undefined): string {
  if (!socket) return 'not visible here';
  if (unix) return 'not told of UNIX sockets';
  if (isOver(socket.state)) return 'gone';
  return 'not visible here';
}

function valvesOf(sender: Socket | undefined, receiver: Socket | undefined): Pipe['valves'] {
  const open: Valve = { state: 'open', word: '' };
  const narrowed = narrowingOf(receiver, 'received');
  const windowShut = sender?.kernel?.timer === 'zero-window';
  return [
    sender?.corked ? { state: 'closed', word: 'corked' } : open,
    windowShut ? { state: 'closed', word: 'window closed' } : open,
    narrowed?.state === 'cut' || !receiver?.paused ? (narrowed ?? open) : { state: 'closed', word: 'not reading' },
  ];
}

type Words = Pick<Pipe, 'word' | 'sentence'>;

/** The state of a whole direction in plain words, from its facts alone. */
function wordsOf(
  from: PipeLane,
  to: PipeLane,
  sender: Socket | undefined,
  receiver: Socket | undefined,
  ledger: Ledger,
): Words {
  if (!sender) return wordsOfReceiver(from, to, receiver, ledger);
  const { queued, written, kernelOut, kernelIn, read } = ledger;
  if (sender.state === 'created' || sender.state === 'connecting') {
    return {
      word: 'Not connected.',
      sentence: queued > 0 ? `${formatBytes(queued)} wait in Node for the connection.` : 'There is no connection yet.',
    };
  }
  if (sender.close) return wordsAfterClose(from, sender, receiver, ledger);
  if ([narrowingOf(sender, 'sent'), narrowingOf(receiver, 'received')].some((one) => one?.state === 'cut')) {
    return { word: 'Cut.', sentence: `A fault lets nothing through from the ${from} to the ${to}.` };
  }
  if (receiver?.paused) return wordsOfStop(from, to, sender, ledger);
  if (sender.corked && queued > 0) {
    return { word: 'Corked.', sentence: `${formatBytes(queued)} are held in Node until the ${from} is uncorked.` };
  }
  const tries = sender.kernel?.retransmits ?? 0;
  if (sender.kernel?.timer === 'retransmit' && tries >= 2) {
    const waiting = formatBytes(kernelOut ?? 0);
    return {
      word: 'No answer.',
      sentence: `${waiting} were sent and not acknowledged; the kernel has sent them again ${formatCounted(tries, 'time')}.`,
    };
  }
  if (sender.kernel?.timer === 'zero-window') {
    return {
      word: 'Full.',
      sentence: `The kernel of the ${to} takes no more, so ${formatBytes(kernelOut ?? 0)} wait in the kernel of the ${from} and ${formatBytes(queued)} in Node.`,
    };
  }
  if (queued > 0) {
    const waits = sender.needDrain ? ', and write() returns false until they have gone' : '';
    const fin =
      sender.readyState === 'readOnly' || sender.readyState === 'closed' ? '; the FIN goes out after them' : '';
    return { word: 'Backed up.', sentence: `${formatBytes(queued)} wait in Node${waits}${fin}.` };
  }
  const moving = (kernelOut ?? 0) + (kernelIn ?? 0);
  if (moving > 0) return { word: 'Moving.', sentence: `${formatBytes(moving)} are between the two programs.` };
  const empty = wordsOfEmpty(from, sender, { written, read, kernelOut });
  if (!narrowingOf(sender, 'sent') || empty.word !== 'Empty.') return empty;
  const passed =
    written === 0 ? 'Nothing has come through the throttle yet' : 'What the throttle let through has arrived';
  return { word: 'Empty.', sentence: `${passed}; it may hold back more.` };
}

function wordsOfReceiver(
  from: PipeLane,
  to: PipeLane,
  receiver: Socket | undefined,
  { kernelIn, read }: Ledger,
): Words {
  if (receiver?.paused) {
    const unread = kernelIn === undefined ? 'what has arrived' : formatBytes(kernelIn);
    return {
      word: 'Stopped.',
      sentence: `The ${to} program is not reading; ${unread} waits in its kernel. What the ${from} has queued cannot be seen from here.`,
    };
  }
  return {
    word: 'Our half.',
    sentence: `The ${to} program has read ${formatBytes(read ?? 0)}. What the ${from} has queued cannot be seen from here.`,
  };
}

function wordsOfStop(
  from: PipeLane,
  to: PipeLane,
  { needDrain }: Socket,
  { queued, kernelOut, kernelIn }: Ledger,
): Words {
  const unread = kernelIn === undefined ? '' : ` (${formatBytes(kernelIn)})`;
  const unsent = kernelOut === undefined ? '' : ` (${formatBytes(kernelOut)})`;
  if (queued > 0) {
    const refuses = needDrain ? ' and write() returns false' : '';
    return {
      word: 'Full.',
      sentence:
        `The ${to} program is not reading, so its kernel buffer${unread} is full, so the ${from}’s${unsent} is full, ` +
        `so ${formatBytes(queued)} is waiting in Node${refuses}.`,
    };
  }
  const waiting = (kernelIn ?? 0) + (kernelOut ?? 0);
  if (waiting > 0)
    return {
      word: 'Filling.',
      sentence: `The ${to} program is not reading; ${formatBytes(waiting)} wait in the kernel.`,
    };
  const seen = kernelIn === undefined ? 'What waits for it cannot be seen here.' : 'Nothing waits for it.';
  return { word: 'Stopped.', sentence: `The ${to} program is not reading. ${seen}` };
}

function wordsAfterClose(
  from: PipeLane,
  sender: Socket,
  receiver: Socket | undefined,
  { written, kernelOut }: Ledger,
): Words {
  const lost = sender.discardedBytes ?? 0;
  if (lost > 0) return { word: 'Lost.', sentence: `${formatBytes(lost)} were still in Node when the ${from} closed.` };
  if (written === 0) return { word: 'Closed.', sentence: `The ${from} has sent nothing.` };
  const read = receiver?.counts.bytesRead;
  if (read !== undefined && read < written) {
    const where = (kernelOut ?? 0) > 0 ? 'is still on its way or was thrown away' : 'was not read';
    return {
      word: 'Closed.',
      sentence: `${formatBytes(read)} of ${formatBytes(written)} were read; the rest ${where}.`,
    };
  }
  const fate = read === undefined ? 'left Node' : 'were read';
  return { word: 'Closed.', sentence: `All ${formatBytes(written)} ${fate}.` };
}

function wordsOfEmpty(
  from: PipeLane,
  sender: Socket,
  { written, read, kernelOut }: { written: number; read: number | undefined; kernelOut: number | undefined },
): Words {
  const finished = sender.readyState === 'readOnly' || sender.readyState === 'closed';
  const word = finished ? 'Finished.' : 'Empty.';
  const fin = finished ? `The ${from} has finished sending. ` : '';
  if (written === 0)
    return {
      word,
      sentence: finished
        ? `The ${from} has finished sending, and has sent nothing.`
        : `The ${from} has written nothing yet.`,
    };
  if (read !== undefined) {
    return {
      word,
      sentence:
        read >= written
          ? `${fin}Everything that was written has been read.`
          : `${fin}${formatBytes(written - read)} have left Node and have not been read.`,
    };
  }
  const acknowledged = kernelOut === 0 ? 'has been acknowledged by the peer’s kernel' : 'has left Node';
  return { word, sentence: `${fin}Everything that was written ${acknowledged}.` };
}

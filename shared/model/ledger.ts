// Where the bytes of one direction are: waiting in Node, in the sender's kernel, in the receiver's kernel, read.
import type { KernelRow } from '../contract/kernel.ts';
import type { Socket } from '../contract/records.ts';

/** States in which our own SYN or FIN is under way, or acknowledged as one byte that Linux counts in the send queue. */
const ownFlagUnderWay: ReadonlySet<string> = new Set(['SYN_SENT', 'FIN_WAIT_1', 'CLOSING', 'LAST_ACK']);
/** States after the peer's FIN: Linux counts it as one unread byte. */
const peerHasFinished: ReadonlySet<string> = new Set(['CLOSE_WAIT', 'LAST_ACK', 'CLOSING', 'TIME_WAIT']);

/** Data bytes in the kernel's send queue, without a SYN or FIN; undefined where the system does not tell. */
export function unacknowledgedBytes({ sendQueue, state }: KernelRow): number | undefined {
  if (sendQueue === null) return undefined;
  return ownFlagUnderWay.has(state) ? Math.max(0, sendQueue - 1) : sendQueue;
}

/** Data bytes in the kernel's receive queue, without the peer's FIN; undefined where the system does not tell. */
export function unreadBytes({ receiveQueue, state }: KernelRow): number | undefined {
  if (receiveQueue === null) return undefined;
  return peerHasFinished.has(state) ? Math.max(0, receiveQueue - 1) : receiveQueue;
}

/** Bytes in Node in front of a FIN that was asked for; undefined when none waits. */
export function bytesHeldBack({ state, counts }: Socket): number | undefined {
  return counts.queued > 0 && (state === 'receive-only' || state === 'closing') ? counts.queued : undefined;
}

/** Bytes handed to the kernel: Node's `bytesWritten` includes what it still holds (`ux.md` 0.2). */
export function bytesSent({ counts }: Pick<Socket, 'counts'>): number {
  return counts.bytesWritten - counts.queued;
}

/** One direction of a connection, from the program that writes to the program that reads. Bytes throughout. */
export interface Ledger {
  /** What the program has written. */
  readonly written: number;
  /** What Node counts as waiting. A write under way counts as a whole until the kernel has taken all of it. */
  readonly queued: number;
  /** `written - queued`: what the interface calls sent. */
  readonly sent: number;
  /** Bytes of the write under way that the kernel has taken already; they are in `queued` too. */
  readonly takenInPart: number;
  /** In the sender's kernel, not acknowledged; undefined where it is not told. */
  readonly kernelOut: number | undefined;
  /** In the receiver's kernel, not read; undefined where it is not told, or the receiver is not on this computer. */
  readonly kernelIn: number | undefined;
  /** Read by the receiving program; undefined for a peer outside the lab. */
  readonly read: number | undefined;
  /**
   * `queued - takenInPart + kernelOut + kernelIn + read - written`: 0 when every byte is accounted for, above 0 when
   * bytes are counted in both kernels (received, acknowledgement under way), below 0 when some were under way or thrown
   * away. Undefined unless all of it is told.
   */
  readonly difference: number | undefined;
}

/** The ledger of what `sender` writes to `receiver`, which is undefined for a peer outside the lab. */
export function ledgerOf(sender: Socket, receiver: Socket | undefined): Ledger {
  const { bytesWritten: written, queued } = sender.counts;
  const sent = written - queued;
  const kernelOut = sender.kernel && unacknowledgedBytes(sender.kernel);
  const kernelIn = receiver ? receiver.kernel && unreadBytes(receiver.kernel) : unreadByOutsider(sender);
  const read = receiver?.counts.bytesRead;
  const takenInPart = Math.min(queued, Math.max(0, (sender.kernel?.taken ?? sent) - sent));
  const known = kernelOut !== undefined && kernelIn !== undefined && read !== undefined;
  const difference = known ? queued - takenInPart + kernelOut + kernelIn + read - written : undefined;
  return { written, queued, sent, takenInPart, kernelOut, kernelIn, read, difference };
}

function unreadByOutsider({ kernel }: Socket): number | undefined {
  return kernel?.peer && unreadBytes({ ...kernel, ...kernel.peer });
}

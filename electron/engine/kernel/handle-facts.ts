// Two things the inner handle of a `net.Socket` tells about the kernel at once, without its tables.
import type net from 'node:net';
import { constants } from 'node:os';

/** What is used of libuv's stream handle. */
interface StreamHandle {
  readonly writeQueueSize?: number;
  readonly bytesWritten?: number;
  /** TCP only: writes the peer's address into `out`, and answers 0 or a negative error number. */
  getpeername?(out: object): number;
}

const handleOf = (socket: net.Socket) => (socket as unknown as { _handle?: StreamHandle | null })._handle ?? undefined;

/**
 * Bytes the kernel has taken over so far, while some are still queued: of a write under way it may have a part, which
 * Node counts as queued as a whole. Undefined when nothing is queued, and where libuv does not tell.
 */
export function takenByKernel(socket: net.Socket): number | undefined {
  const handle = socket.writableLength === 0 ? undefined : handleOf(socket);
  const { bytesWritten, writeQueueSize } = handle ?? {};
  return bytesWritten === undefined || writeQueueSize === undefined ? undefined : bytesWritten - writeQueueSize;
}

/** Whether the kernel has dropped a TCP connection: then it knows no peer any more (getpeername(2), ENOTCONN). */
export function droppedByKernel(socket: net.Socket): boolean {
  return handleOf(socket)?.getpeername?.({}) === -constants.errno.ENOTCONN;
}

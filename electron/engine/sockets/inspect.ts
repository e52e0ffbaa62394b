import type { Inspection } from '../../../shared/contract/methods/socket.ts';
import { descriptorOf } from './endpoints.ts';
import type { Life } from './life.ts';

type Unlisted = {
  bufferSize?: number;
  errored?: Error | null;
  autoSelectFamilyAttemptedAddresses?: string[];
  hasRef?: () => boolean;
};

/** Every property of a `net.Socket` as Node returns it now; what Node leaves undefined is null. */
export function inspect({ socket, row }: Life): Inspection {
  const unlisted = socket as unknown as Unlisted;
  const handle = (socket as unknown as { _handle?: { hasRef?(): boolean } | null })._handle;
  return {
    readyState: socket.readyState,
    connecting: socket.connecting,
    pending: socket.pending,
    destroyed: socket.destroyed,
    closed: socket.closed,
    errored: unlisted.errored ? ((unlisted.errored as NodeJS.ErrnoException).code ?? unlisted.errored.message) : null,
    address: socket.address() as Record<string, string | number>,
    localAddress: socket.localAddress ?? null,
    localPort: socket.localPort ?? null,
    localFamily: socket.localFamily ?? null,
    remoteAddress: socket.remoteAddress ?? null,
    remotePort: socket.remotePort ?? null,
    remoteFamily: socket.remoteFamily ?? null,
    bytesRead: socket.bytesRead,
    bytesWritten: socket.bytesWritten ?? null,
    bufferSize: unlisted.bufferSize ?? null,
    writable: socket.writable,
    writableLength: socket.writableLength,
    writableHighWaterMark: socket.writableHighWaterMark,
    writableNeedDrain: socket.writableNeedDrain,
    writableEnded: socket.writableEnded,
    writableFinished: socket.writableFinished,
    writableCorked: socket.writableCorked,
    readable: socket.readable,
    readableLength: socket.readableLength,
    readableHighWaterMark: socket.readableHighWaterMark,
    readableFlowing: socket.readableFlowing,
    readableEnded: socket.readableEnded,
    readableEncoding: socket.readableEncoding,
    encoding: row.encoding ?? null,
    isPaused: socket.isPaused(),
    timeout: socket.timeout ?? null,
    allowHalfOpen: socket.allowHalfOpen,
    autoSelectFamilyAttemptedAddresses: unlisted.autoSelectFamilyAttemptedAddresses ?? null,
    fd: descriptorOf(socket) ?? null,
    hasRef: handle?.hasRef?.() ?? null,
  };
}

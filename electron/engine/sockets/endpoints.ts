import type net from 'node:net';
import type { Endpoint } from '../../../shared/contract/records.ts';

/** This end's address as Node tells it now; null where there is none (before connect, after destroy, on UNIX). */
export function localOf(socket: net.Socket): Endpoint {
  const { localAddress: address, localPort: port, localFamily: family } = socket;
  return address === undefined || port === undefined || family === undefined ? null : { address, port, family };
}

/** The peer's address as Node tells it now. */
export function remoteOf(socket: net.Socket): Endpoint {
  const { remoteAddress: address, remotePort: port, remoteFamily: family } = socket;
  return address === undefined || port === undefined || family === undefined ? null : { address, port, family };
}

/** The descriptor under a socket or server, or undefined when it has none (any more). */
export function descriptorOf(owner: net.Socket | net.Server): number | undefined {
  const fd = (owner as unknown as { _handle?: { fd?: number } | null })._handle?.fd;
  return fd !== undefined && fd >= 0 ? fd : undefined;
}

// An end that is connected although no program has accepted it: it waits in the server's accept queue.
import type { Server, Socket } from '../contract/records.ts';
import { unmapped } from '../format.ts';

/**
 * Whether a dialled end waits to be accepted, and how that is known: `sampled` where the kernel shows the other end
 * without an owner, `inferred` where a server of the lab has a queue and no accepted twin of this end is known.
 */
export function waitsInQueue(socket: Socket, servers: Iterable<Server> = []): 'sampled' | 'inferred' | undefined {
  if (socket.origin !== 'dialled' || socket.readyState === 'opening' || socket.connectedAt === undefined)
    return undefined;
  if (socket.close || socket.peerSocketId !== undefined) return undefined;
  if (socket.kernel?.peer) return socket.kernel.peer.inAcceptQueue ? 'sampled' : undefined;
  const server = serverReachedBy(socket, servers);
  return server && (server.acceptQueue?.used ?? 0) > 0 ? 'inferred' : undefined;
}

/** The listening server of the lab that a dialled end has reached, by its address. */
export function serverReachedBy(socket: Socket, servers: Iterable<Server>): Server | undefined {
  const { remote } = socket;
  if (!remote || socket.origin !== 'dialled') return undefined;
  for (const server of servers) {
    const { address } = server;
    if (server.state !== 'listening' || address === null) continue;
    if (typeof address === 'string') {
      if ('path' in remote && remote.path === address) return server;
    } else if (!('path' in remote) && remote.port === address.port) {
      const host = unmapped(address.address);
      const any = host === '::' || (host === '0.0.0.0' && unmapped(remote.address).includes('.'));
      if (any || host === unmapped(remote.address)) return server;
    }
  }
  return undefined;
}

import type { SocketId } from '../../shared/contract/fields.ts';
import type { Socket } from '../../shared/contract/records.ts';
import type { Connection } from '../../shared/model/connections.ts';

export interface TapHalves {
  /** The tap's own end of each of the two connections. */
  readonly client: SocketId;
  readonly upstream: SocketId;
  /** The half the connection is. */
  readonly side: 'client' | 'upstream';
}

/** The two ends a tap joins, seen from a connection that is one half; undefined for one that is none. */
export function tapHalves(
  sockets: ReadonlyMap<SocketId, Socket>,
  { client, server }: Connection,
): TapHalves | undefined {
  for (const id of [server, client]) {
    const socket = id === undefined ? undefined : sockets.get(id);
    const other = socket?.joinedSocketId;
    if (!socket || other === undefined || !sockets.has(other)) continue;
    return socket.origin === 'accepted'
      ? { client: socket.socketId, upstream: other, side: 'client' }
      : { client: other, upstream: socket.socketId, side: 'upstream' };
  }
  return undefined;
}

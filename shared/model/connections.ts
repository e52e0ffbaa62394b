// Connections as people see them: one socket, or two sockets of ours that are each other's peer.
import type { SocketId } from '../contract/fields.ts';
import type { Socket } from '../contract/records.ts';
import { isOver } from './socket-state.ts';

/** A row of the grid. `client` dialled (or was wrapped), `server` was accepted; at least one is there. */
export interface Connection {
  /** The id of the end that stands for the row: the client's where it is ours. */
  readonly id: SocketId;
  readonly client: SocketId | undefined;
  readonly server: SocketId | undefined;
}

/** All connections, in the order their first end appeared. The two halves of a tapped one are one. */
export function connectionsOf(sockets: ReadonlyMap<SocketId, Socket>): Connection[] {
  const connections: Connection[] = [];
  for (const socket of sockets.values()) {
    if (isUpstream(sockets, socket)) continue;
    const peer = peerOf(sockets, socket);
    if (socket.origin !== 'accepted') {
      connections.push({ id: socket.socketId, client: socket.socketId, server: peer?.socketId });
    } else if (!peer) {
      connections.push({ id: socket.socketId, client: undefined, server: socket.socketId });
    }
  }
  return connections;
}

/** Whether a socket is a tap's way on to its target: it stands in the row of the connection it is joined to (`ux.md` 1.4). */
export function isUpstream(sockets: ReadonlyMap<SocketId, Socket>, socket: Socket): boolean {
  const { tapId, joinedSocketId, origin } = socket;
  return tapId !== undefined && origin === 'dialled' && joinedSocketId !== undefined && sockets.has(joinedSocketId);
}

/** The connection one socket belongs to. */
export function connectionOf(sockets: ReadonlyMap<SocketId, Socket>, socketId: SocketId): Connection | undefined {
  const socket = sockets.get(socketId);
  if (!socket) return undefined;
  const peer = peerOf(sockets, socket);
  const accepted = socket.origin === 'accepted';
  const client = accepted ? peer : socket;
  const server = accepted ? socket : peer;
  return { id: (client ?? socket).socketId, client: client?.socketId, server: server?.socketId };
}

/** The other end, if it is ours, still known, and says the same. (A socket that was dialled again has left its old peer.) */
export function peerOf(sockets: ReadonlyMap<SocketId, Socket>, socket: Socket): Socket | undefined {
  const peer = socket.peerSocketId === undefined ? undefined : sockets.get(socket.peerSocketId);
  return peer?.peerSocketId === socket.socketId && peer.origin !== socket.origin ? peer : undefined;
}

export interface Tally {
  readonly open: number;
  readonly halfClosed: number;
  readonly waiting: number;
  readonly over: number;
}

/** How many connections are in which shape, for the status bar. */
export function tally(sockets: ReadonlyMap<SocketId, Socket>, connections: readonly Connection[]): Tally {
  let [open, halfClosed, waiting, over] = [0, 0, 0, 0];
  for (const { id } of connections) {
    const state = sockets.get(id)?.state;
    if (state === undefined || isOver(state)) over++;
    else if (state === 'receive-only' || state === 'send-only') halfClosed++;
    else if (state === 'connecting' || state === 'created') waiting++;
    else open++;
  }
  return { open, halfClosed, waiting, over };
}

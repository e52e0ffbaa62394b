// The mirror of the engine's state, and the facts beside it. Components read it by selector; `LabSession` writes it.
import { create } from 'zustand';
import type { SocketId } from '../../shared/contract/fields.ts';
import type { About } from '../../shared/contract/methods/lab.ts';
import type { Result } from '../../shared/contract/methods.ts';
import { type Connection, connectionOf, connectionsOf } from '../../shared/model/connections.ts';
import { emptyLab, type LabState } from '../../shared/model/lab-state.ts';

export type Stats = Result<'lab.stats'>;

export interface LabStore {
  readonly link: 'connecting' | 'live' | 'lost';
  readonly linkReason: string;
  readonly about: About | undefined;
  readonly stats: Stats | undefined;
  readonly lab: LabState;
}

export const useLab = create<LabStore>()(() => ({
  link: 'connecting',
  linkReason: '',
  about: undefined,
  stats: undefined,
  lab: emptyLab(Date.now()),
}));

let lastSockets: LabState['sockets'] | undefined;
let lastConnections: readonly Connection[] = [];

/** The connections of the present state; the same list as long as no socket has changed. */
export function connectionsNow(store: LabStore = useLab.getState()): readonly Connection[] {
  const { sockets } = store.lab;
  if (sockets === lastSockets) return lastConnections;
  lastSockets = sockets;
  const fresh = connectionsOf(sockets);
  // Most changes touch a record and not the list: keeping the list's identity keeps the grid from rendering.
  if (!sameConnections(fresh, lastConnections)) lastConnections = fresh;
  return lastConnections;
}

function sameConnections(a: readonly Connection[], b: readonly Connection[]): boolean {
  return (
    a.length === b.length &&
    a.every((c, i) => c.id === b[i]?.id && c.client === b[i]?.client && c.server === b[i]?.server)
  );
}

export const useConnections = () => useLab(connectionsNow);
export const useSocket = (socketId: SocketId | undefined) =>
  useLab((s) => (socketId === undefined ? undefined : s.lab.sockets.get(socketId)));

/** The connection a socket belongs to, as the state is now. */
export const connectionNow = (socketId: SocketId) => connectionOf(useLab.getState().lab.sockets, socketId);

/** The end of a connection that a person speaks as: the wanted one, or the only one that is ours. */
export function endOf(connectionId: SocketId | undefined, end: 'client' | 'server'): SocketId | undefined {
  const connection = connectionId === undefined ? undefined : connectionNow(connectionId);
  return (
    connection &&
    (end === 'server' ? (connection.server ?? connection.client) : (connection.client ?? connection.server))
  );
}

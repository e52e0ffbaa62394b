import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Socket, SocketState } from '../../../shared/contract/records.ts';
import { formatHostPort, formatPath } from '../../../shared/format.ts';
import { isOver } from '../../../shared/model/socket-state.ts';

/** Everything dialled to one target under one name, as one entry of the sidebar. */
export interface ClientSummary {
  readonly key: string;
  readonly name: string;
  readonly where: string;
  /** The newest socket of the entry: what “dial again” repeats and a click selects. */
  readonly latest: SocketId;
  readonly latestState: SocketState;
  readonly open: number;
  readonly total: number;
}

const MOST_SHOWN = 200;

/** Dialled sockets grouped by name and target, in the order the targets were first dialled. */
export function clientsOf(sockets: ReadonlyMap<SocketId, Socket>): ClientSummary[] {
  const found = new Map<string, ClientSummary>();
  for (const socket of sockets.values()) {
    if (socket.origin !== 'dialled') continue;
    const where = targetText(socket);
    const key = `${socket.name ?? ''}\n${where}`;
    const before = found.get(key);
    found.set(key, {
      key,
      name: socket.name ?? where,
      where,
      latest: socket.socketId,
      latestState: socket.state,
      open: (before?.open ?? 0) + (isOver(socket.state) || socket.state === 'created' ? 0 : 1),
      total: (before?.total ?? 0) + 1,
    });
  }
  return [...found.values()].slice(0, MOST_SHOWN);
}

function targetText({ target }: Socket): string {
  if (typeof target?.path === 'string') return formatPath(target.path);
  return formatHostPort(String(target?.host || 'localhost'), target?.port ?? '?');
}

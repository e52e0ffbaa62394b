import type { Client } from '../../../shared/contract/document.ts';
import type { ClientId, SocketId } from '../../../shared/contract/fields.ts';
import type { Socket, SocketState } from '../../../shared/contract/records.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import { targetText } from '../../actions/client-actions.ts';

/** What has come of dialling one client, or one target. */
export interface Dials {
  /** The newest socket: what a click selects. */
  readonly latest: SocketId;
  readonly latestState: SocketState;
  readonly open: number;
  readonly total: number;
}

/** Everything dialled to one target under one name that belongs to no client of the lab. */
export interface ClientSummary extends Dials {
  readonly key: string;
  readonly name: string;
  readonly where: string;
  readonly target: Client['target'];
  readonly options: Client['options'];
}

const MOST_SHOWN = 200;

export interface DialledSockets {
  readonly byClient: ReadonlyMap<ClientId, Dials>;
  /** In the order the targets were first dialled. */
  readonly strangers: readonly ClientSummary[];
}

/** Dialled sockets by the client they are a dial of; those of no client by name and target. */
export function dialledSockets(
  sockets: ReadonlyMap<SocketId, Socket>,
  clients: readonly Pick<Client, 'clientId'>[],
): DialledSockets {
  const known = new Set(clients.map(({ clientId }) => clientId));
  const byClient = new Map<ClientId, Dials>();
  const strangers = new Map<string, ClientSummary>();
  for (const socket of sockets.values()) {
    const { origin, clientId, target } = socket;
    if (origin !== 'dialled' || !target || socket.tapId !== undefined) continue; // a tap's are told with the tap
    if (clientId !== undefined && known.has(clientId)) {
      byClient.set(clientId, withSocket(byClient.get(clientId), socket));
      continue;
    }
    const where = targetText(target);
    const key = `${socket.name ?? ''}\n${where}`;
    const dials = withSocket(strangers.get(key), socket);
    strangers.set(key, { ...dials, key, name: socket.name ?? where, where, target, options: socket.options });
  }
  return { byClient, strangers: [...strangers.values()].slice(0, MOST_SHOWN) };
}

function withSocket(before: Dials | undefined, { socketId, state }: Socket): Dials {
  return {
    latest: socketId,
    latestState: state,
    open: (before?.open ?? 0) + (isOver(state) || state === 'created' ? 0 : 1),
    total: (before?.total ?? 0) + 1,
  };
}

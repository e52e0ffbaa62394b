import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Method } from '../../../shared/contract/methods.ts';
import type { Handlers } from '../../../shared/contract/serve.ts';
import { isOfServer } from '../../../shared/faults/index.ts';
import type { Caller, Core } from '../core.ts';
import { nodeRefusal, refusal, refusalOf } from '../failures.ts';
import { bytesToWrite } from '../node-rules.ts';
import type { SocketRow } from '../sockets/socket-row.ts';

type FaultMethod = Extract<Method, `fault.${string}` | `hold.${string}`>;

/** Faults on one live socket, and the tray of held chunks. */
export function faultHandlers(core: Core): Pick<Handlers<Caller>, FaultMethod> {
  const rowOf = (socketId: SocketId): SocketRow => {
    const row = core.sockets.get(socketId);
    if (!row) throw refusal('UNKNOWN_SOCKET');
    return row;
  };
  return {
    'fault.apply': ({ socketId, fault }) => {
      const life = rowOf(socketId).liveLife();
      if (isOfServer(fault)) throw refusal('NOT_ON_A_SOCKET');
      const { faultId, active } = life.faultLine().apply(fault, 'socket');
      return { faultId, active };
    },
    'fault.clear': ({ socketId, faultId }) => {
      const { faults } = rowOf(socketId).liveLife();
      const meant = (id: number) => faultId === undefined || id === faultId;
      if (faultId !== undefined && !faults?.applied.some((each) => each.faultId === faultId))
        throw refusal('UNKNOWN_FAULT');
      return { cleared: faults?.clear((each) => meant(each.faultId)) ?? [] };
    },
    'hold.list': ({ socketId }) => ({
      holds: core.tray.list(socketId).map(({ holdId, life, faultId, direction, bytes, heldAt }) => ({
        holdId,
        socketId: life.socketId,
        faultId,
        direction,
        size: bytes.length,
        data: Buffer.from(bytes).toString('base64'),
        heldAt,
      })),
    }),
    'hold.forward': ({ holdId, socketId, data, encoding }) => {
      if (data !== undefined && holdId === undefined)
        throw nodeRefusal('ERR_INVALID_ARG_VALUE', 'With “data” one chunk has to be named: “holdId”.');
      const bytes = data === undefined ? undefined : decoded(data, encoding);
      const meant = core.tray.meant(holdId, socketId);
      for (const held of meant) core.tray.forward(held, bytes);
      return { forwarded: meant.length };
    },
    'hold.discard': ({ holdId, socketId }) => {
      const meant = core.tray.meant(holdId, socketId);
      for (const held of meant) core.tray.discard(held);
      return { discarded: meant.length };
    },
  };
}

function decoded(data: unknown, encoding: unknown): Uint8Array {
  try {
    return bytesToWrite(data, encoding);
  } catch (error) {
    throw refusalOf(error);
  }
}

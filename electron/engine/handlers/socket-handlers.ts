import type { SocketId, TransferId } from '../../../shared/contract/fields.ts';
import type { Method } from '../../../shared/contract/methods.ts';
import type { Handlers } from '../../../shared/contract/serve.ts';
import type { Caller, Core } from '../core.ts';
import { nodeRefusal, refusal, refusalOf } from '../failures.ts';
import { asNumber, checkEncoding, checkTimeout } from '../node-rules.ts';
import { FileTransfer } from '../send-file.ts';
import { cancel, destroyNow, destroyWhenFlushed, finishSending, resetNow, userError } from '../sockets/closing.ts';
import { createRow, dialAgain, dialNew } from '../sockets/dialling.ts';
import { inspect } from '../sockets/inspect.ts';
import type { Life } from '../sockets/life.ts';
import type { SocketRow } from '../sockets/socket-row.ts';
import { wrapDescriptor } from '../sockets/wrap.ts';
import { refuseUnwritable, writeTo } from '../sockets/writing.ts';

type SocketMethod = Extract<Method, `socket.${string}` | 'transfer.cancel'>;

/** Sockets: dialling, talking, settings, ending. */
export function socketHandlers(core: Core): Pick<Handlers<Caller>, SocketMethod> {
  const rowOf = (socketId: SocketId): SocketRow => {
    const row = core.sockets.get(socketId);
    if (!row) throw refusal('UNKNOWN_SOCKET');
    return row;
  };
  /** A handler for something done to a living socket. */
  const toLiving =
    (act: (life: Life, row: SocketRow) => void) =>
    ({ socketId }: { socketId: SocketId }) => {
      const row = rowOf(socketId);
      act(row.liveLife(), row);
      return {};
    };
  return {
    'socket.create': (params) => ({ socketId: createRow(core, params).socketId }),
    'socket.connect': (params) => {
      if (!('socketId' in params)) {
        const row = dialNew(core, params, params);
        return { socketId: row.socketId, life: row.lifeNumber };
      }
      const row = rowOf(params.socketId);
      dialAgain(row, params);
      return { socketId: row.socketId, life: row.lifeNumber };
    },
    'socket.wrap': (params) => ({ socketId: wrapDescriptor(core, params).socketId }),
    'socket.cancel': toLiving(cancel),
    'socket.write': ({ socketId, data, encoding }) => writeTo(rowOf(socketId).life, data, encoding),
    'socket.end': ({ socketId, data, encoding }) => {
      const { life } = rowOf(socketId);
      if (data !== undefined) writeTo(life, data, encoding);
      else if (!life.socket.writableEnded) refuseUnwritable(life);
      finishSending(life);
      return {};
    },
    'socket.destroy': ({ socketId, error }) => {
      const row = rowOf(socketId);
      row.callOffReconnect();
      destroyNow(row.life, error === undefined ? undefined : userError(error));
      return {};
    },
    'socket.destroySoon': ({ socketId }) => {
      const row = rowOf(socketId);
      row.callOffReconnect();
      destroyWhenFlushed(row.life);
      return {};
    },
    'socket.resetAndDestroy': ({ socketId }) => {
      const life = rowOf(socketId).liveLife();
      if (life.undialled) throw nodeRefusal('ERR_SOCKET_CLOSED', 'Socket is closed');
      resetNow(life);
      return {};
    },
    'socket.pause': toLiving((life) => life.pause('user')),
    'socket.resume': toLiving((life) => life.resume('user')),
    'socket.setTimeout': ({ socketId, timeoutMs, onTimeout }) => {
      const row = rowOf(socketId);
      const { socket } = row.life;
      const accepted = judged(() => checkTimeout(timeoutMs, 'msecs'));
      if (socket.destroyed) return {}; // no effect any more, as in Node (net-behaviours B27)
      row.timeoutMs = accepted;
      row.onTimeout = onTimeout;
      row.ownTimeout = true;
      row.options = { ...row.options, timeoutMs: row.timeoutMs, onTimeout };
      socket.setTimeout(row.timeoutMs);
      row.updated();
      return {};
    },
    'socket.setKeepAlive': ({ socketId, enable, initialDelayMs }) => {
      const row = rowOf(socketId);
      const { socket } = row.liveLife();
      // Node takes whatever divides as a number here; what it keeps are whole seconds.
      const delay = judged(() => asNumber(initialDelayMs ?? 0, 'initialDelayMs'));
      socket.setKeepAlive(Boolean(enable), delay);
      row.options = { ...row.options, keepAlive: Boolean(enable), ...(delay > 0 && { keepAliveInitialDelay: delay }) };
      row.updated();
      return {};
    },
    'socket.setNoDelay': ({ socketId, noDelay }) => {
      const row = rowOf(socketId);
      const enable = noDelay === undefined ? true : Boolean(noDelay);
      row.liveLife().socket.setNoDelay(enable);
      row.options = { ...row.options, noDelay: enable };
      row.updated();
      return {};
    },
    'socket.setEncoding': ({ socketId, encoding }) => {
      const row = rowOf(socketId);
      row.encoding = judged(() => checkEncoding(encoding));
      return {};
    },
    'socket.events': ({ socketId }) => {
      const { lifeNumber: life } = rowOf(socketId);
      const { history, kernelLog } = core;
      return {
        events: [...history.of(socketId)],
        dropped: history.droppedOf(socketId),
        life,
        samples: [...kernelLog.samplesOf(socketId, life)],
        notes: [...kernelLog.notesOf(socketId, life)],
      };
    },
    'socket.cork': toLiving((life, row) => {
      life.socket.cork();
      row.updated();
    }),
    'socket.uncork': toLiving((life, row) => {
      life.socket.uncork();
      row.updated();
    }),
    'socket.ref': toLiving((life, row) => {
      row.referenced = true;
      life.socket.ref();
    }),
    'socket.unref': toLiving((life, row) => {
      row.referenced = false;
      life.socket.unref();
    }),
    'socket.tag': ({ socketId, tags }) => {
      const row = rowOf(socketId);
      row.tags = tags;
      core.emit({ type: 'socket.tagged', socketId, life: row.lifeNumber, tags });
      return {};
    },
    'socket.inspect': ({ socketId }) => inspect(rowOf(socketId).life),
    'socket.sendFile': async ({ socketId, ...options }) => {
      const transfer = new FileTransfer(rowOf(socketId).life, options, core.nextId<TransferId>());
      const { transferId } = transfer;
      core.transfers.set(transferId, transfer);
      void transfer.ended().then(() => core.transfers.delete(transferId));
      await transfer.open();
      void transfer.run();
      return { transferId };
    },
    'transfer.cancel': ({ transferId }) => {
      const transfer = core.transfers.get(transferId);
      if (!transfer || transfer.told) throw refusal('UNKNOWN_TRANSFER');
      transfer.cancel();
      return {};
    },
    'socket.remove': ({ socketId }) => {
      rowOf(socketId).remove();
      return {};
    },
  };
}

/** Runs a check of a value, with what it throws turned into a refusal. */
function judged<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw refusalOf(error);
  }
}

import type { RepeatId, TransferId } from '../../../shared/contract/fields.ts';
import type { Method } from '../../../shared/contract/methods.ts';
import type { Handlers } from '../../../shared/contract/serve.ts';
import { findInCapture } from '../capture/find-in-capture.ts';
import type { Caller, Core } from '../core.ts';
import { refusal } from '../failures.ts';
import { Sending } from '../sending.ts';

type RepeatMethod = Extract<Method, `repeat.${string}` | 'transfer.pause' | 'transfer.resume' | 'capture.find'>;

/** What goes on by itself, and searching what has passed. */
export function repeatHandlers(core: Core): Pick<Handlers<Caller>, RepeatMethod> {
  const transferOf = (transferId: TransferId) => {
    const transfer = core.transfers.get(transferId);
    if (!transfer) throw refusal('UNKNOWN_TRANSFER');
    return transfer;
  };
  return {
    'repeat.start': (options) => {
      const lives = options.socketIds.map((socketId) => {
        const row = core.sockets.get(socketId);
        if (!row) throw refusal('UNKNOWN_SOCKET');
        return row.life;
      });
      const sending = new Sending(core, lives, options, core.nextId<RepeatId>());
      core.repeats.set(sending.repeatId, sending);
      sending.start();
      return { repeatId: sending.repeatId };
    },
    'repeat.stop': ({ repeatId }) => {
      const one = repeatId === undefined ? undefined : core.repeats.get(repeatId);
      if (repeatId !== undefined && !one) throw refusal('UNKNOWN_REPEAT');
      const stopped = one ? [one] : [...core.repeats.values()];
      for (const sending of stopped) sending.stop();
      return { stopped: stopped.length };
    },
    'transfer.pause': ({ transferId }) => {
      transferOf(transferId).pause();
      return {};
    },
    'transfer.resume': ({ transferId }) => {
      transferOf(transferId).resume();
      return {};
    },
    'capture.find': ({ socketId, ...options }) => {
      const row = core.sockets.get(socketId);
      if (!row) throw refusal('UNKNOWN_SOCKET');
      return findInCapture(row.capture, options);
    },
  };
}

import type { Close } from '../../../shared/contract/records.ts';
import { failureOf } from '../failures.ts';
import { dialAgain } from './dialling.ts';
import type { Life } from './life.ts';

/**
 * Dials again after a close that was not made here (`options.autoReconnect`). Attempts are counted from the last
 * connection that held at least as long as one wait, so that a server that hangs up at once is not called for ever.
 */
export function reconnectAfter(life: Life, close: Close): void {
  const { row } = life;
  const wish = row.options.autoReconnect;
  if (!wish || !life.dialled || life.calledOff || life.ending.intent !== undefined || close.first === 'us') return;
  if (life.connectedAt !== undefined && row.core.clock.now() - life.connectedAt >= wish.everyMs) row.reconnects = 0;
  if (row.reconnects >= wish.times) return;
  const attempt = row.reconnects + 1;
  row.reconnectTimer = setTimeout(() => {
    try {
      dialAgain(row, {});
      row.reconnects = attempt; // dialling starts a new count, so this comes after it
    } catch (error) {
      life.emit({ type: 'socket.error', failure: failureOf(error) }); // nobody waits for an answer that could say it
    }
  }, wish.everyMs);
}

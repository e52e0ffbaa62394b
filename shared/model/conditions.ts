// Conditions: what is worth a badge beside the state word (`ux.md` 2.2). Pure functions of facts and of the time.
import type { IdleAction } from '../contract/fields.ts';
import type { Socket } from '../contract/records.ts';
import { formatBytes, formatClock } from '../format.ts';
import { isOver } from './socket-state.ts';

export type ConditionKind =
  | 'not-reading'
  | 'backpressure'
  | 'fin-waiting'
  | 'idle-countdown'
  | 'idle-fired'
  | 'quiet'
  | 'corked';

export interface Condition {
  readonly kind: ConditionKind;
  /** What the badge says. */
  readonly text: string;
  /** Where the fact comes from. */
  readonly provenance: 'observed';
  /** Whether it asks for attention (outlined) or merely informs (plain). */
  readonly attention: boolean;
}

const idleWords: Readonly<Record<IdleAction, string>> = {
  notify: 'notify only',
  end: 'finish',
  destroy: 'close',
  reset: 'reset',
};

/** What happens when an idle timeout fires, in a word. */
export const idleWord = (action: IdleAction) => idleWords[action];

export interface ConditionSettings {
  /** Nothing received for longer than this is “quiet”. */
  readonly quietAfterMs: number;
}

/** The conditions of one end at `now` (engine milliseconds), the most important first. */
export function conditionsOf(socket: Socket, now: number, { quietAfterMs }: ConditionSettings): Condition[] {
  if (isOver(socket.state)) return [];
  const found: Condition[] = [];
  const add = (kind: ConditionKind, text: string, attention = true) =>
    found.push({ kind, text, attention, provenance: 'observed' });
  const { counts, timeoutMs, onTimeout, idleSince, timedOutAt } = socket;
  if (socket.paused) add('not-reading', 'Not reading');
  if (counts.queued > 0 && (socket.state === 'receive-only' || socket.state === 'closing')) {
    add('fin-waiting', `FIN behind ${formatBytes(counts.queued)}`);
  } else if (socket.needDrain) {
    add('backpressure', `Queued ${formatBytes(counts.queued)} · wait`);
  }
  if (socket.corked) add('corked', 'Corked');
  if (timedOutAt !== undefined && onTimeout === 'notify') {
    add('idle-fired', 'Timed out, still open');
  } else if (timeoutMs > 0) {
    const left = Math.max(0, timeoutMs - (now - idleSince));
    add('idle-countdown', `${formatClock(left + 999)} → ${idleWord(onTimeout)}`, left < timeoutMs / 5);
  }
  if (socket.connectedAt !== undefined && timeoutMs === 0 && now - idleSince > quietAfterMs) {
    add('quiet', `Quiet ${formatClock(now - idleSince)}`, false);
  }
  return found;
}

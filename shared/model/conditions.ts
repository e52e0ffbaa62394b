// Conditions: what is worth a badge beside the state word (`ux.md` 2.2). Pure functions of facts and of the time.
import type { IdleAction } from '../contract/fields.ts';
import type { Server, Socket } from '../contract/records.ts';
import { faultText } from '../faults/index.ts';
import { formatBytes, formatClock, formatDuration } from '../format.ts';
import { waitsInQueue } from './accept-queue.ts';
import { timerLeft } from './kernel-events.ts';
import { bytesHeldBack, unreadBytes } from './ledger.ts';
import { isOver } from './socket-state.ts';

export type ConditionKind =
  | 'not-reading'
  | 'peer-finished'
  | 'backpressure'
  | 'window-closed'
  | 'fin-waiting'
  | 'idle-countdown'
  | 'idle-fired'
  | 'quiet'
  | 'no-answer'
  | 'not-accepted'
  | 'time-wait'
  | 'corked'
  | 'held'
  | 'fault'
  | 'tagged';

export interface Condition {
  readonly kind: ConditionKind;
  /** What the badge says. */
  readonly text: string;
  /** Where the fact comes from; of several the least direct. */
  readonly provenance: 'observed' | 'sampled' | 'inferred';
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
  /** The servers of the lab, for an end that waits in one's accept queue. */
  readonly servers?: Iterable<Server>;
}

/** Repeats from which on silence is called no answer (`ux.md` 2.2). */
export const UNANSWERED = 2;

/** The conditions of one end at `now` (engine milliseconds), the most important first. */
export function conditionsOf(socket: Socket, now: number, settings: ConditionSettings): Condition[] {
  if (isOver(socket.state)) return [...afterwards(socket, now), ...tagConditions(socket)];
  return [
    ...answerConditions(socket),
    ...faultConditions(socket),
    ...readingConditions(socket),
    ...sendingConditions(socket),
    ...queueConditions(socket, settings),
    ...timeConditions(socket, now, settings),
    ...tagConditions(socket),
  ];
}

const badge = (
  kind: ConditionKind,
  text: string,
  provenance: Condition['provenance'] = 'observed',
  attention = true,
): Condition => ({ kind, text, provenance, attention });

/** What a person calls it. */
const tagConditions = ({ tags }: Socket) =>
  tags && tags.length > 0 ? [badge('tagged', tags.join(' · '), 'observed', false)] : [];

/** Sent again and again, or probed, without a sign of life. Only the kernel can know. */
function answerConditions({ kernel }: Socket): Condition[] {
  const times = unanswered(kernel);
  return times >= UNANSWERED ? [badge('no-answer', `No answer ×${times}`, 'sampled')] : [];
}

/** How often the kernel has tried in vain: segments sent again, or probes. Probes of a shut window are answered. */
export function unanswered(kernel: Socket['kernel']): number {
  if (!kernel) return 0;
  const repeats = kernel.timer === 'retransmit' ? (kernel.retransmits ?? 0) : 0;
  return Math.max(repeats, kernel.probes ?? 0);
}

/** Faults that work on this end, and chunks of it that wait in the tray. A mock's own behaviour is no fault. */
function faultConditions({ faults, held = 0 }: Socket): Condition[] {
  const found = held > 0 ? [badge('held', `${held} held`)] : [];
  const working = faults?.filter(({ active, from }) => active && from !== 'mock') ?? [];
  const [only] = working;
  if (!only) return found;
  const text = working.length === 1 ? `Fault: ${faultText(only.fault)}` : `${working.length} faults`;
  return [...found, badge('fault', text)];
}

function readingConditions({ paused, kernel }: Socket): Condition[] {
  if (!paused) return [];
  const unread = kernel ? unreadBytes(kernel) : undefined;
  const found = [
    unread ? badge('not-reading', `Not reading · ${formatBytes(unread)} unread`) : badge('not-reading', 'Not reading'),
  ];
  if (kernel?.state === 'CLOSE_WAIT') found.unshift(badge('peer-finished', 'Peer finished — unread', 'sampled'));
  return found;
}

function sendingConditions(socket: Socket): Condition[] {
  const { counts, needDrain, kernel, corked } = socket;
  const found: Condition[] = [];
  const heldBack = bytesHeldBack(socket);
  if (heldBack !== undefined) {
    found.push(badge('fin-waiting', `FIN behind ${formatBytes(heldBack)}`));
  } else if (needDrain) {
    found.push(badge('backpressure', `Queued ${formatBytes(counts.queued)} · wait`));
  }
  if (kernel?.timer === 'zero-window') found.push(badge('window-closed', 'Peer’s buffer full', 'sampled'));
  if (corked) found.push(badge('corked', 'Corked'));
  return found;
}

function queueConditions(socket: Socket, { servers }: ConditionSettings): Condition[] {
  const provenance = waitsInQueue(socket, servers);
  return provenance ? [badge('not-accepted', 'In the server’s queue', provenance)] : [];
}

function timeConditions(socket: Socket, now: number, { quietAfterMs }: ConditionSettings): Condition[] {
  const { timeoutMs, onTimeout, idleSince, timedOutAt, connectedAt, heardAt } = socket;
  if (timedOutAt !== undefined && onTimeout === 'notify') return [badge('idle-fired', 'Timed out, still open')];
  if (timeoutMs > 0) {
    const left = Math.max(0, timeoutMs - (now - idleSince));
    const text = `${formatClock(left + 999)} → ${idleWord(onTimeout)}`;
    return [badge('idle-countdown', text, 'observed', left < timeoutMs / 5)];
  }
  const unheard = connectedAt === undefined ? 0 : now - (heardAt ?? connectedAt);
  if (unheard <= quietAfterMs) return [];
  return [
    badge('quiet', `Quiet ${unheard < 60_000 ? formatDuration(unheard) : formatClock(unheard)}`, 'observed', false),
  ];
}

/** What the kernel still keeps of a connection the program is done with. */
function afterwards({ kernel }: Socket, now: number): Condition[] {
  if (kernel?.state !== 'TIME_WAIT') return [];
  const left = timerLeft(kernel, now);
  const text = left === undefined ? 'TIME_WAIT' : `TIME_WAIT ${formatClock(left + 999)}`;
  return [badge('time-wait', text, 'sampled', false)];
}

/** Conditions in their order, those that ask for attention before those that only inform: a badge may have no room. */
export const urgentFirst = (conditions: readonly Condition[]): Condition[] => [
  ...conditions.filter(({ attention }) => attention),
  ...conditions.filter(({ attention }) => !attention),
];

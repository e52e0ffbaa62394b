import { assertNever } from '../assert-never.ts';
import type { Close, Socket, SocketState } from '../contract/records.ts';

/** The facts a state word is derived from. */
export type SocketFacts = Pick<Socket, 'readyState' | 'connectedAt' | 'close'>;

/**
 * The state word of one end (`ux.md` 2.2), from what Node said. `readyState` alone is not enough: a socket that was
 * never dialled says `open`, and so does one between a failed attempt and its destruction (net-behaviours B3, B45).
 */
export function socketStateOf(facts: SocketFacts): SocketState {
  if (facts.close) return endedStateOf(facts.close);
  switch (facts.readyState) {
    case 'opening':
      return 'connecting';
    case 'open':
      return facts.connectedAt === undefined ? 'created' : 'open';
    case 'readOnly':
      return 'receive-only';
    case 'writeOnly':
      return 'send-only';
    case 'closed':
      return 'closing';
    default:
      return assertNever(facts.readyState);
  }
}

function endedStateOf({ cause, hadError, failure }: Close): SocketState {
  if (cause === 'turned-away') return 'turned-away';
  if (cause === 'rst' || cause === 'local-reset') return 'reset';
  if (cause === 'refused') return 'refused';
  if (failure?.code === 'ETIMEDOUT') return 'timed-out';
  if (failure?.code === 'EPIPE') return 'broken-pipe';
  return hadError ? 'failed' : 'closed';
}

/** Groups of states for filters and counters. */
export const stateGroups = {
  live: ['created', 'connecting', 'open', 'receive-only', 'send-only', 'closing'],
  'half-closed': ['receive-only', 'send-only'],
  ended: ['closed'],
  failed: ['reset', 'refused', 'timed-out', 'failed', 'broken-pipe', 'turned-away'],
} as const satisfies Record<string, readonly SocketState[]>;

/** Whether nothing more will happen on a socket in this state. */
export function isOver(state: SocketState): boolean {
  return state === 'closed' || (stateGroups.failed as readonly SocketState[]).includes(state);
}

import { expect, test } from 'vitest';
import { type Close, type Socket, type SocketState, socketStates } from '../contract/records.ts';
import { isOver, type SocketFacts, socketStateOf, stateGroups } from './socket-state.ts';

const live = (readyState: Socket['readyState'], connectedAt?: number): SocketFacts => ({
  readyState,
  ...(connectedAt !== undefined && { connectedAt }),
});
const closed = (close: Partial<Close>, code?: string): SocketFacts => ({
  readyState: 'closed',
  connectedAt: 1,
  close: { hadError: false, cause: 'fin', first: 'us', ...close, ...(code && { failure: { code, message: '' } }) },
});

test('K55 B3 B45 the word of a living end comes from readyState and from whether it was ever connected', () => {
  const table: [SocketFacts, SocketState][] = [
    [live('open'), 'created'],
    [live('opening'), 'connecting'],
    [live('open', 0), 'open'],
    [live('open', 5), 'open'],
    [live('readOnly', 5), 'receive-only'],
    [live('writeOnly', 5), 'send-only'],
    [live('closed', 5), 'closing'],
    [live('closed'), 'closing'],
  ];
  expect(table.map(([facts]) => socketStateOf(facts))).toEqual(table.map(([, state]) => state));
});

test('K40 the word of a closed end comes from what ended it', () => {
  const table: [SocketFacts, SocketState][] = [
    [closed({}), 'closed'],
    [closed({ cause: 'local-destroy' }), 'closed'],
    [closed({ cause: 'timeout' }), 'closed'],
    [closed({ cause: 'local-reset' }), 'reset'],
    [closed({ cause: 'rst', hadError: true }, 'ECONNRESET'), 'reset'],
    [closed({ cause: 'refused', hadError: true }, 'ECONNREFUSED'), 'refused'],
    [closed({ cause: 'timeout', hadError: true }, 'ETIMEDOUT'), 'timed-out'],
    [closed({ cause: 'error', hadError: true }, 'EPIPE'), 'broken-pipe'],
    [closed({ cause: 'error', hadError: true }, 'ENOTFOUND'), 'failed'],
    [closed({ cause: 'aborted', hadError: true }, 'ABORT_ERR'), 'failed'],
    [closed({ cause: 'local-destroy', hadError: true }, 'USER_ERROR'), 'failed'],
    [closed({ cause: 'turned-away' }), 'turned-away'],
    [closed({ cause: 'turned-away', hadError: true }, 'ECONNRESET'), 'turned-away'],
  ];
  expect(table.map(([facts]) => socketStateOf(facts))).toEqual(table.map(([, state]) => state));
});

test('every state is in the groups: live, or ended, or failed; half-closed is a part of live', () => {
  const groups = [...stateGroups.live, ...stateGroups.ended, ...stateGroups.failed].sort();
  expect(groups).toEqual([...socketStates].sort());
  for (const state of stateGroups['half-closed']) expect(stateGroups.live).toContain(state);
  expect(socketStates.filter(isOver).sort()).toEqual([...stateGroups.ended, ...stateGroups.failed].sort());
});

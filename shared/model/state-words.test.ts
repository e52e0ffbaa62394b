// The line below the state word (`ux.md` 2.2, “sub-label”), from facts of Node and, where it was asked, of the kernel.
import { expect, test } from 'vitest';
import type { Close, Socket } from '../contract/records.ts';
import { testCounts, testRow, testSocket } from '../testing/records.ts';
import { stateDetail } from './state-words.ts';

const closedSocket = (close: Partial<Close>, more: Partial<Socket> = {}): Partial<Socket> => ({
  state: 'closed',
  readyState: 'closed',
  connectedAt: 1_000,
  closedAt: 4_200,
  close: { hadError: false, cause: 'fin', first: 'us', ...close },
  ...more,
});
const syn = (retransmits: number) => testRow({ state: 'SYN_SENT', timer: 'retransmit', retransmits });

const table: readonly (readonly [Partial<Socket>, string])[] = [
  [{ state: 'created' }, 'Made, and not dialled yet'],
  [{ state: 'connecting' }, 'No answer yet'],
  [{ state: 'connecting', kernel: syn(0) }, 'SYN sent, no answer yet'],
  [{ state: 'connecting', kernel: syn(2) }, 'SYN sent, no answer yet · retry 2'],
  [{ state: 'open' }, 'Both directions open'],
  [{ state: 'receive-only' }, 'Half-closed · this end finished sending'],
  [{ state: 'send-only' }, 'Half-closed · the peer finished sending'],
  [{ state: 'closing', counts: testCounts({ queued: 1_000_000 }) }, 'Flushing 1.0 MB, then FIN'],
  [{ state: 'closing' }, 'Waiting for the end'],
  [closedSocket({}), 'Finished · 3.2 s · first: this end'],
  [closedSocket({ first: 'peer' }), 'Finished · 3.2 s · first: the peer'],
  [closedSocket({ first: 'unknown' }), 'Finished · 3.2 s · first: not known'],
  [closedSocket({ cause: 'timeout' }), 'Closed by the idle timeout · 3.2 s · first: this end'],
  [closedSocket({ cause: 'local-destroy' }), 'Closed here · 3.2 s · first: this end'],
  [
    closedSocket({ cause: 'peer-gone', first: 'peer' }),
    'Peer gone · 3.2 s · Node saw an end, the kernel had no connection left',
  ],
  [closedSocket({ cause: 'local-reset' }, { state: 'reset' }), 'You reset it'],
  [closedSocket({ cause: 'rst' }, { state: 'reset' }), 'The peer reset the connection'],
  [closedSocket({ cause: 'timeout' }, { state: 'timed-out' }), 'The peer stopped acknowledging'],
];

test.each(table)('%o: %s', (facts, words) => {
  expect(stateDetail(testSocket(1, facts))).toBe(words);
});

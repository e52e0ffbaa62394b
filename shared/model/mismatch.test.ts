// The table of `ux.md` 2.5, row by row: when each mismatch holds, its exact sentence, and what comes close but is none.
import { describe, expect, test } from 'vitest';
import type { Socket } from '../contract/records.ts';
import { testCounts, testRow, testServer, testSocket } from '../testing/records.ts';
import { type MismatchFacts, mismatchesOf, mismatchOf } from './mismatch.ts';

const close = { hadError: false, cause: 'fin', first: 'us' } as const;
const facts = (socket: Partial<Socket>, more: Partial<MismatchFacts> = {}): MismatchFacts => ({
  socket: testSocket(1, socket),
  now: 1_000,
  ...more,
});
const queue = testServer(9, { acceptQueue: { used: 1, limit: 2 } });
const notAccepted = { state: 'ESTABLISHED', sendQueue: 0, receiveQueue: 0, inAcceptQueue: true } as const;
const openPeer = testSocket(1, { origin: 'accepted' });

const holds: readonly (readonly [string, MismatchFacts, string])[] = [
  [
    'M1',
    facts({ paused: true, kernel: testRow({ state: 'CLOSE_WAIT', receiveQueue: 6 }) }),
    'The peer has finished sending, but this program has not read far enough to notice.',
  ],
  [
    'M2',
    facts({
      readyState: 'readOnly',
      state: 'receive-only',
      counts: testCounts({ bytesWritten: 5_000_000, queued: 1_048_576 }),
      kernel: testRow({ sendQueue: 2_000_000 }),
    }),
    'You called end(). The FIN cannot go out until 1.0 MB of earlier data has gone.',
  ],
  [
    'M3',
    facts(
      {
        readyState: 'opening',
        state: 'connecting',
        kernel: testRow({ state: 'SYN_SENT', timer: 'retransmit', timerMs: 2_600, retransmits: 1 }),
      },
      { now: 1_200 },
    ),
    'Nobody has answered. Next attempt in 2.4 s.',
  ],
  [
    'M4',
    facts({ kernel: testRow({ timer: 'retransmit', timerMs: 800, retransmits: 2, sendQueue: 13 }) }),
    'Nothing is coming back. Node has not been told anything yet.',
  ],
  [
    'M5',
    facts({
      readyState: 'closed',
      state: 'closed',
      close,
      kernel: testRow({ state: 'TIME_WAIT', timer: 'time-wait', timerMs: 48_000, inode: 0 }),
    }),
    'The program is done. The kernel keeps the address pair for 48 s in case of late packets.',
  ],
  [
    'M6',
    facts({
      readyState: 'closed',
      state: 'closed',
      close,
      kernel: testRow({ state: 'FIN_WAIT_2', timer: 'time-wait', timerMs: 59_000, inode: 0 }),
    }),
    'This end is gone; the peer has not finished. The kernel gives it 59 s.',
  ],
  [
    'M7',
    facts({ kernel: testRow({ peer: notAccepted }) }),
    'The server’s kernel accepted the connection. The server program has not.',
  ],
  ['M7', facts({}, { servers: [queue] }), 'The server’s kernel accepted the connection. The server program has not.'],
  ['M8', facts({}, { peer: openPeer, cut: true }), 'Both programs believe this connection is fine.'],
  [
    'M9',
    facts({ paused: true, kernel: testRow({ state: 'CLOSE', provenance: 'inferred' }) }),
    'The kernel has no such connection any more. Node has not noticed yet.',
  ],
];

test.each(holds)('%s holds', (id, given, sentence) => {
  expect(mismatchOf(given)).toMatchObject({ id, sentence });
});

const holdsNot: readonly (readonly [string, MismatchFacts])[] = [
  ['both say open', facts({ kernel: testRow() })],
  ['the kernel was not asked', facts({})],
  [
    'M1: Node has noticed',
    facts({ readyState: 'writeOnly', state: 'send-only', kernel: testRow({ state: 'CLOSE_WAIT' }) }),
  ],
  ['M2: nothing waits, the FIN is only younger than the sample', facts({ readyState: 'readOnly', kernel: testRow() })],
  ['M3: the first SYN', facts({ readyState: 'opening', kernel: testRow({ state: 'SYN_SENT', timer: 'retransmit' }) })],
  ['M4: one segment sent again', facts({ kernel: testRow({ timer: 'retransmit', retransmits: 1 }) })],
  ['M4: the window is shut', facts({ kernel: testRow({ timer: 'zero-window', retransmits: 3 }) })],
  ['M6: the program still has it', facts({ readyState: 'readOnly', kernel: testRow({ state: 'FIN_WAIT_2' }) })],
  [
    'M7: accepted by somebody',
    facts({ kernel: testRow({ peer: { ...notAccepted, inAcceptQueue: false } }) }, { servers: [queue] }),
  ],
  ['M7: accepted by us', facts({ peerSocketId: 2 as Socket['socketId'] }, { servers: [queue] })],
  [
    'M7: another server’s queue',
    facts(
      {},
      {
        servers: [
          testServer(9, {
            address: { address: '127.0.0.1', family: 'IPv4', port: 1 },
            acceptQueue: { used: 1, limit: 2 },
          }),
        ],
      },
    ),
  ],
  ['M7: an accepted end', facts({ origin: 'accepted' }, { servers: [queue] })],
  ['M8: no cable was cut', facts({}, { peer: openPeer })],
  ['M8: one end knows', facts({}, { peer: testSocket(1, { readyState: 'closed' }), cut: true })],
  [
    'M9: sampled before it was connected',
    facts({ connectedAt: 1_001, kernel: testRow({ state: 'CLOSE', provenance: 'inferred' }) }),
  ],
  [
    'M9: Node has closed it',
    facts({ readyState: 'closed', close, kernel: testRow({ state: 'CLOSE', provenance: 'inferred' }) }),
  ],
];

test.each(holdsNot)('no mismatch: %s', (_name, given) => {
  expect(mismatchesOf(given)).toEqual([]);
});

describe('provenance', () => {
  const provenance = (given: MismatchFacts) => mismatchOf(given)?.provenance;
  test('a row is sampled, a missing row inferred, a queue seen at the other end sampled, else inferred', () => {
    expect(provenance(facts({ kernel: testRow({ state: 'CLOSE_WAIT' }) }))).toBe('sampled');
    expect(provenance(facts({ kernel: testRow({ state: 'CLOSE', provenance: 'inferred' }) }))).toBe('inferred');
    expect(provenance(facts({ kernel: testRow({ peer: notAccepted }) }))).toBe('sampled');
    expect(provenance(facts({}, { servers: [queue] }))).toBe('inferred');
    expect(provenance(facts({}, { peer: openPeer, cut: true }))).toBe('observed');
  });
});

test('M4 is said before M8: it has evidence of this end', () => {
  const kernel = testRow({ timer: 'retransmit', retransmits: 3 });
  expect(mismatchesOf(facts({ kernel }, { peer: openPeer, cut: true })).map((m) => m.id)).toEqual(['M4', 'M8']);
});

test('where the system tells no time, none is made up', () => {
  const kernel = testRow({ state: 'TIME_WAIT', timer: null, timerMs: null });
  const { sentence } = mismatchOf(facts({ readyState: 'closed', close, kernel })) ?? {};
  expect(sentence).toContain('for an unknown time in case');
});

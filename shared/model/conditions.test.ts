// The conditions of `ux.md` 2.2, one line each: the facts, the badge.
import { expect, test } from 'vitest';
import type { AppliedFault, Socket } from '../contract/records.ts';
import { testCounts, testRow, testServer, testSocket } from '../testing/records.ts';
import { type Condition, type ConditionSettings, conditionsOf } from './conditions.ts';

const QUIET = 60_000;
const badges = (socket: Partial<Socket>, now = 1_000, more: Partial<ConditionSettings> = {}) =>
  conditionsOf(testSocket(1, socket), now, { quietAfterMs: QUIET, ...more });
const queued = testCounts({ bytesWritten: 5_000_000, queued: 1_048_576 });
const close = { hadError: false, cause: 'fin', first: 'us' } as const;
const fault = (active: boolean): AppliedFault => ({
  faultId: 1 as AppliedFault['faultId'],
  fault: { kind: 'delay', ms: 200 },
  from: 'socket',
  active,
});
const waiting = { state: 'ESTABLISHED', sendQueue: 0, receiveQueue: 3, inAcceptQueue: true } as const;

type Line = readonly [Partial<Socket>, ...(readonly [Condition['kind'], string, Condition['provenance'], boolean])[]];
const table: Readonly<Record<string, Line>> = {
  'nothing to say': [{}],
  'one fault at work, and what it holds': [
    { faults: [fault(true)], held: 2 },
    ['held', '2 held', 'observed', true],
    ['fault', 'Fault: delays by 200 ms', 'observed', true],
  ],
  'two faults at work': [{ faults: [fault(true), fault(true)] }, ['fault', '2 faults', 'observed', true]],
  'a fault that chance has spared the connection': [{ faults: [fault(false)] }],
  'at rest in the kernel': [{ kernel: testRow() }],
  'reading stopped, kernel not asked': [{ paused: true }, ['not-reading', 'Not reading', 'observed', true]],
  'reading stopped, nothing unread': [
    { paused: true, kernel: testRow() },
    ['not-reading', 'Not reading', 'observed', true],
  ],
  'reading stopped, unread': [
    { paused: true, kernel: testRow({ receiveQueue: 128_000 }) },
    ['not-reading', 'Not reading · 128 kB unread', 'observed', true],
  ],
  'peer finished, its FIN counts as no byte': [
    { paused: true, kernel: testRow({ state: 'CLOSE_WAIT', receiveQueue: 6 }) },
    ['peer-finished', 'Peer finished — unread', 'sampled', true],
    ['not-reading', 'Not reading · 5 B unread', 'observed', true],
  ],
  backpressure: [{ needDrain: true, counts: queued }, ['backpressure', 'Queued 1.0 MB · wait', 'observed', true]],
  'window closed': [
    { kernel: testRow({ timer: 'zero-window', timerMs: 200 }) },
    ['window-closed', 'Peer’s buffer full', 'sampled', true],
  ],
  'FIN waiting': [
    { state: 'receive-only', readyState: 'readOnly', needDrain: true, counts: queued },
    ['fin-waiting', 'FIN behind 1.0 MB', 'observed', true],
  ],
  'FIN waiting while closing': [
    { state: 'closing', readyState: 'closed', counts: queued },
    ['fin-waiting', 'FIN behind 1.0 MB', 'observed', true],
  ],
  'idle countdown': [
    { timeoutMs: 30_000, onTimeout: 'destroy', idleSince: 1_000 },
    ['idle-countdown', '0:30 → close', 'observed', false],
  ],
  'idle countdown, last fifth': [
    { timeoutMs: 1_200, onTimeout: 'reset', idleSince: 0 },
    ['idle-countdown', '0:01 → reset', 'observed', true],
  ],
  'idle countdown to a FIN': [
    { timeoutMs: 30_000, onTimeout: 'end', idleSince: 1_000 },
    ['idle-countdown', '0:30 → finish', 'observed', false],
  ],
  'idle countdown that only tells': [
    { timeoutMs: 30_000, onTimeout: 'notify', idleSince: 1_000 },
    ['idle-countdown', '0:30 → notify only', 'observed', false],
  ],
  'idle timeout fired': [
    { timeoutMs: 500, onTimeout: 'notify', idleSince: 0, timedOutAt: 500 },
    ['idle-fired', 'Timed out, still open', 'observed', true],
  ],
  'one segment sent again is no news': [{ kernel: testRow({ timer: 'retransmit', retransmits: 1 }) }],
  'no answer to data': [
    { kernel: testRow({ timer: 'retransmit', retransmits: 3, sendQueue: 13 }) },
    ['no-answer', 'No answer ×3', 'sampled', true],
  ],
  'no answer to probes': [
    { kernel: testRow({ timer: 'keepalive', probes: 2 }) },
    ['no-answer', 'No answer ×2', 'sampled', true],
  ],
  'no answer to a SYN': [
    {
      state: 'connecting',
      readyState: 'opening',
      kernel: testRow({ state: 'SYN_SENT', timer: 'retransmit', retransmits: 2 }),
    },
    ['no-answer', 'No answer ×2', 'sampled', true],
  ],
  'a system that shows no timers knows of no silence': [
    { kernel: testRow({ timer: null, timerMs: null, retransmits: null, probes: null }) },
  ],
  'in the queue, seen': [
    { kernel: testRow({ peer: waiting }) },
    ['not-accepted', 'In the server’s queue', 'sampled', true],
  ],
  'accepted by another program': [{ kernel: testRow({ peer: { ...waiting, inAcceptQueue: false } }) }],
  corked: [{ corked: true }, ['corked', 'Corked', 'observed', true]],
  'TIME_WAIT after the close': [
    {
      state: 'closed',
      readyState: 'closed',
      close,
      kernel: testRow({ state: 'TIME_WAIT', timer: 'time-wait', timerMs: 48_000 }),
    },
    ['time-wait', 'TIME_WAIT 0:48', 'sampled', false],
  ],
  'closed, and nothing left': [
    { state: 'closed', readyState: 'closed', close, paused: true, kernel: testRow({ state: 'CLOSE' }) },
  ],
};

test.each(Object.entries(table))('%s', (_name, [facts, ...expected]) => {
  const found = badges(facts).map(({ kind, text, provenance, attention }) => [kind, text, provenance, attention]);
  expect(found).toEqual(expected);
});

test('in the queue of a server of ours: concluded from its length, and only while the other end is unknown', () => {
  const servers = [testServer(9, { acceptQueue: { used: 1, limit: 5 } })];
  expect(badges({}, 1_000, { servers })).toMatchObject([{ kind: 'not-accepted', provenance: 'inferred' }]);
  expect(badges({ peerSocketId: 2 as Socket['socketId'] }, 1_000, { servers })).toEqual([]);
  expect(badges({}, 1_000, { servers: [testServer(9, { acceptQueue: { used: 0, limit: 5 } })] })).toEqual([]);
});

test('quiet: nothing was received for longer than the setting, whatever was sent, and no countdown says more', () => {
  expect(badges({}, 60_000)).toEqual([]);
  expect(badges({ heardAt: 1_000, idleSince: 60_999 }, 61_001)).toMatchObject([{ text: 'Quiet 1:00' }]);
  expect(badges({ heardAt: 60_000 }, 61_001)).toEqual([]);
  expect(badges({}, 60_001)).toMatchObject([{ kind: 'quiet', text: 'Quiet 1:00', attention: false }]);
  expect(badges({}, 14_000, { quietAfterMs: 5_000 })).toMatchObject([{ text: 'Quiet 14 s' }]);
  expect(badges({ timeoutMs: 90_000 }, 60_001)).toMatchObject([{ kind: 'idle-countdown' }]);
});

test('a countdown goes on between samples', () => {
  const kernel = testRow({ state: 'TIME_WAIT', timer: 'time-wait', timerMs: 48_000 });
  const text = (now: number) => badges({ state: 'closed', readyState: 'closed', close, kernel }, now)[0]?.text;
  expect([text(1_000), text(3_000), text(60_000)]).toEqual(['TIME_WAIT 0:48', 'TIME_WAIT 0:46', 'TIME_WAIT 0:00']);
});

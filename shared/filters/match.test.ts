// What each key of the filter language finds.
import { describe, expect, test } from 'vitest';
import type { SocketId } from '../contract/fields.ts';
import type { Socket } from '../contract/records.ts';
import { address, testSocket } from '../testing/records.ts';
import type { ConnectionFacts } from './facts.ts';
import { filterKeys } from './keys.ts';
import { matches, payloadQuestion } from './match.ts';
import { parseFilter } from './parse.ts';

const counts = { bytesRead: 500, bytesWritten: 2_000_000, queued: 500_000, chunksReceived: 1, chunksSent: 2 };
const failure = { code: 'ECONNRESET', message: 'The peer reset the connection.' };

function facts(more: Partial<ConnectionFacts> = {}, own: Partial<Socket> = {}): ConnectionFacts {
  const first = testSocket(12, own);
  return { ends: [first], own: first, serverName: undefined, now: 100_000, rate: 0, quietAfterMs: 60_000, ...more };
}
const pair = (own: Partial<Socket>, peer: Partial<Socket>): ConnectionFacts => {
  const [first, second] = [testSocket(12, own), testSocket(13, { origin: 'accepted', ...peer })];
  return facts({ own: first, ends: [first, second], serverName: 'Echo' });
};
const fits = (text: string, of: ConnectionFacts) => {
  const tokens = parseFilter(text);
  expect(tokens.flatMap((t) => t.problem ?? [])).toEqual([]);
  return matches(tokens, of, new Map());
};

const half = pair({ state: 'receive-only', readyState: 'readOnly' }, { state: 'send-only', readyState: 'writeOnly' });
const busy = facts({ rate: 2e6 }, { counts, needDrain: true, idleSince: 99_000, name: 'client one' });
const reset = facts(
  {},
  {
    state: 'reset',
    readyState: 'closed',
    closedAt: 90_000,
    close: { hadError: true, cause: 'rst', first: 'peer', failure },
  },
);
const tagged = pair({ tags: ['Slow one', 'demo'] }, { tags: ['peer side'] });
const fired = facts({
  rules: [
    { id: 'r1', name: 'R1 PING → PONG' },
    { id: 'r2', name: 'R2 quit' },
  ],
});
const onPath = facts({}, { kind: 'unix', local: null, remote: { path: '/tmp/app.sock' } });
const outside = facts({ serverName: 'My echo' }, { origin: 'accepted', remote: address('::ffff:10.0.7.9', 40_000) });
const kernel = {
  state: 'CLOSE_WAIT',
  sendQueue: 0,
  receiveQueue: 1,
  timer: 'off',
  timerMs: 0,
  retransmits: 0,
  probes: 0,
  inode: 1,
  sampledAt: 0,
  provenance: 'sampled',
} as const;
const sampled = facts({}, { paused: true, kernel });
const dialling = facts({}, { state: 'connecting', remote: null, target: { host: 'db.example', port: 5432 } });

/** For each key: texts that fit, and texts that do not. */
const cases: Readonly<Record<string, readonly (readonly [ConnectionFacts, string, boolean])[]>> = {
  state: [
    [half, 'state:receive-only', true],
    [half, 'state:send-only', true],
    [half, 'state:half-closed', true],
    [half, 'state:live', true],
    [half, 'state:ended', false],
    [reset, 'state:failed', true],
    [reset, 'state:open|reset', true],
    [reset, 'state:live', false],
  ],
  id: [
    [half, 'id:12', true],
    [half, 'id:#13', true],
    [half, 'id:1', false],
  ],
  node: [
    [half, 'node:readOnly', true],
    [half, 'node:WRITEONLY', true],
    [half, 'node:open', false],
  ],
  kernel: [
    [sampled, 'kernel:close_wait', true],
    [sampled, 'kernel:CLOSE_WAIT|ESTABLISHED', true],
    [sampled, 'kernel:established', false],
    [half, 'kernel:established', false],
  ],
  server: [
    [outside, 'server:echo', true],
    [outside, 'server:"my echo"', true],
    [outside, 'server:"=my echo"', true],
    [outside, 'server:=echo', false],
    [dialling, 'server:echo', false],
  ],
  client: [
    [busy, 'client:one', true],
    [outside, 'client:one', false],
  ],
  peer: [
    [outside, 'peer:10.0.', true],
    [outside, 'peer:10.0.0.0/16', true],
    [outside, 'peer:10.1.0.0/16', false],
    [dialling, 'peer:db.', true],
    [facts({}, { remote: address('fe80::1', 80) }), 'peer:fe80::/10', true],
    [outside, 'peer:fe80::/10', false],
  ],
  address: [
    [outside, 'address:127.0.0.0/8', true],
    [outside, 'address:10.0.7.9', true],
    [outside, 'address:192.168.', false],
  ],
  port: [
    [outside, 'port:40000', true],
    [dialling, 'port:5432', true],
    [outside, 'port>50000', true],
    [outside, 'port<1024', false],
  ],
  path: [
    [onPath, 'path:app.sock', true],
    [outside, 'path:app.sock', false],
  ],
  kind: [
    [onPath, 'kind:unix', true],
    [outside, 'kind:tcp', true],
    [outside, 'kind:tcp6', false],
  ],
  sent: [
    [busy, 'sent>1mb', true],
    [busy, 'sent>1.6mb', false],
    [busy, 'sent:1.5mb', true],
  ],
  recv: [
    [busy, 'recv:500', true],
    [busy, 'recv<1kb', true],
    [busy, 'recv>1kb', false],
  ],
  queued: [
    [busy, 'queued>0', true],
    [half, 'queued>0', false],
  ],
  rate: [
    [busy, 'rate>1mb/s', true],
    [half, 'rate>1', false],
  ],
  idle: [
    [half, 'idle>30s', true],
    [busy, 'idle<5s', true],
    [reset, 'idle>1s', false],
  ],
  age: [
    [half, 'age>1m', true],
    [half, 'age<99000ms', false],
    [reset, 'age>95s', false],
    [reset, 'age<95s', true],
  ],
  has: [
    [reset, 'has:error', true],
    [half, 'has:error', false],
    [busy, 'has:backpressure', true],
    [half, 'has:quiet', true],
    [facts({ quietAfterMs: 200_000 }), 'has:quiet', false],
    [facts({}, { paused: true }), 'has:not-reading', true],
    [facts({}, { timedOutAt: 5 }), 'has:timeout', true],
    [facts({}, { state: 'receive-only', counts }), 'has:fin-waiting', true],
    [facts({}, { discardedBytes: 3 }), 'has:discarded', true],
    [half, 'has:discarded', false],
    [sampled, 'has:peer-finished', true],
    [sampled, 'has:no-answer', false],
    [sampled, 'has:window-closed', false],
    [sampled, 'has:time-wait', false],
  ],
  code: [
    [reset, 'code:econnreset', true],
    [reset, 'code:EPIPE|ECONNRESET', true],
    [reset, 'code:ECONN', false],
  ],
  tag: [
    [tagged, 'tag:slow', true],
    [tagged, 'tag:=demo', true],
    [tagged, 'tag:=slow', false],
    [tagged, 'tag:"peer side"', true],
    [tagged, '-tag:demo', false],
    [tagged, 'has:tagged', true],
    [half, 'has:tagged', false],
    [tagged, 'slow', true],
  ],
  rule: [
    [fired, 'rule:"PING"', true],
    [fired, 'rule:r2', true],
    [fired, 'rule:R9|quit', true],
    [fired, 'rule:r9', false],
    [half, 'rule:PING', false],
  ],
};

test('every key has its cases', () => {
  expect(filterKeys.map((key) => key.name).filter((name) => !(name in cases))).toEqual([]);
});

describe.each(Object.entries(cases))('%s', (_key, rows) => {
  test.each(rows.map(([of, text, expected]) => [text, expected, of] as const))('%s: %s', (text, expected, of) => {
    expect(fits(text, of)).toBe(expected);
    expect(fits(`-${text}`, of)).toBe(!expected);
  });
});

test('free text looks at number, names, addresses and paths', () => {
  for (const text of ['#12', 'CLIENT', '127.0.0.1:7007', '7007'])
    expect([text, fits(text, busy)]).toEqual([text, true]);
  expect(fits('app.sock', onPath)).toBe(true);
  expect(fits('db.example', dialling)).toBe(true);
  expect(fits('my', outside)).toBe(true);
  expect(fits('nobody', busy)).toBe(false);
  expect(fits('nobody|client', busy)).toBe(true);
});

test('free text follows a name that changes', () => {
  expect(fits('my', outside)).toBe(true);
  expect(fits('other', { ...outside, serverName: 'Other' })).toBe(true);
  expect(fits('my', { ...outside, serverName: 'Other' })).toBe(false);
});

test('all tokens must fit', () => {
  expect(fits('state:half-closed server:echo -has:error', half)).toBe(true);
  expect(fits('state:half-closed server:other', half)).toBe(false);
});

test('a token with a problem hides nothing, negated or not', () => {
  for (const text of ['state:foo', '-state:foo', 'nonsense:x', '-sent>lots']) {
    expect([text, matches(parseFilter(text), half, new Map())]).toEqual([text, true]);
  }
});

test('payload tokens hide nothing until the engine has answered, then what it has not found', () => {
  const [asked] = parseFilter('text:"hello world"');
  const [not] = parseFilter('-text:"hello world"');
  if (!asked || !not) throw new Error('both are tokens');
  expect(payloadQuestion(asked)).toBe(payloadQuestion(not));
  expect(matches([asked], half, new Map())).toBe(true);
  expect(matches([not], half, new Map())).toBe(true);
  const found = new Map([[payloadQuestion(asked), new Set([13 as SocketId])]]);
  expect([matches([asked], half, found), matches([not], half, found)]).toEqual([true, false]);
  const empty = new Map([[payloadQuestion(asked), new Set<SocketId>()]]);
  expect([matches([asked], half, empty), matches([not], half, empty)]).toEqual([false, true]);
});

test('has: what waits in the tray, and faults at work', () => {
  const fault = {
    faultId: 1 as never,
    fault: { kind: 'hold', direction: 'received' } as never,
    from: 'socket' as const,
  };
  const held = facts({}, { held: 2, faults: [{ ...fault, active: true }] });
  expect(['has:held', 'has:fault'].map((text) => [fits(text, held), fits(text, facts())])).toEqual([
    [true, false],
    [true, false],
  ]);
});

// “Show only” in a cell keeps the row it was chosen in, “Hide these” takes it out.
import { expect, test } from 'vitest';
import type { ServerId } from '../../../shared/contract/fields.ts';
import type { Server, Socket } from '../../../shared/contract/records.ts';
import type { ConnectionFacts } from '../../../shared/filters/facts.ts';
import { matches } from '../../../shared/filters/match.ts';
import { parseFilter } from '../../../shared/filters/parse.ts';
import { address, testSocket } from '../../../shared/testing/records.ts';
import { highWaterMarkOf, sortKeyOf, tokenOf } from './column-facts.ts';
import { columns } from './columns.tsx';

const failure = { code: 'ECONNRESET', message: 'The peer reset the connection.' };
const counts = { bytesRead: 5, bytesWritten: 900, queued: 100, chunksReceived: 1, chunksSent: 1 };
const kernel = {
  state: 'ESTABLISHED',
  sendQueue: 7,
  receiveQueue: 1,
  timer: 'off',
  timerMs: 0,
  retransmits: 0,
  probes: 0,
  inode: 1,
  sampledAt: 0,
  provenance: 'sampled',
} as const;
const some: ConnectionFacts[] = [
  testSocket(1, { counts, paused: true, name: 'client "one"', kernel, tags: ['a | tag', 'b'] }),
  testSocket(2, { state: 'reset', closedAt: 5, close: { hadError: true, cause: 'rst', first: 'peer', failure } }),
  testSocket(3, { kind: 'unix', local: null, remote: { path: '/tmp/a b.sock' } }),
  testSocket(4, { origin: 'accepted', remote: address('::ffff:10.0.0.7', 9), local: address('::', 80), kind: 'tcp6' }),
  testSocket(5, { state: 'connecting', remote: null, local: null, target: { host: 'db', port: 1 } }),
].map((own) => ({
  own,
  ends: [own],
  serverName: own.origin === 'accepted' ? 'My | echo' : undefined,
  now: 60_500,
  rate: 7,
  ...(own.origin === 'accepted' && { rules: [{ id: 'r1', name: 'R1 PING' }] }),
  quietAfterMs: 1e6,
}));

test.each(columns.map(({ id }) => id))('%s', (column) => {
  for (const facts of some) {
    const token = tokenOf(column, facts);
    if (token === undefined) continue;
    const [only] = parseFilter(token);
    expect([token, only?.problem]).toEqual([token, undefined]);
    const keep = matches(parseFilter(token), facts, new Map());
    const hide = matches(parseFilter(`-${token}`), facts, new Map());
    // A time that has just passed may still be the same second.
    if (!token.startsWith('idle') && !token.startsWith('age'))
      expect([token, keep, hide]).toEqual([token, true, false]);
    expect(keep).not.toBe(hide);
  }
});

test('how much may wait: as asked of the socket, of its server, or Node’s own', () => {
  const servers = new Map([[5 as ServerId, { options: { highWaterMark: 1000 } } as Server]]);
  const of = (own: Partial<Socket>, node: string) =>
    highWaterMarkOf(testSocket(1, own), { about: { node }, lab: { servers } });
  expect(of({ options: { highWaterMark: 7 } }, 'v20.1.0')).toBe(7);
  expect(of({ serverId: 5 as ServerId }, 'v20.1.0')).toBe(1000);
  expect([of({}, 'v20.1.0'), of({}, '22.3.0')]).toEqual([16_384, 65_536]);
});

test('every column can be sorted by', () => {
  for (const { id } of columns)
    expect([id, some.some((facts) => sortKeyOf(id, facts) !== undefined)]).toEqual([id, true]);
});

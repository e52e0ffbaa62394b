// Which lines stand in the grid, in which order, and what stays where it is while the grid is pointed at.
import { expect, test } from 'vitest';
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import { parseFilter } from '../../../shared/filters/parse.ts';
import { address, testSocket } from '../../../shared/testing/records.ts';
import { type Arrangement, arrange, type Entry, held, nothingArranged, type Wishes } from './arrange.ts';

function entry(id: number, own: Partial<Socket> = {}, serverName?: string): Entry {
  const socket = testSocket(id, own);
  const { socketId } = socket;
  return {
    connection: { id: socketId, client: socketId, server: undefined },
    facts: { ends: [socket], own: socket, serverName, now: 100_000, rate: 0, quietAfterMs: 60_000 },
  };
}
const closed = (id: number, closedAt: number, more: Partial<Socket> = {}) =>
  entry(id, { state: 'closed', readyState: 'closed', closedAt, ...more });
const wishes = (more: Partial<Wishes> & { filter?: string } = {}): Wishes => ({
  tokens: parseFilter(more.filter ?? ''),
  hits: new Map(),
  sort: undefined,
  group: 'none',
  collapsed: new Set(),
  foldBefore: 40_000,
  foldOpened: false,
  ...more,
});
/** The lines in short: ids of rows, titles of groups, what is folded, what is late. */
const lines = ({ items }: Arrangement) =>
  items.map((item) => {
    if (item.kind === 'row') return Number(item.connection.id);
    if (item.kind === 'group') return `${item.title}: ${item.open} open, ${item.failed} failed`;
    return `${item.kind} ${item.count}`;
  });
const sent = (id: number, bytesWritten: number) =>
  entry(id, { counts: { bytesRead: 0, bytesWritten, queued: 0, chunksReceived: 0, chunksSent: 0 } });

test('without a wish: in the order they appeared', () => {
  const all = arrange([entry(3), entry(1), entry(2)], wishes());
  expect(lines(all)).toEqual([3, 1, 2]);
  expect([all.total, all.live, all.folded, all.matched.size]).toEqual([3, 3, 0, 3]);
  expect(all.places.get('connection-1')).toBe(1);
});

test('the filter takes rows out; total and live go on counting them', () => {
  const all = arrange([entry(1), entry(2, { state: 'reset' })], wishes({ filter: 'state:open' }));
  expect(lines(all)).toEqual([1]);
  expect([all.total, all.matched.size]).toEqual([2, 1]);
});

test('sorted by a column, either way; equal rows keep their order, rows without a value come last', () => {
  const some = [sent(1, 5), sent(2, 900), sent(3, 5), sent(4, 20)];
  expect(lines(arrange(some, wishes({ sort: { column: 'sent', descending: false } })))).toEqual([1, 3, 4, 2]);
  expect(lines(arrange(some, wishes({ sort: { column: 'sent', descending: true } })))).toEqual([2, 4, 1, 3]);
  const ended = [closed(1, 90_000), closed(2, 50_000), entry(3)];
  expect(lines(arrange(ended, wishes({ sort: { column: 'closed', descending: false } })))).toEqual([2, 1, 3]);
  expect(lines(arrange(ended, wishes({ sort: { column: 'closed', descending: true } })))).toEqual([1, 2, 3]);
});

test('addresses sort as people count', () => {
  const at = (id: number, port: number) => entry(id, { remote: address('10.0.0.9', port) });
  const sort = { column: 'remote', descending: false };
  expect(lines(arrange([at(1, 1000), at(2, 80), at(3, 9)], wishes({ sort })))).toEqual([3, 2, 1]);
});

test('what ended long ago folds, and is listed after the rest when opened', () => {
  const some = [closed(1, 10_000), entry(2), closed(3, 90_000), closed(4, 40_000)];
  expect(lines(arrange(some, wishes()))).toEqual([2, 3, 'fold 2']);
  const opened = arrange(some, wishes({ foldOpened: true }));
  expect(lines(opened)).toEqual([2, 3, 'fold 2', 1, 4]);
  expect(opened.folded).toBe(2);
  expect(lines(arrange(some, wishes({ foldBefore: Number.POSITIVE_INFINITY })))).toEqual([2, 'fold 3']);
});

test('a pair is over when both ends are', () => {
  const half = closed(1, 10_000);
  const other = testSocket(9, { origin: 'accepted' });
  const pair = { ...half, facts: { ...half.facts, ends: [half.facts.own, other] } };
  expect(lines(arrange([pair], wishes()))).toEqual([1]);
});

test('groups by server, with sums; collapsed ones show their header only', () => {
  const some = [
    entry(1, { serverId: 5 as never }, 'Echo'),
    entry(2),
    entry(3, { serverId: 5 as never, state: 'reset', closedAt: 99_000 }, 'Echo'),
    entry(4, { serverId: 6 as never }, 'Alpha'),
  ];
  const group = 'server';
  const expected = [
    'Alpha: 1 open, 0 failed',
    4,
    'Echo: 1 open, 1 failed',
    1,
    3,
    'Servers outside this lab: 1 open, 0 failed',
    2,
  ];
  expect(lines(arrange(some, wishes({ group })))).toEqual(expected);
  const collapsed = new Set(['group-server-5']);
  expect(lines(arrange(some, wishes({ group, collapsed })))).toEqual(
    expected.filter((line) => line !== 1 && line !== 3),
  );
});

test('groups by state in the order of a life, and by peer', () => {
  const some = [entry(1, { state: 'reset', closedAt: 99_000 }), entry(2), entry(3, { state: 'connecting' })];
  expect(lines(arrange(some, wishes({ group: 'state' })))).toEqual([
    'Connecting: 1 open, 0 failed',
    3,
    'Open: 1 open, 0 failed',
    2,
    'Reset: 0 open, 1 failed',
    1,
  ]);
  const peers = [
    entry(1, { remote: address('::ffff:10.0.0.2', 1) }),
    entry(2, { remote: { path: '/tmp/a.sock' }, local: null, kind: 'unix' }),
    entry(3, { remote: address('10.0.0.2', 2) }),
  ];
  expect(lines(arrange(peers, wishes({ group: 'peer' })))).toEqual([
    '10.0.0.2: 2 open, 0 failed',
    1,
    3,
    'No address (UNIX sockets): 1 open, 0 failed',
    2,
  ]);
});

const sorting = wishes({ sort: { column: 'sent', descending: true } });

test('held: rows stay though their sort value, the filter or the fold would move them; new ones come last', () => {
  const before = arrange([sent(1, 9), sent(2, 5)], sorting);
  expect(lines(held(before, [sent(1, 1), sent(2, 50), sent(3, 99)], sorting))).toEqual([1, 2, 3]);
  const filtered = wishes({ filter: 'state:open' });
  const open = arrange([entry(1), entry(2)], filtered);
  const after = held(open, [entry(1, { state: 'reset', closedAt: 1 }), entry(2), closed(3, 1)], filtered);
  expect(lines(after)).toEqual([1, 2]);
});

test('held: a connection that is gone keeps its place, unless that is not wanted', () => {
  const before = arrange([entry(1), entry(2), entry(3)], wishes());
  expect(lines(held(before, [entry(1), entry(3)], wishes()))).toEqual([1, 2, 3]);
  expect(lines(held(before, [entry(1), entry(3)], wishes(), true))).toEqual([1, 3]);
});

test('held: below groups and folded rows, new ones stand under a line of their own, once', () => {
  const some = [entry(1), closed(2, 10_000)];
  const before = arrange(some, wishes());
  const once = held(before, [...some, entry(3)], wishes());
  expect(lines(once)).toEqual([1, 'fold 1', 'late 1', 3]);
  const twice = held(once, [...some, entry(3), entry(4)], wishes());
  expect(lines(twice)).toEqual([1, 'fold 1', 'late 2', 3, 4]);
  expect(lines(held(twice, [...some, entry(3), entry(4)], wishes()))).toEqual([1, 'fold 1', 'late 2', 3, 4]);
  expect(lines(arrange([...some, entry(3), entry(4)], wishes()))).toEqual([1, 3, 4, 'fold 1']);
});

test('held: members of a collapsed group and folded rows are not new', () => {
  const some = [entry(1, { serverId: 5 as never }, 'Echo'), closed(2, 10_000)];
  const all = wishes({ group: 'server', collapsed: new Set(['group-server-5']) });
  const before = arrange(some, all);
  expect(lines(held(before, some, all))).toEqual(lines(before));
});

test('held: the sums of groups go on', () => {
  const group = wishes({ group: 'server' });
  const before = arrange([entry(1, { serverId: 5 as never }, 'Echo')], group);
  const after = held(before, [entry(1, { serverId: 5 as never, state: 'reset', closedAt: 1 }, 'Echo')], group);
  expect(lines(after)).toEqual(['Echo: 0 open, 1 failed', 1]);
});

test('a pair that has found its other end keeps its line and learns of it', () => {
  const before = arrange([entry(1)], wishes());
  const paired = entry(1);
  const connection = { ...paired.connection, server: 7 as SocketId };
  expect(held(before, [{ ...paired, connection }], wishes()).items).toEqual([
    { kind: 'row', key: 'connection-1', connection },
  ]);
});

test('nothing is nothing', () => {
  expect(lines(arrange([], wishes()))).toEqual([]);
  expect(lines(held(nothingArranged, [entry(1)], wishes()))).toEqual([1]);
});

// Counters on their way out: two rhythms, one flat list of numbers a tick.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SocketId } from '../../shared/contract/fields.ts';
import { type Counted, Counting, type CountsReader } from './counting.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class FakeSocket implements Counted {
  readonly socketId: SocketId;
  read = 0;
  queued = 0;
  constructor(id: number) {
    this.socketId = id as SocketId;
  }
  countsInto(rows: number[]): boolean {
    rows.push(this.socketId, this.read, 0, this.queued, 0, 0);
    return this.queued > 0;
  }
}

function setUp() {
  const delivered: { rows: number[]; to: 'all' | CountsReader; at: number }[] = [];
  const readers: CountsReader[] = [];
  const start = performance.now();
  const counting = new Counting(
    (rows, to) => delivered.push({ rows, to, at: performance.now() - start }),
    () => readers,
  );
  const watch = (...ids: number[]) => {
    const reader = { watched: new Set(ids as SocketId[]) };
    readers.push(reader);
    return reader;
  };
  return { counting, delivered, watch };
}

test('K50 watched sockets are counted ten times a second, all others once', () => {
  const { counting, delivered, watch } = setUp();
  const reader = watch(1);
  const [watched, other] = [new FakeSocket(1), new FakeSocket(2)];
  for (let ms = 0; ms < 3_000; ms += 10) {
    for (const socket of [watched, other]) {
      socket.read++;
      counting.mark(socket);
    }
    vi.advanceTimersByTime(10);
  }
  const rowsOf = (id: number) => delivered.filter(({ rows }) => rows.some((n, i) => i % 6 === 0 && n === id));
  expect(rowsOf(1)).toHaveLength(30);
  expect(rowsOf(2)).toHaveLength(3);
  expect(delivered.filter(({ to }) => to === reader).every(({ rows }) => rows.length === 6)).toBe(true);
  expect(rowsOf(2).every(({ to }) => to === 'all')).toBe(true);
});

test('K50 each reader gets the fast counts of what it watches, and only of that', () => {
  const { counting, delivered, watch } = setUp();
  const [first, second] = [watch(1, 2), watch(2)];
  watch();
  for (const id of [1, 2, 3]) counting.mark(new FakeSocket(id));
  vi.advanceTimersByTime(100);
  expect(delivered.map(({ to, rows }) => [to, rows.filter((_, i) => i % 6 === 0)])).toEqual([
    [first, [1, 2]],
    [second, [2]],
  ]);
});

test('K50 what stands still is not counted again, and no timer is left', () => {
  const { counting, delivered } = setUp();
  counting.mark(new FakeSocket(1));
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(5_000);
  expect(delivered).toHaveLength(1);
  expect(delivered[0]?.at).toBeLessThanOrEqual(1_000);
  expect(vi.getTimerCount()).toBe(0);
});

test('K51 bytes still queued keep a socket counted until they have gone', () => {
  const { counting, delivered } = setUp();
  const socket = new FakeSocket(1);
  socket.queued = 100;
  counting.mark(socket);
  vi.advanceTimersByTime(3_000);
  expect(delivered).toHaveLength(3);
  socket.queued = 0;
  vi.advanceTimersByTime(3_000);
  expect(delivered).toHaveLength(4);
  expect(delivered.at(-1)?.rows).toEqual([1, 0, 0, 0, 0, 0]);
});

test('K50 a socket that is dropped is not counted any more', () => {
  const { counting, delivered, watch } = setUp();
  watch(1);
  const socket = new FakeSocket(1);
  counting.mark(socket);
  counting.drop(socket);
  counting.mark(new FakeSocket(2));
  vi.advanceTimersByTime(2_000);
  expect(delivered.map(({ rows }) => rows[0])).toEqual([2]);
  counting.mark(socket);
  counting.close();
  expect(vi.getTimerCount()).toBe(0);
});

test('K50 hundreds of sockets are one list', () => {
  const { counting, delivered } = setUp();
  for (let id = 1; id <= 500; id++) counting.mark(new FakeSocket(id));
  vi.advanceTimersByTime(1_000);
  expect(delivered).toHaveLength(1);
  expect(delivered[0]?.rows).toHaveLength(500 * 6);
});

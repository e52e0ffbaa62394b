import { expect, test } from 'vitest';
import { column, ROW_WIDTH, type SocketTarget } from './protocol.ts';
import { RowTable } from './row-table.ts';

const target = (id: number): SocketTarget => ({
  id,
  local: undefined,
  remote: undefined,
  inode: undefined,
  unix: false,
  live: true,
  withPeer: false,
});
const ids = (numbers: Float64Array) => [...numbers].filter((_, i) => i % ROW_WIDTH === column.id);

/** One look in which each slot has the state and the timer given. */
function look(
  rows: RowTable,
  found: readonly (readonly [slot: number, state: number, timerMs: number])[],
  elapsed = 250,
) {
  rows.clear();
  for (const [slot, state, timerMs] of found) {
    rows.set(slot, column.state, state);
    rows.set(slot, column.timerMs, timerMs);
  }
  return ids(rows.changed(elapsed));
}

test('new rows and changed ones are told, a timer that runs on is none', () => {
  const rows = new RowTable();
  const [a, b] = [rows.put(target(1)), rows.put(target(2))];
  expect(
    look(rows, [
      [a, 0, 0],
      [b, 5, 60_000],
    ]),
  ).toEqual([1, 2]);
  expect(
    look(rows, [
      [a, 0, 0],
      [b, 5, 59_750],
    ]),
  ).toEqual([]);
  expect(
    look(rows, [
      [a, 0, 0],
      [b, 5, 60_000],
    ]),
  ).toEqual([2]); // started anew
  expect(
    look(rows, [
      [a, 7, 0],
      [b, 5, 59_750],
    ]),
  ).toEqual([1]);
  expect(look(rows, [[b, 5, 59_500]])).toEqual([1]); // gone
  expect(rows.vanished(a)).toBe(true);
  expect(look(rows, [[b, 5, 59_250]])).toEqual([]);
});

test('places are used again, and nobody inherits a row', () => {
  const rows = new RowTable();
  const first = rows.put(target(1));
  look(rows, [[first, 3, 0]]);
  rows.drop(1);
  expect(rows.put(target(2))).toBe(first);
  expect(rows.vanished(first)).toBe(false);
  expect(look(rows, [[first, 3, 0]])).toEqual([2]);
});

test('thousands of rows', () => {
  const rows = new RowTable();
  const slots = Array.from({ length: 5_000 }, (_, i) => rows.put(target(i + 1)));
  expect(new Set(slots).size).toBe(5_000);
  expect(
    look(
      rows,
      slots.map((slot) => [slot, 1, 0] as const),
    ),
  ).toHaveLength(5_000);
  expect(
    look(
      rows,
      slots.map((slot, i) => [slot, i === 4_321 ? 2 : 1, 0] as const),
    ),
  ).toEqual([4_322]);
});

import { expect, test } from 'vitest';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { everything, extended, noSelection, only, toggled, without } from './selection.ts';

const id = (n: number) => n as SocketId;
const order = [5, 3, 9, 1].map(id);
const ids = ({ ids: set }: { ids: ReadonlySet<SocketId> }) => [...set].map(Number);

test('one row, beside others, and no longer', () => {
  expect(ids(only(id(3)))).toEqual([3]);
  const two = toggled(only(id(3)), id(9));
  expect(ids(two)).toEqual([3, 9]);
  expect(ids(toggled(two, id(3)))).toEqual([9]);
});

test('a range runs from the anchor in the order of the rows, either way, and turns around', () => {
  const down = extended(only(id(3)), order, id(1));
  expect(ids(down)).toEqual([3, 9, 1]);
  expect(ids(extended(down, order, id(5)))).toEqual([5, 3]);
});

test('with Ctrl a range comes beside what is selected', () => {
  const two = toggled(only(id(5)), id(9));
  expect(ids(extended(two, order, id(1), true))).toEqual([5, 9, 1]);
});

test('an anchor that is not in the grid any more: the range begins at the row', () => {
  expect(ids(extended(only(id(77)), order, id(9)))).toEqual([9]);
  expect(ids(extended(noSelection, order, id(9)))).toEqual([9]);
  expect(extended(only(id(3)), order, id(77))).toEqual(only(id(3)));
});

test('all, and without those that are gone', () => {
  const all = everything(order, id(9));
  expect(ids(all)).toEqual([5, 3, 9, 1]);
  expect(without(all, () => true)).toBe(all);
  const fewer = without(all, (one) => one !== id(9));
  expect(ids(fewer)).toEqual([5, 3, 1]);
  expect(fewer.anchor).toBeUndefined();
});

// The grid's part of the lab's layout: hostile or odd values do no harm, and every change can be read back.
import { expect, test } from 'vitest';
import { inOrder, isShown, moved, plainLayout, readLayout, withShown, withWidth } from './grid-layout.ts';

const columns = [{ id: 'a' }, { id: 'b' }, { id: 'c', optional: true }, { id: 'd' }];
const ids = (of: readonly { id: string }[]) => of.map(({ id }) => id).join('');

test.each([
  [undefined],
  [null],
  ['text'],
  [[1, 2]],
  [{ order: 'abc', shown: [], widths: 7 }],
  [{ order: [1, null, {}], shown: { a: 'yes' }, widths: { a: '12', b: null } }],
])('%j is read as nothing', (kept) => {
  expect(readLayout(kept)).toEqual(plainLayout);
});

test('widths are kept within reason', () => {
  const { widths } = readLayout({ widths: { a: 1, b: 1e9, c: Number.NaN, d: 100.4 } });
  expect(widths).toEqual({ a: 36, b: 1_200, c: 36, d: 100 });
  expect(withWidth(plainLayout, 'a', 5).widths).toEqual({ a: 36 });
  expect(withWidth(withWidth(plainLayout, 'a', 90), 'a', undefined).widths).toEqual({});
});

test('order: named columns first come first, unknown and repeated ones are left out, new ones keep their neighbour', () => {
  expect(ids(inOrder(columns, plainLayout))).toBe('abcd');
  expect(ids(inOrder(columns, { ...plainLayout, order: ['d', 'b', 'x', 'b', 'a'] }))).toBe('dbca');
  expect(ids(inOrder(columns, { ...plainLayout, order: ['d'] }))).toBe('abcd');
});

test('shown: by default or as chosen', () => {
  expect(columns.map((column) => isShown(column, plainLayout))).toEqual([true, true, false, true]);
  const chosen = withShown(withShown(plainLayout, 'c', true), 'a', false);
  expect(columns.map((column) => isShown(column, chosen))).toEqual([false, true, true, true]);
});

test('moving passes over hidden columns, and stops at either end', () => {
  const once = moved(columns, plainLayout, 'b', 1);
  expect(ids(inOrder(columns, once))).toBe('acdb');
  expect(ids(inOrder(columns, moved(columns, once, 'b', -1)))).toBe('acbd');
  expect(moved(columns, plainLayout, 'a', -1)).toBe(plainLayout);
  expect(moved(columns, plainLayout, 'd', 1)).toBe(plainLayout);
  expect(moved(columns, plainLayout, 'x', 1)).toBe(plainLayout);
});

test('a layout survives being kept', () => {
  const layout = moved(columns, withWidth(withShown(plainLayout, 'c', true), 'a', 120), 'a', 1);
  expect(readLayout(JSON.parse(JSON.stringify(layout)))).toEqual(layout);
});

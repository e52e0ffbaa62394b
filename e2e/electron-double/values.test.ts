import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

const { makeValues } = createRequire(import.meta.url)('./values.cjs') as {
  makeValues(): { write(value: unknown): string; read(text: string): unknown };
};
const { write, read } = makeValues();
const copy = <T>(value: T) => read(write(value)) as T;

test.each([
  undefined,
  null,
  true,
  'undefined',
  0,
  -0,
  1.5e300,
  Number.MIN_VALUE,
  Number.NaN,
  Number.NEGATIVE_INFINITY,
  10n ** 30n,
  new Date(5),
  /x+/giu,
  [undefined, null, [1]],
  new Map<unknown, unknown>([['k', new Set([1, 'x'])]]),
  new Uint8Array([1, 2, 255]),
  new Float64Array([1.5, -0]),
  new Uint8Array([9]).buffer,
  { a: { b: [] }, 'ü "': '\n' },
])('%s comes back as it was', (value) => {
  expect(copy(value)).toStrictEqual(value);
  expect(Object.is(copy(value), value)).toBe(typeof value !== 'object' || value === null);
});

test('errors keep their kind, name, message and stack', () => {
  const error = new RangeError('too far');
  const back = copy(error);
  expect(back).toBeInstanceOf(RangeError);
  expect([back.message, back.stack]).toEqual([error.message, error.stack]);
});

test('cycles and shared parts stay what they are', () => {
  const shared = { n: 1 };
  const value: { self?: unknown; parts: unknown[] } = { parts: [shared, shared] };
  value.self = value;
  const back = copy(value);
  expect(back.self).toBe(back);
  expect(back.parts[0]).toBe(back.parts[1]);
});

test('a view into a larger buffer does not take its neighbours along', () => {
  const large = new Uint8Array([1, 2, 3, 4, 5]);
  expect(copy(large.subarray(1, 3)).buffer.byteLength).toBe(2);
});

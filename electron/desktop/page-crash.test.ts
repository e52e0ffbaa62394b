import { expect, test } from 'vitest';
import { CrashCount, crashWords } from './page-crash.ts';

test('the fourth end within a minute is one too many', () => {
  const count = new CrashCount();
  expect([0, 10_000, 20_000, 30_000].map((at) => count.isTooOften(at))).toEqual([false, false, false, true]);
  expect(count.isTooOften(75_000)).toBe(false); // those at 30 and 75 s are left, and one at 20 s
  count.forget();
  expect(count.isTooOften(76_000)).toBe(false);
});

test('reasons in words; one that is new is given as it is', () => {
  expect([crashWords('oom'), crashWords('something-new')]).toEqual(['it ran out of memory', 'something-new']);
});

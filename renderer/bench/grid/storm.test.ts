import { expect, test } from 'vitest';
import { calm, isSimplified, stormAfter } from './storm.ts';

test('begins above 2,000 live rows or 200 changes a second, and not at them', () => {
  expect(isSimplified(stormAfter(calm, 2_000, 200, 0))).toBe(false);
  expect(isSimplified(stormAfter(calm, 2_001, 0, 0))).toBe(true);
  expect(isSimplified(stormAfter(calm, 10, 201, 0))).toBe(true);
});

test('ends five seconds after it was last well below both limits', () => {
  const begun = stormAfter(calm, 3_000, 0, 1_000);
  const near = stormAfter(begun, 1_900, 0, 4_000);
  expect(isSimplified(stormAfter(near, 10, 10, 8_999))).toBe(true);
  expect(stormAfter(near, 10, 10, 9_000)).toBe(calm);
});

test('details are kept where somebody wants them, until the storm is over', () => {
  const kept = { ...stormAfter(calm, 3_000, 0, 0), keepDetails: true };
  expect(isSimplified(kept)).toBe(false);
  expect(isSimplified(stormAfter(kept, 3_000, 0, 1_000))).toBe(false);
  const over = stormAfter(kept, 0, 0, 10_000);
  expect(isSimplified(stormAfter(over, 3_000, 0, 11_000))).toBe(true);
});

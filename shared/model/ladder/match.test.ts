import { expect, test } from 'vitest';
import { cutUp } from '../../testing/ladder-ends.ts';
import { randomFrom } from '../../testing/random.ts';
import { type ByteRange, matchRanges } from './match.ts';

const ranges = (sizes: readonly number[], start = 0): ByteRange[] => {
  let offset = start;
  return sizes.map((size) => {
    const range = { offset, size };
    offset += size;
    return range;
  });
};
const triples = (sent: ByteRange[], received: ByteRange[]) =>
  matchRanges(sent, received).map((m) => [m.sent, m.received, m.bytes]);

test.each([
  ['one to one', ranges([5]), ranges([5]), [[0, 0, 5]]],
  [
    'three writes read as one',
    ranges([3, 3, 5]),
    ranges([11]),
    [
      [0, 0, 3],
      [1, 0, 3],
      [2, 0, 5],
    ],
  ],
  [
    'one write read in three pieces',
    ranges([10]),
    ranges([4, 4, 2]),
    [
      [0, 0, 4],
      [0, 1, 4],
      [0, 2, 2],
    ],
  ],
  [
    'borders that lie across each other',
    ranges([4, 4]),
    ranges([2, 4, 2]),
    [
      [0, 0, 2],
      [0, 1, 2],
      [1, 1, 2],
      [1, 2, 2],
    ],
  ],
  [
    'half of it has not been read',
    ranges([4, 4]),
    ranges([6]),
    [
      [0, 0, 4],
      [1, 0, 2],
    ],
  ],
  ['an empty write carries nothing', ranges([0, 3]), ranges([3]), [[1, 0, 3]]],
  ['the oldest writes are not kept', ranges([5], 10), ranges([5, 5, 5]), [[0, 2, 5]]],
  [
    'a hole in what was kept',
    [...ranges([4]), ...ranges([4], 8)],
    ranges([12]),
    [
      [0, 0, 4],
      [1, 0, 4],
    ],
  ],
  ['nothing read', ranges([1]), [], []],
])('%s', (_name, sent, received, expected) => {
  expect(triples(sent, received)).toEqual(expected);
});

test('property: however a stream is cut at both ends, the matched bytes are the bytes read, and keep their order', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = randomFrom(seed);
    const total = 1 + random.below(5_000);
    const arrived = random.below(total + 1);
    const sent = ranges(cutUp(random, total, 1 + random.below(700)));
    const received = ranges(cutUp(random, arrived, 1 + random.below(700)));
    const matches = matchRanges(sent, received);
    expect(matches.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(arrived);
    for (const [i, range] of received.entries()) {
      const mine = matches.filter((match) => match.received === i);
      expect(mine.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(range.size);
    }
    for (const [i, match] of matches.entries()) {
      expect(match.bytes).toBeGreaterThan(0);
      expect(match.sent).toBeGreaterThanOrEqual(matches[i - 1]?.sent ?? 0);
      expect(match.received).toBeGreaterThanOrEqual(matches[i - 1]?.received ?? 0);
    }
  }
});

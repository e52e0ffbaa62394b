// Buckets, delays, flags and the sentence of a chart.
import { expect, test } from 'vitest';
import { endLike } from '../../testing/ladder-ends.ts';
import { randomFrom } from '../../testing/random.ts';
import { testSocket } from '../../testing/records.ts';
import { buildLadder } from '../ladder/build-ladder.ts';
import { BucketRing, quantile } from './buckets.ts';
import { type ChartRow, chartSentence, delaysOf, flagsOf, rowsBetween } from './chart-facts.ts';

test('what moved between two reports is spread over the buckets they touch', () => {
  const ring = new BucketRing(250, 2_500);
  ring.add(100, 200, 300);
  expect([ring.at(0), ring.at(1)]).toEqual([50, 50]);
  ring.add(10, 300, 310);
  expect(ring.at(1)).toBe(60);
  ring.add(7, 400, 400);
  expect(ring.at(1)).toBe(67);
});

test('a ring keeps its span, the newest, and knows nothing of what is older', () => {
  const ring = new BucketRing(1_000, 3_000);
  ring.add(1, 0, 0);
  ring.add(2, 5_000, 5_000);
  expect([0, 1, 2, 3, 4, 5, 6].map((bucket) => ring.at(bucket))).toEqual([0, 0, 0, 0, 0, 2, 0]);
  ring.add(4, 4_100, 4_100);
  ring.add(8, 100, 100);
  expect([ring.at(4), ring.at(0)]).toEqual([4, 0]);
});

test('property: whatever the times of the reports, nothing is added and nothing lost while it is within the span', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const random = randomFrom(seed);
    const ring = new BucketRing(250, 100_000);
    let [at, sum] = [0, 0];
    for (let i = 0; i < 60; i++) {
      const next = at + random.below(1_500);
      const amount = random.below(10_000);
      ring.add(amount, at, next);
      sum += amount;
      at = next;
    }
    let kept = 0;
    for (let bucket = 0; bucket * 250 <= at; bucket++) kept += ring.at(bucket);
    expect(kept).toBeCloseTo(sum, 3);
  }
});

test('quantiles by nearest rank', () => {
  expect(quantile([], 0.5)).toBeUndefined();
  expect(quantile([7], 0.95)).toBe(7);
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
  expect(
    quantile(
      Array.from({ length: 100 }, (_, i) => i + 1),
      0.95,
    ),
  ).toBe(95);
});

const ladder = buildLadder(
  {
    client: endLike(
      testSocket(1, { openedAt: 0, connectedAt: 1 }),
      [
        ['sent', 10, 100],
        ['sent', 10, 1_100],
      ],
      [
        { type: 'socket.backpressure', at: 200, queued: 9 },
        { type: 'socket.backpressure', at: 210, queued: 9 },
        { type: 'socket.drain', at: 900 },
        { type: 'socket.finish', at: 1_200 },
      ],
    ),
    server: endLike(
      testSocket(2, { origin: 'accepted', openedAt: 1, connectedAt: 1 }),
      [
        ['received', 10, 104],
        ['received', 10, 1_120],
      ],
      [
        { type: 'socket.paused', at: 150, by: 'user' },
        { type: 'socket.timeout', at: 1_300 },
      ],
    ),
  },
  { inferred: false },
);

test('flags: one letter each, backpressure once for as long as it lasts', () => {
  expect(flagsOf(ladder).map(({ letter, lane, at }) => `${letter} ${lane} ${at}`)).toEqual([
    'P server 150',
    'B client 200',
    'F client 1200',
    'T server 1300',
  ]);
});

test('rows: rates per second, and the delays of what arrived in each second', () => {
  const [toServer, toClient] = [new BucketRing(1_000, 10_000), new BucketRing(1_000, 10_000)];
  toServer.add(10, 104, 104);
  toServer.add(10, 1_120, 1_120);
  const rows = rowsBetween({ bucketMs: 1_000, toServer, toClient, delays: delaysOf(ladder, 1_000) }, 0, 1_500);
  expect(rows).toEqual([
    { at: 0, toServer: 10, toClient: 0, p50: 4, p95: 4 },
    { at: 1_000, toServer: 10, toClient: 0, p50: 20, p95: 20 },
  ]);
  const quarters = rowsBetween(
    { bucketMs: 250, toServer: new BucketRing(250, 1_000), toClient, delays: delaysOf(ladder, 1_000) },
    1_000,
    1_400,
  );
  expect(quarters.map(({ p50 }) => p50)).toEqual([20, 20]);
});

const at = (rates: readonly number[]): ChartRow[] =>
  rows(rates).map((toServer, i) => ({ at: i * 1_000, toServer, toClient: 0, p50: undefined, p95: undefined }));
const rows = (rates: readonly number[]) => [...rates];
const clock = (ms: number) => `0:0${ms / 1_000}`;

test('the sentence: mean and peak of each direction, when it fell to nothing, and what happened then', () => {
  expect(chartSentence([], [], clock)).toBe('Nothing has been measured yet.');
  expect(chartSentence(at([0, 0]), [], clock)).toBe('Last minute: client to server nothing; server to client nothing.');
  expect(chartSentence(at([1_000, 3_000]), [], clock)).toBe(
    'Last minute: client to server mean 2.0 kB/s, peak 3.0 kB/s at 0:01; server to client nothing.',
  );
  const stopped = { at: 1_900, letter: 'P', lane: 'server', text: 'stops reading', position: 0 } as const;
  expect(chartSentence(at([1_000, 3_000, 0, 0]), [stopped], clock)).toBe(
    'Last minute: client to server mean 1.0 kB/s, peak 3.0 kB/s at 0:01, then 0 from 0:02, server stops reading; server to client nothing.',
  );
});

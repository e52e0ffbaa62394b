// The ring of kept chunks: nothing is lost without being counted, whatever the order of things.
import { expect, test } from 'vitest';
import { type Random, randomFrom } from '../../../shared/testing/random.ts';
import { Capture, type KeptChunk } from './capture.ts';

/** A budget that only adds up. */
class Ledger {
  bytes = 0;
  changed(bytes: number): void {
    this.bytes += bytes;
  }
}
const open = (maxBytes: number, keep: 'all' | 'counts' = 'all') => {
  const ledger = new Ledger();
  return { ledger, capture: new Capture(ledger, keep, maxBytes) };
};
const bytes = (size: number, fill: number) => Buffer.alloc(size, fill % 251);
const kept = (capture: Capture, from = 0): KeptChunk[] => [...capture.from(from)];

test('K35 chunks come back as they were: bytes, order, time, life and direction', () => {
  const { capture } = open(1_000_000);
  const sizes = [0, 1, 1023, 1024, 4095, 4096, 70_000, 3];
  for (const [i, size] of sizes.entries()) {
    capture.append(i % 2 ? 'sent' : 'received', bytes(size, i), 1 + (i >> 2), i * 1.5);
  }
  const offsets = [0, 0, 0, 1, 0, 0, 4095, 4096];
  for (const [i, { bytes: found, ...chunk }] of kept(capture).entries()) {
    const direction = i % 2 ? 'sent' : 'received';
    expect(chunk).toEqual({ index: i, life: 1 + (i >> 2), at: i * 1.5, direction, offset: offsets[i] });
    expect(found.equals(bytes(sizes[i] ?? 0, i))).toBe(true);
  }
  expect([capture.firstKept, capture.next, capture.droppedChunks, capture.droppedBytes]).toEqual([0, 8, 0, 0]);
});

test('a chunk knows its place in its direction: bytes that were not kept count, and each life begins at 0', () => {
  const { capture } = open(2_500);
  for (let i = 0; i < 4; i++) capture.append('received', bytes(1_000, i), 1, i);
  capture.append('sent', bytes(100, 0), 1, 4);
  capture.keep = 'counts';
  capture.append('received', bytes(7, 0), 1, 5);
  capture.keep = 'all';
  capture.append('received', bytes(10, 0), 1, 6);
  capture.append('received', bytes(5, 0), 2, 7);
  expect(kept(capture).map((c) => [c.index, c.direction, c.offset])).toEqual([
    [2, 'received', 2_000],
    [3, 'received', 3_000],
    [4, 'sent', 0],
    [6, 'received', 4_007],
    [7, 'received', 0],
  ]);
});

test('K35 small chunks are copied, large ones are kept as they are', () => {
  const { capture } = open(1_000_000);
  const [small, large] = [bytes(100, 1), bytes(5_000, 2)];
  capture.append('received', small, 1, 0);
  capture.append('received', large, 1, 0);
  small.fill(9);
  const [first, second] = kept(capture);
  expect(first?.bytes).toEqual(bytes(100, 1));
  expect(second?.bytes.buffer).toBe(large.buffer);
});

test('the ring is exact at its limit: the oldest chunks go, and are counted', () => {
  const { capture, ledger } = open(10_000);
  for (let i = 0; i < 15; i++) capture.append('received', bytes(1_000, i), 1, i);
  expect([capture.bytes, capture.firstKept, capture.next]).toEqual([10_000, 5, 15]);
  expect([capture.droppedChunks, capture.droppedBytes]).toEqual([5, 5_000]);
  capture.append('received', bytes(1, 0), 1, 15);
  expect([capture.bytes, capture.firstKept, capture.droppedBytes]).toEqual([9_001, 6, 6_000]);
  expect(ledger.bytes).toBe(9_001);
  expect(kept(capture, 8).map((chunk) => chunk.index)).toEqual([8, 9, 10, 11, 12, 13, 14, 15]);
  expect(kept(capture, 0)[0]?.index).toBe(6);
  expect(kept(capture, 99)).toEqual([]);
});

test('a chunk larger than the ring is only counted, and what came before it goes too', () => {
  const { capture } = open(10_000);
  capture.append('received', bytes(500, 1), 1, 0);
  capture.append('received', bytes(10_001, 2), 1, 1);
  expect([capture.bytes, capture.firstKept, capture.next]).toEqual([0, 2, 2]);
  expect([capture.droppedChunks, capture.droppedBytes]).toEqual([2, 10_501]);
  capture.append('received', bytes(10_000, 3), 1, 2);
  expect([capture.bytes, capture.firstKept]).toEqual([10_000, 2]);
});

test('keep counts: numbers go on, nothing is kept; what was kept stays until it is trimmed', () => {
  const { capture } = open(10_000);
  capture.append('received', bytes(100, 1), 1, 0);
  capture.keep = 'counts';
  for (let i = 0; i < 3; i++) capture.append('sent', bytes(50, i), 1, 1);
  expect([capture.next, capture.firstKept, capture.bytes, capture.droppedChunks, capture.droppedBytes]).toEqual([
    4, 0, 100, 3, 150,
  ]);
  capture.keep = 'all';
  capture.append('sent', bytes(7, 7), 1, 2);
  expect(kept(capture).map((chunk) => chunk.index)).toEqual([0, 4]);
  capture.trim(0);
  expect([capture.bytes, capture.firstKept, capture.droppedChunks, capture.droppedBytes]).toEqual([0, 5, 5, 257]);
});

test('rows cost memory too: empty and tiny chunks do not add up for ever', () => {
  const { capture } = open(100_000);
  for (let i = 0; i < 20_000; i++) capture.append('received', bytes(i % 2, 1), 1, i);
  expect(kept(capture).length).toBeLessThanOrEqual(100_000 / 16);
  expect(capture.next).toBe(20_000);
  expect(capture.droppedChunks + kept(capture).length).toBe(20_000);
});

test('release forgets everything for good, without counting it as dropped', () => {
  const { capture, ledger } = open(10_000);
  for (let i = 0; i < 30; i++) capture.append('received', bytes(300, i), 1, i);
  const { droppedBytes } = capture;
  capture.release();
  expect([capture.bytes, ledger.bytes, capture.droppedBytes, kept(capture)]).toEqual([0, 0, droppedBytes, []]);
  capture.append('received', bytes(300, 1), 1, 31);
  expect([capture.bytes, ledger.bytes, capture.next, kept(capture)]).toEqual([0, 0, 31, []]);
});

test('property: for any run of appends and trims kept and dropped add up, and what is kept is the latest', () => {
  for (let seed = 1; seed <= 25; seed++) {
    const random = randomFrom(seed);
    const { capture, ledger } = open(random.pick([0, 100, 5_000, 60_000, 300_000]));
    const model = new Model();
    for (let step = 0; step < 200; step++) {
      act(random, capture, model, step);
      const mine = kept(capture);
      const keptBytes = mine.reduce((sum, chunk) => sum + chunk.bytes.length, 0);
      expect(capture.bytes).toBe(keptBytes);
      expect(ledger.bytes).toBe(keptBytes);
      expect(keptBytes).toBeLessThanOrEqual(Math.max(capture.maxBytes, model.largestLimit));
      expect(capture.next).toBe(model.all.length);
      expect(capture.droppedBytes + keptBytes).toBe(model.bytes);
      expect(capture.droppedChunks + mine.length).toBe(model.all.length);
      expect(capture.firstKept).toBe(mine[0]?.index ?? capture.next);
    }
    for (const { bytes: found, ...chunk } of kept(capture)) {
      const { size, fill, at, direction, life } = model.all[chunk.index] as Appended;
      expect(chunk).toEqual({ index: chunk.index, at, direction, life, offset: offsetIn(model, chunk.index) });
      expect(found.equals(bytes(size, fill))).toBe(true);
    }
  }
});

/** Bytes of the same run of one life, and of the same direction, before the chunk at `index`. */
function offsetIn({ all }: Model, index: number): number {
  const { life, direction } = all[index] as Appended;
  const begin = all.findLastIndex((chunk, i) => i < index && chunk.life !== life) + 1;
  return all.slice(begin, index).reduce((sum, c) => (c.direction === direction ? sum + c.size : sum), 0);
}

interface Appended {
  readonly size: number;
  readonly fill: number;
  readonly at: number;
  readonly life: number;
  readonly direction: 'received' | 'sent';
}
class Model {
  readonly all: Appended[] = [];
  bytes = 0;
  largestLimit = 0;
}

function act(random: Random, capture: Capture, model: Model, step: number): void {
  switch (random.below(12)) {
    case 0:
      capture.trim(random.below(50_000));
      return;
    case 1:
      capture.dropOldest();
      return;
    case 2:
      capture.keep = random.pick(['all', 'all', 'counts'] as const);
      return;
    case 3:
      capture.maxBytes = random.pick([0, 100, 5_000, 60_000, 300_000]);
      capture.trim(capture.maxBytes);
      return;
    default: {
      const size = random.pick([0, 1, random.below(200), random.below(5_000), 4_096, random.below(80_000)]);
      const chunk: Appended = {
        size,
        fill: step,
        at: step + 0.25,
        life: 1 + random.below(3),
        direction: random.pick(['received', 'sent'] as const),
      };
      model.all.push(chunk);
      model.bytes += size;
      capture.append(chunk.direction, bytes(size, step), chunk.life, chunk.at);
    }
  }
}

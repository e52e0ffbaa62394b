// The budget over all captures: when it is used up, the oldest chunks of all go first.
import { expect, test } from 'vitest';
import { randomFrom } from '../../../shared/testing/random.ts';
import type { Capture } from './capture.ts';
import { CaptureStore } from './capture-store.ts';

const keptBytes = (capture: Capture) => [...capture.from(0)].reduce((sum, chunk) => sum + chunk.bytes.length, 0);

test('the oldest chunks of all captures go first', () => {
  const store = new CaptureStore(10_000);
  const [old, young] = [store.open(), store.open()];
  for (let i = 0; i < 5; i++) old.append('received', Buffer.alloc(1_000), 1, i);
  for (let i = 0; i < 5; i++) young.append('received', Buffer.alloc(1_000), 1, 100 + i);
  expect(store.bytes).toBe(10_000);
  young.append('received', Buffer.alloc(2_000), 1, 200);
  expect(store.bytes).toBeLessThanOrEqual(10_000);
  expect([old.droppedChunks, young.droppedChunks]).toEqual([3, 0]);
  expect([old.firstKept, young.firstKept]).toEqual([3, 0]);
});

test('one large chunk over many tiny ones is made room for at once', () => {
  const store = new CaptureStore(2_000_000);
  const tiny = Array.from({ length: 20 }, () => store.open());
  for (let i = 0; i < 40_000; i++) (tiny[i % 20] as Capture).append('received', Buffer.alloc(50), 1, i);
  expect(store.bytes).toBe(2_000_000);
  const large = store.open();
  large.append('received', Buffer.alloc(1_900_000), 1, 99_999);
  expect(store.bytes).toBeLessThanOrEqual(2_000_000);
  expect(large.droppedChunks).toBe(0);
  expect(tiny.reduce((sum, capture) => sum + capture.droppedChunks, 0)).toBeGreaterThan(37_000);
});

test('a chunk larger than the whole budget is not kept', () => {
  const store = new CaptureStore(1_000);
  const capture = store.open();
  capture.append('received', Buffer.alloc(5_000), 1, 0);
  expect([store.bytes, capture.bytes, capture.droppedBytes, capture.next]).toEqual([0, 0, 5_000, 1]);
});

test('configure: one capture, or all there are and all to come', () => {
  const store = new CaptureStore();
  const [first, second] = [store.open(), store.open()];
  for (const capture of [first, second]) capture.append('received', Buffer.alloc(5_000), 1, 0);
  store.configure({ keep: 'all', maxBytes: 4_999 }, first);
  expect([first.bytes, second.bytes, store.bytes]).toEqual([0, 5_000, 5_000]);
  store.configure({ keep: 'counts' });
  expect([first.keep, second.keep, store.open().keep]).toEqual(['counts', 'counts', 'counts']);
  expect([first.maxBytes, second.maxBytes, store.open().maxBytes]).toEqual([4_999, 8 * 1024 * 1024, 8 * 1024 * 1024]);
  store.configure({ keep: 'all', maxBytes: 100 });
  expect([store.open().maxBytes, second.bytes, store.bytes]).toEqual([100, 0, 0]);
});

test('a removed capture gives its bytes back', () => {
  const store = new CaptureStore();
  const capture = store.open();
  capture.append('sent', Buffer.alloc(700), 1, 0);
  store.remove(capture);
  capture.append('sent', Buffer.alloc(700), 1, 1);
  expect(store.bytes).toBe(0);
});

test('property: for any run over many captures the budget holds and the books agree', () => {
  for (let seed = 1; seed <= 15; seed++) {
    const random = randomFrom(seed);
    const limit = 50_000;
    const store = new CaptureStore(limit);
    const captures = Array.from({ length: 5 }, () => store.open());
    const appended = captures.map(() => 0);
    for (let at = 0; at < 400; at++) {
      const i = random.below(captures.length);
      const size = random.pick([random.below(100), random.below(5_000), 20_000]);
      appended[i] = (appended[i] ?? 0) + size;
      (captures[i] as Capture).append('received', Buffer.alloc(size), 1, at);
      expect(store.bytes).toBeLessThanOrEqual(limit);
    }
    expect(store.bytes).toBe(captures.reduce((sum, capture) => sum + keptBytes(capture), 0));
    for (const [i, capture] of captures.entries()) {
      expect(capture.droppedBytes + keptBytes(capture)).toBe(appended[i]);
    }
    // What is kept anywhere is younger than what was dropped anywhere, up to the slack of one clean-up.
    const oldest = Math.min(...captures.map((capture) => capture.oldestAt));
    expect(oldest).toBeGreaterThan(0);
  }
});

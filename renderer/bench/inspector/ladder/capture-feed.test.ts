import { expect, test } from 'vitest';
import type { SocketId } from '../../../../shared/contract/fields.ts';
import type { Result } from '../../../../shared/contract/methods.ts';
import { CaptureFeed } from './capture-feed.ts';

type Chunk = Result<'capture.read'>['chunks'][number];
const chunk = (index: number, life = 1): Chunk => ({
  index,
  life,
  at: index,
  direction: 'sent',
  size: 1,
  offset: index,
  data: '',
});

/** A capture whose oldest chunks may be gone. */
function feedOf(kept: () => readonly Chunk[]) {
  const read = ({ from = 0, limit = 500 }): Promise<Result<'capture.read'>> => {
    const chunks = kept()
      .filter(({ index }) => index >= from)
      .slice(0, limit);
    const next = chunks.length > 0 ? (chunks.at(-1)?.index ?? 0) + 1 : (kept().at(-1)?.index ?? -1) + 1;
    return Promise.resolve({
      chunks,
      firstKept: kept()[0]?.index ?? 0,
      next,
      droppedChunks: 0,
      droppedBytes: 0,
      keep: 'all',
    });
  };
  return new CaptureFeed(1 as SocketId, read);
}
const times = (count: number) => Array.from({ length: count }, (_, i) => chunk(i));

test('pages are read until there are no more, and later only what is new', async () => {
  let kept = times(12_000);
  const feed = feedOf(() => kept);
  await feed.poke();
  expect([feed.chunks.length, feed.missing]).toEqual([12_000, 0]);
  const before = feed.chunks;
  await feed.poke();
  expect(feed.chunks).toBe(before);
  kept = [...kept, chunk(12_000)];
  await feed.poke();
  expect(feed.chunks.at(-1)?.index).toBe(12_000);
});

test('what was not kept is counted, at the beginning and in between; what was read stays', async () => {
  let kept = times(20).slice(5);
  const feed = feedOf(() => kept);
  await feed.poke();
  expect([feed.chunks.length, feed.missing]).toEqual([15, 5]);
  kept = times(40).slice(30);
  await feed.poke();
  expect([feed.chunks[0]?.index, feed.chunks.length, feed.missing]).toEqual([5, 25, 15]);
});

test('no more than 50,000 are held, and another life begins anew', async () => {
  let kept: readonly Chunk[] = times(50_010);
  const feed = feedOf(() => kept);
  await feed.poke();
  expect([feed.chunks.length, feed.missing]).toEqual([50_000, 10]);
  kept = [...kept, chunk(50_010, 2)];
  await feed.poke();
  expect([feed.chunks.length, feed.missing]).toEqual([1, 0]);
});

import type { ChunkTimes } from './chunk-row.tsx';
import type { StreamChunk, StreamItem } from './stream-model.ts';

/** The times of a chunk among what is shown, in milliseconds. */
export function timesOf(items: readonly StreamItem[], i: number, connectedAt: number | undefined): ChunkTimes {
  const item = items[i];
  if (!item) return { connect: undefined, previous: undefined, turn: undefined };
  const previous = items[i - 1];
  return {
    connect: connectedAt === undefined ? undefined : Math.max(0, item.at - connectedAt),
    previous: previous ? Math.max(0, item.at - previous.at) : undefined,
    turn: item.kind === 'chunk' ? sinceOtherSpoke(items, i, item) : undefined,
  };
}

/** Looked for only so far back: a long monologue has no other side near. */
const MOST_LOOKED_AT = 500;

function sinceOtherSpoke(items: readonly StreamItem[], i: number, chunk: StreamChunk): number | undefined {
  for (let k = i - 1; k >= 0 && i - k < MOST_LOOKED_AT; k--) {
    const other = items[k];
    if (other?.kind === 'chunk' && other.direction !== chunk.direction) return Math.max(0, chunk.at - other.at);
  }
  return undefined;
}

/** How many chunks a turn has, for the chunk that begins it; 0 for those that go on with it. */
export function turnOf(items: readonly StreamItem[], i: number): number {
  const item = items[i];
  const before = items[i - 1];
  if (item?.kind !== 'chunk') return 0;
  if (before?.kind === 'chunk' && before.direction === item.direction && before.life === item.life) return 0;
  let count = 1;
  for (let k = i + 1; k < items.length && count < 1_000; k++) {
    const next = items[k];
    if (next?.kind !== 'chunk' || next.direction !== item.direction) break;
    count++;
  }
  return count;
}

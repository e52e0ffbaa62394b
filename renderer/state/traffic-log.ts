// Counters and queues over time, of the connections that are looked at: what charts are made of. Bounded.
import { COUNTED_WIDTH } from '../../shared/contract/batches.ts';
import type { SocketId } from '../../shared/contract/fields.ts';
import type { Socket } from '../../shared/contract/records.ts';
import { BucketRing, type Resolution, resolutions } from '../../shared/model/chart/buckets.ts';
import type { LadderChunk } from '../../shared/model/ladder/ladder-facts.ts';

/** So many sockets are kept; the one that was looked at longest ago goes first. */
const MOST_SOCKETS = 40;
const MOST_SAMPLES = 3_000;
/** While bytes move counts come ten times a second: a report after a silence speaks of the time right before it. */
const REPORTED_MS = 1_000;

export type Rings = Readonly<Record<Resolution, BucketRing>>;

/** Of one end: what it has read and handed out in each bucket, and how much it had queued when. */
export interface Traffic {
  readonly read: Rings;
  readonly sent: Rings;
  readonly queued: readonly { readonly at: number; readonly bytes: number }[];
}

interface Track extends Traffic {
  readonly queued: { at: number; bytes: number }[];
  readonly life: number;
  /** The counters when the following began: what came before them is in the capture. */
  readonly before: { readonly read: number; readonly sent: number };
  seeded: boolean;
  last: { read: number; sent: number; at: number };
}

export class TrafficLog {
  readonly #tracks = new Map<SocketId, Track>();

  /** Follows a socket from now on (engine milliseconds). */
  follow({ socketId, life, counts }: Socket, at: number): Traffic {
    const known = this.#tracks.get(socketId);
    this.#tracks.delete(socketId);
    const track =
      known?.life === life ? known : newTrack(life, counts.bytesRead, counts.bytesWritten - counts.queued, at);
    if (track !== known && counts.queued > 0) track.queued.push({ at, bytes: counts.queued });
    this.#tracks.set(socketId, track);
    const oldest = this.#tracks.size > MOST_SOCKETS ? this.#tracks.keys().next().value : undefined;
    if (oldest !== undefined) this.#tracks.delete(oldest);
    return track;
  }

  /** Takes what the capture knows of the time before the following began; once for each life. */
  seed(socketId: SocketId, chunks: readonly LadderChunk[]): void {
    const track = this.#tracks.get(socketId);
    if (!track || track.seeded || chunks.length === 0) return;
    track.seeded = true;
    for (const { direction, offset, size, at } of chunks) {
      const way = direction === 'received' ? 'read' : 'sent';
      if (offset + size > track.before[way]) continue;
      for (const { id } of resolutions) track[way][id].add(size, at, at);
    }
  }

  /** Takes the rows of one `sockets.counted`. */
  add(rows: readonly number[], at: number): void {
    if (this.#tracks.size === 0) return;
    for (let i = 0; i < rows.length; i += COUNTED_WIDTH) {
      const track = this.#tracks.get(rows[i] as SocketId);
      const [, bytesRead = 0, bytesWritten = 0, queued = 0] = track ? rows.slice(i, i + COUNTED_WIDTH) : [];
      if (track) note(track, bytesRead, bytesWritten - queued, queued, at);
    }
  }

  forget(socketId: SocketId): void {
    this.#tracks.delete(socketId);
  }
}

function newTrack(life: number, read: number, sent: number, at: number): Track {
  const ring = ({ bucketMs, spanMs }: (typeof resolutions)[number]) => new BucketRing(bucketMs, spanMs);
  const [quarter, second, ten] = resolutions;
  const rings = (): Rings => ({ '250ms': ring(quarter), '1s': ring(second), '10s': ring(ten) });
  const before = { read, sent };
  return { read: rings(), sent: rings(), queued: [], life, before, seeded: false, last: { ...before, at } };
}

function note(track: Track, read: number, sent: number, queued: number, at: number): void {
  const { last } = track;
  const from = Math.max(last.at, at - REPORTED_MS);
  for (const { id } of resolutions) {
    track.read[id].add(Math.max(0, read - last.read), from, at);
    track.sent[id].add(Math.max(0, sent - last.sent), from, at);
  }
  track.last = { read, sent, at };
  if (track.queued.at(-1)?.bytes !== queued) track.queued.push({ at, bytes: queued });
  if (track.queued.length > MOST_SAMPLES) track.queued.shift();
}

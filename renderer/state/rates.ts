// Bytes per second of each socket, from its counters: a ring of one-second buckets for the last minute.
import { COUNTED_WIDTH } from '../../shared/contract/batches.ts';
import type { SocketId } from '../../shared/contract/fields.ts';

export const SECONDS = 60;

interface Track {
  lastSent: number;
  lastReceived: number;
  /** The second of the newest bucket. */
  second: number;
  readonly sent: Float64Array;
  readonly received: Float64Array;
}

export interface Rate {
  readonly sent: number;
  readonly received: number;
}

export class Rates {
  readonly #tracks = new Map<SocketId, Track>();

  /** Takes the rows of one `sockets.counted` at engine time `at`. */
  add(rows: readonly number[], at: number): void {
    const second = Math.floor(at / 1000);
    for (let i = 0; i < rows.length; i += COUNTED_WIDTH) {
      const [id, bytesRead = 0, bytesWritten = 0, queued = 0] = rows.slice(i, i + 4);
      this.#note(id as SocketId, bytesWritten - queued, bytesRead, second);
    }
  }

  /** Takes counters as they were before this page began to look, so that they do not count as one burst. */
  seed(socketId: SocketId, sent: number, received: number, at: number): void {
    this.#tracks.delete(socketId);
    const track = this.#track(socketId, Math.floor(at / 1000));
    track.lastSent = sent;
    track.lastReceived = received;
  }

  forget(socketId: SocketId): void {
    this.#tracks.delete(socketId);
  }

  /** Bytes per second over the last whole second (or the present one, if more moved in it). */
  now(socketId: SocketId, at: number): Rate {
    const track = this.#tracks.get(socketId);
    const second = Math.floor(at / 1000);
    if (!track || second - track.second > 1) return { sent: 0, received: 0 };
    const [a, b] = [bucket(second), bucket(second - 1)];
    const present = track.second === second;
    const of = (ring: Float64Array) => Math.max(ring[b] ?? 0, present ? (ring[a] ?? 0) : 0);
    return { sent: of(track.sent), received: of(track.received) };
  }

  /** The last minute, oldest first. */
  history(socketId: SocketId, at: number): { readonly sent: number[]; readonly received: number[] } {
    const track = this.#tracks.get(socketId);
    const second = Math.floor(at / 1000);
    const read = (ring: Float64Array | undefined) =>
      Array.from({ length: SECONDS }, (_, i) => {
        const wanted = second - SECONDS + 1 + i;
        return !track || wanted > track.second || wanted <= track.second - SECONDS ? 0 : (ring?.[bucket(wanted)] ?? 0);
      });
    return { sent: read(track?.sent), received: read(track?.received) };
  }

  #track(id: SocketId, second: number): Track {
    const track = {
      lastSent: 0,
      lastReceived: 0,
      second,
      sent: new Float64Array(SECONDS),
      received: new Float64Array(SECONDS),
    };
    this.#tracks.set(id, track);
    return track;
  }

  #note(id: SocketId, sent: number, received: number, second: number): void {
    const track = this.#tracks.get(id) ?? this.#track(id, second);
    for (let s = Math.max(track.second + 1, second - SECONDS + 1); s <= second; s++) {
      track.sent[bucket(s)] = 0;
      track.received[bucket(s)] = 0;
    }
    track.second = Math.max(track.second, second);
    // Counters start again with each life of a socket; a drop is a new start, not a negative rate.
    const sentNow = bucket(second);
    track.sent[sentNow] = (track.sent[sentNow] ?? 0) + (sent >= track.lastSent ? sent - track.lastSent : sent);
    track.received[sentNow] =
      (track.received[sentNow] ?? 0) + (received >= track.lastReceived ? received - track.lastReceived : received);
    track.lastSent = sent;
    track.lastReceived = received;
  }
}

const bucket = (second: number) => ((second % SECONDS) + SECONDS) % SECONDS;

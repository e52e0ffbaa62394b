import * as v from 'valibot';
import { formatCounted } from '../format.ts';
import { bytes, rate } from '../mocks/fields.ts';
import { common, defineFault, type Item, type Out, type Stage } from './fault.ts';
import { bytesItem, ItemQueue } from './stages.ts';

const LARGEST_PIECE = 64 * 1024;
const LEAST_LIMIT = 64 * 1024;

/** How often bytes are let go: often enough to be smooth, seldom enough to cost little. */
const rhythmOf = (bytesPerSecond: number) => (bytesPerSecond < 20_000 ? 50 : bytesPerSecond < 1e6 ? 10 : 5);

/**
 * A token bucket. Tokens come with the time that has passed, whatever a timer was late by, so that the rate holds over
 * any longer while; only an idle bucket is limited (to `burst`).
 */
class ThrottleStage implements Stage {
  readonly #perMs: number;
  readonly #burst: number;
  readonly #rhythmMs: number;
  readonly #limit: number;
  readonly #queue = new ItemQueue<{ readonly item: Item }>();
  #tokens: number;
  #countedAt: number;

  constructor(bytesPerSecond: number, burst: number | undefined, now: number) {
    this.#perMs = bytesPerSecond / 1000;
    this.#rhythmMs = rhythmOf(bytesPerSecond);
    this.#burst = burst ?? Math.max(1, this.#perMs * this.#rhythmMs);
    this.#limit = Math.max(LEAST_LIMIT, bytesPerSecond / 4);
    this.#tokens = burst ?? 0;
    this.#countedAt = now;
  }
  take(item: Item, out: Out, now: number): void {
    if (this.#queue.length === 0) {
      this.#count(now);
      this.#tokens = Math.min(this.#tokens, this.#burst);
      if (item.kind !== 'bytes') {
        out.put(item);
        return;
      }
    }
    this.#queue.push({ item });
    if (item.kind === 'bytes' && this.#tokens >= item.bytes.length && this.#queue.length === 1) this.#let(out);
    else out.acted('throttled', item.kind === 'bytes' ? item.bytes.length : 0);
  }
  wakeAt(): number {
    if (this.#queue.length === 0) return Number.POSITIVE_INFINITY;
    const wanted = Math.min(this.#queue.bytes, Math.max(1, this.#perMs * this.#rhythmMs));
    return this.#countedAt + Math.max(0, (wanted - this.#tokens) / this.#perMs);
  }
  wake(out: Out, now: number): void {
    this.#count(now);
    this.#let(out);
  }
  held(): number {
    return this.#queue.bytes;
  }
  full(): boolean {
    return this.#queue.bytes >= this.#limit;
  }
  release(out: Out): void {
    for (let entry = this.#queue.shift(); entry; entry = this.#queue.shift()) out.put(entry.item);
  }

  #count(now: number): void {
    this.#tokens += Math.max(0, now - this.#countedAt) * this.#perMs;
    this.#countedAt = Math.max(now, this.#countedAt);
  }
  /** Lets go what the tokens pay for, in pieces that a socket can take; what follows the last byte goes with it. */
  #let(out: Out): void {
    for (let entry = this.#queue.first; entry; entry = this.#queue.first) {
      const { item } = entry;
      if (item.kind !== 'bytes') {
        this.#queue.shift();
        out.put(item);
        continue;
      }
      const size = Math.min(item.bytes.length, Math.floor(this.#tokens), LARGEST_PIECE);
      if (size < 1) return;
      this.#tokens -= size;
      if (size === item.bytes.length) this.#queue.shift();
      else this.#queue.replaceFirst({ item: bytesItem(item.bytes.subarray(size), item) });
      out.put(size === item.bytes.length ? item : bytesItem(item.bytes.subarray(0, size), item));
    }
  }
}

/** A limit of bytes per second. */
export const throttle = defineFault({
  kind: 'throttle',
  title: 'Throttle',
  summary: 'a limit of bytes per second',
  settings: v.strictObject({
    kind: v.literal('throttle'),
    bytesPerSecond: rate('How many bytes a second.'),
    burstBytes: v.optional(bytes('How many may go at once after some quiet.')),
    ...common,
  }),
  defaults: { kind: 'throttle', bytesPerSecond: 5_000 },
  lossless: true,
  start: ({ bytesPerSecond, burstBytes }, { startedAt }) => new ThrottleStage(bytesPerSecond, burstBytes, startedAt),
  sentence: ({ bytesPerSecond }) => `lets ${formatCounted(bytesPerSecond, 'byte')} a second through`,
});

import * as v from 'valibot';
import { formatCounted } from '../format.ts';
import { bytes, ms, seed, someBytes } from '../mocks/fields.ts';
import { common, defineFault, type Item, type Out, STAGE_LIMIT, type Stage } from './fault.ts';
import { bytesItem, ItemQueue } from './stages.ts';

class SliceStage implements Stage {
  readonly #size: () => number;
  readonly #gapMs: number;
  readonly #queue = new ItemQueue<{ readonly item: Item }>();
  #nextAt = Number.NEGATIVE_INFINITY;

  constructor(size: () => number, gapMs: number) {
    this.#size = size;
    this.#gapMs = gapMs;
  }
  take(item: Item, out: Out, now: number): void {
    if (this.#queue.length === 0 && item.kind !== 'bytes') {
      out.put(item);
      return;
    }
    this.#queue.push({ item });
    if (this.#gapMs === 0) while (this.#queue.length > 0) this.#piece(out);
    else if (this.#queue.length === 1 && now >= this.#nextAt) this.wake(out, now);
  }
  wakeAt(): number {
    return this.#queue.length === 0 ? Number.POSITIVE_INFINITY : this.#nextAt;
  }
  wake(out: Out, now: number): void {
    if (this.#queue.length === 0 || now < this.#nextAt) return;
    this.#piece(out);
    // From the time it was due, so that late timers do not add up; but never several at once.
    const late = now - this.#nextAt;
    this.#nextAt = (late <= this.#gapMs / 2 ? this.#nextAt : now) + this.#gapMs;
    if (this.#queue.first && this.#queue.first.item.kind !== 'bytes') this.release(out);
  }
  held(): number {
    return this.#queue.bytes;
  }
  full(): boolean {
    return this.#queue.bytes >= STAGE_LIMIT / 16;
  }
  release(out: Out): void {
    for (let entry = this.#queue.shift(); entry; entry = this.#queue.shift()) out.put(entry.item);
  }

  #piece(out: Out): void {
    const item = this.#queue.first?.item;
    if (!item) return;
    const size = this.#size();
    if (item.kind !== 'bytes' || item.bytes.length <= size) {
      this.#queue.shift();
      out.put(item);
      return;
    }
    this.#queue.replaceFirst({ item: bytesItem(item.bytes.subarray(size), item) });
    out.put(bytesItem(item.bytes.subarray(0, size), item));
    out.acted('sliced', size);
  }
}

/** Many small writes in place of a large one. */
export const slice = defineFault({
  kind: 'slice',
  title: 'Slice',
  summary: 'many small writes in place of a large one',
  note: 'Many small writes. TCP may join them again unless noDelay is on.',
  settings: v.strictObject({
    kind: v.literal('slice'),
    bytes: someBytes('The size of a piece.'),
    variationBytes: v.optional(bytes('How much smaller or larger it may be.')),
    gapMs: v.optional(ms('The time between pieces.')),
    seed: v.optional(seed),
    ...common,
  }),
  defaults: { kind: 'slice', bytes: 16, gapMs: 20 },
  lossless: true,
  start: ({ bytes: about, variationBytes = 0, gapMs = 0 }, { random }) =>
    new SliceStage(() => Math.max(1, about + Math.round((random() * 2 - 1) * variationBytes)), gapMs),
  sentence: ({ bytes: about, gapMs }) =>
    `cuts into pieces of ${formatCounted(about, 'byte')}${gapMs ? ` every ${gapMs} ms` : ''}`,
});

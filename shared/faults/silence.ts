import * as v from 'valibot';
import { formatCounted } from '../format.ts';
import { ms, yes } from '../mocks/fields.ts';
import { common, defineFault, type Item, type Out, STAGE_LIMIT, type Stage } from './fault.ts';
import { ItemQueue, sizeOf } from './stages.ts';

class SilentStage implements Stage {
  readonly #queue = new ItemQueue<{ readonly item: Item }>();
  readonly #from: number;
  readonly #keepReading: boolean;
  #silent = false;

  constructor(from: number, keepReading: boolean) {
    this.#from = from;
    this.#keepReading = keepReading;
  }
  take(item: Item, out: Out, now: number): void {
    if (!this.#silent && now >= this.#from) this.#begin(out);
    if (!this.#silent || item.kind === 'reset') {
      out.put(item);
      return;
    }
    this.#queue.push({ item });
    out.acted('kept back', sizeOf(item));
  }
  wakeAt(): number {
    return this.#silent ? Number.POSITIVE_INFINITY : this.#from;
  }
  wake(out: Out, now: number): void {
    if (!this.#silent && now >= this.#from) this.#begin(out);
  }
  held(): number {
    return this.#queue.bytes;
  }
  full(): boolean {
    return this.#queue.bytes >= STAGE_LIMIT;
  }
  release(out: Out): void {
    if (this.#silent && !this.#keepReading) out.act('resume-reading');
    for (let entry = this.#queue.shift(); entry; entry = this.#queue.shift()) out.put(entry.item);
  }

  #begin(out: Out): void {
    this.#silent = true;
    out.acted('silent');
    if (!this.#keepReading) out.act('stop-reading');
  }
}

/** Nothing passes any more, for a time or for good. What was kept back goes on when it is over. */
export const silence = defineFault({
  kind: 'silence',
  title: 'Go silent',
  summary: 'nothing passes any more, for a time or for good',
  note: 'The kernel still answers keepalive. This is a stuck program, not a dead network.',
  settings: v.strictObject({
    kind: v.literal('silence'),
    afterMs: v.optional(ms('It begins after this time.')),
    keepReading: v.optional(yes('Whether it goes on reading; it does where nothing is said.')),
    ...common,
  }),
  defaults: { kind: 'silence', afterBytes: 1_000 },
  lossless: true,
  start: ({ afterMs = 0, keepReading = true }, { startedAt }) => new SilentStage(startedAt + afterMs, keepReading),
  sentence: ({ afterBytes, afterMs }) =>
    `falls silent${afterBytes ? ` after ${formatCounted(afterBytes, 'byte')}` : afterMs ? ` after ${afterMs} ms` : ''}`,
});

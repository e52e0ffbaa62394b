// What every fault takes, around its own stage: it begins after so many bytes, ends by itself, or is not meant at all.
import type { Item, Out, Stage } from './fault.ts';
import { bytesItem } from './stages.ts';

export class Gate implements Stage {
  readonly #make: (now: number) => Stage;
  readonly #forMs: number;
  #left: number;
  #stage: Stage | undefined;
  #endsAt = Number.POSITIVE_INFINITY;
  #over: boolean;

  /** `make` begins the fault; `meant` is false where chance has decided against it. */
  constructor(
    make: (now: number) => Stage,
    limits: { readonly afterBytes?: number | undefined; readonly forMs?: number | undefined },
    meant: boolean,
    now: number,
  ) {
    this.#make = make;
    this.#left = limits.afterBytes ?? 0;
    this.#forMs = limits.forMs ?? Number.POSITIVE_INFINITY;
    this.#over = !meant;
    if (meant && this.#left === 0) this.#begin(now);
  }

  /** Whether the fault still does something, or will. */
  get active(): boolean {
    return !this.#over;
  }

  take(item: Item, out: Out, now: number): void {
    if (now >= this.#endsAt) this.#finish(out);
    if (this.#over) {
      out.put(item);
      return;
    }
    if (this.#stage) {
      this.#stage.take(item, out, now);
      return;
    }
    if (item.kind !== 'bytes') {
      out.put(item);
      return;
    }
    const before = Math.min(this.#left, item.bytes.length);
    this.#left -= before;
    if (before > 0) out.put(before === item.bytes.length ? item : bytesItem(item.bytes.subarray(0, before), item));
    if (this.#left > 0) return;
    const stage = this.#begin(now);
    if (before < item.bytes.length) stage.take(bytesItem(item.bytes.subarray(before), item), out, now);
  }
  wakeAt(): number {
    return this.#over || !this.#stage ? Number.POSITIVE_INFINITY : Math.min(this.#endsAt, this.#stage.wakeAt());
  }
  wake(out: Out, now: number): void {
    if (this.#over) return;
    if (now >= this.#endsAt) this.#finish(out);
    else this.#stage?.wake(out, now);
  }
  held(): number {
    return this.#stage?.held() ?? 0;
  }
  full(): boolean {
    return !this.#over && (this.#stage?.full() ?? false);
  }
  release(out: Out): void {
    this.#finish(out);
  }
  decide(ticket: number, decision: { readonly bytes: Uint8Array } | 'forward' | 'discard', out: Out): boolean {
    return this.#stage?.decide?.(ticket, decision, out) ?? false;
  }

  #begin(now: number): Stage {
    this.#stage = this.#make(now);
    this.#endsAt = now + this.#forMs;
    return this.#stage;
  }
  #finish(out: Out): void {
    if (this.#over) return;
    this.#over = true;
    this.#stage?.release(out);
  }
}

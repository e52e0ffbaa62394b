// Stages that several faults share.
import type { Item, Out, Stage } from './fault.ts';
import { STAGE_LIMIT } from './fault.ts';

/** A stage that keeps nothing: `on` decides what becomes of each item. */
export function passing(on: (item: Item, out: Out, now: number) => void): Stage {
  return {
    take: on,
    wakeAt: () => Number.POSITIVE_INFINITY,
    wake: () => {},
    held: () => 0,
    full: () => false,
    release: () => {},
  };
}

export const sizeOf = (item: Item | undefined) => (item?.kind === 'bytes' ? item.bytes.length : 0);
export const bytesItem = (bytes: Uint8Array, from: Item): Item =>
  from.kind === 'bytes' && from.tag !== undefined ? { kind: 'bytes', bytes, tag: from.tag } : { kind: 'bytes', bytes };

/** A first-in first-out list that counts its bytes; taking from the front is cheap however long it is. */
export class ItemQueue<T extends { readonly item: Item }> {
  #items: T[] = [];
  #from = 0;
  bytes = 0;

  get length(): number {
    return this.#items.length - this.#from;
  }
  get first(): T | undefined {
    return this.#items[this.#from];
  }
  push(entry: T): void {
    this.#items.push(entry);
    this.bytes += sizeOf(entry.item);
  }
  shift(): T | undefined {
    const entry = this.#items[this.#from];
    if (entry === undefined) return undefined;
    this.bytes -= sizeOf(entry.item);
    this.#items[this.#from++] = undefined as unknown as T;
    if (this.#from > 1_024 && this.#from * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#from);
      this.#from = 0;
    }
    return entry;
  }
  /** Puts another entry in the place of the first. */
  replaceFirst(entry: T): void {
    this.bytes += sizeOf(entry.item) - sizeOf(this.first?.item);
    this.#items[this.#from] = entry;
  }
  *[Symbol.iterator](): Generator<T> {
    for (let i = this.#from; i < this.#items.length; i++) yield this.#items[i] as T;
  }
}

interface Due {
  readonly item: Item;
  readonly at: number;
}

/** Holds each item back until its time; order is kept. */
export class TimedStage implements Stage {
  readonly #queue = new ItemQueue<Due>();
  readonly #dueAt: (item: Item, now: number) => number;
  readonly #what: string;
  #last = Number.NEGATIVE_INFINITY;

  /** `dueAt`: when an item that has come `now` is to go on. */
  constructor(what: string, dueAt: (item: Item, now: number) => number) {
    this.#what = what;
    this.#dueAt = dueAt;
  }
  take(item: Item, out: Out, now: number): void {
    const at = Math.max(this.#last, this.#dueAt(item, now));
    this.#last = at;
    if (at <= now && this.#queue.length === 0) {
      out.put(item);
      return;
    }
    this.#queue.push({ item, at });
    out.acted(this.#what, sizeOf(item));
  }
  wakeAt(): number {
    return this.#queue.first?.at ?? Number.POSITIVE_INFINITY;
  }
  wake(out: Out, now: number): void {
    const first = this.#queue.first;
    if (!first || first.at > now) return;
    this.#queue.shift();
    out.put(first.item);
  }
  held(): number {
    return this.#queue.bytes;
  }
  full(): boolean {
    return this.#queue.bytes >= STAGE_LIMIT;
  }
  release(out: Out): void {
    for (let entry = this.#queue.shift(); entry; entry = this.#queue.shift()) out.put(entry.item);
  }
}

/** Lets everything through up to a number of bytes or a time, and then does something once. */
export class UntilStage implements Stage {
  readonly #bytes: number;
  readonly #at: number;
  readonly #items: number;
  readonly #reached: (out: Out) => void;
  readonly #after: (item: Item, out: Out) => void;
  #seen = 0;
  #count = 0;
  #done = false;

  /** `limits`: bytes that pass, items that pass, the time (ms) at which it is over. `after` gets what comes later. */
  constructor(
    limits: {
      readonly bytes?: number | undefined;
      readonly items?: number | undefined;
      readonly at?: number | undefined;
    },
    reached: (out: Out) => void,
    after: (item: Item, out: Out) => void,
  ) {
    this.#bytes = limits.bytes ?? Number.POSITIVE_INFINITY;
    this.#items = limits.items ?? Number.POSITIVE_INFINITY;
    this.#at = limits.at ?? Number.POSITIVE_INFINITY;
    this.#reached = reached;
    this.#after = after;
  }
  take(item: Item, out: Out, now: number): void {
    if (!this.#done && now >= this.#at) this.#reach(out);
    if (this.#done) {
      this.#after(item, out);
      return;
    }
    if (item.kind !== 'bytes') {
      out.put(item);
      return;
    }
    const room = this.#bytes - this.#seen;
    this.#seen += item.bytes.length;
    this.#count++;
    if (item.bytes.length < room) {
      out.put(item);
      if (this.#count >= this.#items) this.#reach(out);
      return;
    }
    if (room > 0) out.put(bytesItem(item.bytes.subarray(0, room), item));
    this.#reach(out);
    if (item.bytes.length > room) this.#after(bytesItem(item.bytes.subarray(room), item), out);
  }
  wakeAt(): number {
    return this.#done ? Number.POSITIVE_INFINITY : this.#at;
  }
  wake(out: Out, now: number): void {
    if (!this.#done && now >= this.#at) this.#reach(out);
  }
  held(): number {
    return 0;
  }
  full(): boolean {
    return false;
  }
  release(): void {}

  #reach(out: Out): void {
    this.#done = true;
    this.#reached(out);
  }
}

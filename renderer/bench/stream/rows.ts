// Chunks and events as the rows that are drawn: a chunk of a megabyte is two thousand rows of which a screen shows forty.
import { hexRowCount, textRows } from '../../../shared/text/row-breaks.ts';
import type { StreamChunk, StreamItem } from './stream-model.ts';
import type { StreamSettings } from './stream-settings.ts';

export interface Row {
  readonly item: StreamItem;
  /** Position of its item among the items. */
  readonly at: number;
  /** The bytes of the chunk that the row shows. */
  readonly start: number;
  readonly end: number;
  /** Whether the row begins its chunk, and in the view of turns whether the chunk begins a turn. */
  readonly first: boolean;
  readonly key: number;
}

/** Rows a chunk can have at most in a key; more than a chunk of the largest capture needs. */
const KEY_SPACE = 2 ** 22;

type Layout = Pick<StreamSettings, 'view' | 'columns'>;
const breaksOf = new WeakMap<Uint8Array, Uint32Array>();

function rowsOf(chunk: StreamChunk, { view, columns }: Layout): number {
  return view === 'hex' ? hexRowCount(chunk.bytes.length, columns) : breaks(chunk).length;
}
/** Where the rows of a chunk as text begin; found once for each chunk. */
function breaks({ bytes }: StreamChunk): Uint32Array {
  let found = breaksOf.get(bytes);
  if (!found) {
    found = textRows(bytes);
    breaksOf.set(bytes, found);
  }
  return found;
}

/** All rows of some items, without making one before it is asked for. */
export class Rows {
  readonly items: readonly StreamItem[];
  readonly count: number;
  readonly #layout: Layout;
  readonly #starts: Float64Array;

  constructor(items: readonly StreamItem[], layout: Layout) {
    this.items = items;
    this.#layout = layout;
    this.#starts = new Float64Array(items.length);
    let count = 0;
    for (const [i, item] of items.entries()) {
      this.#starts[i] = count;
      count += item.kind === 'chunk' ? rowsOf(item, layout) : 1;
    }
    this.count = count;
  }

  key(row: number): number {
    const i = this.#itemAt(row);
    const item = this.items[i];
    const sub = row - (this.#starts[i] ?? 0);
    if (!item) return row;
    return item.kind === 'chunk' ? item.index * KEY_SPACE + sub : -1 - item.logged.number;
  }

  row(row: number): Row | undefined {
    const i = this.#itemAt(row);
    const item = this.items[i];
    if (!item) return undefined;
    const sub = row - (this.#starts[i] ?? 0);
    const key = this.key(row);
    if (item.kind !== 'chunk') return { item, at: i, start: 0, end: 0, first: true, key };
    const { columns, view } = this.#layout;
    const size = item.bytes.length;
    const [start, end] =
      view === 'hex'
        ? [sub * columns, Math.min(size, (sub + 1) * columns)]
        : [breaks(item)[sub] ?? 0, breaks(item)[sub + 1] ?? size];
    return { item, at: i, start, end, first: sub === 0, key };
  }

  /** The row that shows a byte of a chunk; undefined when the chunk is not among the items. */
  rowOf(index: number, offset = 0): number | undefined {
    const i = this.#itemOf(index);
    const item = i === undefined ? undefined : this.items[i];
    if (i === undefined || item?.kind !== 'chunk') return undefined;
    const start = this.#starts[i] ?? 0;
    if (this.#layout.view === 'hex')
      return start + Math.min(Math.floor(offset / this.#layout.columns), rowsOf(item, this.#layout) - 1);
    const list = breaks(item);
    return start + lastAtMost(list.length, (k) => list[k] ?? 0, offset);
  }

  /** The row of a key, or -1. */
  rowOfKey(key: number): number {
    if (key >= 0) {
      const i = this.#itemOf(Math.floor(key / KEY_SPACE));
      return i === undefined ? -1 : (this.#starts[i] ?? 0) + (key % KEY_SPACE);
    }
    const i = this.items.findIndex((item) => item.kind === 'event' && -1 - item.logged.number === key);
    return i < 0 ? -1 : (this.#starts[i] ?? -1);
  }

  /** The chunk before or after another among the items. */
  beside(index: number | undefined, step: 1 | -1): StreamChunk | undefined {
    const i = index === undefined ? undefined : this.#itemOf(index);
    const from = i === undefined ? (step === 1 ? 0 : this.items.length - 1) : i + step;
    for (let k = from; k >= 0 && k < this.items.length; k += step) {
      const item = this.items[k];
      if (item?.kind === 'chunk') return item;
    }
    return undefined;
  }

  #itemAt(row: number): number {
    return lastAtMost(this.#starts.length, (k) => this.#starts[k] ?? 0, row);
  }

  #itemOf(index: number): number | undefined {
    // Events lie between the chunks: walk from the nearest one down to a chunk to know which way to go.
    let low = 0;
    let high = this.items.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      let k = middle;
      while (k >= low && this.items[k]?.kind !== 'chunk') k--;
      const item = this.items[k];
      if (k < low || item?.kind !== 'chunk') low = middle + 1;
      else if (item.index === index) return k;
      else if (item.index < index) low = middle + 1;
      else high = k - 1;
    }
    return undefined;
  }
}

/** The last position whose value is not above a limit, in growing values. */
function lastAtMost(count: number, value: (i: number) => number, limit: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (value(middle) <= limit) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

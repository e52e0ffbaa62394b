// The kept chunks of one socket: a ring bounded in bytes. Cheap by design: big chunks are kept as the Buffers Node
// made, small ones are copied into slabs, and a row of numbers describes each.

const BY_REFERENCE_FROM = 4 * 1024;
const FIRST_SLAB = 1024;
const LARGEST_SLAB = 64 * 1024;
const FIRST_ROWS = 8;

export type Direction = 'received' | 'sent';

export interface KeptChunk {
  readonly index: number;
  readonly life: number;
  readonly at: number;
  readonly direction: Direction;
  readonly bytes: Buffer;
}

/** What a capture tells its store, which keeps the budget over all sockets. */
export interface CaptureBudget {
  changed(bytes: number): void;
}

/** A ring of chunks. `keep: 'counts'` keeps no bytes but goes on numbering chunks. */
export class Capture {
  keep: 'all' | 'counts';
  maxBytes: number;
  bytes = 0;
  droppedChunks = 0;
  droppedBytes = 0;
  readonly #budget: CaptureBudget;
  /** Index of the next chunk, over all lives and both directions. */
  #next = 0;
  // The ring: `#count` rows starting at `#head`.
  #head = 0;
  #count = 0;
  #ats = new Float64Array(0);
  #indexes = new Float64Array(0);
  #lives = new Uint32Array(0);
  #places = new Uint32Array(0);
  #sizes = new Uint32Array(0);
  #sent = new Uint8Array(0);
  #buffers: (Buffer | undefined)[] = [];
  #slab: Buffer | undefined;
  #slabUsed = 0;

  constructor(budget: CaptureBudget, keep: 'all' | 'counts', maxBytes: number) {
    this.#budget = budget;
    this.keep = keep;
    this.maxBytes = maxBytes;
  }

  get next(): number {
    return this.#next;
  }
  get firstKept(): number {
    return this.#count > 0 ? (this.#indexes[this.#head] as number) : this.#next;
  }
  /** When the oldest kept chunk was captured; Infinity when nothing is kept. */
  get oldestAt(): number {
    return this.#count > 0 ? (this.#ats[this.#head] as number) : Number.POSITIVE_INFINITY;
  }

  /** Takes one chunk. The bytes must not be changed afterwards: big ones are not copied. */
  append(direction: Direction, bytes: Buffer, life: number, at: number): void {
    const index = this.#next++;
    const size = bytes.length;
    if (this.keep === 'counts' || size > this.maxBytes) {
      if (this.keep === 'all') this.trim(0); // what came before a hole would read as if nothing were missing
      this.droppedChunks++;
      this.droppedBytes += size;
      return;
    }
    if (this.#count === this.#ats.length) this.#grow();
    const row = (this.#head + this.#count++) % this.#ats.length;
    this.#ats[row] = at;
    this.#indexes[row] = index;
    this.#lives[row] = life;
    this.#sizes[row] = size;
    this.#sent[row] = direction === 'sent' ? 1 : 0;
    if (size >= BY_REFERENCE_FROM) {
      this.#buffers[row] = bytes;
      this.#places[row] = 0;
    } else {
      this.#places[row] = this.#copyToSlab(bytes);
      this.#buffers[row] = this.#slab;
    }
    this.bytes += size;
    this.#budget.changed(size);
    if (this.bytes > this.maxBytes || this.#count > this.#mostRows()) this.trim(this.maxBytes);
  }

  /** Drops oldest chunks until at most `maxBytes` are kept. */
  trim(maxBytes: number): void {
    while (this.#count > 0 && (this.bytes > maxBytes || this.#count > this.#mostRows() || maxBytes === 0))
      this.dropOldest();
  }

  /** Drops the oldest kept chunk; nothing when there is none. */
  dropOldest(): void {
    if (this.#count === 0) return;
    const size = this.#sizes[this.#head] as number;
    this.#buffers[this.#head] = undefined;
    this.#head = (this.#head + 1) % this.#ats.length;
    this.#count--;
    this.bytes -= size;
    this.droppedChunks++;
    this.droppedBytes += size;
    if (this.#count === 0) this.#slab = undefined;
    this.#budget.changed(-size);
  }

  /** The kept chunks from index `from` on, oldest first. */
  *from(from: number): Generator<KeptChunk> {
    for (let i = this.#rowOf(from); i < this.#count; i++) yield this.#chunkAt(i);
  }

  /** The kept chunks, newest first. */
  *backwards(): Generator<KeptChunk> {
    for (let i = this.#count - 1; i >= 0; i--) yield this.#chunkAt(i);
  }

  /** Forgets everything kept, for good and without counting it as dropped: whatever still comes is only counted. */
  release(): void {
    this.#budget.changed(-this.bytes);
    this.keep = 'counts';
    this.bytes = 0;
    this.#count = 0;
    this.#buffers = [];
    this.#slab = undefined;
  }

  /** Rows cost memory too: a socket of one-byte chunks must not keep millions of them. */
  #mostRows(): number {
    return Math.max(1024, this.maxBytes >> 4);
  }

  #chunkAt(i: number): KeptChunk {
    const row = (this.#head + i) % this.#ats.length;
    const start = this.#places[row] as number;
    const buffer = this.#buffers[row] as Buffer;
    return {
      index: this.#indexes[row] as number,
      life: this.#lives[row] as number,
      at: this.#ats[row] as number,
      direction: this.#sent[row] === 1 ? 'sent' : 'received',
      bytes: buffer.subarray(start, start + (this.#sizes[row] as number)),
    };
  }

  /** Position in the ring of the first row with an index of at least `from` (indexes only grow). */
  #rowOf(from: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#indexes[(this.#head + middle) % this.#ats.length] as number) < from) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #copyToSlab(bytes: Buffer): number {
    if (!this.#slab || this.#slabUsed + bytes.length > this.#slab.length) {
      const larger = Math.min(LARGEST_SLAB, (this.#slab?.length ?? FIRST_SLAB / 4) * 4);
      this.#slab = Buffer.allocUnsafeSlow(Math.max(larger, bytes.length));
      this.#slabUsed = 0;
    }
    const start = this.#slabUsed;
    bytes.copy(this.#slab, start);
    this.#slabUsed += bytes.length;
    return start;
  }

  #grow(): void {
    const rows = Math.max(FIRST_ROWS, this.#ats.length * 2);
    const unrolled = <T extends Float64Array | Uint32Array | Uint8Array>(old: T, fresh: T): T => {
      fresh.set(old.subarray(this.#head), 0);
      fresh.set(old.subarray(0, this.#head), old.length - this.#head);
      return fresh;
    };
    this.#buffers = [...this.#buffers.slice(this.#head), ...this.#buffers.slice(0, this.#head)];
    this.#indexes = unrolled(this.#indexes, new Float64Array(rows));
    this.#lives = unrolled(this.#lives, new Uint32Array(rows));
    this.#places = unrolled(this.#places, new Uint32Array(rows));
    this.#sizes = unrolled(this.#sizes, new Uint32Array(rows));
    this.#sent = unrolled(this.#sent, new Uint8Array(rows));
    this.#ats = unrolled(this.#ats, new Float64Array(rows));
    this.#head = 0;
  }
}

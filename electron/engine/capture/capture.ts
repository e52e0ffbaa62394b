// The kept chunks of one socket: a ring bounded in bytes. Cheap by design: big chunks are kept as the Buffers Node
// made, small ones are copied into slabs, and a row of numbers describes each.

const BY_REFERENCE_FROM = 4 * 1024;
const FIRST_SLAB = 256;
const LARGEST_SLAB = 64 * 1024;
const FIRST_ROWS = 4;

export type Direction = 'received' | 'sent';

/** The rule of a mock that a sent chunk comes from, and the revision of the mock then. */
export interface ChunkRule {
  readonly id: string;
  readonly revision: number;
}

export interface KeptChunk {
  readonly index: number;
  readonly life: number;
  readonly at: number;
  readonly direction: Direction;
  /** Bytes of the same life and direction before this chunk, kept or not. */
  readonly offset: number;
  readonly bytes: Buffer;
  readonly rule?: ChunkRule;
}

/** What a capture tells its store, which keeps the budget over all sockets. */
export interface CaptureBudget {
  changed(bytes: number): void;
}

// A row of numbers for each chunk, all rows in one array: six arrays for each of thousands of sockets cost more than
// what they hold.
const AT = 0;
const INDEX = 1;
const LIFE = 2;
const PLACE = 3;
const SIZE = 4;
const SENT = 5;
const OFFSET = 6;
const WIDTH = 7;

// What an empty ring consists of, shared by all that are empty: thousands of idle sockets have one.
const noRows = new Float64Array(0);
const noBuffers: (Buffer | undefined)[] = [];

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
  #capacity = 0;
  #rows = noRows;
  #buffers: (Buffer | undefined)[] = noBuffers;
  #slab: Buffer | undefined;
  #slabUsed = 0;
  // How far each direction of the present life has come, in bytes.
  #life = 0;
  #sentSoFar = 0;
  #receivedSoFar = 0;
  /** By index; most sockets have none. */
  #rules: Map<number, ChunkRule> | undefined;

  constructor(budget: CaptureBudget, keep: 'all' | 'counts', maxBytes: number) {
    this.#budget = budget;
    this.keep = keep;
    this.maxBytes = maxBytes;
  }

  get next(): number {
    return this.#next;
  }
  get firstKept(): number {
    return this.#count > 0 ? this.#number(this.#head, INDEX) : this.#next;
  }
  /** When the oldest kept chunk was captured; Infinity when nothing is kept. */
  get oldestAt(): number {
    return this.#count > 0 ? this.#number(this.#head, AT) : Number.POSITIVE_INFINITY;
  }

  /** Takes one chunk. The bytes must not be changed afterwards: big ones are not copied. */
  append(direction: Direction, bytes: Buffer, life: number, at: number, rule?: ChunkRule): void {
    const index = this.#next++;
    const size = bytes.length;
    const offset = this.#advance(direction, life, size);
    if (this.keep === 'counts' || size > this.maxBytes) {
      if (this.keep === 'all') this.trim(0); // what came before a hole would read as if nothing were missing
      this.droppedChunks++;
      this.droppedBytes += size;
      return;
    }
    if (rule) {
      this.#rules ??= new Map();
      this.#rules.set(index, rule);
    }
    if (this.#count === this.#capacity) this.#grow();
    const row = (this.#head + this.#count++) % this.#capacity;
    const start = row * WIDTH;
    const rows = this.#rows;
    rows[start + AT] = at;
    rows[start + INDEX] = index;
    rows[start + LIFE] = life;
    rows[start + SIZE] = size;
    rows[start + SENT] = direction === 'sent' ? 1 : 0;
    rows[start + OFFSET] = offset;
    if (size >= BY_REFERENCE_FROM) {
      this.#buffers[row] = bytes;
      rows[start + PLACE] = 0;
    } else {
      rows[start + PLACE] = this.#copyToSlab(bytes);
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
    const size = this.#number(this.#head, SIZE);
    this.#rules?.delete(this.#number(this.#head, INDEX));
    this.#buffers[this.#head] = undefined;
    this.#head = (this.#head + 1) % this.#capacity;
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
    this.#rules = undefined;
  }

  /** Counts a chunk's bytes, kept or not; answers how many of its life and direction came before it. */
  #advance(direction: Direction, life: number, size: number): number {
    if (life !== this.#life) {
      this.#life = life;
      this.#sentSoFar = 0;
      this.#receivedSoFar = 0;
    }
    const before = direction === 'sent' ? this.#sentSoFar : this.#receivedSoFar;
    if (direction === 'sent') this.#sentSoFar += size;
    else this.#receivedSoFar += size;
    return before;
  }

  /** Rows cost memory too: a socket of one-byte chunks must not keep millions of them. */
  #mostRows(): number {
    return Math.max(1024, this.maxBytes >> 4);
  }

  #chunkAt(position: number): KeptChunk {
    const row = (this.#head + position) % this.#capacity;
    const start = this.#number(row, PLACE);
    const buffer = this.#buffers[row] as Buffer;
    const rule = this.#rules?.get(this.#number(row, INDEX));
    return {
      index: this.#number(row, INDEX),
      life: this.#number(row, LIFE),
      at: this.#number(row, AT),
      direction: this.#number(row, SENT) === 1 ? 'sent' : 'received',
      offset: this.#number(row, OFFSET),
      bytes: buffer.subarray(start, start + this.#number(row, SIZE)),
      ...(rule && { rule }),
    };
  }

  /** Position in the ring of the first row with an index of at least `from` (indexes only grow). */
  #rowOf(from: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#number((this.#head + middle) % this.#capacity, INDEX) < from) low = middle + 1;
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

  #number(row: number, column: number): number {
    return this.#rows[row * WIDTH + column] as number;
  }

  #grow(): void {
    const [old, before, split] = [this.#rows, this.#capacity, this.#head * WIDTH];
    this.#capacity = Math.max(FIRST_ROWS, before * 2);
    this.#rows = new Float64Array(this.#capacity * WIDTH);
    if (before > 0) {
      this.#rows.set(old.subarray(split), 0);
      this.#rows.set(old.subarray(0, split), old.length - split);
    }
    this.#buffers = [...this.#buffers.slice(this.#head), ...this.#buffers.slice(0, this.#head)];
    this.#head = 0;
  }
}

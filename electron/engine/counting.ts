// Byte counters on their way out. Counters change thousands of times a second; what leaves is one flat list of numbers
// per tick: watched sockets ten times a second, all others once.
import type { SocketId } from '../../shared/contract/fields.ts';

const FAST_MS = 100;
const SLOW_EVERY = 10;

/** Something with counters; `countsInto` appends its six numbers and says whether bytes are still on their way out. */
export interface Counted {
  readonly socketId: SocketId;
  countsInto(rows: number[]): boolean;
}

export interface CountsReader {
  readonly watched: ReadonlySet<SocketId>;
}

/** Collects which sockets have moved and hands their rows out in two rhythms. */
export class Counting {
  readonly #fast = new Set<Counted>();
  readonly #slow = new Set<Counted>();
  readonly #deliver: (rows: number[], to: 'all' | CountsReader) => void;
  readonly #readers: () => Iterable<CountsReader>;
  #ticks = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(deliver: (rows: number[], to: 'all' | CountsReader) => void, readers: () => Iterable<CountsReader>) {
    this.#deliver = deliver;
    this.#readers = readers;
  }

  /** Notes that a socket's counters have changed. */
  mark(socket: Counted): void {
    this.#fast.add(socket);
    this.#slow.add(socket);
    this.#timer ??= setInterval(() => this.#tick(), FAST_MS).unref();
  }

  /** Forgets a socket whose last counts have been sent. */
  drop(socket: Counted): void {
    this.#fast.delete(socket);
    this.#slow.delete(socket);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#fast.clear();
    this.#slow.clear();
  }

  #tick(): void {
    this.#ticks++;
    if (this.#ticks % SLOW_EVERY === 0) this.#slowTick();
    else this.#fastTick();
    if (this.#slow.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #slowTick(): void {
    const rows: number[] = [];
    const moving: Counted[] = [];
    for (const socket of this.#slow) if (socket.countsInto(rows)) moving.push(socket);
    this.#slow.clear();
    this.#fast.clear();
    if (rows.length > 0) this.#deliver(rows, 'all');
    for (const socket of moving) this.mark(socket);
  }

  #fastTick(): void {
    const bySocket = new Map<SocketId, number[]>();
    const moving: Counted[] = [];
    for (const reader of this.#readers()) {
      const rows: number[] = [];
      for (const socket of this.#fast) {
        if (!reader.watched.has(socket.socketId)) continue;
        let row = bySocket.get(socket.socketId);
        if (!row) {
          row = [];
          if (socket.countsInto(row)) moving.push(socket);
          bySocket.set(socket.socketId, row);
        }
        rows.push(...row);
      }
      if (rows.length > 0) this.#deliver(rows, reader);
    }
    this.#fast.clear();
    for (const socket of moving) this.#fast.add(socket);
  }
}

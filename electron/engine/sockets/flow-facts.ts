// Backpressure and its relief can happen thousands of times a second on one busy socket. Facts are never left out, but
// after the first few in a short window they are merged: the same event with the number of times it happened.
import type { LifeFact } from './life-facts.ts';

const WINDOW_MS = 50;
const DIRECT_PER_WINDOW = 4;

type Kind = 'backpressure' | 'drain' | 'paused' | 'resumed';

/** Who takes the facts: a life. */
interface Teller {
  report(fact: LifeFact): void;
}

// Most sockets never have anything held back: they share these.
const nothing = {};
const none: readonly Kind[] = [];

export class FlowFacts {
  readonly #teller: Teller;
  #windowStart = 0;
  #direct = 0;
  #held: Readonly<Partial<Record<Kind, number>>> = nothing;
  /** The kinds that were held, the last to happen last. */
  #order: readonly Kind[] = none;
  #queued = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(teller: Teller) {
    this.#teller = teller;
  }

  backpressure(queued: number): void {
    this.#queued = queued;
    this.#happened('backpressure');
  }
  drain(): void {
    this.#happened('drain');
  }
  paused(by: 'user' | 'mock' | 'fault'): void {
    if (by === 'mock') this.#happened('paused');
    else this.#now({ type: 'socket.paused', by });
  }
  resumed(): void {
    this.#happened('resumed');
  }

  /** Reports what is still held back. */
  stop(): void {
    if (this.#order.length === 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const kind of this.#order) this.#emit(kind, this.#held[kind] ?? 1);
    this.#held = nothing;
    this.#order = none;
  }

  /** Forgets what is held back: nobody has heard of this life. */
  discard(): void {
    clearTimeout(this.#timer);
    this.#order = none;
  }

  #now(fact: LifeFact): void {
    this.stop();
    this.#teller.report(fact);
  }

  #happened(kind: Kind): void {
    const now = performance.now();
    if (now - this.#windowStart > WINDOW_MS) {
      this.stop();
      this.#windowStart = now;
      this.#direct = 0;
    }
    if (this.#direct < DIRECT_PER_WINDOW && this.#order.length === 0) {
      this.#direct++;
      this.#emit(kind, 1);
      return;
    }
    this.#held = { ...this.#held, [kind]: (this.#held[kind] ?? 0) + 1 };
    if (this.#order.at(-1) !== kind) this.#order = [...this.#order.filter((k) => k !== kind), kind];
    this.#timer ??= setTimeout(() => this.stop(), WINDOW_MS);
  }

  #emit(kind: Kind, times: number): void {
    const repeated = times > 1 ? { times } : {};
    if (kind === 'backpressure')
      this.#teller.report({ type: 'socket.backpressure', queued: this.#queued, ...repeated });
    else if (kind === 'drain') this.#teller.report({ type: 'socket.drain', ...repeated });
    else if (kind === 'paused') this.#teller.report({ type: 'socket.paused', by: 'mock', ...repeated });
    else this.#teller.report({ type: 'socket.resumed', ...repeated });
  }
}

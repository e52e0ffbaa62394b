// Facts that can come thousands of times a second. None is left out, but after the first few in a short window they are
// merged: one fact for each key, with the number of times it happened.
import type { LifeFact } from './sockets/life-facts.ts';

const WINDOW_MS = 50;
const DIRECT_PER_WINDOW = 20;

interface Repeatable {
  times?: number | undefined;
  bytes?: number | undefined;
}

export class MergedFacts {
  readonly #emit: (fact: LifeFact) => void;
  readonly #held = new Map<string, LifeFact & Repeatable>();
  #windowStart = 0;
  #direct = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(emit: (fact: LifeFact) => void) {
    this.#emit = emit;
  }

  /** Facts of one key are told as one: the last, with how often it happened and the bytes of all. */
  happened(key: string, fact: LifeFact & Repeatable): void {
    const now = performance.now();
    if (now - this.#windowStart > WINDOW_MS) {
      this.stop();
      this.#windowStart = now;
      this.#direct = 0;
    }
    if (this.#direct < DIRECT_PER_WINDOW && this.#held.size === 0) {
      this.#direct++;
      this.#emit(fact);
      return;
    }
    const before = this.#held.get(key);
    if (before) {
      fact.times = (before.times ?? 1) + 1;
      if (fact.bytes !== undefined) fact.bytes += before.bytes ?? 0;
    }
    this.#held.delete(key); // the last to happen is told last
    this.#held.set(key, fact);
    this.#timer ??= setTimeout(() => this.stop(), WINDOW_MS);
  }

  /** Tells what is still held back. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#held.size === 0) return;
    const facts = [...this.#held.values()];
    this.#held.clear();
    for (const fact of facts) this.#emit(fact);
  }
}

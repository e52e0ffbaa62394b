import { performance } from 'node:perf_hooks';

/** The engine's clock: milliseconds since it was made, monotonic, and the wall-clock time of its zero. */
export class Clock {
  readonly #zero = performance.now();
  readonly startedAt = Date.now();

  now(): number {
    return Math.round((performance.now() - this.#zero) * 1000) / 1000;
  }
}

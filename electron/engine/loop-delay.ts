import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 10;
/** A reading covers at least the last this many milliseconds. */
const WINDOW_MS = 10_000;

/** How late timers of this process are, over the last ten to twenty seconds. */
export class LoopDelay {
  #current = monitor();
  #previous: IntervalHistogram | undefined;
  #since = performance.now();

  read(): { p50: number; p99: number; max: number } {
    const now = performance.now();
    if (now - this.#since > WINDOW_MS) {
      this.#previous?.disable();
      this.#previous = this.#current;
      this.#current = monitor();
      this.#since = now;
    }
    const from = this.#current.count >= 100 || !this.#previous ? this.#current : this.#previous;
    return { p50: delay(from.percentile(50)), p99: delay(from.percentile(99)), max: delay(from.max) };
  }

  close(): void {
    this.#current.disable();
    this.#previous?.disable();
  }
}

function monitor(): IntervalHistogram {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return histogram;
}

/** The histogram holds whole intervals in nanoseconds; what exceeds the asked interval is the delay. */
const delay = (nanoseconds: number) => Math.max(0, Math.round((nanoseconds / 1e6 - RESOLUTION_MS) * 100) / 100) || 0;

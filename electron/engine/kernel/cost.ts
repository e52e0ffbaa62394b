// What a piece of work has cost the thread that has done it.
import { readFileSync } from 'node:fs';

/** Below this the processor time is too coarse to be believed: the system counts it in ticks. */
const COARSE_MS = 10;

/** The system's monotonic clock in milliseconds, the same in every thread of the process. */
export const monotonic = () => Number(process.hrtime.bigint()) / 1e6;

/** Measures from where it is made. On a busy machine most of the time may go by waiting for a turn, which costs nothing. */
export class Cost {
  readonly #startedAt = monotonic();
  readonly #usedBefore = processorMs();

  /** Milliseconds of processor time so far, as far as the system tells, else of time. */
  ms(): number {
    const passed = monotonic() - this.#startedAt;
    if (passed < COARSE_MS) return passed;
    const used = processorMs() - this.#usedBefore;
    return Number.isNaN(used) ? passed : Math.min(passed, Math.max(COARSE_MS, used));
  }
}

/** Processor time of this thread in milliseconds (the first number of schedstat); NaN where the system does not tell. */
function processorMs(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[0]) / 1e6;
  } catch {
    return Number.NaN; // not Linux: time is taken for cost
  }
}

// What becomes of a page that ended on its own. The engine is in this process, so its sockets go on; the window gets a
// fresh page, unless that would only end again.

const OFTEN = 3;
const WITHIN_MS = 60_000;

/** Counts ends of the page. */
export class CrashCount {
  #ends: number[] = [];

  /** Takes an end at a time in milliseconds; whether the page ends so often that loading it again helps nobody. */
  isTooOften(at: number): boolean {
    this.#ends = [...this.#ends.filter((end) => at - end < WITHIN_MS), at];
    return this.#ends.length > OFTEN;
  }
  forget(): void {
    this.#ends = [];
  }
}

const words: Readonly<Record<string, string>> = {
  crashed: 'it crashed',
  killed: 'it was ended from outside',
  oom: 'it ran out of memory',
  'memory-eviction': 'the system needed its memory',
  'launch-failed': 'it could not be started',
  'integrity-failure': 'its program files were changed',
  'abnormal-exit': 'it ended with an error',
};

/** Why a page has ended, in words; the reasons are those of Electron's `render-process-gone`. */
export const crashWords = (reason: string) => words[reason] ?? reason;

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SearchWindow } from '../../../shared/text/find.ts';
import type { CompiledPattern } from '../../../shared/text/pattern.ts';
import { refusal } from '../failures.ts';
import type { PatternRunner } from './find-in-capture.ts';

/** What the thread runs: `hitsIn` of `shared/text/find.ts`, as text, so that the bundle needs no second file. */
const program = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ source, flags, text, start, stop, most }) => {
  const expression = new RegExp(source, flags);
  expression.lastIndex = start;
  const hits = [];
  for (let match = expression.exec(text); match && match.index < stop; match = expression.exec(text)) {
    if (match[0] === '') expression.lastIndex += (text.codePointAt(expression.lastIndex) ?? 0) > 0xffff ? 2 : 1;
    else hits.push(match.index, match[0].length);
    if (hits.length >= most * 2) break;
  }
  parentPort.postMessage(hits);
});`;

/** Runs a regular expression in a thread of its own, for so long altogether and no longer. */
export class SearchThread implements PatternRunner {
  readonly #pattern: CompiledPattern;
  readonly #thread = new Worker(program, { eval: true });
  readonly #timeUp: AbortController = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(pattern: CompiledPattern, timeLimitMs: number) {
    this.#pattern = pattern;
    this.#thread.unref();
    this.#timer = setTimeout(() => this.#timeUp.abort(), timeLimitMs);
  }

  async hits({ text, start, stop }: SearchWindow, most: number): Promise<readonly number[]> {
    const { source, flags } = this.#pattern;
    try {
      const answer = once(this.#thread, 'message', { signal: this.#timeUp.signal });
      this.#thread.postMessage({ source, flags, text, start, stop, most });
      const [hits] = (await answer) as [readonly number[]];
      return hits;
    } catch (error) {
      if (this.#timeUp.signal.aborted)
        throw refusal('PATTERN_TOO_SLOW', 'A pattern with nested repetitions can take for ever. Try a simpler one.');
      throw error;
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    void this.#thread.terminate();
  }
}

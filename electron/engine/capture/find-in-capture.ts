// Searching a capture without stopping the engine: what takes time in proportion to the bytes is searched here, window by
// window; a regular expression of a person, which may take for ever, is run in a thread that is ended when time is up.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FoundMatch } from '../../../shared/contract/methods/find.ts';
import { Finder, hitsIn, type SearchWindow } from '../../../shared/text/find.ts';
import { type CompiledPattern, compilePattern, type Pattern } from '../../../shared/text/pattern.ts';
import { refusal } from '../failures.ts';
import type { Capture, Direction, KeptChunk } from './capture.ts';
import { SearchThread } from './search-thread.ts';

const TIME_LIMIT_MS = 2_000;

export interface FindOptions extends Pattern {
  readonly direction?: Direction | undefined;
  readonly limit: number;
  readonly timeLimitMs?: number;
}
export interface Found {
  matches: FoundMatch[];
  more: boolean;
  searchedBytes: number;
}

/** `capture.find`. Refused: BAD_PATTERN with the reason, PATTERN_TOO_SLOW. */
export async function findInCapture(capture: Capture, options: FindOptions): Promise<Found> {
  const pattern = compilePattern(options);
  if (!pattern.ok) throw refusal('BAD_PATTERN', pattern.message);
  // The ring turns while the search waits: what is searched is what is kept now.
  const chunks = [...capture.from(0)];
  const directions: readonly Direction[] = options.direction ? [options.direction] : ['received', 'sent'];
  const runner = pattern.compiled.linear
    ? new InPlace(pattern.compiled)
    : new SearchThread(pattern.compiled, options.timeLimitMs ?? TIME_LIMIT_MS);
  try {
    const matches: FoundMatch[] = [];
    let searchedBytes = 0;
    for (const direction of directions) {
      const found = await searchDirection(chunks, direction, pattern.compiled, runner, options.limit + 1);
      matches.push(...found.matches);
      searchedBytes += found.bytes;
    }
    matches.sort((a, b) => a.from.index - b.from.index || a.from.offset - b.from.offset);
    return { matches: matches.slice(0, options.limit), more: matches.length > options.limit, searchedBytes };
  } finally {
    runner.close();
  }
}

/** Where a compiled pattern is run over a window: pairs of position and length. */
export interface PatternRunner {
  hits(window: SearchWindow, most: number): Promise<readonly number[]>;
  close(): void;
}

class InPlace implements PatternRunner {
  readonly #pattern: CompiledPattern;
  constructor(pattern: CompiledPattern) {
    this.#pattern = pattern;
  }
  async hits(window: SearchWindow, most: number): Promise<readonly number[]> {
    await nextTurn();
    return hitsIn(this.#pattern, window, most);
  }
  close(): void {}
}

async function searchDirection(
  chunks: readonly KeptChunk[],
  direction: Direction,
  pattern: CompiledPattern,
  runner: PatternRunner,
  most: number,
): Promise<{ matches: FoundMatch[]; bytes: number }> {
  const matches: FoundMatch[] = [];
  let bytes = 0;
  let finder = new Finder(pattern);
  const search = async (window: SearchWindow | undefined) => {
    if (!window || matches.length >= most) return;
    const hits = await runner.hits(window, most - matches.length);
    for (const match of finder.place(hits)) matches.push({ direction, ...match });
  };
  let previous: KeptChunk | undefined;
  for (const chunk of chunks) {
    // Another life is another connection, and what is missing between two chunks might be anything.
    if (previous && (chunk.life !== previous.life || chunk.index !== previous.index + 1)) {
      await search(finder.finish());
      finder = new Finder(pattern);
    }
    previous = chunk;
    if (chunk.direction !== direction) continue;
    bytes += chunk.bytes.length;
    await search(finder.take(chunk.index, chunk.bytes));
    if (matches.length >= most) break;
  }
  await search(finder.finish());
  return { matches: matches.slice(0, most), bytes };
}

// Looking for a pattern in the chunks of one direction as if they were one run of bytes: matches may begin in one chunk and
// end in another. Chunks go in, windows come out; whoever has the time and the right place runs the regular expression.
import { concat } from '../compose/split.ts';
import { betweenCharacters, bytesBefore, charactersOf } from './characters.ts';
import type { CompiledPattern } from './pattern.ts';

/** A place in a capture: the number of a chunk and a byte in it. */
export interface BytePlace {
  readonly index: number;
  readonly offset: number;
}
/** Found bytes: from `from` up to and without `to`, both in chunks of one direction; `to` is in the chunk of the last byte. */
export interface Match {
  readonly from: BytePlace;
  readonly to: BytePlace;
}

/** A string to search: from `start` on; matches are wanted that begin before `stop`. */
export interface SearchWindow {
  readonly text: string;
  readonly start: number;
  readonly stop: number;
}

interface HeldChunk {
  readonly index: number;
  /** Offset in its chunk of the first held byte. */
  readonly offset: number;
  readonly bytes: Uint8Array;
}

const WINDOW_BYTES = 1024 * 1024;
/** Bytes kept before a window, so that `^`, `\b` and lookbehind see what stands before it. */
const CONTEXT_BYTES = 256;

/** Cuts a run of chunks into windows that overlap by the longest match. */
export class Finder {
  readonly #pattern: CompiledPattern;
  readonly #windowBytes: number;
  #held: HeldChunk[] = [];
  #heldBytes = 0;
  /** Where in the held bytes the search goes on. */
  #next = 0;
  #window: { bytes: Uint8Array; stopByte: number } | undefined;

  constructor(pattern: CompiledPattern, windowBytes = WINDOW_BYTES) {
    this.#pattern = pattern;
    this.#windowBytes = Math.max(windowBytes, 1);
  }

  /** Takes the next chunk; answers a window when there is enough to search. Its hits go to `place` before the next chunk. */
  take(index: number, bytes: Uint8Array): SearchWindow | undefined {
    this.#held.push({ index, offset: 0, bytes });
    this.#heldBytes += bytes.length;
    if (this.#heldBytes - this.#next < this.#windowBytes + this.#pattern.longest) return undefined;
    return this.#open(this.#heldBytes - this.#pattern.longest + 1);
  }

  /** What is left when no more chunks come; undefined when there is nothing. */
  finish(): SearchWindow | undefined {
    return this.#heldBytes > this.#next ? this.#open(this.#heldBytes) : undefined;
  }

  /** Hits of the last window, as pairs of position and length in its string, turned into places in the capture. */
  place(hits: readonly number[]): Match[] {
    const window = this.#window;
    if (!window) return [];
    const text = this.#textOf(window.bytes);
    const toByte = this.#pattern.over === 'bytes' ? (at: number) => at : bytesBefore(text);
    const matches: Match[] = [];
    let searchedTo = window.stopByte;
    const place = this.#placer();
    for (let i = 0; i < hits.length; i += 2) {
      const position = hits[i] as number;
      const first = toByte(position);
      const end = toByte(position + (hits[i + 1] as number));
      if (first >= window.stopByte || end === first) continue;
      const last = place(end - 1);
      matches.push({ from: place(first), to: { index: last.index, offset: last.offset + 1 } });
      searchedTo = Math.max(searchedTo, end);
    }
    this.#dropBefore(searchedTo);
    return matches;
  }

  #open(stopByte: number): SearchWindow {
    const bytes = concat(this.#held.map((chunk) => chunk.bytes));
    const text = this.#textOf(bytes);
    const start = this.#next;
    if (this.#pattern.over === 'bytes') {
      this.#window = { bytes, stopByte };
      return { text, start, stop: stopByte };
    }
    const border = betweenCharacters(bytes, stopByte);
    this.#window = { bytes, stopByte: border };
    const unitsTo = (byte: number) => charactersOf(bytes.subarray(0, byte)).length;
    return { text, start: unitsTo(start), stop: unitsTo(border) };
  }

  #textOf(bytes: Uint8Array): string {
    return this.#pattern.over === 'bytes' ? latin1(bytes) : charactersOf(bytes);
  }

  /** Finds the chunk of a held byte; asked for growing positions. */
  #placer(): (at: number) => BytePlace {
    const starts: number[] = [];
    let sum = 0;
    for (const { bytes } of this.#held) {
      starts.push(sum);
      sum += bytes.length;
    }
    return (at) => {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] as number) <= at) low = middle;
        else high = middle - 1;
      }
      // An empty chunk has the same start as the one after it; the last of them is the one with the byte.
      const chunk = this.#held[low] as HeldChunk;
      return { index: chunk.index, offset: chunk.offset + at - (starts[low] as number) };
    };
  }

  /** Lets go of what is searched, but for a little context. */
  #dropBefore(searchedTo: number): void {
    this.#next = searchedTo;
    let drop = Math.max(0, searchedTo - CONTEXT_BYTES);
    this.#next -= drop;
    this.#heldBytes -= drop;
    while (drop > 0) {
      const [first] = this.#held;
      if (!first) break;
      if (first.bytes.length <= drop) {
        this.#held.shift();
        drop -= first.bytes.length;
      } else {
        this.#held[0] = { ...first, offset: first.offset + drop, bytes: first.bytes.subarray(drop) };
        drop = 0;
      }
    }
    this.#window = undefined;
  }
}

/** Runs a compiled pattern over a window: pairs of position and length. Stops after `most` hits. */
export function hitsIn({ source, flags }: CompiledPattern, window: SearchWindow, most: number): number[] {
  const expression = new RegExp(source, flags);
  expression.lastIndex = window.start;
  const hits: number[] = [];
  for (
    let match = expression.exec(window.text);
    match && match.index < window.stop;
    match = expression.exec(window.text)
  ) {
    // Past a whole character: in the middle of a pair the search would step back, for ever.
    if (match[0] === '') expression.lastIndex += (window.text.codePointAt(expression.lastIndex) ?? 0) > 0xffff ? 2 : 1;
    else hits.push(match.index, match[0].length);
    if (hits.length >= most * 2) break;
  }
  return hits;
}

/** A string with one character for each byte. */
function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 8192) parts.push(String.fromCharCode(...bytes.subarray(i, i + 8192)));
  return parts.join('');
}

/** All matches in some chunks of one direction, without a limit of time: for tests and for what is small. */
export function findAll(
  pattern: CompiledPattern,
  chunks: Iterable<{ readonly index: number; readonly bytes: Uint8Array }>,
  windowBytes?: number,
): Match[] {
  const finder = new Finder(pattern, windowBytes);
  const matches: Match[] = [];
  const search = (window: SearchWindow | undefined) => {
    if (window) matches.push(...finder.place(hitsIn(pattern, window, Number.MAX_SAFE_INTEGER)));
  };
  for (const { index, bytes } of chunks) search(finder.take(index, bytes));
  search(finder.finish());
  return matches;
}

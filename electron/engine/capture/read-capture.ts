import { StringDecoder } from 'node:string_decoder';
import type { CapturedChunk } from '../../../shared/contract/methods/tools.ts';
import type { Capture, Direction, KeptChunk } from './capture.ts';

/** What `capture.read` answers, without the socket. */
export interface CapturePage {
  chunks: CapturedChunk[];
  firstKept: number;
  next: number;
  droppedChunks: number;
  droppedBytes: number;
  heldBytes?: number;
  keep: 'all' | 'counts';
}

export interface ReadOptions {
  readonly from: number;
  readonly limit: number;
  readonly maxBytes: number;
  /** No more than this many bytes of each chunk in `data`; absent = all. */
  readonly maxChunkBytes?: number | undefined;
  /** Which chunks are wanted; absent = all. */
  readonly wanted?: ((chunk: KeptChunk) => boolean) | undefined;
  /** Decode with this encoding across chunk borders, as `socket.setEncoding()` would; absent = raw bytes only. */
  readonly encoding?: BufferEncoding | undefined;
  /** Lives whose receiving side has ended: what their decoder still holds comes out, as at Node's `'end'`. */
  readonly ended?: ((life: number) => boolean) | undefined;
}

/** One page of kept chunks from index `from` on; at least one chunk if there is any, whatever its size. */
export function readCapture(capture: Capture, options: ReadOptions): CapturePage {
  const chunks: CapturedChunk[] = [];
  const decoding = options.encoding === undefined ? undefined : new Decoding(capture, options.encoding, options.from);
  let bytes = 0;
  let { from: next } = options;
  const { maxChunkBytes = Number.POSITIVE_INFINITY } = options;
  for (const chunk of capture.from(options.from)) {
    const given = chunk.bytes.length <= maxChunkBytes ? chunk.bytes : chunk.bytes.subarray(0, maxChunkBytes);
    if (chunks.length === options.limit || (chunks.length > 0 && bytes + given.length > options.maxBytes)) break;
    next = chunk.index + 1;
    if (options.wanted?.(chunk) === false) {
      decoding?.skip(chunk);
      continue;
    }
    bytes += given.length;
    const text = decoding?.text(chunk, options.ended);
    chunks.push({
      index: chunk.index,
      life: chunk.life,
      at: chunk.at,
      direction: chunk.direction,
      size: chunk.bytes.length,
      offset: chunk.offset,
      data: given.toString('base64'),
      ...(text !== undefined && { text }),
      ...(chunk.rule && { rule: chunk.rule }),
    });
  }
  if (chunks.length === 0) next = capture.next;
  const { firstKept, droppedChunks, droppedBytes, keep } = capture;
  const page: CapturePage = { chunks, firstKept, next, droppedChunks, droppedBytes, keep };
  if (decoding) page.heldBytes = decoding.heldBytes();
  return page;
}

/** Whether a chunk is of a direction, at least so large, and holds some bytes (base64). */
export function chunkFilter(only: {
  readonly direction?: Direction | undefined;
  readonly minSize?: number | undefined;
  readonly contains?: string | undefined;
}): (chunk: KeptChunk) => boolean {
  const { direction, minSize = 0 } = only;
  const contained = only.contains === undefined ? undefined : Buffer.from(only.contains, 'base64');
  return (chunk) =>
    (direction === undefined || chunk.direction === direction) &&
    chunk.bytes.length >= minSize &&
    (contained === undefined || chunk.bytes.includes(contained));
}

/** The decoders of one page: one for each life and direction, primed with what came before the page. */
class Decoding {
  readonly #encoding: BufferEncoding;
  readonly #decoders = new Map<string, StringDecoder>();
  readonly #lastOf = new Map<string, number>();
  #previous = -1;

  constructor(capture: Capture, encoding: BufferEncoding, from: number) {
    this.#encoding = encoding;
    for (const chunk of capture.from(0)) {
      if (chunk.index < from) this.#decode(chunk);
      this.#lastOf.set(keyOf(chunk.life, chunk.direction), chunk.index);
    }
  }

  text(chunk: KeptChunk, ended: ((life: number) => boolean) | undefined): string {
    const text = this.#decode(chunk);
    const key = keyOf(chunk.life, chunk.direction);
    const atEnd = this.#lastOf.get(key) === chunk.index && chunk.direction === 'received' && ended?.(chunk.life);
    return atEnd ? text + (this.#decoders.get(key)?.end() ?? '') : text;
  }

  /** Takes a chunk whose text nobody wants. */
  skip(chunk: KeptChunk): void {
    this.#decode(chunk);
  }

  heldBytes(): number {
    let held = 0;
    for (const decoder of this.#decoders.values()) held += pendingBytes(decoder);
    return held;
  }

  #decode(chunk: KeptChunk): string {
    // Chunks in between were not kept: what comes after them does not continue what came before.
    if (chunk.index !== this.#previous + 1) this.#decoders.clear();
    this.#previous = chunk.index;
    const key = keyOf(chunk.life, chunk.direction);
    const decoder = this.#decoders.get(key) ?? new StringDecoder(this.#encoding);
    this.#decoders.set(key, decoder);
    return decoder.write(chunk.bytes);
  }
}

const keyOf = (life: number, direction: Direction) => `${life} ${direction}`;

/** Bytes of an incomplete character that a decoder waits to see completed. */
function pendingBytes(decoder: StringDecoder): number {
  const { lastTotal = 0, lastNeed = 0 } = decoder as unknown as { lastTotal?: number; lastNeed?: number };
  return lastNeed > 0 ? lastTotal - lastNeed : 0;
}

// Sizes and times of the chunks of one end, read from its capture page by page, without their bytes.
import type { SocketId } from '../../../../shared/contract/fields.ts';
import type { Params, Result } from '../../../../shared/contract/methods.ts';
import type { LadderChunk } from '../../../../shared/model/ladder/ladder-facts.ts';

export type ReadCapture = (params: Params<'capture.read'>) => Promise<Result<'capture.read'>>;

const PAGE = 5_000;
/** As many bytes of each chunk come along as a label can show. */
const PREVIEW_BYTES = 32;
/** Older ones are let go: the views stay quick, and say how many are missing. */
const MOST_HELD = 50_000;

export class CaptureFeed {
  readonly socketId: SocketId;
  readonly #read: ReadCapture;
  #chunks: readonly LadderChunk[] = [];
  #life = 0;
  #next = 0;
  #missing = 0;
  #busy: Promise<void> | undefined;

  constructor(socketId: SocketId, read: ReadCapture) {
    this.socketId = socketId;
    this.#read = read;
  }

  /** The chunks of the newest life, oldest first; another list whenever they change. */
  get chunks(): readonly LadderChunk[] {
    return this.#chunks;
  }
  /** Chunks that have passed and are not in the list. */
  get missing(): number {
    return this.#missing;
  }

  /** Reads what has come since the last time; at most one reading goes on at a time. */
  poke(): Promise<void> {
    this.#busy ??= this.#work().finally(() => {
      this.#busy = undefined;
    });
    return this.#busy;
  }

  async #work(): Promise<void> {
    for (;;) {
      const page = await this.#read({
        socketId: this.socketId,
        from: this.#next,
        limit: PAGE,
        maxBytes: PAGE * PREVIEW_BYTES,
        maxChunkBytes: PREVIEW_BYTES,
      });
      this.#take(page);
      if (page.chunks.length < PAGE) return;
    }
  }

  #take({ chunks, next }: Result<'capture.read'>): void {
    this.#next = next;
    let held = this.#chunks;
    if (chunks.length === 0) return;
    const life = chunks.at(-1)?.life ?? this.#life;
    if (life !== this.#life) {
      held = [];
      this.#missing = 0;
      this.#life = life;
    }
    const fresh = chunks.filter((chunk) => chunk.life === life);
    // Chunks the engine did not keep, or let go before they could be read.
    const expected = held.at(-1)?.index ?? (life === 1 ? -1 : (fresh[0]?.index ?? 0) - 1);
    this.#missing += Math.max(0, (fresh[0]?.index ?? 0) - expected - 1);
    const all = [...held, ...fresh.map(({ life: _life, text: _text, ...chunk }) => chunk)];
    const over = Math.max(0, all.length - MOST_HELD);
    this.#missing += over;
    this.#chunks = over > 0 ? all.slice(over) : all;
  }
}

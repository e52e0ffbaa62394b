// Cuts a stream into messages as a framing says: the same messages however the bytes were cut into chunks.
import type { Message } from '../message.ts';
import { DEFAULT_MAX_BYTES, type Framing, type Limits } from './framing.ts';
import { type FramingSettings, framingOf } from './index.ts';

/** How far an incomplete message is. */
export interface Incomplete {
  readonly have: number;
  /** How many bytes it will have, where its beginning tells. */
  readonly need: number | undefined;
}

const NONE = new Uint8Array(0);

export class Framer {
  readonly settings: FramingSettings;
  readonly #framing: Framing;
  readonly #maxBytes: number;
  #buffer = NONE;
  #used = 0;
  #searched = 0;

  constructor(settings: FramingSettings) {
    this.settings = settings;
    this.#framing = framingOf(settings);
    this.#maxBytes = (settings as Limits).maxBytes ?? DEFAULT_MAX_BYTES;
  }

  /** Messages complete with this chunk, in order. The chunk must not be changed afterwards. */
  push(chunk: Uint8Array): Message[] {
    if (chunk.length === 0) return [];
    if (this.#used > 0) return this.#take(this.#appended(chunk), true);
    return this.#take(chunk, false);
  }

  /** What is there after a silence of `quietMs`, as a message. */
  quiet(): Message[] {
    return this.quietMs === undefined || this.#used === 0 ? [] : [this.#rest()];
  }
  /** How long a silence makes a message of what is there; undefined when none does. */
  get quietMs(): number | undefined {
    return this.#framing.quietMs?.(this.settings) || undefined;
  }

  /** What is left when the peer finishes: a message, or one that was cut off. */
  finish(): { readonly messages: readonly Message[]; readonly cutOff: Incomplete | undefined } {
    const left = this.incomplete;
    if (!left) return { messages: [], cutOff: undefined };
    const message = this.#rest();
    return this.#framing.restIsMessage ? { messages: [message], cutOff: undefined } : { messages: [], cutOff: left };
  }

  /** The message that has begun and not ended. */
  get incomplete(): Incomplete | undefined {
    if (this.#used === 0) return undefined;
    const { settings } = this;
    return { have: this.#used, need: this.#framing.need?.(settings, this.#buffer.subarray(0, this.#used)) };
  }
  /** Its bytes so far, for a framing that takes over. */
  get begun(): Uint8Array {
    return this.#buffer.slice(0, this.#used);
  }

  #take(bytes: Uint8Array, ours: boolean): Message[] {
    const messages: Message[] = [];
    let from = 0;
    const overhead = this.#framing.overhead?.(this.settings) ?? 1;
    let searched = ours ? this.#searched : 0;
    while (from < bytes.length) {
      const rest = from === 0 ? bytes : bytes.subarray(from);
      const found = this.#framing.find(this.settings, rest, searched);
      const tooLong = found ? found.end - found.start > this.#maxBytes : rest.length >= this.#maxBytes + overhead;
      if (tooLong) {
        const head = rest.subarray(0, this.#maxBytes);
        messages.push({ bytes: copied(head, ours), raw: copied(head, ours), tooLong: true });
        from += head.length;
      } else if (found) {
        const raw = copied(rest.subarray(0, found.size), ours);
        messages.push({ bytes: raw.subarray(found.start, found.end), raw });
        from += found.size;
      } else {
        break;
      }
      searched = 0;
    }
    this.#keep(bytes, from, ours);
    return messages;
  }

  #appended(chunk: Uint8Array): Uint8Array {
    const size = this.#used + chunk.length;
    if (size > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(size, this.#buffer.length * 2, 256));
      larger.set(this.#buffer.subarray(0, this.#used));
      this.#buffer = larger;
    }
    this.#buffer.set(chunk, this.#used);
    return this.#buffer.subarray(0, size);
  }

  /** Keeps what no message has taken, and remembers that it was searched. */
  #keep(bytes: Uint8Array, from: number, ours: boolean): void {
    const left = bytes.length - from;
    if (left === 0) {
      this.#buffer = NONE;
    } else if (!ours) {
      this.#buffer = bytes.slice(from);
    } else if (from > 0) {
      this.#buffer.copyWithin(0, from, bytes.length);
    }
    this.#used = left;
    this.#searched = left;
  }

  #rest(): Message {
    const bytes = this.#buffer.slice(0, this.#used);
    this.#buffer = NONE;
    this.#used = 0;
    this.#searched = 0;
    return { bytes, raw: bytes };
  }
}

/** Bytes out of the buffer that goes on being used are copied; those of a chunk are not. */
const copied = (bytes: Uint8Array, ours: boolean) => (ours ? bytes.slice() : bytes);

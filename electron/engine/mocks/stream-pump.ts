// Bytes without end, or many of them, as fast as was chosen and never faster than the peer takes them.
import type { Stream } from '../../../shared/mocks/actions.ts';
import type { Life } from '../sockets/life.ts';

const CHUNK_BYTES = 16 * 1024;
/** So many bytes at most in one turn of the event loop. */
const MOST_IN_A_TURN = 1024 * 1024;
/** How often a limited stream sends. */
const RHYTHM_MS = 20;

export class StreamPump {
  readonly #life: Life;
  readonly #stream: Stream;
  #offset = 0;
  /** What may be sent by now, and when that was counted. */
  #allowance = 0;
  #countedAt = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #going = false;
  #stopped = false;

  constructor(life: Life, stream: Stream) {
    this.#life = life;
    this.#stream = stream;
    this.#allowance = Math.max(1, ((stream.bytesPerSecond ?? 0) * RHYTHM_MS) / 1000);
  }

  /** Sends what may be sent now, and comes back by itself; called again when the socket has drained. */
  go(): void {
    if (this.#stopped || this.#going) return;
    this.#going = true;
    clearTimeout(this.#timer);
    this.#count();
    let size = this.#nextSize();
    const from = this.#offset;
    while (size > 0 && !this.#life.choked && this.#offset - from < MOST_IN_A_TURN) {
      if (this.#life.finishing || this.#life.socket.destroyed) this.stop();
      if (this.#stopped) break;
      const bytes = this.#stream.produce(this.#offset, size);
      this.#offset += size;
      this.#allowance -= size;
      this.#life.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      size = this.#nextSize();
    }
    this.#going = false;
    if (size > 0 && !this.#stopped && !this.#life.choked) {
      // Nothing holds it up, as where a fault swallows everything: others have their turn too.
      this.#timer = setTimeout(() => this.go(), 0);
      return;
    }
    const { bytesPerSecond } = this.#stream;
    if (this.#stopped || this.#left() <= 0 || bytesPerSecond === undefined || this.#life.choked) return;
    const wanted = this.#wantedSize();
    const inMs = Math.max(1, Math.min(1_000, ((wanted - this.#allowance) / bytesPerSecond) * 1000));
    this.#timer = setTimeout(() => this.go(), inMs);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #count(): void {
    const { bytesPerSecond } = this.#stream;
    const now = performance.now();
    if (bytesPerSecond !== undefined) {
      // At most a second's worth is made up for after the peer has not taken any.
      this.#allowance = Math.min(bytesPerSecond, this.#allowance + ((now - this.#countedAt) * bytesPerSecond) / 1000);
    }
    this.#countedAt = now;
  }
  #left(): number {
    return (this.#stream.totalBytes ?? Number.POSITIVE_INFINITY) - this.#offset;
  }
  /** The size of the next write if nothing limited it. */
  #wantedSize(): number {
    const { sizeAt, bytesPerSecond = Number.POSITIVE_INFINITY } = this.#stream;
    const suits = sizeAt?.(this.#offset) ?? Math.max(1, Math.min(CHUNK_BYTES, (bytesPerSecond * RHYTHM_MS) / 1000));
    return Math.floor(Math.min(suits, this.#left()));
  }
  /** The size of the next write; 0 while it is not yet allowed. */
  #nextSize(): number {
    const wanted = this.#wantedSize();
    if (this.#stream.bytesPerSecond === undefined || this.#allowance >= Math.min(wanted, this.#stream.bytesPerSecond))
      return wanted;
    return 0;
  }
}

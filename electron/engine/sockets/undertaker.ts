// Makes sure that whatever is destroyed also closes. `end()` and `resetAndDestroy()` in one tick leave a socket that
// is destroyed, never closes and keeps its descriptor, on every version of Node so far (net-behaviours B11).

const PATIENCE_MS = 2_000;

export interface Mortal {
  readonly closed: boolean;
  /** Closes what Node has left open and reports the close itself. */
  forceClose(): void;
}

/** Watches destroyed sockets until they have closed. */
export class Undertaker {
  readonly #waiting = new Map<Mortal, number>();
  readonly #patienceMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(patienceMs = PATIENCE_MS) {
    this.#patienceMs = patienceMs;
  }

  watch(socket: Mortal): void {
    this.#waiting.set(socket, performance.now() + this.#patienceMs);
    this.#timer ??= setInterval(() => this.#look(), this.#patienceMs / 4).unref();
  }

  done(socket: Mortal): void {
    this.#waiting.delete(socket);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#waiting.clear();
  }

  #look(): void {
    const now = performance.now();
    for (const [socket, deadline] of this.#waiting) {
      if (!socket.closed && now < deadline) continue;
      this.#waiting.delete(socket);
      if (!socket.closed) socket.forceClose();
    }
    if (this.#waiting.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

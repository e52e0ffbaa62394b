// Makes sure that whatever is destroyed also closes. `end()` and `resetAndDestroy()` in one tick leave a socket that
// is destroyed, never closes and keeps its descriptor, on every version of Node so far (net-behaviours B11).

import { closeSync } from 'node:fs';

const PATIENCE_MS = 2_000;

/** What is used of a socket's inner handle. */
export interface Handle {
  readonly fd?: number;
  readonly writeQueueSize?: number;
  close(): void;
  readStop?(): void;
}

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

/**
 * Closes a handle that Node has let go of. After a refused reset its own `close()` does nothing any more and libuv keeps
 * the descriptor; it is closed by its number then, once libuv neither reads nor writes on it.
 */
export function closeForgotten(handle: Handle): void {
  try {
    handle.close();
    const { fd } = handle;
    if (fd === undefined || fd < 0) return; // closed as it should be
    handle.readStop?.();
    if (handle.writeQueueSize === 0) closeSync(fd);
  } catch {
    // closed already after all; what matters is that the row says so
  }
}

// Sending a file: read and written chunk by chunk, waiting whenever the peer does not take it.
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { TransferId } from '../../shared/contract/fields.ts';
import { failureOf, nodeRefusal, refusal, refusalOf } from './failures.ts';
import { finishSending } from './sockets/closing.ts';
import type { Life } from './sockets/life.ts';
import { refuseUnwritable } from './sockets/writing.ts';

const CHUNK_BYTES = 64 * 1024;
const PROGRESS_EVERY_MS = 100;

export interface FileOptions {
  readonly path: string;
  readonly chunkBytes?: number | undefined;
  readonly thenEnd?: boolean | undefined;
}

/** One file on its way into one socket: `open`, then `run`. */
export class FileTransfer {
  readonly transferId: TransferId;
  readonly #life: Life;
  readonly #options: FileOptions;
  readonly #cancelling = new AbortController();
  #file: FileHandle | undefined;
  #bytesTotal = 0;
  #bytesSent = 0;
  #lastProgress = 0;
  #paused: Promise<void> | undefined;
  #goOn = () => {};
  #told = false;
  #hasEnded = () => {};
  readonly #ended = new Promise<void>((resolve) => {
    this.#hasEnded = resolve;
  });

  constructor(life: Life, options: FileOptions, transferId: TransferId) {
    refuseUnwritable(life);
    this.#life = life;
    this.#options = options;
    this.transferId = transferId;
  }

  /** Opens the file. Refuses what is not an ordinary file or cannot be read, with the system's code. */
  async open(): Promise<void> {
    const { path } = this.#options;
    try {
      // Not blocking, so that opening a FIFO nobody writes to does not hang.
      this.#file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
      const stats = await this.#file.stat();
      if (stats.isDirectory()) throw nodeRefusal('EISDIR', 'illegal operation on a directory', { doing: 'use', path });
      if (!stats.isFile()) throw refusal('NOT_A_FILE', `${path} is not an ordinary file.`);
      if (this.#cancelling.signal.aborted) throw cancelled();
      this.#bytesTotal = stats.size;
    } catch (error) {
      await this.#close();
      throw refusalOf(error, { doing: 'use', path });
    }
  }

  /** Sends the file and reports the end of it; never rejects. */
  async run(): Promise<void> {
    try {
      await this.#sendAll();
      if (this.#options.thenEnd) finishSending(this.#life);
      this.#told = true;
      this.#life.emit({ type: 'transfer.done', ...this.#progress() });
    } catch (error) {
      this.#told = true;
      this.#life.emit({ type: 'transfer.failed', ...this.#progress(), failure: failureOf(error) });
    } finally {
      await this.#close();
    }
  }

  /** Whether its end has been reported: from then on there is nothing to cancel, though the file may still be open. */
  get told(): boolean {
    return this.#told;
  }

  /** Resolves when the end has been reported and the file is closed. */
  ended(): Promise<void> {
    return this.#ended;
  }

  cancel(): void {
    this.#cancelling.abort();
    this.resume();
  }

  /** Holds it after the chunk that is on its way, until `resume` or `cancel`. */
  pause(): void {
    this.#paused ??= new Promise((resolve) => {
      this.#goOn = resolve;
    });
  }
  resume(): void {
    this.#paused = undefined;
    this.#goOn();
  }

  async #close(): Promise<void> {
    await this.#file?.close();
    this.#hasEnded();
  }

  async #sendAll(): Promise<void> {
    const { signal } = this.#cancelling;
    for (;;) {
      await this.#paused;
      if (signal.aborted) throw cancelled();
      const buffer = Buffer.allocUnsafeSlow(this.#options.chunkBytes ?? CHUNK_BYTES);
      const bytesRead = (await this.#file?.read(buffer, 0, buffer.length))?.bytesRead ?? 0;
      if (bytesRead === 0) {
        // The last chunk has been handed to Node; whether it has left is known once the socket has closed.
        if (this.#life.socket.destroyed && this.#life.counts().queued > 0) throw lost(this.#life);
        return;
      }
      if (this.#life.socket.destroyed) throw lost(this.#life);
      refuseUnwritable(this.#life);
      const flushed = this.#life.send(buffer.subarray(0, bytesRead));
      this.#bytesSent += bytesRead;
      this.#report();
      if (!flushed) await drained(this.#life, signal);
    }
  }

  #report(): void {
    const now = performance.now();
    if (now - this.#lastProgress < PROGRESS_EVERY_MS) return;
    this.#lastProgress = now;
    this.#life.emit({ type: 'transfer.progress', ...this.#progress() });
  }

  #progress() {
    return { transferId: this.transferId, bytesSent: this.#bytesSent, bytesTotal: this.#bytesTotal };
  }
}

const cancelled = () => nodeRefusal('ABORT_ERR', 'The transfer was cancelled');

/** Why a socket takes no more: what has closed it, or that it was closed here. */
function lost(life: Life): unknown {
  return life.ending.error ?? nodeRefusal('ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed');
}

/** Waits until a socket takes bytes again, closes, or the signal comes. */
export function drained(life: Life, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done, { once: true });
    void life.whenWritable().then(done);
    if (signal.aborted) done();
  });
}

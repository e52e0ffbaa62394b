// A file on its way out of a mock: read and sent chunk by chunk, at the rate that was chosen, with its progress told.
import { constants, type FSWatcher, watch } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { CallRefused } from '../../../shared/contract/failures.ts';
import type { TransferId } from '../../../shared/contract/fields.ts';
import type { FileSource } from '../../../shared/mocks/actions.ts';
import type { ChunkRule } from '../capture/capture.ts';
import { failureOf, refusal } from '../failures.ts';
import { finishSending } from '../sockets/closing.ts';
import type { Life } from '../sockets/life.ts';

const CHUNK_BYTES = 64 * 1024;
const PROGRESS_EVERY_MS = 100;

export class FilePump {
  readonly #life: Life;
  readonly #source: FileSource;
  readonly #rule: ChunkRule | undefined;
  readonly #transferId: TransferId;
  readonly #startedAt = performance.now();
  #bytesSent = 0;
  #bytesTotal = 0;
  #progressAt = 0;
  #stopped = false;
  #wake: (() => void) | undefined;

  constructor(life: Life, source: FileSource, rule: ChunkRule | undefined) {
    this.#life = life;
    this.#source = source;
    this.#rule = rule;
    this.#transferId = life.row.core.nextId<TransferId>();
  }

  /** Sends the file; resolves with the reason in words when that failed. Never rejects. */
  async run(): Promise<string | undefined> {
    let file: FileHandle | undefined;
    try {
      // Not blocking, so that opening a FIFO nobody writes to does not hang.
      file = await open(this.#source.path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
      const stats = await file.stat();
      if (!stats.isFile()) throw refusal('NOT_A_FILE', `${this.#source.path} is not an ordinary file.`);
      this.#bytesTotal = stats.size;
      await this.#sendAll(file);
      if (this.#stopped) return undefined;
      this.#life.emit({ type: 'transfer.done', ...this.#progress() });
      if (this.#source.onEnd === 'finish' && !this.#life.finishing) finishSending(this.#life);
      return undefined;
    } catch (error) {
      const failure =
        error instanceof CallRefused ? error.failure : failureOf(error, { doing: 'use', path: this.#source.path });
      if (!this.#stopped) this.#life.emit({ type: 'transfer.failed', ...this.#progress(), failure });
      return `${this.#source.path} could not be sent: ${failure.why ?? failure.message}`;
    } finally {
      await file?.close();
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#wake?.();
  }

  async #sendAll(file: FileHandle): Promise<void> {
    const { onEnd, watch: follow, chunkBytes = CHUNK_BYTES, path } = this.#source;
    for (let position = 0; !this.#stopped; ) {
      const buffer = Buffer.allocUnsafeSlow(this.#chunkSize(chunkBytes));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      if (bytesRead > 0) {
        position += bytesRead;
        await this.#sendOne(buffer.subarray(0, bytesRead));
      } else if (onEnd === 'loop' && position > 0) {
        position = 0;
      } else if (follow) {
        await this.#change(path, async () => (await file.stat()).size > position);
      } else {
        return;
      }
    }
  }

  async #sendOne(bytes: Buffer): Promise<void> {
    const life = this.#life;
    if (this.#stopped || life.finishing || life.socket.destroyed) {
      this.#stopped = true;
      return;
    }
    life.send(bytes, this.#rule);
    this.#bytesSent += bytes.length;
    const now = performance.now();
    if (now - this.#progressAt >= PROGRESS_EVERY_MS) {
      this.#progressAt = now;
      life.emit({ type: 'transfer.progress', ...this.#progress() });
    }
    const { bytesPerSecond } = this.#source;
    if (bytesPerSecond !== undefined)
      await this.#sleep(this.#startedAt + (this.#bytesSent / bytesPerSecond) * 1000 - now);
    await life.whenWritable();
  }

  /** With a limit, not more at once than a twentieth of a second's worth. */
  #chunkSize(chunkBytes: number): number {
    const { bytesPerSecond } = this.#source;
    if (bytesPerSecond === undefined || this.#source.chunkBytes !== undefined) return chunkBytes;
    return Math.max(1, Math.min(chunkBytes, Math.floor(bytesPerSecond / 20)));
  }

  #sleep(ms: number): Promise<void> {
    if (ms <= 0 || this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Resolves when the file has changed, or the pump was stopped. */
  #change(path: string, already: () => Promise<boolean>): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise((resolve, reject) => {
      let watcher: FSWatcher | undefined;
      const done = () => {
        watcher?.close();
        resolve();
      };
      watcher = watch(path, { persistent: false }, done).on('error', (error) => {
        watcher?.close();
        reject(error);
      });
      this.#wake = done;
      // Something may have come between the last look and the first watch.
      already().then((there) => there && done(), reject);
    });
  }

  #progress() {
    return {
      transferId: this.#transferId,
      bytesSent: this.#bytesSent,
      bytesTotal: Math.max(this.#bytesTotal, this.#bytesSent),
    };
  }
}

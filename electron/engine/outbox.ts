// One caller's events on their way out: numbered batches, at most one every 50 ms, bounded when the caller is slow.

import { EVENTS, EVENTS_LOST } from '../../shared/contract/batches.ts';
import type { EventBatch, LabEvent } from '../../shared/contract/events.ts';
import type { Transport } from '../../shared/contract/transport.ts';

const BATCH_EVERY_MS = 50;
/** A transport holding more than this is not keeping up. */
const BUFFER_LIMIT_BYTES = 16 * 1024 * 1024;
/** More events than this between two batches are not sent: a new snapshot is shorter. */
const BATCH_LIMIT = 50_000;
const CHECK_AGAIN_MS = 200;

/** Events of one caller. Silent until `start`, which `lab.snapshot` calls. */
export class Outbox {
  readonly #transport: Transport;
  readonly #limitBytes: number;
  #events: LabEvent[] = [];
  #first = 0;
  #started = false;
  #lost = false;
  #lastSentAt = Number.NEGATIVE_INFINITY;
  /** Takes back what is planned: the next batch, or telling of a loss. */
  #cancel = () => {};
  #planned = false;
  #closed = false;

  constructor(transport: Transport, limitBytes = BUFFER_LIMIT_BYTES) {
    this.#transport = transport;
    this.#limitBytes = limitBytes;
  }

  /** Whether this caller gets events at all. */
  get open(): boolean {
    return this.#started && !this.#lost && !this.#closed;
  }

  /** Starts, or starts again after a loss; everything before belongs to the snapshot that is being taken. */
  start(): void {
    this.#started = true;
    this.#lost = false;
  }

  /** Takes one event; `number` is its number if it has one, else that of the next numbered one. */
  push(event: LabEvent, number: number): void {
    if (!this.open) return;
    if (this.#events.length === 0) this.#first = number;
    this.#events.push(event);
    if (this.#events.length > BATCH_LIMIT) this.#lose();
    else this.#schedule();
  }

  /** Sends what is waiting, now. */
  flush(): void {
    this.#cancel();
    this.#planned = false;
    if (!this.open || this.#events.length === 0) return;
    if ((this.#transport.bufferedBytes?.() ?? 0) > this.#limitBytes) {
      this.#lose();
      return;
    }
    const batch: EventBatch = { first: this.#first, events: this.#events };
    this.#events = [];
    this.#lastSentAt = performance.now();
    this.#transport.send({ jsonrpc: '2.0', method: EVENTS, params: batch });
  }

  close(): void {
    this.#closed = true;
    this.#events = [];
    this.flush();
  }

  #schedule(): void {
    if (this.#planned) return;
    this.#planned = true;
    const wait = this.#lastSentAt + BATCH_EVERY_MS - performance.now();
    if (wait > 0) {
      const timer = setTimeout(() => this.flush(), wait);
      this.#cancel = () => clearTimeout(timer);
    } else {
      // The first event after a quiet time leaves at the end of this turn of the loop, so that it is seen at once.
      const immediate = setImmediate(() => this.flush());
      this.#cancel = () => clearImmediate(immediate);
    }
  }

  /** Gives up on this batch; tells the caller as soon as it takes bytes again. */
  #lose(): void {
    this.#cancel();
    this.#planned = false;
    this.#events = [];
    this.#lost = true;
    const tell = () => {
      if (this.#closed || !this.#lost) return;
      if ((this.#transport.bufferedBytes?.() ?? 0) > this.#limitBytes / 2) {
        const timer = setTimeout(tell, CHECK_AGAIN_MS).unref();
        this.#cancel = () => clearTimeout(timer);
      } else {
        this.#transport.send({ jsonrpc: '2.0', method: EVENTS_LOST, params: {} });
      }
    };
    tell();
  }
}

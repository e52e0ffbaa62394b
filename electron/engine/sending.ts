// Sending that goes on by itself: one message or many, to one socket or several, at a rhythm. Timers live here, in the
// engine, so that the rhythm is right whatever the page is doing.
import type { EventOf, NewEvent } from '../../shared/contract/events.ts';
import type { Failure } from '../../shared/contract/failures.ts';
import type { RepeatId, SocketId } from '../../shared/contract/fields.ts';
import type { CheckedParams } from '../../shared/contract/methods.ts';
import { MOST_PER_SECOND } from '../../shared/contract/repeat.ts';
import type { Core } from './core.ts';
import { failureOf, refusal } from './failures.ts';
import { drained } from './send-file.ts';
import { type MessageMaker, messageMaker } from './sending-message.ts';
import { finishSending } from './sockets/closing.ts';
import type { Life } from './sockets/life.ts';
import { refuseUnwritable } from './sockets/writing.ts';

const PROGRESS_EVERY_MS = 100;
/** How far a rhythm that was held up catches up: more than this is left out, not sent in one burst. */
const CATCH_UP_MS = 50;

export type SendingOptions = CheckedParams<'repeat.start'>;
type Reason = EventOf<'repeat.ended'>['reason'];

export class Sending {
  readonly repeatId: RepeatId;
  readonly #core: Core;
  readonly #options: SendingOptions;
  readonly #make: MessageMaker;
  readonly #lives: readonly Life[];
  readonly #stopping = new AbortController();
  readonly #failures: { socketId: SocketId; failure: Failure }[] = [];
  /** Those whose last write said that the queue is full. */
  readonly #full = new Set<Life>();
  #sent = 0;
  #waiting = 0;
  #lastProgress = 0;
  #ended = false;

  /** Refuses what cannot be sent at all: a wrong template, too high a rate, sockets of which none can be written. */
  constructor(core: Core, lives: readonly Life[], options: SendingOptions, repeatId: RepeatId) {
    const { everyMs, times, socketIds } = options;
    const perSecond = (socketIds.length * 1000) / everyMs;
    if (times !== 1 && perSecond > MOST_PER_SECOND) throw refusal('RATE_TOO_HIGH');
    this.#core = core;
    this.#options = options;
    this.#make = messageMaker(options.message);
    this.repeatId = repeatId;
    this.#lives = lives.filter((life) => this.#writable(life));
    if (this.#lives.length === 0) refuseUnwritable(lives[0] as Life);
  }

  /** Starts; the first writes are made before this returns. */
  start(): void {
    const { socketIds, everyMs, jitterMs, gapMs, thenEnd, times, untilReply } = this.#options;
    const settings = { socketIds, everyMs, jitterMs, gapMs, thenEnd, ...(times !== undefined && { times }) };
    const startedAt = this.#core.clock.now();
    const until = untilReply === undefined ? undefined : Buffer.from(untilReply, 'base64');
    const repeat = { repeatId: this.repeatId, ...settings, ...(untilReply !== undefined && { untilReply }), startedAt };
    this.#core.emit({ type: 'repeat.started', repeat });
    const undo = until && until.length > 0 ? this.#lives.map((life) => this.#watchFor(life, until)) : [];
    const lanes = this.#lives.map((life) => this.#run(life));
    void Promise.all(lanes).then((went) => {
      for (const stop of undo) stop();
      this.#end(went.includes(true) ? 'done' : 'failed');
    });
  }

  /** Ends it now, as reported at once. What Node holds already is still sent. */
  stop(reason: Reason = 'stopped'): void {
    this.#end(reason);
    this.#stopping.abort();
  }

  #end(reason: Reason): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#core.repeats.delete(this.repeatId);
    const { repeatId } = this;
    this.#core.emit({ type: 'repeat.ended', repeatId, sent: this.#sent, reason, failures: this.#failures });
  }

  #writable(life: Life): boolean {
    try {
      refuseUnwritable(life);
      return true;
    } catch (error) {
      this.#failed(life, error);
      return false;
    }
  }
  #failed(life: Life, error: unknown): void {
    this.#failures.push({ socketId: life.socketId, failure: failureOf(error) });
  }

  /** All messages to one socket; answers whether all of them were sent. Never rejects. */
  async #run(life: Life): Promise<boolean> {
    const { times, everyMs, jitterMs, thenEnd } = this.#options;
    let due = performance.now();
    try {
      for (let n = 1; (times === undefined || n <= times) && !this.#ended; n++) {
        if (n > 1) {
          due = Math.max(due + everyMs, performance.now() - CATCH_UP_MS);
          await this.#sleepUntil(due + jitterMs * (2 * Math.random() - 1));
        }
        await this.#sendOne(life, this.#make(n));
      }
      if (thenEnd && !this.#ended) finishSending(life);
      return true;
    } catch (error) {
      this.#failed(life, error);
      return false;
    }
  }

  async #sendOne(life: Life, writes: readonly Buffer[]): Promise<void> {
    const { gapMs } = this.#options;
    for (const [i, bytes] of writes.entries()) {
      if (i > 0 && gapMs > 0) await this.#sleepUntil(performance.now() + gapMs);
      if (this.#full.has(life) || life.socket.writableNeedDrain) await this.#drain(life);
      if (this.#ended) return;
      refuseUnwritable(life);
      if (!life.send(bytes)) this.#full.add(life);
    }
    this.#sent++;
    this.#report();
  }

  async #drain(life: Life): Promise<void> {
    this.#waiting++;
    this.#report(true);
    await drained(life, this.#stopping.signal);
    this.#full.delete(life);
    this.#waiting--;
  }

  #sleepUntil(time: number): Promise<void> {
    const { signal } = this.#stopping;
    const wait = time - performance.now();
    if (wait <= 0 || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.ceil(wait)); // Node cuts off fractions, and would be early
      signal.addEventListener('abort', done);
    });
  }

  /** Stops when a socket has received some bytes, in whatever chunks they come. */
  #watchFor(life: Life, wanted: Buffer): () => void {
    let tail: Buffer = Buffer.alloc(0);
    const look = (chunk: Buffer) => {
      const seen = Buffer.concat([tail, chunk]);
      if (seen.includes(wanted)) this.stop('replied');
      tail = seen.subarray(Math.max(0, seen.length - wanted.length + 1));
    };
    life.receivers = new Set([...(life.receivers ?? []), look]);
    return () => {
      life.receivers = new Set([...(life.receivers ?? [])].filter((other) => other !== look));
    };
  }

  #report(now = false): void {
    const time = performance.now();
    if (this.#ended || (!now && time - this.#lastProgress < PROGRESS_EVERY_MS)) return;
    this.#lastProgress = time;
    const progress: NewEvent = {
      type: 'repeat.progress',
      repeatId: this.repeatId,
      sent: this.#sent,
      waiting: this.#waiting > 0,
    };
    this.#core.emit(progress);
  }
}

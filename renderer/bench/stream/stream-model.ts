// The part of one capture that is on screen: a run of chunks, loaded from the engine page by page in both directions,
// with the socket's events between them. The engine keeps the bytes; this keeps what is being looked at.

import { fromBase64 } from '../../../shared/bytes.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Params, Result } from '../../../shared/contract/methods.ts';
import type { EventLog, LoggedEvent } from '../../state/event-log.ts';
import { isStreamEvent } from './stream-events.ts';

export interface StreamChunk {
  readonly kind: 'chunk';
  readonly key: string;
  readonly index: number;
  readonly life: number;
  readonly at: number;
  readonly direction: 'received' | 'sent';
  readonly bytes: Uint8Array;
}
export interface StreamFact {
  readonly kind: 'event';
  readonly key: string;
  readonly at: number;
  readonly logged: LoggedEvent;
}
export type StreamItem = StreamChunk | StreamFact;

type Read = (params: Params<'capture.read'>) => Promise<Result<'capture.read'>>;

const PAGE = 200;
const PAGE_BYTES = 512 * 1024;
/** More chunks than this are not held; the far end is let go. */
const MOST_HELD = 3_000;
const AFTER_ALL = Number.MAX_SAFE_INTEGER;

export interface StreamView {
  readonly items: readonly StreamItem[];
  readonly droppedChunks: number;
  readonly droppedBytes: number;
  /** Whether the first kept chunk is loaded. */
  readonly fromStart: boolean;
  /** Chunks that have come and are not loaded, because the person is reading further up. */
  readonly unseen: number;
  readonly loaded: boolean;
}

const empty: StreamView = { items: [], droppedChunks: 0, droppedBytes: 0, fromStart: true, unseen: 0, loaded: false };

export class StreamModel {
  readonly socketId: SocketId;
  readonly #read: Read;
  readonly #log: EventLog;
  readonly #listeners = new Set<() => void>();
  #chunks: StreamChunk[] = [];
  #firstKept = 0;
  #end = 0;
  #view = empty;
  #following = true;
  #busy: Promise<void> | undefined;
  #again = false;

  constructor(socketId: SocketId, read: Read, log: EventLog) {
    this.socketId = socketId;
    this.#read = read;
    this.#log = log;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly view = (): StreamView => this.#view;

  /** Looks for news; runs one at a time, and once more when called meanwhile. */
  poke(): Promise<void> {
    this.#again = true;
    this.#busy ??= this.#work().finally(() => {
      this.#busy = undefined;
    });
    return this.#busy;
  }

  /** Whether new chunks are loaded as they come. */
  follow(on: boolean): void {
    this.#following = on;
    if (on) void this.poke();
  }

  /** Loads the page before what is loaded. */
  async loadOlder(): Promise<void> {
    const first = this.#chunks[0]?.index ?? this.#end;
    if (first <= this.#firstKept) return;
    const from = Math.max(this.#firstKept, first - PAGE);
    const older = await this.#readRun(from, first);
    if (this.#chunks[0]?.index === first || this.#chunks.length === 0)
      this.#chunks = [...older, ...this.#chunks].slice(0, MOST_HELD);
    this.#show();
  }

  /** Loads the page after what is loaded. */
  async loadNewer(): Promise<void> {
    const from = (this.#chunks.at(-1)?.index ?? this.#firstKept - 1) + 1;
    if (from >= this.#end) return;
    this.#take(await this.#readRun(from, Math.min(this.#end, from + PAGE)));
    this.#show();
  }

  /** Goes to the oldest kept chunk. */
  async toStart(): Promise<void> {
    this.#following = false;
    this.#chunks = await this.#readRun(this.#firstKept, Math.min(this.#end, this.#firstKept + PAGE));
    this.#show();
  }

  /** Goes to the newest chunk and stays there. */
  async toEnd(): Promise<void> {
    this.#following = true;
    await this.poke();
  }

  async #work(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const { firstKept, next, droppedBytes, droppedChunks } = await this.#read({
        socketId: this.socketId,
        from: AFTER_ALL,
        limit: 1,
      });
      this.#firstKept = firstKept;
      this.#end = next;
      this.#chunks = this.#chunks.filter((chunk) => chunk.index >= firstKept);
      if (this.#following) await this.#catchUp();
      this.#view = { ...this.#view, droppedBytes, droppedChunks };
      this.#show();
    }
  }

  async #catchUp(): Promise<void> {
    const last = this.#chunks.at(-1)?.index ?? -1;
    const tail = Math.max(this.#firstKept, this.#end - PAGE);
    // Too far behind to fill the gap: start anew at the tail.
    if (last + 1 < tail) this.#chunks = await this.#readRun(tail, this.#end);
    else if (last + 1 < this.#end) this.#take(await this.#readRun(last + 1, this.#end));
  }

  #take(newer: readonly StreamChunk[]): void {
    this.#chunks = [...this.#chunks, ...newer];
    if (this.#chunks.length > MOST_HELD) this.#chunks = this.#chunks.slice(-MOST_HELD);
  }

  /** Reads the chunks from `from` up to `to`, in as many pages as it takes. */
  async #readRun(from: number, to: number): Promise<StreamChunk[]> {
    const run: StreamChunk[] = [];
    for (let next = from; next < to; ) {
      const page = await this.#read({
        socketId: this.socketId,
        from: next,
        limit: Math.min(PAGE, to - next),
        maxBytes: PAGE_BYTES,
      });
      if (page.chunks.length === 0) break;
      for (const { index, life, at, direction, data } of page.chunks) {
        if (index < to)
          run.push({ kind: 'chunk', key: `c${index}`, index, life, at, direction, bytes: fromBase64(data) });
      }
      next = page.next;
    }
    return run;
  }

  #show(): void {
    const first = this.#chunks[0];
    const last = this.#chunks.at(-1);
    const fromStart = (first?.index ?? this.#end) <= this.#firstKept;
    const unseen = this.#end - ((last?.index ?? this.#end - 1) + 1);
    const facts = this.#log
      .of([this.socketId])
      .filter(
        ({ event }) =>
          isStreamEvent(event) &&
          (fromStart || event.at >= (first?.at ?? 0)) &&
          (unseen === 0 || event.at <= (last?.at ?? 0)),
      )
      .map((logged): StreamFact => ({ kind: 'event', key: `e${logged.number}`, at: logged.event.at, logged }));
    this.#view = { ...this.#view, items: merge(this.#chunks, facts), fromStart, unseen, loaded: true };
    for (const listener of this.#listeners) listener();
  }
}

/** Chunks and events in the order of their times; at the same time the event comes first. */
function merge(chunks: readonly StreamChunk[], facts: readonly StreamFact[]): StreamItem[] {
  const items: StreamItem[] = [];
  let next = 0;
  for (const chunk of chunks) {
    for (let fact = facts[next]; fact && fact.at <= chunk.at; fact = facts[next]) {
      items.push(fact);
      next++;
    }
    items.push(chunk);
  }
  return [...items, ...facts.slice(next)];
}

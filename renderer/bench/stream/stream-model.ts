// The part of one capture that is on screen: a run of chunks, loaded from the engine page by page in both directions,
// with the socket's events between them. The engine keeps the bytes; this keeps what is being looked at.

import { fromBase64 } from '../../../shared/bytes.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { CapturedChunk } from '../../../shared/contract/methods/tools.ts';
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
  /** The rule of a mock that this reply comes from, and the mock's revision then. */
  readonly rule?: CapturedChunk['rule'];
}
export interface StreamFact {
  readonly kind: 'event';
  readonly key: string;
  readonly at: number;
  readonly logged: LoggedEvent;
}
export type StreamItem = StreamChunk | StreamFact;
export type WantedChunks = Params<'capture.read'>['only'];

type Read = (params: Params<'capture.read'>) => Promise<Result<'capture.read'>>;

const PAGE = 200;
const PAGE_BYTES = 512 * 1024;
/** More than this is not held; the far end is let go. */
const MOST_HELD = 3_000;
const MOST_HELD_BYTES = 2 * 1024 * 1024;
const AFTER_ALL = Number.MAX_SAFE_INTEGER;

export interface LoadedStream {
  readonly items: readonly StreamItem[];
  readonly droppedChunks: number;
  readonly droppedBytes: number;
  /** Whether the first kept chunk is loaded. */
  readonly fromStart: boolean;
  /** Chunks that have come and are not loaded, because the person is reading further up. */
  readonly unseen: number;
  readonly loaded: boolean;
  /** Whether payload is kept, or only counted. */
  readonly keep: 'all' | 'counts';
  /** Chunks kept or come altogether: the number of the next one, and of the first kept. */
  readonly next: number;
  readonly firstKept: number;
}

const empty: LoadedStream = {
  items: [],
  droppedChunks: 0,
  droppedBytes: 0,
  fromStart: true,
  unseen: 0,
  loaded: false,
  keep: 'all',
  next: 0,
  firstKept: 0,
};

export class StreamModel {
  readonly socketId: SocketId;
  readonly #read: Read;
  readonly #log: EventLog;
  readonly #listeners = new Set<() => void>();
  #chunks: StreamChunk[] = [];
  /** The chunks from `#from` up to `#to` are looked through; with a filter not all of them are held. */
  #from = 0;
  #to = 0;
  #firstKept = 0;
  #end = 0;
  #only: WantedChunks;
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
  readonly view = (): LoadedStream => this.#view;

  /** Looks for news; runs one at a time, and once more when called meanwhile. */
  poke(): Promise<void> {
    this.#again = true;
    this.#busy ??= this.#work().finally(() => {
      this.#busy = undefined;
    });
    return this.#busy;
  }

  /** While following, new chunks are loaded as they come. */
  follow(on: boolean): void {
    this.#following = on;
    if (on) this.poke().catch(() => {}); // a lost connection is said elsewhere; the next look catches up
  }

  /** Shows only some chunks, from the newest on. */
  async filter(only: WantedChunks): Promise<void> {
    this.#only = only;
    this.#chunks = [];
    this.#following = true;
    this.#from = this.#to = 0;
    await this.poke();
  }

  /** Loads what is before what is loaded: a page of it, or of a filtered capture until there is something. */
  async loadOlder(): Promise<void> {
    const first = this.#from;
    for (let from = first; from > this.#firstKept && this.#from === first; ) {
      const start = Math.max(this.#firstKept, from - PAGE);
      const older = await this.#readRun(start, from);
      from = start;
      if (older.length === 0 && start > this.#firstKept) continue;
      if (this.#from !== first) return; // another run was loaded meanwhile
      this.#from = start;
      this.#chunks = cutEnd([...older, ...this.#chunks]);
      this.#to = Math.min(this.#to, (this.#chunks.at(-1)?.index ?? this.#to) + 1);
    }
    this.#show();
  }

  /** Loads the page after what is loaded. */
  async loadNewer(): Promise<void> {
    const from = this.#to;
    if (from >= this.#end) return;
    const to = Math.min(this.#end, from + PAGE);
    const newer = await this.#readRun(from, to);
    if (this.#to !== from) return;
    this.#take(newer, to);
    this.#show();
  }

  /** Goes to the oldest kept chunk. */
  async toStart(): Promise<void> {
    await this.#jump(this.#firstKept);
  }
  /** Goes to the newest chunk and stays there. */
  async toEnd(): Promise<void> {
    this.#following = true;
    await this.poke();
  }
  /** Makes sure that a chunk is loaded, with what is around it. */
  async toChunk(index: number): Promise<void> {
    this.#following = false;
    if (index >= this.#from && index < this.#to) return;
    await this.#jump(Math.max(this.#firstKept, index - PAGE / 2));
  }

  async #jump(from: number): Promise<void> {
    this.#following = false;
    const to = Math.min(this.#end, from + PAGE);
    this.#chunks = await this.#readRun(from, to);
    [this.#from, this.#to] = [from, to];
    this.#show();
  }

  async #work(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const page = await this.#read({ socketId: this.socketId, from: AFTER_ALL, limit: 1 });
      const { firstKept, next, droppedBytes, droppedChunks, keep } = page;
      this.#firstKept = firstKept;
      this.#end = next;
      this.#from = Math.max(this.#from, firstKept);
      this.#chunks = this.#chunks.filter((chunk) => chunk.index >= firstKept);
      if (this.#following) await this.#catchUp();
      this.#view = { ...this.#view, droppedBytes, droppedChunks, keep };
      this.#show();
    }
  }

  async #catchUp(): Promise<void> {
    const tail = Math.max(this.#firstKept, this.#end - PAGE);
    const only = this.#only;
    // Too far behind to fill the gap: start anew at the tail.
    if (this.#to < tail || this.#to === 0) {
      const run = await this.#readRun(tail, this.#end);
      if (this.#only !== only) return;
      this.#chunks = run;
      [this.#from, this.#to] = [tail, this.#end];
      // A filter may leave nothing of the newest: look further back until a screen is full.
      while (this.#only && this.#chunks.length < 50 && this.#from > this.#firstKept) {
        const start = Math.max(this.#firstKept, this.#from - 10 * PAGE);
        this.#chunks = [...(await this.#readRun(start, this.#from)), ...this.#chunks];
        this.#from = start;
      }
    } else if (this.#to < this.#end) this.#take(await this.#readRun(this.#to, this.#end), this.#end);
  }

  #take(newer: readonly StreamChunk[], to: number): void {
    const all = [...this.#chunks, ...newer];
    this.#chunks = cutStart(all);
    if (this.#chunks.length < all.length) this.#from = this.#chunks[0]?.index ?? this.#from;
    this.#to = to;
  }

  /** Reads the chunks from `from` up to `to`, in as many pages as it takes. */
  async #readRun(from: number, to: number): Promise<StreamChunk[]> {
    const run: StreamChunk[] = [];
    const only = this.#only;
    for (let next = from; next < to; ) {
      const page = await this.#read({
        socketId: this.socketId,
        from: next,
        limit: Math.min(PAGE, to - next),
        maxBytes: PAGE_BYTES,
        ...(only && { only }),
      });
      if (page.chunks.length === 0) break;
      for (const { index, life, at, direction, data, rule } of page.chunks) {
        if (index < to)
          run.push({
            kind: 'chunk',
            key: `c${index}`,
            index,
            life,
            at,
            direction,
            bytes: fromBase64(data),
            ...(rule && { rule }),
          });
      }
      next = page.next;
    }
    return run;
  }

  #show(): void {
    const first = this.#chunks[0];
    const last = this.#chunks.at(-1);
    const fromStart = this.#from <= this.#firstKept;
    const unseen = Math.max(0, this.#end - this.#to);
    const facts = this.#log
      .of([this.socketId])
      .filter(
        ({ event }) =>
          isStreamEvent(event) &&
          (fromStart || event.at >= (first?.at ?? 0)) &&
          (unseen === 0 || event.at <= (last?.at ?? 0)),
      )
      .map((logged): StreamFact => ({ kind: 'event', key: `e${logged.number}`, at: logged.event.at, logged }));
    const items = merge(this.#chunks, facts);
    const [next, firstKept] = [this.#end, this.#firstKept];
    this.#view = { ...this.#view, items, fromStart, unseen, loaded: true, next, firstKept };
    for (const listener of this.#listeners) listener();
  }
}

/** As many of the newest as may be held. */
function cutStart(chunks: StreamChunk[]): StreamChunk[] {
  let bytes = 0;
  for (let i = chunks.length - 1; i >= 0; i--) {
    bytes += chunks[i]?.bytes.length ?? 0;
    const held = chunks.length - i;
    if ((bytes > MOST_HELD_BYTES && held > 1) || held > MOST_HELD) return chunks.slice(i + 1);
  }
  return chunks;
}
/** As many of the oldest as may be held. */
function cutEnd(chunks: StreamChunk[]): StreamChunk[] {
  let bytes = 0;
  for (const [i, chunk] of chunks.entries()) {
    bytes += chunk.bytes.length;
    if ((bytes > MOST_HELD_BYTES && i > 0) || i >= MOST_HELD) return chunks.slice(0, i);
  }
  return chunks;
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

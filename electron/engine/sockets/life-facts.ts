// What a life tells: its counters, and its facts in order. The part of a life that has no say in what happens.
import type net from 'node:net';
import type { NewEvent } from '../../../shared/contract/events.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Counts } from '../../../shared/contract/records.ts';
import { takenByKernel } from '../kernel/handle-facts.ts';
import { FlowFacts } from './flow-facts.ts';
import type { SocketRow } from './socket-row.ts';

/** A fact of one life, before the life has put its ids on it. */
export type LifeFact = NewEvent extends infer E
  ? E extends { socketId: SocketId; life: number }
    ? Omit<E, 'socketId' | 'life'>
    : never
  : never;

export abstract class LifeFacts {
  readonly row: SocketRow;
  readonly number: number;
  readonly socket: net.Socket;
  readonly flow: FlowFacts;
  closed = false;
  /** Those who look at received bytes as they come, beside the capture and the mock; mostly nobody. */
  receivers: ReadonlySet<(chunk: Buffer) => void> | undefined;
  chunksReceived = 0;
  chunksSent = 0;
  /** Bytes that were given to `write()`. */
  written = 0;
  /** Those of them in a write that failed at once, which Node counts as written. */
  refused = 0;
  /** Those of them that the kernel had not taken over when the socket was destroyed, as far as Node tells. */
  untaken = 0;
  /** When the peer was last heard of: its last byte, or the connection itself. */
  heardAt: number | undefined;
  /** Facts that wait until a call that may still be refused has gone through. */
  #held: LifeFact[] | undefined;
  /** The counters at the moment of destruction: afterwards Node forgets what was queued. */
  protected last: Pick<Counts, 'bytesRead' | 'bytesWritten' | 'queued'> | undefined;
  #timedOut = false;

  constructor(row: SocketRow, socket: net.Socket) {
    this.row = row;
    this.number = row.lifeNumber;
    this.socket = socket;
    this.flow = new FlowFacts(this);
  }

  get socketId(): SocketId {
    return this.row.socketId;
  }

  /** Reads the counters for the last time. */
  protected takeLastCounters(): void {
    const { socket } = this;
    this.last = countersOf(socket);
    const taken = takenByKernel(socket) ?? this.last.bytesWritten - this.last.queued;
    this.untaken = this.refused + Math.max(0, this.written - taken);
  }
  counts(): Counts {
    const { socket, chunksReceived, chunksSent } = this;
    const { bytesRead, bytesWritten, queued } = this.last ?? countersOf(socket);
    return { bytesRead, bytesWritten, queued, chunksReceived, chunksSent };
  }
  /** Appends this socket's row of `sockets.counted`; answers whether bytes are still queued. */
  countsInto(rows: number[]): boolean {
    const { bytesRead, bytesWritten, queued, chunksReceived, chunksSent } = this.counts();
    rows.push(this.socketId, bytesRead, bytesWritten, queued, chunksReceived, chunksSent);
    return queued > 0 && !this.closed;
  }
  /** Says that the counters have changed. */
  moved(): void {
    if (this.#timedOut) this.reportCounts();
    else this.row.core.counting.mark(this);
  }
  /** Reports the counters now, ahead of their rhythm. */
  reportCounts(): void {
    const { core } = this.row;
    const rows: number[] = [];
    const moving = this.countsInto(rows);
    this.#timedOut = false;
    core.counting.drop(this);
    core.emit({ type: 'sockets.counted', rows });
    if (moving) core.counting.mark(this);
  }
  /**
   * The idle timeout has fired. What moved before it is reported before it, and what moves after it at once: whether a
   * socket is idle is read off the two.
   */
  timedOut(): void {
    const known = this.row.core.lab.sockets.get(this.socketId)?.counts;
    const { bytesRead, bytesWritten, queued } = this.counts();
    const moved = known?.bytesRead !== bytesRead || known.bytesWritten !== bytesWritten || known.queued !== queued;
    if (moved) this.reportCounts();
    this.#timedOut = true;
    this.emit({ type: 'socket.timeout' });
    this.idled();
  }

  /** Does what was chosen for an idle socket. */
  protected abstract idled(): void;

  /** Reports a fact of this life, after those of flow that were still held back. */
  emit(fact: LifeFact): void {
    this.flow.stop();
    this.report(fact);
  }
  report(fact: LifeFact): void {
    if (this.#held) this.#held.push(fact);
    else this.row.core.emit(Object.assign(fact, { socketId: this.socketId, life: this.number }) as NewEvent);
  }
  /** Keeps facts back until `release`, or for ever when the life is discarded. */
  hold(): void {
    this.#held = [];
  }
  release(): void {
    const facts = this.#held ?? [];
    this.#held = undefined;
    for (const fact of facts) this.report(fact);
  }
}

function countersOf(socket: net.Socket) {
  return { bytesRead: socket.bytesRead, bytesWritten: socket.bytesWritten ?? 0, queued: socket.writableLength };
}

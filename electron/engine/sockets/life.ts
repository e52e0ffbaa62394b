// One life of a socket: one net.Socket from its making to its 'close'. Every Node event becomes exactly one fact here.
import type net from 'node:net';
import type { NewEvent } from '../../../shared/contract/events.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Counts, Endpoint } from '../../../shared/contract/records.ts';
import type { Situation } from '../../../shared/failure-texts/index.ts';
import { MockRunner } from '../mock-runner.ts';
import { closeFacts, type Ending } from './ending.ts';
import { descriptorOf } from './endpoints.ts';
import { FlowFacts } from './flow-facts.ts';
import { LIFE, type LivingSocket, listenTo } from './node-events.ts';
import type { SocketRow } from './socket-row.ts';
import { closeForgotten, type Handle, type Mortal } from './undertaker.ts';

export type PauseReason = 'user' | 'mock' | 'fault';
/** A fact of one life, before the life has put its ids on it. */
export type LifeFact = NewEvent extends infer E
  ? E extends { socketId: SocketId; life: number }
    ? Omit<E, 'socketId' | 'life'>
    : never
  : never;

export class Life implements Mortal {
  readonly row: SocketRow;
  readonly number: number;
  readonly socket: net.Socket;
  readonly flow: FlowFacts;
  readonly mock: MockRunner;
  readonly ending: Ending = {
    intent: undefined,
    first: undefined,
    error: undefined,
    failure: undefined,
    turnedAway: false,
    peerGone: false,
  };
  /** What is going on, for the words of a failure. */
  situation: () => Situation = inUse;
  /** Whether somebody has dialled this life: Node took its target and began to connect. */
  dialled = false;
  /** Whether this life's end is wanted here, however it comes, so that nothing dials again by itself. */
  calledOff = false;
  /** The UNIX path that was dialled, for pairing. */
  dialledPath: string | undefined;
  local: Endpoint = null;
  remote: Endpoint = null;
  fd: number | undefined;
  connectedAt: number | undefined;
  connectTimer: NodeJS.Timeout | undefined;
  closed = false;
  chunksReceived = 0;
  chunksSent = 0;
  #pausedBy: readonly PauseReason[] = none;
  /** Facts that wait until a call that may still be refused has gone through. */
  #held: LifeFact[] | undefined;
  /** The counters at the moment of destruction: afterwards Node forgets what was queued. */
  #last: Pick<Counts, 'bytesRead' | 'bytesWritten' | 'queued'> | undefined;
  #lastHandle: Handle | undefined;
  #timedOut = false;
  /** What was written, corked, before the socket was dialled. */
  #unsent: readonly Buffer[] = none;
  #waitingForEnd: readonly (() => void)[] = none;

  constructor(row: SocketRow, socket: net.Socket) {
    this.row = row;
    this.number = row.lifeNumber;
    this.socket = socket;
    this.flow = new FlowFacts(this);
    this.mock = new MockRunner(this);
    (socket as LivingSocket)[LIFE] = this;
    listenTo(socket);
  }

  get socketId(): SocketId {
    return this.row.socketId;
  }
  get paused(): boolean {
    return this.#pausedBy.length > 0;
  }
  /** Whether this is a `new net.Socket()` that nobody has dialled yet. */
  get undialled(): boolean {
    const { socket } = this;
    return this.connectedAt === undefined && socket.pending && !socket.connecting && !socket.destroyed;
  }

  /** Whether this is a UNIX socket or a pipe, which has no reset. */
  get onPath(): boolean {
    return this.dialledPath !== undefined || this.#handle?.constructor.name === 'Pipe';
  }

  counts(): Counts {
    const { socket, chunksReceived, chunksSent } = this;
    const { bytesRead, bytesWritten, queued } = this.#last ?? countersOf(socket);
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
    this.row.onIdle(this);
  }

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
  /** Undoes a life that nobody has heard of. */
  discard(): void {
    this.closed = true;
    this.mock.stop();
    this.flow.discard();
    this.socket.destroy();
    this.row.core.undertaker.done(this);
    this.row.core.counting.drop(this);
  }

  /** The connection is there: addresses are noted while they exist (net-behaviours, section 0.3). */
  connected(local: Endpoint, remote: Endpoint): void {
    clearTimeout(this.connectTimer);
    this.connectedAt = this.row.core.clock.now();
    this.situation = inUse;
    this.learnAddresses(local, remote);
    this.emit({ type: 'socket.connect', local, remote });
    this.checkReadyState();
    if (this.dialledPath === undefined) this.pairByAddress();
  }
  learnAddresses(local: Endpoint, remote: Endpoint): void {
    this.local = local;
    this.remote = remote;
    this.fd = descriptorOf(this.socket);
  }
  /** Looks for the other end by the mirrored 4-tuple. */
  pairByAddress(): void {
    const end = { socketId: this.socketId, life: this.number };
    if (this.row.core.pairing.tcp(end, this.local, this.remote)) this.ending.turnedAway = true;
  }

  /** Continues a socket that was never dialled with a fresh one: what was set on it holds. */
  takeOver(before: Life): void {
    if (before.paused) this.beginPaused();
    for (let corked = before.socket.writableCorked; corked > 0; corked--) this.socket.cork();
    for (const bytes of before.#unsent) this.socket.write(bytes);
    this.chunksSent = before.chunksSent;
  }

  /** A received chunk: capture, count, mock. */
  received(chunk: Buffer): void {
    const { row } = this;
    this.chunksReceived++;
    row.capture.append('received', chunk, this.number, row.core.clock.now());
    this.moved();
    this.mock.onChunk(chunk);
  }

  /**
   * Writes bytes and captures them; the bytes must not be changed afterwards. Answers `write()`'s own value: whether
   * the queue is still below the high-water mark.
   */
  send(bytes: Buffer): boolean {
    const { row, socket } = this;
    this.chunksSent++;
    row.capture.append('sent', bytes, this.number, row.core.clock.now());
    const flushed = socket.write(bytes);
    if (this.undialled) this.#unsent = [...this.#unsent, bytes];
    this.moved();
    if (!flushed && !socket.destroyed) this.flow.backpressure(socket.writableLength);
    return flushed;
  }

  /** Stops reading for one reason; several may hold at once, and reading goes on when the last is gone. */
  pause(by: PauseReason): void {
    if (this.#pausedBy.includes(by)) return;
    this.#pausedBy = [...this.#pausedBy, by];
    if (this.#pausedBy.length > 1) return;
    this.#countBehindPause();
    this.socket.pause();
    this.flow.paused(by);
  }
  resume(by: PauseReason): void {
    if (!this.#pausedBy.includes(by)) return;
    this.#pausedBy = this.#pausedBy.filter((reason) => reason !== by);
    if (this.#pausedBy.length > 0) return;
    this.socket.resume();
    this.flow.resumed();
  }
  /** Begins with reading stopped, which the record says and no event. */
  beginPaused(): void {
    this.#pausedBy = ['user'];
    this.#countBehindPause();
    this.socket.pause();
  }
  /** While reading is stopped Node goes on filling its own buffer, without a `'data'` event (net-behaviours B22). */
  #countBehindPause(): void {
    const { socket } = this;
    if (Object.hasOwn(socket, 'push')) return;
    socket.push = (chunk, encoding) => {
      if (this.paused) this.moved();
      return Object.getPrototypeOf(socket).push.call(socket, chunk, encoding) as boolean;
    };
  }

  /** Reports the record where Node's readyState is not what the facts so far make of it. */
  checkReadyState(): void {
    const { row, socket } = this;
    const known = row.core.lab.sockets.get(row.socketId);
    if (!this.closed && known && known.readyState !== socket.readyState) row.updated();
  }

  /** The last moment at which addresses, counters and queue can be read. */
  aboutToDie(): void {
    this.#last = countersOf(this.socket);
    this.fd ??= descriptorOf(this.socket);
    this.#lastHandle = this.#handle;
    if (!this.closed) this.row.core.undertaker.watch(this);
  }
  get #handle(): Handle | undefined {
    return (this.socket as unknown as { _handle?: Handle | null })._handle ?? undefined;
  }
  /** Node has not closed what it destroyed. */
  forceClose(): void {
    if (this.#lastHandle) closeForgotten(this.#lastHandle);
    this.died(this.ending.error !== undefined);
  }

  /** The socket has closed: the last counts, then the close itself. */
  died(hadError: boolean): void {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.connectTimer);
    const { core } = this.row;
    core.undertaker.done(this);
    this.mock.stop();
    this.flow.stop();
    this.reportCounts(); // the last of this life, right before its close
    const close = closeFacts(this.ending, hadError);
    this.emit({ type: 'socket.close', ...close, discardedBytes: this.#last?.queued ?? 0 });
    this.row.lifeEnded(this, close);
    for (const resolve of this.#waitingForEnd) resolve();
    this.#waitingForEnd = none;
  }
  /** Resolves when this life has closed. */
  async ended(): Promise<void> {
    if (this.closed) return;
    await new Promise<void>((resolve) => {
      this.#waitingForEnd = [...this.#waitingForEnd, resolve];
    });
  }
}

// Most lives never need these lists of their own.
const none: readonly never[] = [];
const inUse = (): Situation => ({ doing: 'use' });

function countersOf(socket: net.Socket) {
  return { bytesRead: socket.bytesRead, bytesWritten: socket.bytesWritten ?? 0, queued: socket.writableLength };
}

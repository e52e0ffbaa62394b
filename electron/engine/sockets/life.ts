// One life of a socket: one net.Socket from its making to its 'close'. Every Node event becomes exactly one fact here.
import type net from 'node:net';
import type { Endpoint } from '../../../shared/contract/records.ts';
import type { Situation } from '../../../shared/failure-texts/index.ts';
import type { ChunkRule } from '../capture/capture.ts';
import { FaultLine } from '../faults/fault-line.ts';
import { MockRunner } from '../mocks/mock-runner.ts';
import { countBehindPause } from './behind-pause.ts';
import { closeFacts, type Ending } from './ending.ts';
import { descriptorOf } from './endpoints.ts';
import { LifeFacts } from './life-facts.ts';
import type { LifeHandler, PauseReason } from './life-handler.ts';
import { LIFE, type LivingSocket, listenTo } from './node-events.ts';
import { situationInUse } from './situations.ts';
import type { SocketRow } from './socket-row.ts';
import { closeForgotten, type Handle, type Mortal } from './undertaker.ts';

export class Life extends LifeFacts implements Mortal {
  /** Who hears what arrives: the server's mock, or one side of a tap. */
  handler: LifeHandler;
  /** Faults between this life and its socket, and between its socket and this life. */
  faults: FaultLine | undefined;
  /** Node would have finished by itself when the peer did; now somebody here does it when all has been said. */
  endsByItself = false;
  /** Index in the capture of the chunk that was received last. */
  receivedIndex = -1;
  readonly ending: Ending = {
    intent: undefined,
    first: undefined,
    error: undefined,
    failure: undefined,
    turnedAway: false,
    peerGone: false,
  };
  /** What is going on, for the words of a failure. */
  situation: (error?: unknown) => Situation = () => situationInUse(this);
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
  #pausedBy: readonly PauseReason[] = none;
  #lastHandle: Handle | undefined;
  /** What was written, corked, before the socket was dialled. */
  #unsent: readonly Buffer[] = none;
  #waitingForEnd: readonly (() => void)[] = none;
  #waitingToWrite: readonly (() => void)[] = none;

  constructor(row: SocketRow, socket: net.Socket) {
    super(row, socket);
    this.handler = new MockRunner(this);
    (socket as LivingSocket)[LIFE] = this;
    listenTo(socket);
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

  /** Undoes a life that nobody has heard of. */
  discard(): void {
    this.closed = true;
    this.handler.stop();
    this.flow.discard();
    this.socket.destroy();
    this.row.core.undertaker.done(this);
    this.row.core.counting.drop(this);
  }

  /** The connection is there: addresses are noted while they exist (net-behaviours, section 0.3). */
  connected(local: Endpoint, remote: Endpoint): void {
    clearTimeout(this.connectTimer);
    this.connectedAt = this.row.core.clock.now();
    if (this.row.origin === 'dialled') this.row.core.dialsNotMade = 0;
    this.situation = () => situationInUse(this);
    this.heardAt = this.connectedAt;
    this.learnAddresses(local, remote);
    this.emit({ type: 'socket.connect', local, remote });
    this.checkReadyState();
    if (this.dialledPath === undefined) this.pairByAddress();
    this.handler.onConnected?.();
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
    this.written = before.written;
    this.chunksSent = before.chunksSent;
  }

  /** A received chunk: capture, count, faults, mock. */
  received(chunk: Buffer): void {
    this.chunksReceived++;
    this.heardAt = this.row.core.clock.now();
    this.row.capture.append('received', chunk, this.number, this.heardAt);
    this.receivedIndex = this.row.capture.next - 1;
    this.moved();
    for (const look of this.receivers ?? none) look(chunk);
    const lane = this.faults?.received;
    if (lane) lane.put({ kind: 'bytes', bytes: chunk });
    else this.handler.onChunk(chunk);
  }

  /** The peer has finished; behind faults this is heard of when what it has sent before was. */
  peerEnded(): void {
    if (this.endsByItself) this.checkReadyState();
    const lane = this.faults?.received;
    if (lane) lane.put({ kind: 'end' });
    else this.handler.onPeerEnd();
  }
  /** From now on this side is finished by somebody here, not by Node as soon as the peer finishes. */
  takeEnding(): void {
    if (this.socket.allowHalfOpen || this.socket.readableEnded) return;
    this.socket.allowHalfOpen = true;
    this.endsByItself = true;
  }

  /**
   * Sends bytes through the faults that are on this side; they must not be changed afterwards. Answers whether more may
   * come. `rule`: the rule of a mock they come from; `bare`: past the faults.
   */
  send(bytes: Buffer, rule?: ChunkRule, bare = false): boolean {
    const lane = this.faults?.sent;
    return lane && !bare ? lane.put({ kind: 'bytes', bytes, tag: rule }) : this.write(bytes, rule);
  }

  /** Writes bytes and captures them. Answers `write()`'s own value: whether the queue is below the high-water mark. */
  write(bytes: Buffer, rule?: ChunkRule): boolean {
    const { row, socket } = this;
    this.chunksSent++;
    row.capture.append('sent', bytes, this.number, row.core.clock.now(), rule);
    this.written += bytes.length;
    const before = socket.errored;
    const flushed = socket.write(bytes);
    if (socket.errored && !before) this.refused = bytes.length;
    if (this.undialled) this.#unsent = [...this.#unsent, bytes];
    this.moved();
    if (!flushed && !socket.destroyed) this.flow.backpressure(socket.writableLength);
    return flushed;
  }
  /** The faults of this life, made when the first is put on it. */
  faultLine(): FaultLine {
    this.faults ??= new FaultLine(this);
    return this.faults;
  }
  /** Whether more would only pile up. */
  get choked(): boolean {
    return this.socket.writableNeedDrain || (this.faults?.sent?.full ?? false);
  }
  /** Whether a FIN was asked for, be it still behind faults. */
  get finishing(): boolean {
    return this.socket.writableEnded || (this.faults?.sent?.ended ?? false);
  }
  /** Resolves when more may be sent, or never again. */
  async whenWritable(): Promise<void> {
    if (!this.choked || this.closed || this.socket.destroyed) return;
    await new Promise<void>((resolve) => {
      this.#waitingToWrite = [...this.#waitingToWrite, resolve];
    });
  }
  /** More may be sent: the socket has drained, and no fault holds too much back. */
  drained(): void {
    this.faults?.sent?.resume(); // what faults have held back goes first
    if (this.choked) return;
    this.handler.onDrain();
    this.#letWrite();
  }
  #letWrite(): void {
    const waiting = this.#waitingToWrite;
    this.#waitingToWrite = none;
    for (const resolve of waiting) resolve();
  }

  /** Stops reading for one reason; several may hold at once, and reading goes on when the last is gone. */
  pause(by: PauseReason): void {
    if (this.#pausedBy.includes(by)) return;
    this.#pausedBy = [...this.#pausedBy, by];
    if (this.#pausedBy.length > 1) return;
    countBehindPause(this);
    this.socket.pause();
    this.flow.paused(by);
  }
  resume(by: PauseReason): void {
    if (!this.#pausedBy.includes(by)) return;
    this.#pausedBy = this.#pausedBy.filter((reason) => reason !== by);
    if (by === 'mock') this.faults?.handlerReads();
    if (this.#pausedBy.length > 0) return;
    this.socket.resume();
    this.flow.resumed();
  }
  heldBy(reason: PauseReason): boolean {
    return this.#pausedBy.includes(reason);
  }
  /** Begins with reading stopped, which the record says and no event. */
  beginPaused(): void {
    this.#pausedBy = ['user'];
    countBehindPause(this);
    this.socket.pause();
  }

  protected override idled(): void {
    this.row.onIdle(this);
  }

  /** Reports the record where Node's readyState is not what the facts so far make of it. */
  checkReadyState(): void {
    const { row, socket } = this;
    const known = row.core.lab.sockets.get(row.socketId);
    if (!this.closed && known && known.readyState !== socket.readyState) row.updated();
  }

  /** The last moment at which addresses, counters and queue can be read. */
  aboutToDie(): void {
    this.takeLastCounters();
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
    this.handler.stop();
    const lost = this.faults?.stop() ?? 0;
    this.#letWrite();
    this.flow.stop();
    this.reportCounts(); // the last of this life, right before its close
    const close = closeFacts(this.ending, hadError);
    this.emit({ type: 'socket.close', ...close, discardedBytes: (this.last?.queued ?? 0) + lost });
    this.row.lifeEnded(this, close);
    this.handler.onClosed?.(close);
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

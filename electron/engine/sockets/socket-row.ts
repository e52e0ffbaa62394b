// One row of the lab: a socket with its settings, its capture and its lives. The net.Socket itself belongs to a Life.
import type { SocketOptions, Target } from '../../../shared/contract/dial-options.ts';
import type { ClientId, IdleAction, ServerId, SocketId, TapId } from '../../../shared/contract/fields.ts';
import type { Close, Socket } from '../../../shared/contract/records.ts';
import type { Mock } from '../../../shared/mocks/mock.ts';
import { pathKindOf } from '../../../shared/model/server-events.ts';
import { socketKindOf } from '../../../shared/model/socket-events.ts';
import { socketStateOf } from '../../../shared/model/socket-state.ts';
import type { Capture } from '../capture/capture.ts';
import type { Core } from '../core.ts';
import { nodeRefusal, refusal } from '../failures.ts';
import { actOnIdle } from './closing.ts';
import type { Life } from './life.ts';

export interface RowDefinition {
  readonly origin: Socket['origin'];
  readonly name?: string | undefined;
  readonly serverId?: ServerId | undefined;
  readonly clientId?: ClientId | undefined;
  readonly tapId?: TapId | undefined;
  readonly target?: Target | undefined;
  readonly options: SocketOptions;
}

const none: readonly number[] = [];

export class SocketRow {
  readonly core: Core;
  readonly socketId: SocketId;
  readonly origin: Socket['origin'];
  readonly name: string | undefined;
  readonly serverId: ServerId | undefined;
  readonly clientId: ClientId | undefined;
  readonly tapId: TapId | undefined;
  readonly target: Target | undefined;
  readonly openedAt: number;
  readonly capture: Capture;
  /** Present settings: what was asked at the start, changed by what was set since. The next life starts with them. */
  options: SocketOptions;
  timeoutMs: number;
  onTimeout: IdleAction;
  /** Whether the idle timeout was set on this socket itself, so that its server's setting no longer reaches it. */
  ownTimeout = false;
  /** Whether this socket keeps a headless run alive (`socket.ref`, `socket.unref`). */
  referenced = true;
  /** The view's encoding (`socket.setEncoding`); the capture keeps raw bytes. */
  encoding: BufferEncoding | undefined;
  /** What a person calls it (`socket.tag`); it stays when the row is dialled again. */
  tags: readonly string[] = [];
  lifeNumber = 1;
  /** Lives whose peer has finished: their decoders hold nothing back any more. */
  endedLives: readonly number[] = none;
  /** The inherited descriptor this row has adopted. */
  ownedDescriptor: number | undefined;
  /** Dialling by itself: attempts since a connection last held, and the next one's timer. */
  reconnects = 0;
  reconnectTimer: NodeJS.Timeout | undefined;
  #life: Life | undefined;

  constructor(core: Core, definition: RowDefinition) {
    this.core = core;
    this.socketId = core.nextId<SocketId>();
    this.origin = definition.origin;
    this.name = definition.name;
    this.serverId = definition.serverId;
    this.clientId = definition.clientId;
    this.tapId = definition.tapId;
    this.target = definition.target;
    this.options = definition.options;
    this.timeoutMs = definition.options.timeoutMs ?? 0;
    this.onTimeout = definition.options.onTimeout ?? 'notify';
    this.openedAt = core.clock.now();
    this.capture = core.captures.open();
  }

  /** The present or last life. A row is made together with its first. */
  get life(): Life {
    if (!this.#life) throw new Error(`socket ${this.socketId} has no life yet`);
    return this.#life;
  }
  set life(life: Life) {
    this.#life = life;
  }

  /** The life to act on; refuses rows whose socket is closed or closing. */
  liveLife(): Life {
    if (this.life.closed || this.life.socket.destroyed) throw nodeRefusal('ERR_SOCKET_CLOSED', 'Socket is closed');
    return this.life;
  }

  /** The mock of the server that accepted this socket, as it is now. */
  get mock(): Mock | undefined {
    return this.serverId === undefined ? undefined : (this.core.servers.get(this.serverId)?.mock ?? undefined);
  }

  /** Puts the row into the lab and reports it. */
  register(): void {
    this.core.sockets.set(this.socketId, this);
    this.core.emit({ type: 'socket.created', socketId: this.socketId, life: this.lifeNumber, socket: this.record() });
  }

  /** Reports the record as a whole, for changes that no event of their own tells. */
  updated(): void {
    this.#life?.flow.stop(); // what is held back belongs before the record that knows it already
    this.core.emit({ type: 'socket.updated', socketId: this.socketId, life: this.lifeNumber, socket: this.record() });
  }

  onIdle(life: Life): void {
    actOnIdle(life);
  }

  /** A life has closed: everybody who counted on it is told. */
  lifeEnded(life: Life, close: Close): void {
    const { core } = this;
    const end = { socketId: this.socketId, life: life.number };
    core.pairing.tcpGone(end, life.local, life.remote);
    if (life.dialledPath !== undefined && life.connectedAt === undefined) core.pairing.pathGone(end, life.dialledPath);
    const { bytesRead, bytesWritten } = life.counts();
    core.totals.bytesRead += bytesRead;
    core.totals.bytesWritten += bytesWritten;
    if (this.ownedDescriptor !== undefined) core.descriptors.release(this.ownedDescriptor);
    if (this.serverId !== undefined) core.servers.get(this.serverId)?.socketEnded(this);
    core.keepClosed(this);
    core.lifeEnds.call({ life, close });
  }

  /** Stops dialling by itself; the next time it counts from the start. */
  cancelReconnect(): void {
    clearTimeout(this.reconnectTimer);
    this.reconnects = 0;
  }

  /** The same, and the end of the present life is no reason to dial again either: somebody here wants it to be over. */
  callOffReconnect(): void {
    this.cancelReconnect();
    this.life.calledOff = true;
  }

  /** Forgets the row and its capture. Refuses a row whose socket still lives. */
  remove(): void {
    const { core, life } = this;
    if (!life.closed && !life.undialled) throw refusal('SOCKET_OPEN', 'Close it before removing it.');
    this.callOffReconnect();
    if (!life.closed) life.discard();
    core.forget(this);
    core.emit({ type: 'socket.removed', socketId: this.socketId, life: this.lifeNumber });
  }

  /** The record as the contract shows it, from the facts as they are now. */
  record(): Socket {
    const { core } = this;
    const life = this.#life;
    const before = core.lab.sockets.get(this.socketId);
    const sameLife = before?.life === this.lifeNumber ? before : undefined;
    const counts = { bytesRead: 0, bytesWritten: 0, queued: 0, chunksReceived: 0, chunksSent: 0, ...life?.counts() };
    const record: Socket = {
      socketId: this.socketId,
      life: this.lifeNumber,
      origin: this.origin,
      kind: sameLife?.kind ?? this.#kindBefore(),
      state: 'created',
      readyState: (life?.socket.readyState ?? 'open') as Socket['readyState'],
      local: sameLife?.local ?? life?.local ?? null,
      remote: sameLife?.remote ?? life?.remote ?? null,
      options: this.options,
      counts,
      paused: life?.paused ?? false,
      needDrain: life?.socket.writableNeedDrain ?? false,
      corked: (life?.socket.writableCorked ?? 0) > 0,
      timeoutMs: this.timeoutMs,
      onTimeout: this.onTimeout,
      idleSince: sameLife?.idleSince ?? core.clock.now(),
      openedAt: this.openedAt,
    };
    if (this.name !== undefined) record.name = this.name;
    if (this.serverId !== undefined) record.serverId = this.serverId;
    if (this.clientId !== undefined) record.clientId = this.clientId;
    if (this.tapId !== undefined) record.tapId = this.tapId;
    if (this.target !== undefined) record.target = this.target;
    if (life?.connectedAt !== undefined) record.connectedAt = life.connectedAt;
    if (sameLife?.peerSocketId !== undefined) record.peerSocketId = sameLife.peerSocketId;
    if (sameLife?.pairing !== undefined) record.pairing = sameLife.pairing;
    if (sameLife?.joinedSocketId !== undefined) record.joinedSocketId = sameLife.joinedSocketId;
    if (sameLife?.faults !== undefined) record.faults = sameLife.faults;
    if (sameLife?.held !== undefined) record.held = sameLife.held;
    if (sameLife?.scriptPosition !== undefined) record.scriptPosition = sameLife.scriptPosition;
    if (sameLife?.firedRules !== undefined) record.firedRules = sameLife.firedRules;
    if (this.tags.length > 0) record.tags = [...this.tags];
    if (sameLife?.close !== undefined) record.close = sameLife.close;
    if (sameLife?.closedAt !== undefined) record.closedAt = sameLife.closedAt;
    if (sameLife?.heardAt !== undefined) record.heardAt = sameLife.heardAt;
    if (sameLife?.timedOutAt !== undefined) record.timedOutAt = sameLife.timedOutAt;
    if (sameLife?.discardedBytes !== undefined) record.discardedBytes = sameLife.discardedBytes;
    record.state = socketStateOf(record);
    return record;
  }

  #kindBefore(): Socket['kind'] {
    const { target } = this;
    const life = this.#life;
    const known = life && socketKindOf(life.local, life.remote);
    if (known) return known;
    if (typeof target?.path === 'string') return pathKindOf(target.path);
    if (life?.onPath) return process.platform === 'win32' ? 'pipe' : 'unix'; // over an inherited descriptor: no address
    return typeof target?.host === 'string' && target.host.includes(':') ? 'tcp6' : 'tcp4';
  }
}

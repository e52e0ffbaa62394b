import { unnumbered } from '../contract/batches.ts';
import { emptyDocument } from '../contract/empty-document.ts';
import type { LabEvent } from '../contract/events.ts';
import type { RepeatId, ServerId, SocketId, TapId } from '../contract/fields.ts';
import type { KernelView } from '../contract/kernel.ts';
import type { Snapshot } from '../contract/methods/lab.ts';
import type { Server, Socket, Tap } from '../contract/records.ts';
import type { Repeat } from '../contract/repeat.ts';
import { applySampled } from './kernel-events.ts';
import { applyServerEvent } from './server-events.ts';
import { applyCounts, applySocketEvent } from './socket-events.ts';
import { applyTapEvent, isTapEvent } from './tap-events.ts';

/** The lab as facts have made it. The engine and every renderer hold one and arrive at the same. */
export interface LabState {
  readonly servers: ReadonlyMap<ServerId, Server>;
  readonly sockets: ReadonlyMap<SocketId, Socket>;
  readonly taps: ReadonlyMap<TapId, Tap>;
  /** The repeats that are running. */
  readonly repeats: ReadonlyMap<RepeatId, Repeat>;
  readonly document: Snapshot['document'];
  /** How much of the kernel's view there is, and why not more. */
  readonly kernel: KernelView;
  /** Epoch milliseconds at which the engine's clock was 0. */
  readonly startedAt: number;
  /** The number of the next structural event. */
  readonly sequence: number;
}

/** Where one event's changes go. `server` and `socket` give a record that may be written to. */
export interface Draft {
  server(id: ServerId): Server | undefined;
  socket(id: SocketId): Socket | undefined;
  /** The record as it is, for the live numbers (counts, idle time), which are always written in place. */
  peek(id: SocketId): Socket | undefined;
  peekServer(id: ServerId): Server | undefined;
  putServer(server: Server): void;
  putSocket(socket: Socket): void;
  removeServer(id: ServerId): void;
  removeSocket(id: SocketId): void;
  tap(id: TapId): Tap | undefined;
  putTap(tap: Tap): void;
  removeTap(id: TapId): void;
  /** Replaced as a whole, never written to. */
  repeats: ReadonlyMap<RepeatId, Repeat>;
  document: Snapshot['document'];
  kernel: KernelView;
}

const nothingYet: KernelView = { level: 'none' };

export function emptyLab(startedAt: number): LabState {
  return {
    servers: new Map(),
    sockets: new Map(),
    taps: new Map(),
    document: emptyDocument,
    kernel: nothingYet,
    repeats: new Map(),
    startedAt,
    sequence: 1,
  };
}

export function labOfSnapshot(snapshot: Snapshot): LabState {
  return {
    servers: new Map(snapshot.servers.map((server) => [server.serverId, server])),
    sockets: new Map(snapshot.sockets.map((socket) => [socket.socketId, socket])),
    taps: new Map(snapshot.taps.map((tap) => [tap.tapId, tap])),
    repeats: new Map(snapshot.repeats.map((repeat) => [repeat.repeatId, repeat])),
    document: snapshot.document,
    kernel: snapshot.kernel,
    startedAt: snapshot.startedAt,
    sequence: snapshot.sequence,
  };
}

/** A copy that later events of the original leave alone: also the live numbers, which are written in place. */
export function copyOfLab(state: LabState): LabState {
  const sockets = [...state.sockets].map(([id, socket]) => [id, copyOfSocket(socket)] as const);
  return { ...state, sockets: new Map(sockets) };
}

/**
 * The state after some events. Maps are copied once for the whole batch and records once for each that changed, so
 * that readers may compare by identity. The one exception are the live numbers of a socket (`counts`, `idleSince`, `heardAt`):
 * they are written in place, because thousands of them change every second and nobody compares them.
 */
export function applyEvents(state: LabState, events: readonly LabEvent[]): LabState {
  const draft = new CopyingDraft(state);
  let { sequence } = state;
  for (const event of events) {
    applyEvent(draft, event);
    if (!unnumbered.has(event.type)) sequence++;
  }
  return { ...draft.result(), startedAt: state.startedAt, sequence };
}

/** Applies one event to a draft. The engine calls this for every fact, with a draft that writes in place. */
export function applyEvent(draft: Draft, event: LabEvent): void {
  if (event.type === 'sockets.counted') applyCounts(draft, event);
  else if (event.type === 'kernel.sampled') applySampled(draft, event);
  else if (event.type === 'kernel.level') draft.kernel = kernelViewOf(event);
  else if (event.type === 'lab.document') draft.document = event.document;
  else if (isTapEvent(event)) applyTapEvent(draft, event);
  else if (event.type === 'repeat.started') {
    draft.repeats = new Map(draft.repeats).set(event.repeat.repeatId, event.repeat);
  } else if (event.type === 'repeat.ended') {
    draft.repeats = new Map([...draft.repeats].filter(([id]) => id !== event.repeatId));
  } else if ('socketId' in event && 'life' in event) applySocketEvent(draft, event);
  else if ('serverId' in event) applyServerEvent(draft, event);
}

const kernelViewOf = ({ level, reason }: KernelView): KernelView => ({
  level,
  ...(reason !== undefined && { reason }),
});

/**
 * A copy that may be written to. Not by spreading: V8 gives each spread object that gains a field later a hidden class of
 * its own, which made closing a socket five times as slow.
 */
function copyOf<T extends object>(record: T): T {
  return Object.assign({}, record);
}
function copyOfSocket(socket: Socket): Socket {
  const copy = copyOf(socket);
  copy.counts = { ...socket.counts };
  return copy;
}

class CopyingDraft implements Draft {
  readonly #before: LabState;
  #servers: Map<ServerId, Server> | undefined;
  #sockets: Map<SocketId, Socket> | undefined;
  #taps: Map<TapId, Tap> | undefined;
  readonly #fresh = new Set<object>();
  repeats: LabState['repeats'];
  document: Snapshot['document'];
  kernel: KernelView;

  constructor(before: LabState) {
    this.#before = before;
    this.repeats = before.repeats;
    this.document = before.document;
    this.kernel = before.kernel;
  }

  server(id: ServerId): Server | undefined {
    this.#servers ??= new Map(this.#before.servers);
    return this.#own(this.#servers, id);
  }
  socket(id: SocketId): Socket | undefined {
    this.#sockets ??= new Map(this.#before.sockets);
    return this.#own(this.#sockets, id);
  }
  peek(id: SocketId): Socket | undefined {
    return (this.#sockets ?? this.#before.sockets).get(id);
  }
  peekServer(id: ServerId): Server | undefined {
    return (this.#servers ?? this.#before.servers).get(id);
  }
  putServer(server: Server): void {
    this.#servers ??= new Map(this.#before.servers);
    this.#servers.set(server.serverId, this.#keep(copyOf(server)));
  }
  putSocket(socket: Socket): void {
    this.#sockets ??= new Map(this.#before.sockets);
    this.#sockets.set(socket.socketId, this.#keep(copyOfSocket(socket)));
  }
  removeServer(id: ServerId): void {
    this.#servers ??= new Map(this.#before.servers);
    this.#servers.delete(id);
  }
  removeSocket(id: SocketId): void {
    this.#sockets ??= new Map(this.#before.sockets);
    this.#sockets.delete(id);
  }
  tap(id: TapId): Tap | undefined {
    this.#taps ??= new Map(this.#before.taps);
    return this.#own(this.#taps, id);
  }
  putTap(tap: Tap): void {
    this.#taps ??= new Map(this.#before.taps);
    this.#taps.set(tap.tapId, this.#keep(copyOf(tap)));
  }
  removeTap(id: TapId): void {
    this.#taps ??= new Map(this.#before.taps);
    this.#taps.delete(id);
  }
  result() {
    return {
      servers: this.#servers ?? this.#before.servers,
      sockets: this.#sockets ?? this.#before.sockets,
      taps: this.#taps ?? this.#before.taps,
      repeats: this.repeats,
      document: this.document,
      kernel: this.kernel,
    };
  }

  #keep<T extends object>(record: T): T {
    this.#fresh.add(record);
    return record;
  }
  #own<K, T extends object>(records: Map<K, T>, id: K): T | undefined {
    const record = records.get(id);
    if (!record || this.#fresh.has(record)) return record;
    const copy = this.#keep(copyOf(record));
    records.set(id, copy);
    return copy;
  }
}

/** A draft that writes in place, for the engine's own state. */
export class LiveLab implements Draft {
  readonly servers = new Map<ServerId, Server>();
  readonly sockets = new Map<SocketId, Socket>();
  readonly taps = new Map<TapId, Tap>();
  repeats: LabState['repeats'] = new Map();
  document: Snapshot['document'] = emptyDocument;
  kernel: KernelView = nothingYet;

  server(id: ServerId): Server | undefined {
    return this.servers.get(id);
  }
  socket(id: SocketId): Socket | undefined {
    return this.sockets.get(id);
  }
  peek(id: SocketId): Socket | undefined {
    return this.sockets.get(id);
  }
  peekServer(id: ServerId): Server | undefined {
    return this.servers.get(id);
  }
  putServer(server: Server): void {
    this.servers.set(server.serverId, copyOf(server));
  }
  putSocket(socket: Socket): void {
    this.sockets.set(socket.socketId, copyOfSocket(socket));
  }
  removeServer(id: ServerId): void {
    this.servers.delete(id);
  }
  removeSocket(id: SocketId): void {
    this.sockets.delete(id);
  }
  tap(id: TapId): Tap | undefined {
    return this.taps.get(id);
  }
  putTap(tap: Tap): void {
    this.taps.set(tap.tapId, copyOf(tap));
  }
  removeTap(id: TapId): void {
    this.taps.delete(id);
  }
}

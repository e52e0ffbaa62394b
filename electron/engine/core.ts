// What every part of the engine shares: clock, ids, facts and their readers, rows, captures. No behaviour of its own.

import { unnumbered } from '../../shared/contract/batches.ts';
import type { LabEvent, NewEvent } from '../../shared/contract/events.ts';
import type { RepeatId, ServerId, SocketId, TapId, TransferId } from '../../shared/contract/fields.ts';
import type { About } from '../../shared/contract/methods/lab.ts';
import type { Close } from '../../shared/contract/records.ts';
import { Listeners } from '../../shared/contract/transport.ts';
import { KernelLog } from '../../shared/model/kernel-log.ts';
import { applyEvent, LiveLab } from '../../shared/model/lab-state.ts';
import { SocketLog } from '../../shared/model/socket-log.ts';
import { CaptureStore } from './capture/capture-store.ts';
import { Clock } from './clock.ts';
import { Counting, type CountsReader } from './counting.ts';
import type { Descriptors } from './descriptors.ts';
import { DocumentKeeper } from './document.ts';
import { HoldTray } from './faults/hold-tray.ts';
import { type KernelOptions, KernelSampler } from './kernel/sampler.ts';
import { RegexRunner } from './mocks/regex-runner.ts';
import type { Outbox } from './outbox.ts';
import { Pairing } from './pairing.ts';
import { Recent } from './recent.ts';
import type { FileTransfer } from './send-file.ts';
import type { Sending } from './sending.ts';
import type { ServerRow } from './servers/server-row.ts';
import type { ClientDefinition } from './sockets/dialling.ts';
import type { Life } from './sockets/life.ts';
import type { SocketRow } from './sockets/socket-row.ts';
import { Undertaker } from './sockets/undertaker.ts';
import type { TapRow } from './taps/tap-row.ts';

/** One caller of the contract. */
export interface Caller extends CountsReader {
  readonly outbox: Outbox;
  watched: ReadonlySet<SocketId>;
  /** Whether this caller may use files and paths of this machine. */
  readonly files: boolean;
}

export interface CoreOptions {
  readonly about: About;
  readonly descriptors: Descriptors;
  readonly captureBytes?: number | undefined;
  /** How many closed sockets are kept to look at; the oldest are forgotten first. */
  readonly closedKept: number;
  /** How long a destroyed socket may take to close before it is closed by force; default 2 s. */
  readonly patienceMs?: number;
  readonly kernel?: KernelOptions | undefined;
}

/** An event that takes no number, before the engine has put its time on it. */
type UnnumberedEvent = Extract<NewEvent, { type: 'kernel.sampled' | 'sockets.counted' }>;

export class Core {
  readonly clock = new Clock();
  readonly lab = new LiveLab();
  /** What has happened to each socket, for pages that come later. */
  readonly history = new SocketLog();
  readonly kernelLog = new KernelLog({ queues: false });
  readonly servers = new Map<ServerId, ServerRow>();
  readonly sockets = new Map<SocketId, SocketRow>();
  readonly transfers = new Map<TransferId, FileTransfer>();
  readonly repeats = new Map<RepeatId, Sending>();
  readonly callers = new Set<Caller>();
  /** Told when a life of a socket has closed, after the facts about it. */
  readonly lifeEnds = new Listeners<{ readonly life: Life; readonly close: Close }>();
  readonly tray = new HoldTray();
  readonly regex = new RegexRunner();
  readonly taps = new Map<TapId, TapRow>();
  /** Dials a new row; given by the engine, because what dials is made of this. */
  dial: (definition: ClientDefinition) => SocketRow = () => {
    throw new Error('the engine has not said how to dial');
  };
  readonly captures: CaptureStore;
  readonly counting: Counting;
  readonly pairing: Pairing;
  readonly document: DocumentKeeper;
  readonly undertaker: Undertaker;
  readonly kernel: KernelSampler;
  readonly about: About;
  readonly descriptors: Descriptors;
  readonly closedKept: number;
  /** Totals since the engine started, of sockets that are gone already. */
  readonly totals = { bytesRead: 0, bytesWritten: 0, dropped: 0 };
  /** Dials that found no descriptor left, since one was made last. */
  dialsNotMade = 0;
  readonly #closed = new Recent<SocketRow>();
  #sequence = 1;
  #lastId = 0;

  constructor(options: CoreOptions) {
    this.about = options.about;
    this.descriptors = options.descriptors;
    this.closedKept = options.closedKept;
    this.captures = new CaptureStore(options.captureBytes);
    this.pairing = new Pairing(
      (event) => this.emit(event),
      ({ socketId, life }) => this.sockets.get(socketId)?.life.number === life,
    );
    this.undertaker = new Undertaker(options.patienceMs);
    this.document = new DocumentKeeper(this);
    this.kernel = new KernelSampler(this, options.kernel);
    this.counting = new Counting(
      (rows, to) => this.#deliverCounts(rows, to),
      () => this.callers,
    );
  }

  /** The number of the next structural event. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Whether an id was given out once and nothing has it now. */
  isFree(id: number): boolean {
    const { servers, sockets, taps } = this;
    const taken = servers.has(id as ServerId) || sockets.has(id as SocketId) || taps.has(id as TapId);
    return id <= this.#lastId && !taken && !this.document.hasClient(id);
  }
  nextId<T extends number>(): T {
    return ++this.#lastId as T;
  }

  /** Reports a fact: puts the time on it, applies it to the engine's own state, and hands it to every reader. */
  emit(fact: NewEvent): void {
    const event = fact as LabEvent; // the fact is ours from here on: copying it would cost more than all the rest
    event.at = this.clock.now();
    applyEvent(this.lab, event);
    const number = this.#sequence;
    if (!unnumbered.has(event.type)) {
      this.history.add(event, number);
      this.#sequence++;
    }
    for (const caller of this.callers) caller.outbox.push(event, number);
  }

  /** Tells one caller something that takes no number. */
  tell(caller: Caller, fact: UnnumberedEvent): void {
    caller.outbox.push({ ...fact, at: this.clock.now() } as LabEvent, this.#sequence);
  }

  /** Applies something that takes no number to the engine's own state only; each caller is told its part of it. */
  note(fact: UnnumberedEvent): void {
    const event = { ...fact, at: this.clock.now() } as LabEvent;
    if (event.type === 'kernel.sampled') this.kernelLog.add(event);
    applyEvent(this.lab, event);
  }

  /** Keeps a closed socket to look at; the oldest beyond the limit are forgotten. */
  keepClosed(row: SocketRow): void {
    for (const oldest of this.#closed.add(row, this.closedKept)) {
      if (oldest.life.closed && this.sockets.has(oldest.socketId)) oldest.remove();
    }
  }
  /** Takes a row out of everything the engine holds. */
  forget(row: SocketRow): void {
    this.sockets.delete(row.socketId);
    this.#closed.delete(row);
    this.captures.remove(row.capture);
    this.kernelLog.forget(row.socketId);
  }

  #deliverCounts(rows: number[], to: 'all' | CountsReader): void {
    if (to === 'all') {
      this.emit({ type: 'sockets.counted', rows });
      return;
    }
    this.tell(to as Caller, { type: 'sockets.counted', rows });
  }
}

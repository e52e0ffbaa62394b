// Samples the kernel's view of sockets and servers while somebody watches, and tells each watcher what is new to it.
// When to look is decided here; the looking itself is done by a thread (`sampler-thread.ts`).
import { setImmediate } from 'node:timers/promises';
import type { ServerId, SocketId } from '../../../shared/contract/fields.ts';
import {
  FASTEST_SAMPLE_MS,
  type KernelLevel,
  type KernelView,
  type SampledServer,
} from '../../../shared/contract/kernel.ts';
import type { Server } from '../../../shared/contract/records.ts';
import type { Caller, Core } from '../core.ts';
import { Cost, monotonic } from './cost.ts';
import { Entries } from './entries.ts';
import { type LookThread, startLookThread } from './look-thread.ts';
import type { LookAnswer, WorkerOptions } from './protocol.ts';
import { ServerQueues } from './server-queues.ts';
import type { Aspect } from './targets.ts';
import { type Watch, Watches } from './watches.ts';

/** Looking may take a 30th of one core: with what it costs to send the rows and to clean up, less than a twentieth. */
const SHARE = 30;
/** A watcher of more sockets than this is told unchanged ones by number only. */
const IN_FULL_UP_TO = 500;
/** A thread without work is kept for a while: selecting another row is no reason for a new one. */
const LINGER_MS = 10_000;
const RETRY_MS = 2_000;

const levels: Readonly<Record<string, KernelLevel>> = { linux: 'full', darwin: 'basic', win32: 'states' };
const fastest: Readonly<Record<KernelLevel, number>> = {
  full: FASTEST_SAMPLE_MS,
  basic: 1_000,
  states: 2_000,
  none: RETRY_MS,
};

export interface KernelOptions extends Partial<WorkerOptions> {
  /** The program that tells the numbers of one socket; default `ss`. */
  readonly ss?: string;
  readonly startThread?: (options: WorkerOptions) => LookThread;
}

export class KernelSampler {
  readonly #core: Core;
  /** What this system can give at best. */
  readonly #level: KernelLevel;
  readonly #options: WorkerOptions;
  readonly #startThread: (options: WorkerOptions) => LookThread;
  readonly #watches = new Watches();
  readonly #entries: Entries;
  readonly #queues: ServerQueues;
  #thread: LookThread | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking = false;
  /** Whether somebody has asked for something else since the last look began. */
  #asked = false;
  /** No look may begin before this, so that looking takes no more than its share. */
  #notBefore = 0;
  #look = 0;
  #closed = false;

  constructor(core: Core, { platform = process.platform, tables = '/proc/net', startThread }: KernelOptions = {}) {
    this.#core = core;
    this.#options = { platform, tables };
    this.#level = levels[platform] ?? 'none';
    this.#startThread = startThread ?? startLookThread;
    this.#entries = new Entries(core);
    this.#queues = new ServerQueues(core);
    const reason = `There is no known way to read the kernel’s tables on ${platform}.`;
    core.lab.kernel = this.#level === 'none' ? { level: 'none', reason } : { level: this.#level };
  }

  /** Replaces what a caller watches; empty lists end it. Answers the level there is now. */
  watch(caller: Caller, socketIds: readonly SocketId[], serverIds: readonly ServerId[], everyMs: number): KernelView {
    if (this.#closed) return this.#core.lab.kernel;
    const wish = { socketIds: new Set(socketIds), serverIds: new Set(serverIds) };
    const before = this.#watches.set(caller, { ...wish, everyMs: Math.max(fastest[this.#level], everyMs) });
    if (before) this.#takeBack(caller, before, wish);
    this.#watchesChanged();
    return this.#core.lab.kernel;
  }

  /** A caller is gone. */
  leave(caller: Caller): void {
    if (this.#watches.delete(caller)) this.#watchesChanged();
  }

  /** Whether a caller is told about a socket, so that its snapshot may hold the row. */
  watches(caller: Caller, socketId: SocketId): boolean {
    return this.#watches.get(caller)?.socketIds.has(socketId) ?? false;
  }

  /** A server's record as a caller may have it: with the accept queue only if it is told about it. */
  serverFor(caller: Caller, server: Server): Server {
    if (!server.acceptQueue || this.#watches.get(caller)?.serverIds.has(server.serverId)) return server;
    const { acceptQueue: _untold, ...record } = server;
    return record;
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#watches.clear();
    clearTimeout(this.#timer);
    await this.#endThread();
  }

  #watchesChanged(): void {
    const gone = this.#entries.ids().filter((id) => !this.#watches.socketIds.has(id));
    this.#note(gone, this.#queues.unwatched(this.#watches.serverIds));
    this.#asked = true;
    this.#plan(this.#notBefore - monotonic());
  }

  /** Plans the next look, or the end of a thread that nobody needs. */
  #plan(inMs: number): void {
    if (this.#looking || this.#closed || this.#level === 'none') return;
    clearTimeout(this.#timer);
    if (!this.#watches.empty) this.#timer = setTimeout(() => void this.#lookNow(), Math.max(0, inMs)).unref();
    else if (this.#thread) this.#timer = setTimeout(() => void this.#endThread(), LINGER_MS).unref();
  }

  async #endThread(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    this.#entries.clear();
    await thread?.close();
  }

  async #lookNow(): Promise<void> {
    const startedAt = monotonic();
    this.#looking = true;
    this.#asked = false;
    const problem = await this.#lookOnce().catch((error: Error) => `The sampler has stopped: ${error.message}.`);
    this.#looking = false;
    if (this.#closed) return;
    if (problem !== undefined) {
      this.#fail(problem);
      this.#notBefore = startedAt + RETRY_MS;
    }
    const next = this.#asked ? this.#notBefore : Math.max(this.#notBefore, startedAt + this.#watches.everyMs);
    this.#plan(next - monotonic());
  }

  /** One look with everything that follows from it; answers what is wrong when nothing could be read. */
  async #lookOnce(): Promise<string | undefined> {
    if (!this.#thread) {
      this.#entries.clear();
      this.#queues.clear();
      this.#thread = this.#startThread(this.#options);
    }
    const preparing = new Cost();
    let told = 0;
    for (const part of this.#entries.changes(this.#watches.socketIds)) {
      this.#thread.change(part);
      told += part.put.length;
      if (part.put.length > 1) await setImmediate();
      if (this.#closed) return undefined;
    }
    // What it costs to go through the targets comes again with every look; what new ones cost does not.
    const preparedMs = told === 0 ? preparing.ms() : 0;
    const lookedAt = monotonic();
    const answer = await this.#thread.look({ servers: this.#queues.targets(this.#watches.serverIds) });
    if (this.#closed) return undefined;
    if (answer.problem !== undefined) return `The kernel’s tables cannot be read: ${answer.problem}.`;
    const taking = new Cost();
    this.#take(answer);
    this.#notBefore = lookedAt + SHARE * (preparedMs + answer.costMs + taking.ms());
    return undefined;
  }

  /** Takes an answer over and tells the watchers. */
  #take(answer: LookAnswer): void {
    this.#setView({ level: this.#level });
    const look = ++this.#look;
    const now = this.#core.clock.now();
    const sampledAt = Math.max(0, now - (monotonic() - answer.readAt));
    this.#entries.take(answer.changed, look, sampledAt, (aspect) => this.#covers(aspect));
    this.#queues.take(answer.queues, look);
    const { socketIds, serverIds } = this.#watches;
    const { sockets } = this.#core.lab;
    const rows = this.#entries.rows(socketIds, (changed, id) => changed === look || !sockets.get(id)?.kernel);
    this.#core.note({ type: 'kernel.sampled', ...rows, servers: this.#queues.since(look - 1, serverIds) });
    for (const [caller, watch] of this.#watches) {
      if (now - watch.toldAt < watch.everyMs - FASTEST_SAMPLE_MS / 4) continue;
      this.#tell(caller, watch);
      watch.toldAt = now;
      watch.toldLook = look;
    }
  }

  /** Whether a missing row means that there is none: on other systems than Linux some are not found at all. */
  #covers({ life, connected }: Aspect): boolean {
    return this.#level === 'full' || (connected && !life.onPath);
  }

  #tell(caller: Caller, { socketIds, serverIds, toldLook, toldAt }: Watch): void {
    const few = socketIds.size <= IN_FULL_UP_TO;
    const { sockets } = this.#core.lab;
    // A socket that has closed since has lost its row with that.
    const lost = (id: SocketId) => (sockets.get(id)?.closedAt ?? 0) >= toldAt;
    const sampled = this.#entries.rows(socketIds, (changed, id) => few || changed > toldLook || lost(id));
    const servers = this.#queues.since(toldLook, serverIds);
    if (sampled.rows.length + (sampled.same?.length ?? 0) + servers.length === 0) return;
    this.#core.tell(caller, { type: 'kernel.sampled', ...sampled, ...(servers.length > 0 && { servers }) });
  }

  /** Nothing can be read: what was known is out of date, and everybody hears why. */
  #fail(reason: string): void {
    this.#setView({ level: 'none', reason });
    const gone = this.#entries.ids();
    const servers = this.#queues.clear();
    this.#note(gone, servers);
    for (const [caller, watch] of this.#watches) {
      const mine = gone.filter((id) => watch.socketIds.has(id));
      this.#tellGone(
        caller,
        mine,
        servers.filter(({ serverId }) => watch.serverIds.has(serverId)),
      );
      watch.toldLook = 0;
    }
    void this.#endThread();
  }

  #setView(view: KernelView): void {
    const { lab } = this.#core;
    if (lab.kernel.level === view.level && lab.kernel.reason === view.reason) return;
    this.#core.emit({ type: 'kernel.level', ...view });
  }

  /** Tells a watcher what it is told about no more. */
  #takeBack(caller: Caller, before: Watch, now: Pick<Watch, 'socketIds' | 'serverIds'>): void {
    const gone = [...before.socketIds].filter((id) => !now.socketIds.has(id) && this.#entries.has(id));
    const serverIds = [...before.serverIds].filter((id) => !now.serverIds.has(id));
    this.#tellGone(caller, gone, serverIds.map(noQueue));
  }

  #tellGone(caller: Caller, gone: SocketId[], servers: SampledServer[]): void {
    if (gone.length + servers.length > 0) this.#core.tell(caller, { type: 'kernel.sampled', rows: [], gone, servers });
  }
  /** Takes rows and queues out of the engine's own lab. */
  #note(gone: SocketId[], servers: SampledServer[]): void {
    if (gone.length + servers.length > 0) this.#core.note({ type: 'kernel.sampled', rows: [], gone, servers });
  }
}

const noQueue = (serverId: ServerId): SampledServer => ({ serverId, acceptQueue: null });

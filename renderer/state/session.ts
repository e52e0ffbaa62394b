// The page's connection to the engine: takes a snapshot, follows the batches, asks anew on a gap, dials anew when lost.
import { Client } from '../../shared/contract/client.ts';
import type { EventBatch } from '../../shared/contract/events.ts';
import { CallRefused } from '../../shared/contract/failures.ts';
import type { SocketId } from '../../shared/contract/fields.ts';
import type { Method, Params, Result } from '../../shared/contract/methods.ts';
import type { Transport } from '../../shared/contract/transport.ts';
import { followBatch } from '../../shared/model/follow.ts';
import { KernelLog } from '../../shared/model/kernel-log.ts';
import { copyOfLab, type LabState, labOfSnapshot } from '../../shared/model/lab-state.ts';
import { setEngineTime, setFrozen } from './clock.ts';
import { EventLog } from './event-log.ts';
import { eventsBetween, isFrozen, noteFrozen } from './freeze.ts';
import { KernelWatch } from './kernel-watch.ts';
import { useLab } from './lab-store.ts';
import { noteDescriptors, noteEvents } from './notices.ts';
import { labOpened } from './opened.ts';
import { Rates } from './rates.ts';
import { noteRunning } from './running.ts';
import { SocketHistory } from './socket-history.ts';
import { TrafficLog } from './traffic-log.ts';
import { notify } from './view-store.ts';

const REDIAL_MS = 1_000;
const STATS_EVERY_MS = 2_000;
const noLink = { code: 'CONNECTION_LOST', message: 'There is no connection to the engine.' };

export class LabSession {
  readonly events = new EventLog();
  readonly rates = new Rates();
  readonly kernelLog = new KernelLog();
  readonly traffic = new TrafficLog();
  /** What happened to the sockets on screen before this page was there. */
  readonly history = new SocketHistory((params) => this.call('socket.events', params), this.events, this.kernelLog);
  /** Which rows of the kernel's view the open panes want. A lost connection answers with an error, and is said elsewhere. */
  readonly kernelWatch = new KernelWatch((wanted) => {
    this.#client?.call('kernel.watch', wanted).catch(() => {});
  });
  readonly #open: () => Promise<Transport>;
  #client: Client | undefined;
  /** Batches that arrive while a snapshot is on its way. */
  #early: EventBatch[] | undefined;
  /** While the view is frozen: the lab as it really is. */
  #ahead: LabState | undefined;
  #watched = '';
  #statsTimer: ReturnType<typeof setInterval> | undefined;

  /** `open` makes a transport to the engine, anew for each attempt. */
  constructor(open: () => Promise<Transport>) {
    this.#open = open;
  }

  /** Calls the contract. Rejects with the refusal; without a connection too, which the page says at its top. */
  call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    if (!this.#client) return Promise.reject(new CallRefused(noLink));
    return (this.#client.call as (method: M, params: Params<M>) => Promise<Result<M>>)(method, params);
  }

  async start(): Promise<void> {
    try {
      const client = new Client(await this.#open());
      this.#client = client;
      client.onBatch((batch) => this.#take(batch));
      client.onLost(() => void this.#resync().catch(() => client.close()));
      client.onClose((reason) => this.#lost(reason));
      useLab.setState({ about: await client.call('lab.about') });
      await this.#resync();
      this.#statsTimer = setInterval(() => void this.#readStats(), STATS_EVERY_MS);
      await this.#readStats();
    } catch (error) {
      this.#lost(error instanceof Error ? error.message : String(error));
    }
  }

  /** Asks for fast counts of these sockets, and of no others. */
  watch(socketIds: readonly SocketId[]): void {
    const key = socketIds.join();
    if (key === this.#watched || !this.#client) return;
    this.#watched = key;
    // A lost connection answers every call with an error, and `onClose` says so to the person.
    this.#client.call('view.watch', { socketIds: [...socketIds] }).catch(() => {});
  }

  /** Lets what is shown stand still, or catches up at once. Sockets and the mirror of the lab go on meanwhile. */
  freeze(on: boolean): void {
    if (on === isFrozen()) return;
    const ahead = this.#ahead;
    this.#ahead = on ? copyOfLab(useLab.getState().lab) : undefined;
    noteFrozen(on);
    if (ahead) useLab.setState({ lab: ahead });
    setFrozen(on);
    this.events.freeze(on);
    if (!on) void this.#readStats();
  }

  /** How many events have happened since the view was frozen. */
  missedEvents(): number {
    return this.#ahead ? Math.max(0, eventsBetween(useLab.getState().lab, this.#ahead)) : 0;
  }

  #show(lab: LabState): void {
    if (this.#ahead) this.#ahead = lab;
    else useLab.setState({ lab });
  }

  async #resync(): Promise<void> {
    this.#early = [];
    const snapshot = await this.call('lab.snapshot', {});
    const early = this.#early;
    this.#early = undefined;
    setEngineTime(snapshot.at);
    for (const { socketId, counts } of snapshot.sockets) {
      this.rates.seed(socketId, counts.bytesWritten - counts.queued, counts.bytesRead, snapshot.at);
    }
    this.#show(labOfSnapshot(snapshot));
    useLab.setState({ link: 'live', linkReason: '' });
    for (const batch of early) this.#take(batch);
    this.kernelWatch.again();
    this.history.again(snapshot.sequence);
  }

  #take(batch: EventBatch): void {
    if (this.#early) {
      this.#early.push(batch);
      return;
    }
    const before = this.#ahead ?? useLab.getState().lab;
    const followed = followBatch(before, batch);
    if (followed === 'gap') {
      void this.#resync().catch(() => this.#client?.close());
      return;
    }
    for (const event of followed.fresh) {
      noteRunning(event);
      if (event.type === 'sockets.counted') {
        this.rates.add(event.rows, event.at);
        this.traffic.add(event.rows, event.at);
      } else if (event.type === 'kernel.sampled') this.kernelLog.add(event);
      else if (event.type === 'socket.removed') {
        this.rates.forget(event.socketId);
        this.kernelLog.forget(event.socketId);
        this.traffic.forget(event.socketId);
      } else if (event.type === 'lab.problem') {
        notify('problem', 'Something in Socket Lab itself has gone wrong', event.stack ?? event.message);
      } else if (event.type === 'lab.opened') labOpened();
    }
    if (followed.state !== before) this.#show(followed.state);
    noteEvents(followed.fresh, followed.state);
    this.events.add(followed.fresh, Math.max(batch.first, before.sequence));
  }

  async #readStats(): Promise<void> {
    if (document.hidden || !this.#client || isFrozen()) return;
    try {
      const stats = await this.#client.call('lab.stats');
      useLab.setState({ stats });
      noteDescriptors(stats.fds, stats.fdLimit, stats.openServers > 0);
    } catch {
      // the connection is gone; `onClose` says so
    }
  }

  #lost(reason: string): void {
    clearInterval(this.#statsTimer);
    this.#client = undefined;
    this.#watched = '';
    useLab.setState({ link: 'lost', linkReason: reason });
    setTimeout(() => void this.start(), REDIAL_MS);
  }
}

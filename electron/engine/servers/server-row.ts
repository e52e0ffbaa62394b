// One server of the lab: its definition, its present net.Server, and the sockets it has accepted.
import type net from 'node:net';
import type { NewEvent } from '../../../shared/contract/events.ts';
import type { Failure } from '../../../shared/contract/failures.ts';
import type { ServerId } from '../../../shared/contract/fields.ts';
import type { Listen, ServerOptions } from '../../../shared/contract/listen-options.ts';
import type { NodeAddress, Server, ServerState } from '../../../shared/contract/records.ts';
import type { Mock } from '../../../shared/mocks/mock.ts';
import { serverKindOf } from '../../../shared/model/server-events.ts';
import { isRunning } from '../../../shared/model/server-state.ts';
import type { Core } from '../core.ts';
import { firstRevisions, type Revisions } from '../mocks/revisions.ts';
import type { SocketRow } from '../sockets/socket-row.ts';
import type { TapRow } from '../taps/tap-row.ts';
import { makeServer, planSettings, type ServerSettings } from './listen-plan.ts';

export interface ServerDefinition {
  readonly name?: string | undefined;
  readonly listen: Listen;
  readonly options?: ServerOptions | undefined;
  readonly mock?: Mock | null | undefined;
}
/** A fact of one server, before the row has put its id on it. */
export type ServerFact = NewEvent extends infer E
  ? E extends { type: `server.${string}`; serverId: ServerId }
    ? Omit<E, 'serverId'>
    : never
  : never;

export class ServerRow {
  readonly core: Core;
  readonly serverId: ServerId;
  name: string;
  listen: Listen;
  options: ServerOptions;
  settings: ServerSettings;
  mock: Mock | null;
  /** Messages that have arrived on all connections, for rules about their number. */
  messages = 0;
  /** Counts the edits of the mock; and by rule, with which of them it was last changed. */
  revisions: Revisions;
  /** The tap this server listens for. */
  tap: TapRow | undefined;
  state: ServerState = 'stopped';
  failure: Failure | undefined;
  address: NodeAddress = null;
  /** The present incarnation; a new one is made for each listen, unless the last still has connections. */
  net: net.Server;
  /** Living accepted sockets. */
  readonly sockets = new Set<SocketRow>();
  /** Gives up a listen that is under way (binding or retrying). */
  giveUp: (() => void) | undefined;
  /** Ends the time in which nothing is accepted. */
  endPause: (() => void) | undefined;
  /** A UNIX socket file to be removed by us, because the handle that Node closes no longer knows it. */
  ownedFile: { readonly path: string; readonly inode: number } | undefined;
  ownedDescriptor: number | undefined;
  /** Of the listening socket, while listening; undefined where the system does not tell. */
  inode: number | undefined;
  /** The length of the accept queue as the system has it, while listening. */
  effectiveBacklog: number | undefined;
  /** What keeps everybody out at present (`turning-away.ts`), and how to end it. */
  turningAway: { readonly kind: string; end(): void } | undefined;
  referenced = true;
  /** Whether Node has reported the close of the present incarnation. */
  #drained = true;
  #held: ServerFact[] | undefined;
  #waitingForStop: (() => void)[] = [];

  /** `wanted` is the number of a removed server, which this one takes over where it is free. */
  constructor(core: Core, definition: ServerDefinition, wanted?: ServerId) {
    const options = definition.options ?? {};
    this.settings = planSettings(options);
    this.net = makeServer(options);
    this.core = core;
    this.serverId = wanted !== undefined && core.isFree(wanted) ? wanted : core.nextId<ServerId>();
    this.name = definition.name ?? `server-${this.serverId}`;
    this.listen = definition.listen;
    this.options = options;
    this.mock = definition.mock ?? null;
    this.revisions = firstRevisions(this.mock);
  }

  /** Whether a listen is under way or done. */
  get running(): boolean {
    return isRunning(this);
  }

  /** Puts the row into the lab and reports it. */
  register(): void {
    this.core.servers.set(this.serverId, this);
    this.emit({ type: 'server.created', server: this.record() });
  }
  updated(): void {
    this.emit({ type: 'server.updated', server: this.record() });
  }
  /** Keeps facts back until it is clear that this server will exist. */
  hold(): void {
    this.#held = [];
  }
  release(): void {
    const facts = this.#held ?? [];
    this.#held = undefined;
    for (const fact of facts) this.emit(fact);
  }
  get hidden(): boolean {
    return this.#held !== undefined;
  }
  emit(fact: ServerFact): void {
    if (this.#held) this.#held.push(fact);
    else this.core.emit({ ...fact, serverId: this.serverId } as NewEvent);
  }

  record(): Server {
    const known = this.core.lab.servers.get(this.serverId);
    return {
      serverId: this.serverId,
      name: this.name,
      state: this.state,
      kind: serverKindOf(this.listen, this.address),
      listen: this.listen,
      options: this.options,
      address: this.address,
      connections: this.sockets.size,
      accepted: known?.accepted ?? 0,
      dropped: known?.dropped ?? 0,
      blocked: known?.blocked ?? 0,
      mock: this.mock,
      ...(this.mock && { mockRevision: this.revisions.mock, ruleRevisions: this.revisions.rules }),
      ...(known?.mockCounts && { mockCounts: known.mockCounts }),
      ...(this.tap && { tapId: this.tap.tapId }),
      ...(this.failure && { failure: this.failure }),
      ...(this.state === 'listening' &&
        this.effectiveBacklog !== undefined && { effectiveBacklog: this.effectiveBacklog }),
    };
  }

  /** A fresh net.Server for the next listen, with the options as they are now. */
  renew(): void {
    this.net = makeServer(this.options);
    if (!this.referenced) this.net.unref();
  }

  /** `server.close()`: no more connections; those that are there may go on (net documentation, "server.close"). */
  stopListening(): void {
    this.endPause?.();
    this.turningAway = undefined;
    this.state = 'closing';
    this.address = null;
    this.failure = undefined;
    this.#drained = false;
    this.emit({ type: 'server.closing', connections: this.sockets.size });
  }

  /** Node has emitted `'close'`: this incarnation has neither handle nor connections. */
  drained(): void {
    this.#drained = true;
    this.#closeWhenEmpty();
  }
  /** An accepted socket has closed. */
  socketEnded(socket: SocketRow): void {
    this.sockets.delete(socket);
    this.#closeWhenEmpty();
  }

  /** Resolves when nothing of this server is left: neither listening nor any accepted socket. */
  stopped(): Promise<void> {
    if (!this.running && this.state !== 'closing' && this.sockets.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#waitingForStop.push(resolve));
  }

  /** Node reports the server's close before the last socket's; here the last socket comes first. */
  #closeWhenEmpty(): void {
    if (this.state !== 'closing' || !this.#drained || this.sockets.size > 0) return;
    this.state = 'stopped';
    this.emit({ type: 'server.close' });
    for (const resolve of this.#waitingForStop.splice(0)) resolve();
  }
}

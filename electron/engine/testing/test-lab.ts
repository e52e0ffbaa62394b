// A lab for tests: an engine, a client of it over memory, every event it has reported, and raw `net` peers beside it.
// Tests wait for facts, never for time.
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Client } from '../../../shared/contract/client.ts';
import type { EventOf, EventType, LabEvent } from '../../../shared/contract/events.ts';
import { CallRefused, type Failure } from '../../../shared/contract/failures.ts';
import type { ServerId, SocketId } from '../../../shared/contract/fields.ts';
import { memoryTransports } from '../../../shared/contract/memory-transport.ts';
import type { Snapshot } from '../../../shared/contract/methods/lab.ts';
import type { Method, Params, Result } from '../../../shared/contract/methods.ts';
import type { Server, Socket } from '../../../shared/contract/records.ts';
import type { Transport } from '../../../shared/contract/transport.ts';
import { type CallerOptions, createEngine, type EngineOptions } from '../engine.ts';
import { checkEvents, checkFailure, checkResult } from './checks.ts';

const PATIENCE_MS = 5_000;

/** Waits until `look` finds something; fails with `what` after a while. */
export async function until<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  what: () => string,
): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** A caller of an engine that remembers every event. */
export class TestCaller {
  readonly client: Client;
  readonly events: LabEvent[] = [];
  readonly batches: { first: number; events: readonly LabEvent[] }[] = [];

  constructor(transport: Transport) {
    this.client = new Client(transport);
    this.client.onBatch((batch) => {
      this.batches.push(batch);
      this.events.push(...batch.events);
    });
  }

  async call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    const result = await (this.client.call as (method: M, params: Params<M>) => Promise<Result<M>>)(method, params);
    checkResult(method, result);
    return result;
  }

  /** The failure a call is refused with; fails when it is not refused. */
  async refused<M extends Method>(method: M, params: unknown): Promise<Failure> {
    try {
      await this.call(method, params as Params<M>);
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error;
      checkFailure(error.failure);
      return error.failure;
    }
    throw new Error(`${method} was not refused`);
  }

  /** The first event of a type that matches, seen already or still to come. */
  event<T extends EventType>(type: T, match: (event: EventOf<T>) => boolean = () => true): Promise<EventOf<T>> {
    const find = () => this.events.find((e): e is EventOf<T> => e.type === type && match(e as EventOf<T>));
    return until(
      async () => find() ?? (await this.hurry().then(find)),
      () => `${type}; seen: ${this.events.map((e) => e.type).join(' ')}`,
    );
  }

  /** What can be done to have the next events soon. */
  protected async hurry(): Promise<void> {}

  /** Every event up to now: a snapshot brings those that still wait for their batch. */
  async seen(): Promise<readonly LabEvent[]> {
    await this.call('lab.snapshot', {});
    return this.events;
  }
  /** The types of everything reported about servers, or about one, in order. */
  async serverStory(serverId?: ServerId): Promise<string[]> {
    return (await this.seen())
      .filter((e) => e.type.startsWith('server.') && 'serverId' in e && e.serverId === (serverId ?? e.serverId))
      .map((e) => e.type.replace('server.', ''));
  }

  /** The types of everything reported about one socket, in order, without counts. */
  storyOf(socketId: SocketId): string[] {
    return this.events
      .filter((e) => 'socketId' in e && e.socketId === socketId && e.type.startsWith('socket.'))
      .map((e) => e.type.replace('socket.', ''));
  }

  async socket(socketId: SocketId): Promise<Socket> {
    const found = (await this.call('lab.snapshot', {})).sockets.find((s) => s.socketId === socketId);
    if (!found) throw new Error(`there is no socket ${socketId}`);
    return found;
  }
  async server(serverId: ServerId): Promise<Server> {
    const found = (await this.call('lab.snapshot', {})).servers.find((s) => s.serverId === serverId);
    if (!found) throw new Error(`there is no server ${serverId}`);
    return found;
  }

  /** Waits until a socket's record is as wanted. */
  socketWhen(socketId: SocketId, want: (socket: Socket) => boolean): Promise<Socket> {
    let last: Socket | undefined;
    return until(
      async () => {
        last = await this.socket(socketId);
        return want(last) && last;
      },
      () => `a change of ${JSON.stringify(last)}`,
    );
  }

  /** The received bytes of a socket that are kept, as one buffer. */
  async received(socketId: SocketId): Promise<Buffer> {
    const { chunks } = await this.call('capture.read', { socketId, from: 0, limit: 10_000, maxBytes: 1e9 });
    return Buffer.concat(chunks.filter((c) => c.direction === 'received').map((c) => Buffer.from(c.data, 'base64')));
  }
}

/** An engine with one caller that has its snapshot, a folder for socket files, and raw peers; all closed at the end. */
export class TestLab extends TestCaller implements AsyncDisposable {
  readonly engine: ReturnType<typeof createEngine>;
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'lab-'));
  readonly bugs: unknown[] = [];
  #first: Snapshot | undefined;
  readonly #closers: (() => void)[] = [];

  constructor(options: Partial<EngineOptions> = {}) {
    const [ours, theirs] = memoryTransports();
    super(ours);
    this.engine = createEngine({ version: 'test', onBug: (bug) => this.bugs.push(bug), ...options });
    this.engine.connect(theirs);
  }

  static async open(options?: Partial<EngineOptions>): Promise<TestLab> {
    const lab = new TestLab(options);
    lab.#first = await lab.call('lab.snapshot', {});
    return lab;
  }

  /** Another caller of the same engine. */
  caller(options: CallerOptions = {}): TestCaller {
    const [ours, theirs] = memoryTransports();
    this.engine.connect(theirs, options);
    return new TestCaller(ours);
  }

  /** A snapshot sends what is waiting; without it every fact would take a batch's 50 ms to be heard of. */
  protected override async hurry(): Promise<void> {
    await this.call('lab.snapshot', {});
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  /** A listening server of the lab on any loopback port, and that port. */
  async tcpServer(definition: Partial<Params<'server.create'>> = {}): Promise<{ serverId: ServerId; port: number }> {
    const { serverId, address } = await this.call('server.listen', {
      listen: { port: 0, host: '127.0.0.1' },
      ...definition,
    } as Params<'server.listen'>);
    return { serverId, port: (address as { port: number }).port };
  }

  /** A connected socket of the lab. */
  async dial(
    target: Params<'socket.create'>['target'],
    options: Params<'socket.create'>['options'] = {},
  ): Promise<SocketId> {
    const { socketId } = await this.call('socket.connect', { target, options });
    await this.event('socket.connect', (e) => e.socketId === socketId);
    return socketId;
  }

  /** A server and a socket dialled to it, and the accepted socket at the other end. */
  async pair(server: Partial<Params<'server.create'>> = {}, options: Params<'socket.create'>['options'] = {}) {
    const { serverId, port } = await this.tcpServer(server);
    const client = await this.dial({ port, host: '127.0.0.1' }, options);
    const { peerSocketId: accepted } = await this.event('socket.paired', (e) => e.socketId === client);
    return { serverId, port, client, accepted };
  }

  /** A plain server outside the lab; what it accepts goes to `accept`. */
  rawServer(
    accept: (socket: net.Socket) => void,
    options: net.ServerOpts & { path?: string } = {},
  ): Promise<{ port: number; server: net.Server }> {
    const server = net.createServer(options, (socket) => {
      this.#closers.push(() => socket.destroy());
      socket.on('error', () => {}); // peers of a test die in many ways
      accept(socket);
    });
    this.#closers.push(() => server.close());
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      const listening = () => resolve({ port: (server.address() as net.AddressInfo | null)?.port ?? 0, server });
      if (options.path === undefined) server.listen({ port: 0, host: '127.0.0.1' }, listening);
      else server.listen({ path: options.path }, listening);
    });
  }

  /** A plain client outside the lab, connected. */
  rawClient(target: net.NetConnectOpts): Promise<net.Socket> {
    const socket = new net.Socket({ allowHalfOpen: true });
    socket.on('error', () => {}); // peers of a test die in many ways
    this.#closers.push(() => socket.destroy());
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(socket)).once('error', reject);
      socket.connect(target);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const last = await this.call('lab.snapshot', {});
    const batches = [...this.batches];
    for (const close of this.#closers) close();
    await this.engine.close();
    rmSync(this.folder, { recursive: true, force: true });
    if (this.bugs.length > 0)
      throw new AggregateError(this.bugs, `the engine has reported ${this.bugs.length} bug(s): ${this.bugs[0]}`);
    if (this.#first) checkEvents(this.#first, batches, last);
  }
}

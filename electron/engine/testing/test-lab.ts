// A lab for tests: an engine, a client of it over memory, every event it has reported, and raw `net` peers beside it.
// Tests wait for facts, never for time.
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { ServerId, SocketId } from '../../../shared/contract/fields.ts';
import { memoryTransports } from '../../../shared/contract/memory-transport.ts';
import type { Snapshot } from '../../../shared/contract/methods/lab.ts';
import type { Params } from '../../../shared/contract/methods.ts';
import { type CallerOptions, createEngine, type EngineOptions } from '../engine.ts';
import { checkEvents } from './checks.ts';
import { TestCaller } from './test-caller.ts';

export { TestCaller, until } from './test-caller.ts';

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

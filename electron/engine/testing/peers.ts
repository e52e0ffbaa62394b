// What tests of sockets need beside a lab: a record of what a plain peer sees, and a port at which dialling hangs.
import type net from 'node:net';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { type TestCaller, type TestLab, until } from './test-lab.ts';

/** A plain socket's own story: `data:5`, `end`, `error:ECONNRESET`, `close:true`, in order; and the bytes it got. */
export class WatchedPeer {
  readonly socket: net.Socket;
  readonly story: string[] = [];
  readonly #chunks: Buffer[] = [];

  constructor(socket: net.Socket) {
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.story.push(`data:${chunk.length}`);
    });
    socket.on('end', () => this.story.push('end'));
    socket.on('error', (error: NodeJS.ErrnoException) => this.story.push(`error:${error.code}`));
    socket.on('close', (hadError) => this.story.push(`close:${hadError}`));
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
  get size(): number {
    return this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  /** Waits until `size` bytes have arrived. */
  async got(size: number): Promise<Buffer> {
    await until(
      () => this.size >= size,
      () => `${size} bytes; got ${this.size}; ${this.story.slice(-5).join(' ')}`,
    );
    return this.bytes;
  }
  /** Waits until something is in the story. */
  async saw(what: string): Promise<void> {
    await until(
      () => this.story.includes(what),
      () => `${what}; seen: ${this.story.slice(-8).join(' ')}`,
    );
  }
  /** The story without its data, complete once the socket has closed. */
  async ending(): Promise<string[]> {
    await until(
      () => this.story.at(-1)?.startsWith('close:'),
      () => `the close; seen: ${this.story.slice(-8).join(' ')}`,
    );
    return this.story.filter((word) => !word.startsWith('data:'));
  }
}

/** A dialled socket of the lab and the plain socket that a server outside the lab has accepted for it. */
export async function dialPeer(
  lab: TestLab,
  options: Parameters<TestLab['dial']>[1] = {},
  server: net.ServerOpts & { path?: string } = {},
): Promise<{ socketId: SocketId; peer: WatchedPeer; port: number }> {
  let accepted: net.Socket | undefined;
  const { port } = await lab.rawServer((socket) => {
    accepted = socket;
  }, server);
  const socketId = await lab.dial(
    server.path === undefined ? { port, host: '127.0.0.1' } : { path: server.path },
    options,
  );
  const socket = await until(
    () => accepted,
    () => 'the accepted socket',
  );
  return { socketId, peer: new WatchedPeer(socket), port };
}

/** A port at which dialling neither succeeds nor fails: the kernel's queue is full and nobody accepts. */
export async function hangingPort(lab: TestLab): Promise<number> {
  const { serverId, port } = await lab.tcpServer({ listen: { port: 0, host: '127.0.0.1', backlog: 1 } });
  await lab.call('server.pauseAccepting', { serverId, ms: 60_000 });
  for (let i = 0; i < 2; i++) await lab.rawClient({ port, host: '127.0.0.1' }); // backlog + 1 find room
  return port;
}

/** Everything reported about one socket, in order; left out is what depends on when the other end is heard of. */
export function storyOf(lab: TestCaller, socketId: SocketId, life?: number): string[] {
  return lab.events
    .filter((e) => 'life' in e && e.socketId === socketId && (life === undefined || e.life === life))
    .map((e) => e.type.replace('socket.', ''))
    .filter((type) => type !== 'paired');
}

/** Waits until the lab's own clock has gone on by `ms`: for what must not happen meanwhile. */
export async function passed(lab: TestCaller, ms: number): Promise<void> {
  const now = async () => (await lab.call('lab.snapshot', {})).at;
  const end = (await now()) + ms;
  await until(
    async () => (await now()) >= end,
    () => `${ms} ms to pass`,
  );
}

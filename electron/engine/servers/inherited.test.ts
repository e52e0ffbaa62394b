// Servers on descriptors that the engine's process has inherited. The engine runs in a child; what it inherits is made
// here and closed here, so that only the child holds it.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
} from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ChildLab } from '../testing/child-lab.ts';
import { TestLab, until } from '../testing/test-lab.ts';

interface Handle {
  readonly fd: number;
  bind(address: string, port: number): number;
  getsockname(out: object): number;
  close(): void;
}
const binding = <T>(name: string) => (process as unknown as { binding(name: string): T }).binding(name);
const fdOf = (owner: object) => (owner as { _handle: Handle })._handle.fd;

function targetOf(fd: string, pid: number | string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/fd/${fd}`);
  } catch {
    return undefined; // closed meanwhile
  }
}

const linux = process.platform === 'linux'; // elsewhere nothing tells which descriptors were inherited
const folder = mkdtempSync(path.join(os.tmpdir(), 'fd-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function listening(options: net.ListenOptions): Promise<net.Server> {
  const server = net.createServer().listen(options);
  await once(server, 'listening');
  return server;
}

/** A TCP socket that is bound and does not listen. */
function bound(): Handle {
  const { TCP } = binding<{ TCP: new (type: number) => Handle }>('tcp_wrap');
  const handle = new TCP(1);
  handle.bind('127.0.0.1', 0);
  return handle;
}

/** Connects until a greeting comes, which only the child's server sends. */
async function greeting(target: net.NetConnectOpts): Promise<string> {
  const [data] = await once(net.connect(target), 'data');
  return String(data);
}

const mock = { otherwise: { kind: 'banner' as const, text: 'from the child', afterwards: 'close' as const } };

test.runIf(linux)(
  'S30 S32 an inherited listening or bound descriptor is listened on, and closed with the server',
  async () => {
    const server = await listening({ port: 0, host: '127.0.0.1' });
    const handle = bound();
    await using lab = await ChildLab.start({ fds: [fdOf(server), handle.fd] });
    server.close();
    handle.close();
    for (const fd of [3, 4]) {
      const { serverId, address } = await lab.call('server.listen', { listen: { fd }, mock });
      expect(address).toMatchObject({ address: '127.0.0.1', family: 'IPv4' });
      expect(await lab.server(serverId)).toMatchObject({ kind: 'tcp4', state: 'listening', listen: { fd } });
      const { port } = address as { port: number };
      expect(await greeting({ port, host: '127.0.0.1' })).toBe('from the child');
      expect(await lab.refused('server.listen', { listen: { fd } })).toMatchObject({ code: 'FD_IN_USE' });
      expect(await lab.call('server.pauseAccepting', { serverId, ms: 5 })).toEqual({});
      expect(await greeting({ port, host: '127.0.0.1' })).toBe('from the child');
      await lab.call('server.close', { serverId });
      await lab.event('server.close', (e) => e.serverId === serverId);
      const refused = net.connect({ port, host: '127.0.0.1' });
      await expect(once(refused, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      expect((await lab.refused('server.listen', { listen: { fd } })).code).toBe('EINVAL'); // it is closed now
    }
  },
);

test.runIf(linux)('S30 an inherited UNIX listener has no address, and its file is not ours to remove', async () => {
  const file = path.join(folder, 'theirs');
  const server = await listening({ path: file });
  await using lab = await ChildLab.start({ fds: [fdOf(server)] });
  renameSync(file, `${file}-kept`);
  server.close();
  renameSync(`${file}-kept`, file);
  const { serverId, address } = await lab.call('server.listen', { listen: { fd: 3 }, mock });
  expect(address).toBeNull();
  expect(await lab.server(serverId)).toMatchObject({ kind: 'fd', state: 'listening', address: null });
  expect(await greeting({ path: file })).toBe('from the child');
  const { socketId } = await lab.event('server.connection');
  expect(await lab.socket(socketId)).toMatchObject({ kind: 'unix', local: null, remote: null });
  await lab.call('server.close', { serverId });
  await lab.event('server.close');
  expect(existsSync(file)).toBe(true);
});

test.runIf(linux)('S21 S30 the backlog holds for an inherited descriptor, too', async () => {
  const file = path.join(folder, 'short-queue');
  const server = await listening({ path: file });
  await using lab = await ChildLab.start({ fds: [fdOf(server)] });
  renameSync(file, `${file}-kept`);
  server.close();
  renameSync(`${file}-kept`, file);
  const { serverId } = await lab.call('server.listen', { listen: { fd: 3, backlog: 1 } });
  await lab.call('server.pauseAccepting', { serverId, ms: 60_000 });
  const outcomes: string[] = [];
  for (let i = 0; i < 3; i++) {
    const client = net.connect({ path: file });
    client.on('error', () => {}); // whoever waits is reset when the server goes
    outcomes.push(
      await once(client, 'connect').then(
        () => 'waits',
        (error: NodeJS.ErrnoException) => String(error.code),
      ),
    );
  }
  expect(outcomes).toEqual(['waits', 'waits', 'EAGAIN']);
  await lab.call('server.remove', { serverId });
});

test.runIf(linux)('S30 what cannot listen is refused; whether Node has closed it is said', async () => {
  const peer = await listening({ port: 0, host: '127.0.0.1' });
  const connected = net.connect({ port: (peer.address() as net.AddressInfo).port, host: '127.0.0.1' });
  await once(connected, 'connect');
  const file = openSync(path.join(folder, 'file'), 'w');
  execFileSync('mkfifo', [path.join(folder, 'fifo')]);
  const fifo = openSync(path.join(folder, 'fifo'), constants.O_RDWR | constants.O_NONBLOCK);
  await using lab = await ChildLab.start({ fds: [fdOf(connected), file, fifo] });
  closeSync(file);
  closeSync(fifo);
  const refusedFor = (fd: number) => lab.refused('server.listen', { listen: { fd } });
  const closed = (fd: number) => `Node has closed descriptor ${fd} while refusing it.`;
  const [tcp, plain, pipe, missing] = [
    await refusedFor(3),
    await refusedFor(4),
    await refusedFor(5),
    await refusedFor(99),
  ];
  expect(tcp).toMatchObject({ code: 'EINVAL', why: expect.stringContaining(closed(3)) });
  expect(plain.code).toBe('EINVAL');
  expect(plain.why).not.toContain('Node has closed');
  expect(pipe).toMatchObject({ code: 'ENOTSOCK', why: expect.stringContaining(closed(5)) });
  expect(missing.code).toBe('EINVAL');
  for (const fd of [3.5, 2 ** 31, 2 ** 32 + 4]) expect((await refusedFor(fd)).code, String(fd)).toBe('EINVAL');
  expect(await lab.seen()).toEqual([]);
  connected.destroy();
  peer.close();
});

test.runIf(linux)(
  'S29 S30 FD_IN_USE: descriptors of the engine itself, of its servers and sockets, and its own voice',
  async () => {
    await using lab = await ChildLab.start();
    const { serverId, address } = await lab.call('server.listen', { listen: { port: 0, host: '127.0.0.1' } });
    const { socketId } = await lab.call('socket.connect', {
      target: { port: (address as { port: number }).port, host: '127.0.0.1' },
    });
    await lab.event('socket.connect', (e) => e.socketId === socketId);
    const targets = (pid: number | string) =>
      new Map(readdirSync(`/proc/${pid}/fd`).map((fd) => [Number(fd), targetOf(fd, pid)] as const));
    const ours = targets('self');
    const open = [...targets(lab.process.pid ?? 0)]
      .filter(([fd, target]) => fd !== 0 && target !== undefined && ours.get(fd) !== target) // the rest is inherited from us
      .map(([fd]) => fd);
    expect(open).toContain((await lab.call('socket.inspect', { socketId })).fd);
    for (const fd of [1, 2, ...open]) {
      expect(await lab.refused('server.listen', { listen: { fd } }), String(fd)).toMatchObject({
        code: 'FD_IN_USE',
        message: 'This descriptor belongs to Socket Lab itself.',
      });
      expect((await lab.refused('socket.wrap', { fd })).code, String(fd)).toBe('FD_IN_USE');
    }
    expect((await lab.server(serverId)).state).toBe('listening');
    await until(
      async () => (await lab.server(serverId)).accepted === 1,
      () => 'the connection',
    );
  },
);

test.runIf(linux)(
  'S30 S31 without inherited descriptors none can be used; on Windows the reason is given',
  async () => {
    await using lab = await TestLab.open();
    const server = await listening({ port: 0, host: '127.0.0.1' });
    expect((await lab.refused('server.listen', { listen: { fd: fdOf(server) } })).code).toBe('FD_IN_USE');
    const { serverId } = await lab.call('server.create', { listen: { fd: fdOf(server) } });
    expect((await lab.server(serverId)).kind).toBe('fd');
    expect((await lab.refused('server.listen', { serverId })).code).toBe('FD_IN_USE');
    expect((await lab.server(serverId)).state).toBe('stopped');
    expect(server.listening).toBe(true);
    server.close();
    const { capabilities, reasons } = await lab.call('lab.about', {});
    expect(capabilities.fdListen).toBe(true);
    expect(reasons.fdListen).toBeUndefined();
  },
);

// The command `socket-lab serve` as scripts and people start it: its one line, its arguments, its end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import { serveLab } from '../serve-lab.ts';
import { expect, test } from './fixture.ts';

const command = path.resolve(import.meta.dirname, '../../out/cli/cli.cjs');

/** Runs the command to its end. */
async function run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

test('--json prints exactly one line, with the address of the page, of the API, and the pid that owns the sockets', async () => {
  const lab = await serveLab({ args: ['--token', 'abc'] });
  expect(lab.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=abc$/u);
  expect(lab.api).toBe(lab.url.replace('http:', 'ws:').replace('/?', '/api?'));
  expect(lab.pid).toBe(lab.process.pid);
  expect((await lab.caller.call('lab.about', {})).pid).toBe(lab.pid);
  await lab[Symbol.asyncDispose]();
});

test('a script that knows only JSON-RPC and the names of the methods gets what is written', async ({ lab }) => {
  const socket = new WebSocket(lab.api);
  await once(socket, 'open');
  const seen: {
    id?: number;
    method?: string;
    result?: unknown;
    params?: { first: number; events: { type: string }[] };
  }[] = [];
  socket.on('message', (data) => seen.push(JSON.parse(String(data))));
  const answer = async (id: number, method: string, params?: object) => {
    socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    await expect.poll(() => seen.some((m) => m.id === id)).toBe(true);
    return seen.find((m) => m.id === id)?.result as Record<string, unknown>;
  };
  const { sequence } = await answer(1, 'lab.snapshot');
  const { serverId, address } = await answer(2, 'server.listen', {
    listen: { port: 0, host: '127.0.0.1' },
    mock: { otherwise: { kind: 'echo' } },
  });
  const { socketId } = await answer(3, 'socket.connect', {
    target: { port: (address as { port: number }).port, host: '127.0.0.1' },
  });
  expect(await answer(4, 'socket.end', { socketId, data: 'aGVsbG8=', encoding: 'base64' })).toEqual({});
  const events = () => seen.filter((m) => m.method === 'lab.events').flatMap((m) => m.params?.events ?? []);
  await expect.poll(() => events().filter((e) => e.type === 'socket.close').length).toBe(2);
  const { chunks } = (await answer(5, 'capture.read', { socketId, from: 0 })) as unknown as {
    chunks: { direction: string; data: string }[];
  };
  expect(chunks.map((c) => [c.direction, c.data])).toEqual([
    ['sent', 'aGVsbG8='],
    ['received', 'aGVsbG8='],
  ]);
  const ofServer = events().filter((e) => e.type.startsWith('server.'));
  expect(ofServer.map((e) => e.type)).toEqual([
    'server.created',
    'server.binding',
    'server.listening',
    'server.connection',
  ]);
  const ofClient = events().filter(
    (e) => (e as { socketId?: number }).socketId === socketId && e.type !== 'socket.updated',
  );
  expect(ofClient.map((e) => e.type)).toEqual([
    'socket.created',
    'socket.connectionAttempt',
    'socket.connect',
    'socket.paired',
    'socket.ready',
    'socket.finish',
    'socket.end',
    'socket.close',
  ]);
  expect(seen.find((m) => m.method === 'lab.events')?.params?.first).toBe(sequence);
  await answer(6, 'server.close', { serverId });
  socket.close();
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} closes everything, removes UNIX sockets and ends with 0 within three seconds`, async () => {
    const lab = await serveLab();
    const socketPath = path.join(lab.folder, 'gone.sock');
    await lab.caller.call('server.listen', { listen: { path: socketPath } });
    const { address } = await lab.caller.call('server.listen', { listen: { port: 0, host: '127.0.0.1' } });
    const { port } = address as { port: number };
    const peer = net.connect(port, '127.0.0.1');
    peer.on('error', () => {}); // the lab hangs up on it
    await once(peer, 'connect');
    const startedAt = performance.now();
    lab.process.kill(signal);
    const [code] = (await once(lab.process, 'exit')) as [number | null];
    expect(code).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(existsSync(socketPath)).toBe(false);
    await lab[Symbol.asyncDispose]();
  });
}

test('a port that is taken, a port that is none, and an unknown option end with one plain line', async ({ lab }) => {
  const { port } = new URL(lab.url);
  const taken = await run('serve', '--port', port);
  expect(taken).toMatchObject({ code: 1, stdout: '' });
  expect(taken.stderr).toContain(`Port ${port} is already taken.`);
  const none = await run('serve', '--port', '99999');
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(none.stderr).toContain('Ports go from 0 to 65535');
  expect(await run('serve', '--prot', '1')).toMatchObject({ code: 2, stdout: '' });
  expect(await run('nonsense')).toMatchObject({ code: 2, stdout: '' });
  expect((await run('--help')).stdout).toContain('--allow-files');
});

test('--lab opens a lab file and no port; a damaged or foreign file is refused and says why', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'socket-lab-files-'));
  const file = path.join(folder, 'two.socketlab');
  const servers = [{ name: 'Echo', listen: { port: 0, host: '127.0.0.1' }, mock: { otherwise: { kind: 'echo' } } }];
  const clients = [{ name: 'db', target: { host: 'localhost', port: 5432 } }];
  writeFileSync(file, JSON.stringify({ format: 'socketlab', version: 1, servers, clients }));
  const lab = await serveLab({ args: ['--lab', file] });
  const snapshot = await lab.caller.call('lab.snapshot', {});
  expect(snapshot.servers.map((s) => [s.name, s.state])).toEqual([['Echo', 'stopped']]);
  expect(snapshot.document).toMatchObject({ name: 'two', clients: [{ name: 'db' }] });
  await lab[Symbol.asyncDispose]();
  const broken: Readonly<Record<string, string>> = {
    'not JSON': readFileSync(file, 'utf8').slice(0, 40),
    'not a Socket Lab file': '{"format":"other"}',
    'a newer version': JSON.stringify({ format: 'socketlab', version: 99, servers, clients }),
    'damaged at': JSON.stringify({ format: 'socketlab', version: 1, servers: [{ listen: { prot: 1 } }], clients }),
  };
  for (const [why, text] of Object.entries(broken)) {
    writeFileSync(file, text);
    const refused = await run('serve', '--port', '0', '--json', '--lab', file);
    expect(refused, why).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain(why);
  }
  rmSync(folder, { recursive: true });
});

test('a listening descriptor of the caller can be listened on; one of the lab itself cannot', async () => {
  const server = net.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  const { fd } = (server as unknown as { _handle: { fd: number } })._handle;
  const file = openSync(import.meta.filename, 'r');
  const lab = await serveLab({ descriptors: [fd, file] });
  server.close();
  const { serverId, address } = await lab.caller.call('server.listen', { listen: { fd: 3 } });
  expect(address).toMatchObject({ port });
  const peer = net.connect(port, '127.0.0.1');
  await once(peer, 'connect');
  await lab.caller.event('server.connection', (e) => e.serverId === serverId);
  peer.destroy();
  expect(await lab.caller.refused('server.listen', { listen: { fd: 4 } })).toMatchObject({ code: 'EINVAL' });
  expect(await lab.caller.refused('server.listen', { listen: { fd: 3 } })).toMatchObject({ code: 'FD_IN_USE' });
  expect(await lab.caller.refused('socket.wrap', { fd: 2 })).toMatchObject({ code: 'FD_IN_USE' });
  await lab[Symbol.asyncDispose]();
});

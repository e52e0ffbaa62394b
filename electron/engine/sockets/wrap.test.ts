// `socket.wrap`: sockets around descriptors that the engine's process has inherited. The engine runs in a child.
import dgram from 'node:dgram';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ChildLab } from '../testing/child-lab.ts';
import { storyOf, WatchedPeer } from '../testing/peers.ts';
import { TestLab } from '../testing/test-lab.ts';

const linux = process.platform === 'linux'; // elsewhere nothing tells which descriptors were inherited
const folder = mkdtempSync(path.join(os.tmpdir(), 'wrap-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fdOf = (owner: object) => (owner as { _handle: { fd: number } })._handle.fd;

/** A connection: the end whose descriptor a child is to inherit, not read from here, and the peer that stays. */
async function connection(socketPath?: string): Promise<{ end: net.Socket; peer: WatchedPeer; close(): void }> {
  const server = net.createServer({ pauseOnConnect: true, allowHalfOpen: true });
  server.listen(socketPath === undefined ? { port: 0, host: '127.0.0.1' } : { path: socketPath });
  await once(server, 'listening');
  const address = server.address();
  const target = typeof address === 'string' ? { path: address } : { port: (address as net.AddressInfo).port };
  const socket = net.connect({ host: '127.0.0.1', allowHalfOpen: true, ...target });
  const [end] = (await once(server, 'connection')) as [net.Socket];
  server.close();
  return { end, peer: new WatchedPeer(socket), close: () => end.destroy() };
}

test.runIf(linux)(
  'K3 wrap: an inherited TCP connection goes on in the lab, both ways, and closes its descriptor',
  async () => {
    const { end, peer, close } = await connection();
    await using lab = await ChildLab.start({ fds: [fdOf(end)] });
    close();
    const { socketId } = await lab.call('socket.wrap', { fd: 3 });
    const created = await lab.event('socket.created', (e) => e.socketId === socketId);
    expect(created.socket).toMatchObject({
      origin: 'wrapped',
      kind: 'tcp4',
      state: 'open',
      readyState: 'open',
      life: 1,
      local: { address: '127.0.0.1', port: peer.socket.remotePort, family: 'IPv4' },
      remote: { address: '127.0.0.1', port: peer.socket.localPort, family: 'IPv4' },
      options: {},
    });
    expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ fd: 3 });
    peer.socket.write('hello');
    await lab.socketWhen(socketId, (s) => s.counts.bytesRead === 5);
    await lab.call('socket.write', { socketId, data: 'back' });
    expect(String(await peer.got(4))).toBe('back');
    expect(await lab.refused('socket.wrap', { fd: 3 })).toMatchObject({
      code: 'FD_IN_USE',
      why: 'Descriptor 3 is in use by a server or socket of this lab.',
    });
    expect((await lab.refused('server.listen', { listen: { fd: 3 } })).code).toBe('FD_IN_USE');
    peer.socket.end();
    await lab.event('socket.close', (e) => e.socketId === socketId);
    expect(storyOf(lab, socketId)).toEqual(['created', 'end', 'finish', 'close']);
    expect((await lab.refused('socket.connect', { socketId })).code).toBe('NO_TARGET');
    expect((await lab.refused('socket.wrap', { fd: 3 })).code).not.toBe('FD_IN_USE');
  },
);

test.runIf(linux)('K3 K5 K6 wrap: allowHalfOpen, readable and writable are honoured', async () => {
  const [half, mute, deaf] = [await connection(), await connection(), await connection()];
  await using lab = await ChildLab.start({ fds: [half, mute, deaf].map(({ end }) => fdOf(end)) });
  for (const { close } of [half, mute, deaf]) close();
  const { socketId: first } = await lab.call('socket.wrap', { fd: 3, allowHalfOpen: true });
  half.peer.socket.end();
  await lab.socketWhen(first, (s) => s.state === 'send-only');
  expect(await lab.socket(first)).toMatchObject({ options: { allowHalfOpen: true } });
  await lab.call('socket.write', { socketId: first, data: 'after the end' });
  await half.peer.got(13);

  const { socketId: second } = await lab.call('socket.wrap', { fd: 4, writable: false });
  expect(await lab.call('socket.inspect', { socketId: second })).toMatchObject({ writable: false, readable: true });
  expect(await lab.socket(second)).toMatchObject({ readyState: 'readOnly', state: 'receive-only' });
  expect((await lab.refused('socket.write', { socketId: second, data: 'x' })).code).toBe('ERR_STREAM_WRITE_AFTER_END');

  const { socketId: third } = await lab.call('socket.wrap', { fd: 5, readable: false });
  expect(await lab.socket(third)).toMatchObject({ readyState: 'writeOnly', state: 'send-only' });
  await lab.call('socket.write', { socketId: third, data: 'one way' });
  await deaf.peer.got(7);
});

test.runIf(linux)('K3 wrap: an inherited UNIX connection is of that kind', async () => {
  const { end, peer, close } = await connection(path.join(folder, 'wrap.sock'));
  await using lab = await ChildLab.start({ fds: [fdOf(end)] });
  close();
  const { socketId } = await lab.call('socket.wrap', { fd: 3 });
  expect(await lab.socket(socketId)).toMatchObject({ origin: 'wrapped', kind: 'unix', local: null, remote: null });
  expect((await lab.refused('socket.resetAndDestroy', { socketId })).code).toBe('ERR_INVALID_HANDLE_TYPE');
  peer.socket.write('hello');
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead === 5);
});

test.runIf(linux)('K3 B39 wrap: what Node cannot wrap is refused with its code, and nothing is created', async () => {
  const file = openSync(path.join(folder, 'file'), 'w');
  const udp = dgram.createSocket('udp4');
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  const udpFd = (udp as unknown as Record<symbol, { handle: { fd: number } }>)[
    Object.getOwnPropertySymbols(udp).find((symbol) => String(symbol) === 'Symbol(state symbol)') as symbol
  ]?.handle.fd as number;
  await using lab = await ChildLab.start({ fds: [file, udpFd] });
  closeSync(file);
  udp.close();
  const { sequence } = await lab.call('lab.snapshot', {});
  const codes: [unknown, string][] = [
    [3, 'ERR_INVALID_FD_TYPE'],
    [4, 'ERR_INVALID_FD_TYPE'],
    [99, 'ERR_INVALID_FD_TYPE'],
    [-1, 'ERR_OUT_OF_RANGE'],
    [1.5, 'ERR_OUT_OF_RANGE'],
    ['3', 'ERR_INVALID_ARG_TYPE'],
    [null, 'ERR_INVALID_ARG_TYPE'],
    [{}, 'ERR_INVALID_ARG_TYPE'],
    [1, 'FD_IN_USE'],
    [2, 'FD_IN_USE'],
  ];
  const found: [unknown, string][] = [];
  for (const [fd] of codes) found.push([fd, (await lab.refused('socket.wrap', { fd })).code]);
  expect(found).toEqual(codes);
  expect((await lab.refused('socket.wrap', {})).code).toBe('-32602');
  expect(await lab.call('lab.snapshot', {})).toMatchObject({ sequence, sockets: [] });
});

test('K3 wrap: descriptors that the engine itself has opened are FD_IN_USE', async () => {
  await using lab = await TestLab.open();
  const { client } = await lab.pair();
  const { fd } = await lab.call('socket.inspect', { socketId: client });
  expect(await lab.refused('socket.wrap', { fd })).toMatchObject({
    code: linux ? 'FD_IN_USE' : 'EEXIST',
  });
  expect((await lab.socket(client)).state).toBe('open');
});

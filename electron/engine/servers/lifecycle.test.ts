import { once } from 'node:events';
import { expect, test } from 'vitest';
import { TestLab } from '../testing/test-lab.ts';

test('S42 S57 close keeps connections, refuses new ones, and is reported after the last has ended', async () => {
  await using lab = await TestLab.open();
  const { serverId, port, client, accepted } = await lab.pair();
  expect(await lab.call('server.close', { serverId })).toEqual({});
  expect(await lab.server(serverId)).toMatchObject({ state: 'closing', address: null, connections: 1 });
  expect(await lab.event('server.closing')).toMatchObject({ serverId, connections: 1 });
  const late = await lab.call('socket.connect', { target: { port, host: '127.0.0.1' } });
  expect((await lab.event('socket.error', (e) => e.socketId === late.socketId)).failure.code).toBe('ECONNREFUSED');
  await lab.call('socket.write', { socketId: client, data: 'still here' });
  await lab.socketWhen(accepted, (s) => s.counts.bytesRead === 10);
  expect(lab.events.some((e) => e.type === 'server.close')).toBe(false);
  await lab.call('socket.end', { socketId: client });
  await lab.event('server.close');
  const last = lab.events.filter((e) => e.type === 'socket.close' || e.type === 'server.close');
  expect(last.findIndex((e) => e.type === 'server.close')).toBeGreaterThan(
    last.findIndex((e) => e.type === 'socket.close' && e.socketId === accepted),
  );
  expect(await lab.server(serverId)).toMatchObject({ state: 'stopped', connections: 0, accepted: 1 });
});

test('S42 close with its sockets: finished, or destroyed', async () => {
  await using lab = await TestLab.open();
  const finished = await lab.pair();
  await lab.call('server.close', { serverId: finished.serverId, sockets: 'end' });
  await lab.event('server.close', (e) => e.serverId === finished.serverId);
  expect(await lab.socket(finished.accepted)).toMatchObject({ state: 'closed', close: { cause: 'fin', first: 'us' } });
  expect((await lab.socketWhen(finished.client, (s) => s.state === 'closed')).close?.first).toBe('peer');
  const destroyed = await lab.pair();
  await lab.call('server.close', { serverId: destroyed.serverId, sockets: 'destroy' });
  await lab.event('server.close', (e) => e.serverId === destroyed.serverId);
  expect((await lab.socket(destroyed.accepted)).close).toMatchObject({ cause: 'local-destroy', first: 'us' });
  expect((await lab.refused('server.close', { serverId: destroyed.serverId, sockets: 'explode' })).code).toBe('-32602');
});

test('S43 who keeps a closing server open is listed', async () => {
  await using lab = await TestLab.open();
  const { serverId, accepted } = await lab.pair();
  await lab.call('server.close', { serverId });
  const { sockets } = await lab.call('lab.snapshot', {});
  const living = sockets.filter((s) => s.serverId === serverId && s.state !== 'closed');
  expect(living.map((s) => s.socketId)).toEqual([accepted]);
  expect(await lab.call('server.getConnections', { serverId })).toEqual({ count: 1 });
});

test('S44 closing what is not running: ERR_SERVER_NOT_RUNNING, and no close is made up', async () => {
  await using lab = await TestLab.open();
  const { serverId } = await lab.call('server.create', { listen: { port: 0, host: '127.0.0.1' } });
  const notRunning = async () => {
    for (const method of ['server.close', 'server.abort'] as const) {
      expect(await lab.refused(method, { serverId })).toMatchObject({
        code: 'ERR_SERVER_NOT_RUNNING',
        message: 'The server is not running.',
        nodeMessage: 'Server is not running.',
      });
    }
    const paused = await lab.refused('server.pauseAccepting', { serverId });
    expect(paused.code).toBe('ERR_SERVER_NOT_RUNNING');
  };
  await notRunning();
  expect(await lab.serverStory()).toEqual(['created']);
  await lab.call('server.listen', { serverId });
  await lab.call('server.close', { serverId });
  await notRunning();
  await lab.event('server.close');
  await notRunning();
  expect(await lab.serverStory()).toEqual(['created', 'binding', 'listening', 'closing', 'close']);
});

test('S46 removing a server disposes of it: answered when it and its sockets are closed, at once when it is stopped', async () => {
  await using lab = await TestLab.open();
  const { serverId, accepted, client } = await lab.pair();
  const stopped = await lab.call('server.create', { listen: { port: 0 } });
  expect(await lab.call('server.remove', { serverId: stopped.serverId })).toEqual({});
  expect(await lab.serverStory(stopped.serverId)).toEqual(['created', 'removed']);
  expect(await lab.call('server.remove', { serverId })).toEqual({});
  expect((await lab.socket(accepted)).state).toBe('closed');
  expect((await lab.serverStory(serverId)).slice(-3)).toEqual(['closing', 'close', 'removed']);
  await lab.event('socket.close', (e) => e.socketId === client);
  expect((await lab.call('lab.snapshot', {})).servers).toEqual([]);
  for (const method of ['server.close', 'server.remove', 'server.address', 'server.ref', 'server.update'] as const) {
    expect((await lab.refused(method, { serverId })).code).toBe('UNKNOWN_SERVER');
  }
  expect((await lab.socket(accepted)).serverId).toBe(serverId); // what it did stays to be looked at
});

test('S38 server.abort is like an aborted signal: closed, its connections go on', async () => {
  await using lab = await TestLab.open();
  const { serverId, client, accepted } = await lab.pair();
  expect(await lab.call('server.abort', { serverId })).toEqual({});
  expect((await lab.server(serverId)).state).toBe('closing');
  await lab.call('socket.write', { socketId: client, data: 'x' });
  await lab.socketWhen(accepted, (s) => s.counts.bytesRead === 1);
  await lab.call('socket.end', { socketId: client });
  await lab.event('server.close');
  expect((await lab.serverStory()).includes('error')).toBe(false);
});

test('S49 S58 S53 S54 an accepted connection: created, then reported by its server, and counted', async () => {
  await using lab = await TestLab.open();
  const { serverId, port } = await lab.tcpServer();
  const peer = await lab.rawClient({ port, host: '127.0.0.1' });
  const { socketId } = await lab.event('server.connection');
  const created = await lab.event('socket.created');
  expect(created.socket).toMatchObject({
    socketId,
    life: 1,
    origin: 'accepted',
    serverId,
    kind: 'tcp4',
    state: 'open',
    readyState: 'open',
    local: { address: '127.0.0.1', port, family: 'IPv4' },
    remote: { address: '127.0.0.1', port: peer.localPort, family: 'IPv4' },
    paused: false,
  });
  const order = (await lab.seen()).map((e) => e.type);
  expect(order.indexOf('server.connection')).toBe(order.indexOf('socket.created') + 1);
  expect(lab.storyOf(socketId)).toEqual(['created']); // no connect, no ready
  expect(await lab.server(serverId)).toMatchObject({ state: 'listening', connections: 1, accepted: 1 });
  expect(await lab.call('server.getConnections', { serverId })).toEqual({ count: 1 });
  peer.destroy();
  await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(await lab.server(serverId)).toMatchObject({ connections: 0, accepted: 1 });
  expect(await lab.call('server.getConnections', { serverId })).toEqual({ count: 0 });
});

test('S58 many at once: every connection becomes a row', async () => {
  await using lab = await TestLab.open();
  const { serverId, port } = await lab.tcpServer();
  const peers = await Promise.all(Array.from({ length: 200 }, () => lab.rawClient({ port, host: '127.0.0.1' })));
  await lab.event('server.connection', () => lab.events.filter((e) => e.type === 'server.connection').length === 200);
  expect(await lab.server(serverId)).toMatchObject({ connections: 200, accepted: 200 });
  for (const peer of peers) peer.destroy();
  await Promise.all(peers.map((peer) => once(peer, 'close')));
});

test('S2 S50 server.update: live settings at any time, the definition only while stopped', async () => {
  await using lab = await TestLab.open();
  const { serverId, client } = await lab.pair();
  await lab.call('server.update', { serverId, name: 'Renamed', mock: { otherwise: { kind: 'echo' } } });
  await lab.call('socket.write', { socketId: client, data: 'now?' });
  await lab.socketWhen(client, (s) => s.counts.bytesRead === 4);
  expect((await lab.event('server.updated')).server).toMatchObject({ name: 'Renamed', state: 'listening' });
  const before = await lab.server(serverId);
  for (const change of [{ listen: { port: 0 } }, { options: { allowHalfOpen: true } }]) {
    const failure = await lab.refused('server.update', { serverId, name: 'Half', ...change });
    expect(failure.code).toBe('ERR_SERVER_ALREADY_LISTEN');
  }
  for (const [change, code] of [
    [{ idleTimeoutMs: -1 }, 'ERR_OUT_OF_RANGE'],
    [{ idleTimeoutMs: '5' }, 'ERR_INVALID_ARG_TYPE'],
    [{ onIdle: 'explode' }, 'ERR_INVALID_ARG_VALUE'],
    [{ blockList: 'x' }, 'ERR_INVALID_ARG_TYPE'],
    [{ blockList: [{ address: 'x' }] }, 'ERR_INVALID_ADDRESS'],
    [{ mock: { otherwise: { kind: 'x' } } }, '-32602'],
    [{ port: 0 }, '-32602'],
  ] as const) {
    expect((await lab.refused('server.update', { serverId, name: 'Half', ...change })).code).toBe(code);
  }
  expect(await lab.server(serverId)).toEqual(before);
  await lab.call('server.update', { serverId, mock: null });
  await lab.call('server.close', { serverId, sockets: 'destroy' });
  await lab.event('server.close');
  const wrong = await lab.refused('server.update', { serverId, name: 'Half', options: { highWaterMark: 'x' } });
  expect(wrong.code).toBe('ERR_INVALID_ARG_TYPE');
  await lab.call('server.update', { serverId, listen: { path: lab.path('new') }, options: { pauseOnConnect: true } });
  await lab.call('server.listen', { serverId });
  expect(await lab.server(serverId)).toMatchObject({
    name: 'Renamed',
    kind: 'unix',
    mock: null,
    address: lab.path('new'),
    options: { pauseOnConnect: true },
  });
});

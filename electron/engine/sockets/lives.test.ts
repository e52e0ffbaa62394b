// A row and its lives: dialling again, by hand and by itself.
import type net from 'node:net';
import { expect, test } from 'vitest';
import { dialPeer, hangingPort, passed, storyOf } from '../testing/peers.ts';
import { TestLab } from '../testing/test-lab.ts';

const wakes = ['created', 'connectionAttempt', 'connect', 'ready'];

test('K28 connect {socketId} on a closed socket: same id, next life, counts restart, the capture stays', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer((socket) => socket.end('hello'));
  const socketId = await lab.dial({ port, host: '127.0.0.1' });
  await lab.event('socket.close', (e) => e.socketId === socketId && e.life === 1);
  expect(await lab.socket(socketId)).toMatchObject({ life: 1, close: { cause: 'fin' }, counts: { bytesRead: 5 } });

  expect(await lab.call('socket.connect', { socketId, paused: true })).toEqual({ socketId, life: 2 });
  const dialling = await lab.socket(socketId);
  expect(dialling).toMatchObject({ life: 2, state: 'connecting', paused: true, local: null, remote: null });
  expect(dialling.counts).toEqual({ bytesRead: 0, bytesWritten: 0, queued: 0, chunksReceived: 0, chunksSent: 0 });
  expect(dialling).not.toHaveProperty('close');
  expect(dialling).not.toHaveProperty('closedAt');
  expect(dialling).not.toHaveProperty('connectedAt');
  await lab.event('socket.connect', (e) => e.socketId === socketId && e.life === 2);
  await lab.call('socket.resume', { socketId });
  await lab.event('socket.close', (e) => e.socketId === socketId && e.life === 2);

  expect(storyOf(lab, socketId, 1)).toEqual([...wakes, 'end', 'finish', 'close']);
  expect(storyOf(lab, socketId, 2)).toEqual(['updated', ...wakes.slice(1), 'resumed', 'end', 'finish', 'close']);
  expect(await lab.socket(socketId)).toMatchObject({ life: 2, counts: { bytesRead: 5, chunksReceived: 1 } });
  const { chunks } = await lab.call('capture.read', { socketId });
  expect(chunks).toMatchObject([
    { index: 0, life: 1, direction: 'received', size: 5 },
    { index: 1, life: 2, direction: 'received', size: 5 },
  ]);
});

test('K28 B44 connect on a live socket: EALREADY while connecting, EISCONN when open, and nothing happens to it', async () => {
  await using lab = await TestLab.open();
  const port = await hangingPort(lab);
  const { socketId: connecting } = await lab.call('socket.connect', { target: { port, host: '127.0.0.1' } });
  expect(await lab.refused('socket.connect', { socketId: connecting })).toMatchObject({
    code: 'EALREADY',
    message: 'This socket is connecting already.',
  });
  const { accepted, client } = await lab.pair();
  for (const socketId of [accepted, client]) {
    expect((await lab.refused('socket.connect', { socketId })).code).toBe('EISCONN');
    expect((await lab.socket(socketId)).state).toBe('open');
  }
  // Right after destroy the old life has not closed yet; dialling would mix the two.
  const [, early] = await Promise.all([
    lab.call('socket.destroy', { socketId: connecting }),
    lab.refused('socket.connect', { socketId: connecting }),
  ]);
  expect(early.code).toBe('EISCONN');
  await lab.event('socket.close', (e) => e.socketId === connecting);
  expect(storyOf(lab, connecting)).toEqual(['created', 'connectionAttempt', 'close']);
});

test('K28 only what was dialled from here can be dialled again', async () => {
  await using lab = await TestLab.open();
  const { accepted, client } = await lab.pair();
  await lab.call('socket.end', { socketId: client });
  await lab.event('socket.close', (e) => e.socketId === accepted);
  expect((await lab.refused('socket.connect', { socketId: accepted })).code).toBe('NO_TARGET');
  expect((await lab.refused('socket.connect', { socketId: 9999 })).code).toBe('UNKNOWN_SOCKET');
});

test('K28 a life that is refused can be followed by one that is not', async () => {
  await using lab = await TestLab.open();
  const { port, server } = await lab.rawServer(() => {});
  await new Promise((resolve) => server.close(resolve));
  const { socketId } = await lab.call('socket.connect', { target: { port, host: '127.0.0.1' } });
  await lab.event('socket.close', (e) => e.socketId === socketId);
  await new Promise<void>((resolve) => server.listen({ port, host: '127.0.0.1' }, resolve));
  await lab.call('socket.connect', { socketId });
  await lab.event('socket.connect', (e) => e.socketId === socketId && e.life === 2);
  expect(await lab.socket(socketId)).toMatchObject({ state: 'open', life: 2 });
  server.close();
});

test('K28 what was set on one life holds for the next: timeout, options, pause not', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  await lab.call('socket.setTimeout', { socketId, timeoutMs: 5_000, onTimeout: 'end' });
  await lab.call('socket.setNoDelay', { socketId });
  await lab.call('socket.pause', { socketId });
  peer.socket.end();
  await lab.call('socket.destroy', { socketId });
  await lab.event('socket.close', (e) => e.socketId === socketId);
  await lab.call('socket.connect', { socketId });
  await lab.event('socket.connect', (e) => e.life === 2);
  expect(await lab.socket(socketId)).toMatchObject({
    timeoutMs: 5_000,
    onTimeout: 'end',
    options: { noDelay: true, timeoutMs: 5_000, onTimeout: 'end' },
    paused: false,
  });
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ timeout: 5_000 });
});

test('K28 both ends of each life are one connection', async () => {
  await using lab = await TestLab.open();
  const { client, accepted } = await lab.pair();
  await lab.call('socket.end', { socketId: client });
  await lab.event('socket.close', (e) => e.socketId === client);
  await lab.call('socket.connect', { socketId: client });
  const { peerSocketId } = await lab.event('socket.paired', (e) => e.socketId === client && e.life === 2);
  expect(peerSocketId).not.toBe(accepted);
  expect(await lab.socket(peerSocketId)).toMatchObject({ peerSocketId: client, life: 1 });
});

test('K28 autoReconnect dials again after a close by the peer, each time as the next life', async () => {
  await using lab = await TestLab.open();
  const peers: net.Socket[] = [];
  const { port } = await lab.rawServer((socket) => peers.push(socket));
  const { socketId } = await lab.call('socket.connect', {
    target: { port, host: '127.0.0.1' },
    options: { autoReconnect: { everyMs: 5, times: 3 } },
  });
  for (let life = 1; life <= 3; life++) {
    await lab.event('socket.connect', (e) => e.socketId === socketId && e.life === life);
    peers.at(-1)?.resetAndDestroy();
  }
  await lab.event('socket.connect', (e) => e.socketId === socketId && e.life === 4);
  await lab.call('socket.end', { socketId });
  await lab.event('socket.close', (e) => e.life === 4);
  const story = lab.events.filter((e) => e.type === 'socket.close').map((e) => [e.life, e.cause]);
  expect(story).toEqual([
    [1, 'rst'],
    [2, 'rst'],
    [3, 'rst'],
    [4, 'fin'],
  ]);
});

test('K28 autoReconnect gives up after so many tries in a row', async () => {
  await using lab = await TestLab.open();
  const { port, server } = await lab.rawServer(() => {});
  server.close();
  const { socketId } = await lab.call('socket.connect', {
    target: { port, host: '127.0.0.1' },
    options: { autoReconnect: { everyMs: 5, times: 2 } },
  });
  await lab.event('socket.close', (e) => e.life === 3);
  await passed(lab, 20); // long enough for another three tries
  expect(await lab.socket(socketId)).toMatchObject({ life: 3, state: 'refused' });
});

test('K28 autoReconnect leaves a close alone that was made here: end, destroy, reset, cancel', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer((socket) => socket.resume());
  const methods = ['socket.end', 'socket.destroy', 'socket.resetAndDestroy', 'socket.cancel'] as const;
  const sockets = [];
  for (const method of methods) {
    const socketId = await lab.dial({ port, host: '127.0.0.1' }, { autoReconnect: { everyMs: 1, times: 5 } });
    await lab.call(method, { socketId });
    sockets.push(socketId);
  }
  for (const socketId of sockets) await lab.event('socket.close', (e) => e.socketId === socketId);
  await passed(lab, 20);
  for (const socketId of sockets) expect((await lab.socket(socketId)).life).toBe(1);
});

test('K28 destroy and remove call off the next try', async () => {
  await using lab = await TestLab.open();
  const { port, server } = await lab.rawServer(() => {});
  server.close();
  const options = { autoReconnect: { everyMs: 30, times: 5 } };
  const { socketId: first } = await lab.call('socket.connect', { target: { port, host: '127.0.0.1' }, options });
  const { socketId: second } = await lab.call('socket.connect', { target: { port, host: '127.0.0.1' }, options });
  for (const socketId of [first, second]) await lab.socketWhen(socketId, (s) => s.state === 'refused');
  await lab.call('socket.destroy', { socketId: first });
  await lab.call('socket.remove', { socketId: second });
  await passed(lab, 50);
  expect((await lab.call('lab.snapshot', {})).sockets).toMatchObject([{ socketId: first, life: 1 }]);
});

test('K28 a reset of the lab and a destroy end it for good, also where the peer was faster', async () => {
  await using lab = await TestLab.open();
  const peers: net.Socket[] = [];
  const { port } = await lab.rawServer((socket) => peers.push(socket));
  const options = { autoReconnect: { everyMs: 1, times: 1_000 } };
  const dialled = [];
  for (let i = 0; i < 6; i++) dialled.push(await lab.dial({ port, host: '127.0.0.1' }, options));
  // An error has destroyed some of them already when they are told to end; their close is still to come.
  for (const socketId of dialled.slice(0, 3)) {
    await Promise.all([
      lab.call('socket.destroy', { socketId, error: 'as good as one' }),
      lab.call('socket.destroy', { socketId }),
    ]);
  }
  for (const peer of peers) peer.resetAndDestroy();
  expect(await lab.call('lab.reset', {})).toMatchObject({ closed: { servers: 0 } });
  await passed(lab, 20);
  expect((await lab.call('lab.snapshot', {})).sockets).toEqual([]);
});

test('K28 remove forgets a closed socket with its capture, and refuses an open one', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab);
  expect(await lab.refused('socket.remove', { socketId })).toEqual({
    code: 'SOCKET_OPEN',
    message: 'The socket is still open.',
    why: 'Close it before removing it.',
  });
  await lab.call('socket.write', { socketId, data: 'x'.repeat(5_000) });
  await lab.call('socket.destroy', { socketId });
  await lab.event('socket.close', (e) => e.socketId === socketId);
  expect((await lab.call('lab.stats', {})).captureBytes).toBe(5_000);
  await lab.call('socket.remove', { socketId });
  expect((await lab.call('lab.stats', {})).captureBytes).toBe(0);
  for (const method of ['socket.remove', 'socket.inspect', 'capture.read', 'socket.destroy'] as const) {
    expect((await lab.refused(method, { socketId })).code).toBe('UNKNOWN_SOCKET');
  }
});

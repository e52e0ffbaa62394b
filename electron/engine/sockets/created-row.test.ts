// A row that is not dialled yet: `new net.Socket()`.
import { expect, test } from 'vitest';
import { storyOf, WatchedPeer } from '../testing/peers.ts';
import { TestLab, until } from '../testing/test-lab.ts';

async function created(lab: TestLab, options: object = {}) {
  const peers: WatchedPeer[] = [];
  const { port } = await lab.rawServer((socket) => peers.push(new WatchedPeer(socket)));
  const { socketId } = await lab.call('socket.create', { target: { port, host: '127.0.0.1' }, options, name: 'mine' });
  const peer = () =>
    until(
      () => peers.at(-1),
      () => 'the accepted peer',
    );
  return { socketId, port, peer };
}

test('K2 K45 K55 a created row: no connection, no descriptor, and its own word although Node says open', async () => {
  await using lab = await TestLab.open();
  const { socketId, port } = await created(lab);
  expect(await lab.socket(socketId)).toEqual({
    socketId,
    life: 1,
    name: 'mine',
    origin: 'dialled',
    kind: 'tcp4',
    state: 'created',
    readyState: 'open',
    local: null,
    remote: null,
    target: { port, host: '127.0.0.1' },
    options: {},
    counts: { bytesRead: 0, bytesWritten: 0, queued: 0, chunksReceived: 0, chunksSent: 0 },
    paused: false,
    needDrain: false,
    corked: false,
    timeoutMs: 0,
    onTimeout: 'notify',
    idleSince: expect.any(Number),
    openedAt: expect.any(Number),
  });
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({
    readyState: 'open',
    pending: true,
    connecting: false,
    address: {},
    bufferSize: null,
    fd: null,
  });
  expect(storyOf(lab, socketId)).toEqual(['created']);
  expect((await lab.call('lab.stats', {})).openSockets).toBe(0);
});

test('K2 K28 connect {socketId} dials a created row: same row, first life', async () => {
  await using lab = await TestLab.open();
  const { socketId, port } = await created(lab);
  expect(await lab.call('socket.connect', { socketId })).toEqual({ socketId, life: 1 });
  await lab.event('socket.connect', (e) => e.socketId === socketId);
  expect(storyOf(lab, socketId)).toEqual(['created', 'updated', 'connectionAttempt', 'connect', 'ready']);
  expect(await lab.socket(socketId)).toMatchObject({ life: 1, state: 'open', remote: { port }, name: 'mine' });
});

test('K56 K68 setTimeout on a created row holds for its connection; it runs before there is one', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await created(lab);
  await lab.call('socket.setTimeout', { socketId, timeoutMs: 20 });
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ timeout: 20 });
  await lab.event('socket.timeout', (e) => e.socketId === socketId);
  expect(await lab.socket(socketId)).toMatchObject({ state: 'created', timeoutMs: 20 });
  await lab.call('socket.connect', { socketId });
  await lab.event('socket.connect', (e) => e.socketId === socketId);
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ timeout: 20 });
});

test('K68 an idle timeout with an action closes a created row: destroy and reset alike, without an error', async () => {
  await using lab = await TestLab.open();
  for (const onTimeout of ['destroy', 'reset'] as const) {
    const { socketId } = await created(lab, { timeoutMs: 10, onTimeout });
    const close = await lab.event('socket.close', (e) => e.socketId === socketId);
    expect(close).toMatchObject({ hadError: false, first: 'us' });
    expect(storyOf(lab, socketId)).toEqual(['created', 'timeout', 'close']);
  }
});

test('K66 pause on a created row holds for its connection', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await created(lab);
  await lab.call('socket.pause', { socketId });
  await lab.call('socket.connect', { socketId });
  (await peer()).socket.write('hello');
  await lab.event('socket.ready', (e) => e.socketId === socketId);
  expect(await lab.socket(socketId)).toMatchObject({ paused: true, counts: { chunksReceived: 0 } });
  await lab.call('socket.resume', { socketId });
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead === 5);
});

test('K71 K72 K76 settings made on a created row hold for its connection', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await created(lab);
  await lab.call('socket.setNoDelay', { socketId });
  await lab.call('socket.setKeepAlive', { socketId, enable: true, initialDelayMs: 3_000 });
  await lab.call('socket.unref', { socketId });
  await lab.call('socket.connect', { socketId });
  await lab.event('socket.connect', (e) => e.socketId === socketId);
  expect((await lab.socket(socketId)).options).toEqual({
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 3_000,
  });
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ hasRef: false });
});

test('K59 B25 a write before connect is as in Node: false, ERR_SOCKET_CLOSED, closed; the row can be dialled anew', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await created(lab);
  expect(await lab.call('socket.write', { socketId, data: 'abc' })).toMatchObject({ flushed: false, bytes: 3 });
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ hadError: true, cause: 'error', failure: { code: 'ERR_SOCKET_CLOSED' } });
  expect(await lab.call('socket.connect', { socketId })).toEqual({ socketId, life: 2 });
  await lab.event('socket.connect', (e) => e.socketId === socketId);
  expect(await lab.socket(socketId)).toMatchObject({ life: 2, state: 'open', counts: { bytesWritten: 0 } });
});

test('K78 what was written while corked before connecting goes out after uncork, once', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await created(lab);
  await lab.call('socket.cork', { socketId });
  const written = await lab.call('socket.write', { socketId, data: 'held ' });
  expect(written).toEqual({ flushed: true, bytes: 5, queued: 5 });
  await lab.call('socket.connect', { socketId });
  await lab.event('socket.connect', (e) => e.socketId === socketId);
  expect(await lab.socket(socketId)).toMatchObject({ corked: true, counts: { queued: 5, chunksSent: 1 } });
  await lab.call('socket.write', { socketId, data: 'back' });
  await lab.call('socket.uncork', { socketId });
  expect(String(await (await peer()).got(9))).toBe('held back');
  const { chunks } = await lab.call('capture.read', { socketId });
  expect(chunks.map((chunk) => chunk.size)).toEqual([5, 4]);
  expect(await lab.socket(socketId)).toMatchObject({
    corked: false,
    counts: { bytesWritten: 9, queued: 0, chunksSent: 2 },
  });
});

test('K65 reset of a created row is ERR_SOCKET_CLOSED, without an event', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await created(lab);
  expect((await lab.refused('socket.resetAndDestroy', { socketId })).code).toBe('ERR_SOCKET_CLOSED');
  await lab.call('lab.snapshot', {});
  expect(storyOf(lab, socketId)).toEqual(['created']);
});

test('K63 K7 destroy and cancel close a created row', async () => {
  await using lab = await TestLab.open();
  const first = await created(lab);
  await lab.call('socket.destroy', { socketId: first.socketId });
  const destroyed = await lab.event('socket.close', (e) => e.socketId === first.socketId);
  expect(destroyed).toMatchObject({ hadError: false, cause: 'local-destroy', first: 'us' });
  const second = await created(lab);
  await lab.call('socket.cancel', { socketId: second.socketId });
  const cancelled = await lab.event('socket.close', (e) => e.socketId === second.socketId);
  expect(cancelled).toMatchObject({ hadError: true, cause: 'aborted', failure: { code: 'ABORT_ERR' } });
});

test('K2 a created row can be removed, and a reset of the lab takes it along', async () => {
  await using lab = await TestLab.open();
  const first = await created(lab);
  const second = await created(lab);
  await lab.call('socket.remove', { socketId: first.socketId });
  await lab.event('socket.removed', (e) => e.socketId === first.socketId);
  expect(await lab.call('lab.reset', {})).toEqual({ closed: { servers: 0, sockets: 0 } });
  await lab.event('socket.removed', (e) => e.socketId === second.socketId);
  expect((await lab.call('lab.snapshot', {})).sockets).toEqual([]);
});

test('K11 a created row whose target Node refuses is refused when dialled, and stays as it was', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await lab.call('socket.create', { target: { port: 70_000 } });
  const before = await lab.socket(socketId);
  expect((await lab.refused('socket.connect', { socketId })).code).toBe('ERR_SOCKET_BAD_PORT');
  expect(await lab.socket(socketId)).toEqual(before);
  expect(storyOf(lab, socketId)).toEqual(['created']);
});

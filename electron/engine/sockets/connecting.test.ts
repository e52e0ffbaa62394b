import { expect, test } from 'vitest';
import { dialPeer, hangingPort, passed, storyOf } from '../testing/peers.ts';
import { TestLab, until } from '../testing/test-lab.ts';

test('K1 K10 a dialled TCP socket: the exact order of facts when this end finishes first', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  await lab.call('socket.end', { socketId, data: 'bye' });
  await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(storyOf(lab, socketId)).toEqual([
    'created',
    'connectionAttempt',
    'connect',
    'ready',
    'finish',
    'end',
    'close',
  ]);
  expect(await peer.ending()).toEqual(['end', 'close:false']);
  expect(String(peer.bytes)).toBe('bye');
});

test('K37 K40 a dialled TCP socket: the exact order of facts when the peer finishes first', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  peer.socket.end();
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(storyOf(lab, socketId).slice(4)).toEqual(['end', 'finish', 'close']);
  expect(close).toMatchObject({ hadError: false, cause: 'fin', first: 'peer', discardedBytes: 0, life: 1 });
});

test('K1 an accepted socket: created, then server.connection, and neither connect nor ready', async () => {
  await using lab = await TestLab.open();
  const { serverId, port } = await lab.tcpServer();
  const peer = await lab.rawClient({ port, host: '127.0.0.1' });
  const { socketId } = await lab.event('server.connection', (e) => e.serverId === serverId);
  peer.end();
  await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(storyOf(lab, socketId)).toEqual(['created', 'server.connection', 'end', 'finish', 'close'].filter(notServer));
  const types = lab.events.map((e) => e.type);
  expect(types.indexOf('server.connection')).toBe(types.indexOf('socket.created') + 1);
  expect(await lab.socket(socketId)).toMatchObject({ origin: 'accepted', serverId, life: 1, state: 'closed' });
});
const notServer = (type: string) => !type.startsWith('server.');

test('K2 K30 listeners are attached before connecting: the attempt on a UNIX path is reported', async () => {
  await using lab = await TestLab.open();
  const path = lab.path('echo.sock');
  const { socketId } = await dialPeer(lab, {}, { path });
  const attempt = await lab.event('socket.connectionAttempt', (e) => e.socketId === socketId);
  expect(attempt).toEqual({ type: 'socket.connectionAttempt', at: expect.any(Number), socketId, life: 1, ip: path });
  expect(storyOf(lab, socketId)).toEqual(['created', 'connectionAttempt', 'connect', 'ready']);
});

test('K13 a path wins over a port, and kind and endpoints say what was connected', async () => {
  await using lab = await TestLab.open();
  const path = lab.path('both.sock');
  await lab.rawServer(() => {}, { path });
  const socketId = await lab.dial({ path, port: 1, host: 'nowhere.invalid', localAddress: '127.0.0.1' });
  expect(await lab.event('socket.connect', (e) => e.socketId === socketId)).toMatchObject({
    local: null,
    remote: { path },
  });
  expect(await lab.socket(socketId)).toMatchObject({ kind: 'unix', local: null, remote: { path }, state: 'open' });
});

test('K4 K33 connect tells both addresses, and the kind is read off them', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer, port } = await dialPeer(lab);
  const { local, remote } = await lab.event('socket.connect', (e) => e.socketId === socketId);
  expect(local).toEqual({ address: '127.0.0.1', family: 'IPv4', port: peer.socket.remotePort });
  expect(remote).toEqual({ address: '127.0.0.1', family: 'IPv4', port });
  expect(await lab.socket(socketId)).toMatchObject({ kind: 'tcp4', local, remote, state: 'open', readyState: 'open' });
});

test('K34 ready follows connect at once', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab);
  const types = lab.events
    .filter((e) => e.type !== 'socket.paired' && 'socketId' in e && e.socketId === socketId)
    .map((e) => e.type);
  expect(types.indexOf('socket.ready')).toBe(types.indexOf('socket.connect') + 1);
});

test('K38 K31 refused: attempt, failed attempt, error, close, with the same failure in all three', async () => {
  await using lab = await TestLab.open();
  const { port, server } = await lab.rawServer(() => {});
  server.close();
  const { socketId } = await lab.call('socket.connect', { target: { port, host: '127.0.0.1' } });
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(storyOf(lab, socketId)).toEqual(['created', 'connectionAttempt', 'connectionAttemptFailed', 'error', 'close']);
  expect(close).toMatchObject({ hadError: true, cause: 'refused', first: 'peer' });
  expect(close.failure).toMatchObject({
    code: 'ECONNREFUSED',
    syscall: 'connect',
    address: '127.0.0.1',
    port,
    errno: -111,
    message: `Nothing is listening on 127.0.0.1:${port}.`,
  });
  const failed = await lab.event('socket.connectionAttemptFailed');
  expect(failed).toMatchObject({ ip: '127.0.0.1', port, family: 4, failure: { code: 'ECONNREFUSED' } });
  expect((await lab.event('socket.error')).failure.code).toBe('ECONNREFUSED');
  expect(await lab.socket(socketId)).toMatchObject({ state: 'refused', readyState: 'closed', remote: null });
});

test('K11 port 0 is refused by the system, without a port in the failure', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await lab.call('socket.connect', { target: { port: 0, host: '127.0.0.1' } });
  const { failure } = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(failure).toMatchObject({ code: 'ECONNREFUSED', address: '127.0.0.1' });
  expect(failure).not.toHaveProperty('port');
});

test('K53 K52 while connecting: state, readyState, writes and end wait for the connection', async () => {
  await using lab = await TestLab.open();
  let got = '';
  const { port } = await lab.rawServer((socket) => socket.on('data', (data) => (got += String(data))));
  const answer = lab.call('socket.connect', { target: { port, host: '127.0.0.1' } });
  const { socketId } = await answer;
  const [inspected, written] = await Promise.all([
    lab.call('socket.inspect', { socketId }),
    lab.call('socket.write', { socketId, data: 'early' }),
    lab.call('socket.end', { socketId, data: ' bird' }),
  ]);
  expect(inspected).toMatchObject({ connecting: true, pending: true, readyState: 'opening', destroyed: false });
  expect(written).toMatchObject({ bytes: 5, queued: 5 });
  await lab.event('socket.close', (e) => e.socketId === socketId);
  await until(
    () => got === 'early bird',
    () => `all bytes; got ${got}`,
  );
  expect(storyOf(lab, socketId).filter((type) => type !== 'updated' && type !== 'backpressure')).toEqual([
    'created',
    'connectionAttempt',
    'connect',
    'ready',
    'finish',
    'end',
    'close',
  ]);
});

test('K66 paused: reading is stopped from the first moment, also when asked for while connecting', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer((socket) => socket.write('hello'));
  const target = { port, host: '127.0.0.1' };
  const { socketId: first } = await lab.call('socket.connect', { target, paused: true });
  const { socketId: second } = await lab.call('socket.connect', { target });
  await lab.call('socket.pause', { socketId: second });
  for (const socketId of [first, second]) {
    await lab.event('socket.connect', (e) => e.socketId === socketId);
    expect(await lab.socket(socketId)).toMatchObject({ paused: true, counts: { chunksReceived: 0 } });
    await lab.call('socket.resume', { socketId });
    await lab.socketWhen(socketId, (s) => s.counts.chunksReceived === 1);
    expect(String(await lab.received(socketId))).toBe('hello');
  }
  expect(storyOf(lab, first)).not.toContain('paused');
  expect(storyOf(lab, second)).toContain('paused');
});

test('K7 aborted beforehand: refused with ABORT_ERR, and no socket comes of it', async () => {
  await using lab = await TestLab.open();
  const { sequence } = await lab.call('lab.snapshot', {});
  const failure = await lab.refused('socket.connect', { target: { port: 1, host: '127.0.0.1' }, aborted: true });
  expect(failure).toMatchObject({ code: 'ABORT_ERR', nodeMessage: 'The operation was aborted' });
  expect(failure.why).toContain('aborted beforehand');
  expect(await lab.call('lab.snapshot', {})).toMatchObject({ sequence, sockets: [] });
});

test('K7 cancel while connecting and while open: ABORT_ERR, then close; on a closed socket ERR_SOCKET_CLOSED', async () => {
  await using lab = await TestLab.open();
  const port = await hangingPort(lab);
  const { socketId: connecting } = await lab.call('socket.connect', { target: { port, host: '127.0.0.1' } });
  const { socketId: open } = await dialPeer(lab);
  for (const socketId of [connecting, open]) {
    await lab.call('socket.cancel', { socketId });
    const close = await lab.event('socket.close', (e) => e.socketId === socketId);
    expect(close).toMatchObject({ hadError: true, cause: 'aborted', first: 'us', failure: { code: 'ABORT_ERR' } });
    expect(storyOf(lab, socketId).slice(-2)).toEqual(['error', 'close']);
    expect((await lab.refused('socket.cancel', { socketId })).code).toBe('ERR_SOCKET_CLOSED');
  }
  expect(storyOf(lab, connecting)).toEqual(['created', 'connectionAttempt', 'error', 'close']);
});

test('K24 connectTimeoutMs gives up an attempt that hangs; the idle timeout only notifies meanwhile', async () => {
  await using lab = await TestLab.open();
  const port = await hangingPort(lab);
  const { socketId } = await lab.call('socket.connect', {
    target: { port, host: '127.0.0.1' },
    options: { connectTimeoutMs: 60, timeoutMs: 20 },
  });
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(storyOf(lab, socketId)).toEqual(['created', 'connectionAttempt', 'timeout', 'error', 'close']);
  expect(close).toMatchObject({ hadError: true, cause: 'timeout', first: 'unknown', failure: { code: 'ETIMEDOUT' } });
  expect(await lab.socket(socketId)).toMatchObject({ state: 'timed-out' });
  const [attempt] = lab.events.filter((e) => e.type === 'socket.connectionAttempt');
  expect(close.at - (attempt?.at ?? 0)).toBeGreaterThanOrEqual(30); // the fact of the attempt may come late
});

test('K24 connectTimeoutMs ends with the connection', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab, { connectTimeoutMs: 40 });
  await passed(lab, 60);
  expect(await lab.socket(socketId)).toMatchObject({ state: 'open' });
});

// `socket.inspect`: every property of net.Socket as Node returns it, at every stage of a life.
import { expect, test } from 'vitest';
import { dialPeer } from '../testing/peers.ts';
import { TestLab } from '../testing/test-lab.ts';

test('K42 K43 K44 K45 K46 K50 K51 K54 K55 K58 the properties of an open TCP socket', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer, port } = await dialPeer(lab);
  peer.socket.write('abc');
  await lab.call('socket.write', { socketId, data: 'é€' });
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead === 3);
  const { readableHighWaterMark, writableHighWaterMark, fd, ...rest } = await lab.call('socket.inspect', { socketId });
  const about = await lab.call('lab.about', {});
  expect([readableHighWaterMark, writableHighWaterMark]).toEqual([
    about.defaultHighWaterMark,
    about.defaultHighWaterMark,
  ]);
  expect(fd).toBeGreaterThan(2);
  const local = { address: '127.0.0.1', port: peer.socket.remotePort, family: 'IPv4' };
  expect(rest).toEqual({
    readyState: 'open',
    connecting: false,
    pending: false,
    destroyed: false,
    closed: false,
    errored: null,
    address: local,
    localAddress: '127.0.0.1',
    localPort: local.port,
    localFamily: 'IPv4',
    remoteAddress: '127.0.0.1',
    remotePort: port,
    remoteFamily: 'IPv4',
    bytesRead: 3,
    bytesWritten: 5,
    bufferSize: 0,
    writable: true,
    writableLength: 0,
    writableNeedDrain: false,
    writableEnded: false,
    writableFinished: false,
    writableCorked: 0,
    readable: true,
    readableLength: 0,
    readableFlowing: true,
    readableEnded: false,
    readableEncoding: null,
    encoding: null,
    isPaused: false,
    timeout: null,
    allowHalfOpen: false,
    autoSelectFamilyAttemptedAddresses: null,
    hasRef: true,
  });
});

test('K42 K43 K45 K53 K54 K55 the properties after close, as far as Node still has them', async () => {
  await using lab = await TestLab.open();
  const { socketId, port } = await dialPeer(lab);
  await lab.call('socket.write', { socketId, data: 'abc' });
  await lab.call('socket.destroy', { socketId });
  await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({
    readyState: 'closed',
    pending: true,
    destroyed: true,
    closed: true,
    address: {},
    localAddress: null,
    localPort: null,
    bytesWritten: 3,
    bufferSize: null,
    fd: null,
    hasRef: null,
  });
  // The record keeps what was true while there was a connection.
  const { local, remote } = await lab.socket(socketId);
  expect(local).toMatchObject({ address: '127.0.0.1', family: 'IPv4' });
  expect(remote).toEqual({ address: '127.0.0.1', port, family: 'IPv4' });
});

test('K42 K46 a UNIX socket has no addresses', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab, {}, { path: lab.path('unix.sock') });
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({
    address: {},
    localAddress: null,
    localPort: null,
    localFamily: null,
    remoteAddress: null,
    remotePort: null,
    remoteFamily: null,
    readyState: 'open',
  });
});

test('K38 K58 errored tells the code of the error that closed a socket', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  peer.socket.resetAndDestroy();
  await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ errored: 'ECONNRESET', destroyed: true });
});

test('K48 K51 B25 bufferSize and writableLength count what is queued, bytesWritten all that was accepted', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer(() => {});
  const { socketId } = await lab.call('socket.connect', { target: { port, host: '127.0.0.1' } });
  await lab.call('socket.write', { socketId, data: '€' });
  await lab.call('socket.write', { socketId, data: '6162', encoding: 'hex' });
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({
    connecting: true,
    bytesWritten: 5,
    writableLength: 5,
    bufferSize: 5,
  });
  await lab.socketWhen(socketId, (s) => s.counts.queued === 0 && s.state === 'open');
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ bytesWritten: 5, bufferSize: 0 });
});

test('K51 B25 after a refused dial bytesWritten still counts what was accepted, and it is all discarded', async () => {
  await using lab = await TestLab.open();
  const { port, server } = await lab.rawServer(() => {});
  server.close();
  const { socketId } = await lab.call('socket.connect', { target: { port, host: '127.0.0.1' } });
  await lab.call('socket.write', { socketId, data: 'abc' });
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ cause: 'refused', discardedBytes: 3 });
  expect((await lab.socket(socketId)).counts).toMatchObject({ bytesWritten: 3, queued: 3, chunksSent: 1 });
});

test('K57 an accepted socket names its server', async () => {
  await using lab = await TestLab.open();
  const { serverId, accepted, client } = await lab.pair();
  expect((await lab.socket(accepted)).serverId).toBe(serverId);
  expect(await lab.socket(client)).not.toHaveProperty('serverId');
});

test('K55 B45 the words of readyState through a life', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer(() => {}, { allowHalfOpen: true });
  const { socketId } = await lab.call('socket.create', { target: { port, host: '127.0.0.1' } });
  const word = async () => (await lab.call('socket.inspect', { socketId })).readyState;
  const words = [await word()];
  await lab.call('socket.connect', { socketId });
  words.push(await word());
  await lab.event('socket.connect', (e) => e.socketId === socketId);
  words.push(await word());
  await lab.call('socket.pause', { socketId });
  words.push(await word());
  await lab.call('socket.end', { socketId });
  words.push(await word());
  await lab.call('socket.destroy', { socketId });
  words.push(await word());
  expect(words).toEqual(['open', 'opening', 'open', 'open', 'readOnly', 'closed']);
  expect((await lab.socketWhen(socketId, (s) => s.state === 'closed')).readyState).toBe('closed');
});

// `socket.resetAndDestroy` in every state a socket can be in.
import type net from 'node:net';
import { expect, test } from 'vitest';
import { dialPeer, hangingPort, storyOf } from '../testing/peers.ts';
import { TestLab, until } from '../testing/test-lab.ts';

test('K65 resetAndDestroy: the peer sees ECONNRESET, never an end; this side closes without an error', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  expect(await lab.call('socket.resetAndDestroy', { socketId })).toEqual({});
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ hadError: false, cause: 'local-reset', first: 'us', discardedBytes: 0 });
  expect(close).not.toHaveProperty('failure');
  expect(storyOf(lab, socketId)).toEqual(['created', 'connectionAttempt', 'connect', 'ready', 'close']);
  expect(await peer.ending()).toEqual(['error:ECONNRESET', 'close:true']);
  expect((await lab.socket(socketId)).state).toBe('reset');
});

test('K65 K38 the peer resets: error, then close with hadError, cause rst and the peer first', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  peer.socket.resetAndDestroy();
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ hadError: true, cause: 'rst', first: 'peer', failure: { code: 'ECONNRESET' } });
  expect(close.failure).toMatchObject({ syscall: 'read', message: 'The peer reset the connection.' });
  expect(storyOf(lab, socketId).slice(-2)).toEqual(['error', 'close']);
  expect((await lab.socket(socketId)).state).toBe('reset');
});

test('K65 reset while connecting: at once, no connect, no error', async () => {
  await using lab = await TestLab.open();
  const hanging = await hangingPort(lab);
  const { port } = await lab.rawServer(() => {});
  for (const target of [
    { port: hanging, host: '127.0.0.1' },
    { port, host: '127.0.0.1' },
    { port, host: 'localhost' },
  ]) {
    const { socketId } = await lab.call('socket.connect', { target });
    await lab.call('socket.resetAndDestroy', { socketId });
    const close = await lab.event('socket.close', (e) => e.socketId === socketId);
    expect(close).toMatchObject({ hadError: false, cause: 'local-reset', first: 'us' });
    expect(storyOf(lab, socketId).filter((type) => type !== 'connectionAttempt')).toEqual(['created', 'close']);
  }
});

test('K65 B11 end and reset in one breath always close: the FIN first, then the reset, and no descriptor is left', async () => {
  await using lab = await TestLab.open();
  const peers: net.Socket[] = [];
  const { port } = await lab.rawServer((socket) => peers.push(socket.resume()), { allowHalfOpen: true });
  const { fds } = await lab.call('lab.stats', {});
  const sockets = await Promise.all(Array.from({ length: 10 }, () => lab.dial({ port, host: '127.0.0.1' })));
  for (const socketId of sockets) {
    await Promise.all([
      lab.call('socket.end', { socketId, data: 'bye' }),
      lab.call('socket.resetAndDestroy', { socketId }),
    ]);
  }
  for (const socketId of sockets) {
    const close = await lab.event('socket.close', (e) => e.socketId === socketId);
    expect(close).toMatchObject({ cause: 'local-reset', first: 'us', hadError: false });
    expect(storyOf(lab, socketId).slice(-2)).toEqual(['finish', 'close']);
  }
  for (const peer of peers) peer.destroy(); // having read the end, they would never notice the reset
  await until(
    async () => (await lab.call('lab.stats', {})).fds === fds,
    () => `the descriptors to be closed, ${fds} as before`,
  );
});

test('K65 B11 reset after a flushed end reaches close', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab, {}, { allowHalfOpen: true });
  await lab.call('socket.end', { socketId });
  await lab.event('socket.finish', (e) => e.socketId === socketId);
  await lab.call('socket.resetAndDestroy', { socketId });
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ hadError: false, cause: 'local-reset', first: 'us' });
  expect(storyOf(lab, socketId).slice(-2)).toEqual(['finish', 'close']);
});

test('K65 reset with a FIN stuck behind unsent data throws both away: the peer never gets the end of it', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, {}, { pauseOnConnect: true });
  const data = 'x'.repeat(12_000_000);
  await lab.call('socket.end', { socketId, data });
  const { queued } = (await lab.socket(socketId)).counts;
  expect(queued).toBeGreaterThan(0);
  await lab.call('socket.resetAndDestroy', { socketId });
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ hadError: false, cause: 'local-reset' });
  expect(close.discardedBytes).toBeGreaterThan(0);
  expect(storyOf(lab, socketId)).not.toContain('finish');
  peer.socket.resume();
  await peer.ending(); // Node 20 and 22 make a clean end of an RST behind unread data (B12)
  expect(peer.size).toBeLessThan(data.length);
});

test('K65 reset on a UNIX socket: ERR_INVALID_HANDLE_TYPE, and the socket stays open', async () => {
  await using lab = await TestLab.open();
  const path = lab.path('unix.sock');
  await lab.call('server.listen', { listen: { path } });
  const client = await lab.dial({ path });
  const { peerSocketId: accepted } = await lab.event('socket.paired', (e) => e.socketId === client);
  const { socketId: connecting } = await lab.call('socket.connect', { target: { path } });
  const refusals = [lab.refused('socket.resetAndDestroy', { socketId: connecting })];
  for (const socketId of [client, accepted]) refusals.push(lab.refused('socket.resetAndDestroy', { socketId }));
  for (const refusal of await Promise.all(refusals)) {
    expect(refusal).toMatchObject({ code: 'ERR_INVALID_HANDLE_TYPE', message: 'UNIX sockets have no reset.' });
  }
  for (const socketId of [client, accepted]) expect((await lab.socket(socketId)).state).toBe('open');
  expect(lab.events.some((e) => e.type === 'socket.error' || e.type === 'socket.close')).toBe(false);
});

test('K65 reset on a row without a connection: ERR_SOCKET_CLOSED, no event', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab);
  await lab.call('socket.resetAndDestroy', { socketId });
  expect((await lab.refused('socket.resetAndDestroy', { socketId })).code).toBe('ERR_SOCKET_CLOSED');
  await lab.event('socket.close', (e) => e.socketId === socketId);
  const story = storyOf(lab, socketId);
  expect((await lab.refused('socket.resetAndDestroy', { socketId })).code).toBe('ERR_SOCKET_CLOSED');
  await lab.call('lab.snapshot', {});
  expect(storyOf(lab, socketId)).toEqual(story);
  expect((await lab.refused('socket.resetAndDestroy', { socketId: 9999 })).code).toBe('UNKNOWN_SOCKET');
});

test('K65 reset of the accepted end of a pair: both rows tell their side of it', async () => {
  await using lab = await TestLab.open();
  const { client, accepted } = await lab.pair();
  await lab.call('socket.resetAndDestroy', { socketId: accepted });
  const ours = await lab.event('socket.close', (e) => e.socketId === accepted);
  const theirs = await lab.event('socket.close', (e) => e.socketId === client);
  expect([ours.cause, ours.first, ours.hadError]).toEqual(['local-reset', 'us', false]);
  expect([theirs.cause, theirs.first, theirs.hadError]).toEqual(['rst', 'peer', true]);
});

// `end`, `destroy` and `destroySoon`, and what becomes of bytes that are still on their way.
import { expect, test } from 'vitest';
import { COUNTED_WIDTH } from '../../../shared/contract/batches.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { dialPeer, storyOf } from '../testing/peers.ts';
import { TestLab, until } from '../testing/test-lab.ts';

const LARGE = 12_000_000; // more than a loopback connection holds while nobody reads

test('K62 end: FIN after what is queued, this side receives on, and both say who was first', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, {}, { allowHalfOpen: true });
  expect(await lab.call('socket.end', { socketId, data: 'bye', encoding: 'latin1' })).toEqual({});
  await peer.saw('end');
  expect(String(peer.bytes)).toBe('bye');
  expect(await lab.socket(socketId)).toMatchObject({ state: 'receive-only', readyState: 'readOnly' });
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ readyState: 'readOnly', writableEnded: true });
  peer.socket.write('still here');
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead === 10);
  peer.socket.end();
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ hadError: false, cause: 'fin', first: 'us', discardedBytes: 0 });
});

test('K62 B7 end while connecting: receive-only as soon as the connection is there, and the data arrives', async () => {
  await using lab = await TestLab.open();
  let got = '';
  const { port } = await lab.rawServer((socket) => socket.on('data', (data) => (got += String(data))), {
    allowHalfOpen: true,
  });
  const { socketId } = await lab.call('socket.connect', { target: { port, host: '127.0.0.1' } });
  await lab.call('socket.end', { socketId, data: 'early' });
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ readyState: 'opening' });
  expect((await lab.socket(socketId)).state).toBe('connecting');
  await lab.event('socket.finish', (e) => e.socketId === socketId);
  expect(await lab.socket(socketId)).toMatchObject({ state: 'receive-only', readyState: 'readOnly' });
  await until(
    () => got === 'early',
    () => `the data; got ${got}`,
  );
});

test('K62 end behind queued bytes: receive-only at once, finish when they have gone', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, {}, { pauseOnConnect: true });
  await lab.call('socket.end', { socketId, data: 'x'.repeat(LARGE) });
  const waiting = await lab.socket(socketId);
  expect(waiting).toMatchObject({ state: 'receive-only', readyState: 'readOnly', needDrain: false });
  expect(waiting.counts.queued).toBeGreaterThan(0);
  expect(storyOf(lab, socketId)).not.toContain('finish');
  peer.socket.resume();
  await peer.got(LARGE);
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ hadError: false, cause: 'fin', first: 'us', discardedBytes: 0 });
  expect(storyOf(lab, socketId).slice(-3)).toEqual(['finish', 'end', 'close']);
  expect(await lab.socket(socketId)).toMatchObject({ needDrain: false, counts: { queued: 0, bytesWritten: LARGE } });
});

test('K63 destroy: only close; everything was read, so the peer sees a clean end', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  expect(await lab.call('socket.destroy', { socketId })).toEqual({});
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ hadError: false, cause: 'local-destroy', first: 'us', discardedBytes: 0 });
  expect(storyOf(lab, socketId).slice(4)).toEqual(['close']);
  expect(await peer.ending()).toEqual(['end', 'close:false']);
  expect(await lab.call('socket.destroy', { socketId })).toEqual({});
  expect((await lab.socket(socketId)).state).toBe('closed');
});

test('K63 destroy with an error: error with its words, then close with hadError', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab);
  await lab.call('socket.destroy', { socketId, error: 'enough' });
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ hadError: true, cause: 'local-destroy', first: 'us' });
  expect(close.failure).toMatchObject({ code: 'USER_ERROR', message: 'enough', nodeMessage: 'enough' });
  expect(storyOf(lab, socketId).slice(4)).toEqual(['error', 'close']);
  expect((await lab.socket(socketId)).state).toBe('failed');
});

test('K63 B10 destroy with unread data: the kernel resets the peer', async () => {
  await using lab = await TestLab.open();
  const accepting = await lab.tcpServer({ options: { pauseOnConnect: true } });
  const raw = await lab.rawClient({ port: accepting.port, host: '127.0.0.1' });
  const { socketId } = await lab.event('server.connection');
  await new Promise((resolve) => raw.write('unread', resolve));
  await lab.call('socket.destroy', { socketId });
  const code = await new Promise((resolve) =>
    raw.once('error', (error: Error & { code?: string }) => resolve(error.code)),
  );
  expect(code).toBe('ECONNRESET');
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ hadError: false, cause: 'local-destroy', first: 'us' });
});

test('K63 K51 B9 destroy with queued bytes: discardedBytes is what Node held, and the last counts agree', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, {}, { pauseOnConnect: true });
  for (let i = 0; i < 4; i++) await lab.call('socket.write', { socketId, data: 'x'.repeat(LARGE / 4) });
  const { writableLength } = await lab.call('socket.inspect', { socketId });
  await lab.call('socket.destroy', { socketId });
  const { discardedBytes } = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(discardedBytes).toBe(writableLength);
  const closed = await lab.socket(socketId);
  expect(closed).toMatchObject({ discardedBytes, counts: { bytesWritten: LARGE, queued: discardedBytes } });
  peer.socket.resume();
  await peer.ending();
  // The kernel may have taken a part of the write that was under way; Node counts a write as a whole.
  expect(peer.size).toBeGreaterThanOrEqual(LARGE - discardedBytes);
  expect(peer.size).toBeLessThan(LARGE);
});

test('K64 B9 destroySoon hands over everything that is queued, then closes', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, {}, { pauseOnConnect: true });
  await lab.call('socket.write', { socketId, data: 'x'.repeat(LARGE) });
  expect(await lab.call('socket.destroySoon', { socketId })).toEqual({});
  expect(await lab.socket(socketId)).toMatchObject({ state: 'receive-only', readyState: 'readOnly' });
  peer.socket.resume();
  await peer.got(LARGE);
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ hadError: false, cause: 'local-destroy', first: 'us', discardedBytes: 0 });
  expect(storyOf(lab, socketId).slice(-2)).toEqual(['finish', 'close']);
  expect(await lab.call('socket.destroySoon', { socketId })).toEqual({});
});

test('K50 K51 the last counts of a life come before its close, exact and once', async () => {
  await using lab = await TestLab.open();
  const { client, accepted } = await lab.pair({ mock: { otherwise: { kind: 'echo' } } });
  await lab.call('socket.write', { socketId: client, data: 'x'.repeat(1000) });
  await lab.socketWhen(client, (s) => s.counts.bytesRead === 1000);
  await lab.call('socket.end', { socketId: client });
  for (const socketId of [client, accepted]) {
    await lab.event('socket.close', (e) => e.socketId === socketId);
    const close = lab.events.findIndex((e) => e.type === 'socket.close' && e.socketId === socketId);
    const last = lab.events.findLastIndex((e) => e.type === 'sockets.counted' && rowOf(e.rows, socketId) !== undefined);
    expect(last).toBe(close - 1);
    const counted = lab.events[last];
    expect(counted?.type === 'sockets.counted' && rowOf(counted.rows, socketId)?.slice(1, 4)).toEqual([1000, 1000, 0]);
  }
});

function rowOf(rows: readonly number[], socketId: SocketId): readonly number[] | undefined {
  for (let i = 0; i < rows.length; i += COUNTED_WIDTH) {
    if (rows[i] === socketId) return rows.slice(i, i + COUNTED_WIDTH);
  }
  return undefined;
}

test('K63 closing both ends of a pair at once is nobody’s error', async () => {
  await using lab = await TestLab.open();
  const { client, accepted } = await lab.pair();
  await Promise.all([client, accepted].map((socketId) => lab.call('socket.destroy', { socketId })));
  for (const socketId of [client, accepted]) {
    const close = await lab.event('socket.close', (e) => e.socketId === socketId);
    expect(close).toMatchObject({ hadError: false, cause: 'local-destroy', first: 'us' });
  }
});

test('K62 B6 both ends with allowHalfOpen: each direction ends on its own, and states say which is left', async () => {
  await using lab = await TestLab.open();
  const { client, accepted } = await lab.pair({ options: { allowHalfOpen: true } }, { allowHalfOpen: true });
  await lab.call('socket.end', { socketId: accepted });
  await lab.event('socket.end', (e) => e.socketId === client);
  expect([(await lab.socket(client)).state, (await lab.socket(accepted)).state]).toEqual(['send-only', 'receive-only']);
  await lab.call('socket.write', { socketId: client, data: 'reply' });
  await lab.socketWhen(accepted, (s) => s.counts.bytesRead === 5);
  await lab.call('socket.end', { socketId: client });
  const first = await lab.event('socket.close', (e) => e.socketId === accepted);
  const second = await lab.event('socket.close', (e) => e.socketId === client);
  expect([first.first, second.first]).toEqual(['us', 'peer']);
  expect(storyOf(lab, client).filter((t) => ['end', 'finish', 'close'].includes(t))).toEqual([
    'end',
    'finish',
    'close',
  ]);
  expect(storyOf(lab, accepted).slice(-3)).toEqual(['finish', 'end', 'close']);
});

test('K38 unknown sockets are refused by every method', async () => {
  await using lab = await TestLab.open();
  const socketId = 4711;
  const methods = [
    'socket.cancel',
    'socket.end',
    'socket.destroy',
    'socket.destroySoon',
    'socket.resetAndDestroy',
    'socket.pause',
    'socket.resume',
    'socket.setKeepAlive',
    'socket.setNoDelay',
    'socket.setEncoding',
    'socket.cork',
    'socket.uncork',
    'socket.ref',
    'socket.unref',
    'socket.inspect',
    'socket.remove',
    'capture.read',
  ] as const;
  for (const method of methods) {
    expect([method, (await lab.refused(method, { socketId })).code]).toEqual([method, 'UNKNOWN_SOCKET']);
    expect([method, (await lab.refused(method, { socketId: 'x' })).code]).toEqual([method, '-32602']);
    expect([method, (await lab.refused(method, { socketId, more: 1 })).code]).toEqual([method, '-32602']);
  }
  expect((await lab.refused('socket.setTimeout', { socketId, timeoutMs: 1 })).code).toBe('UNKNOWN_SOCKET');
  expect((await lab.refused('socket.sendFile', { socketId, path: 'x' })).code).toBe('UNKNOWN_SOCKET');
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dialPeer, storyOf } from './testing/peers.ts';
import { TestLab, until } from './testing/test-lab.ts';

const LARGE = 6_000_000; // more than a loopback connection holds while nobody reads

function file(lab: TestLab, name: string, size: number) {
  const bytes = Buffer.alloc(size, Buffer.from(Array.from({ length: 251 }, (_, i) => i)));
  writeFileSync(lab.path(name), bytes);
  return { path: lab.path(name), bytes };
}
const progress = (lab: TestLab, transferId: number) =>
  lab.events.filter((e) => e.type === 'transfer.progress' && e.transferId === transferId);

test('K59 sendFile: the whole file in chunks of the size asked for, progress without a number, then done', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  const { path, bytes } = file(lab, 'small', 2_500);
  const { transferId } = await lab.call('socket.sendFile', { socketId, path, chunkBytes: 1_000 });
  const done = await lab.event('transfer.done', (e) => e.transferId === transferId);
  expect(done).toEqual({
    type: 'transfer.done',
    at: expect.any(Number),
    socketId,
    life: 1,
    transferId,
    bytesSent: 2_500,
    bytesTotal: 2_500,
  });
  expect((await peer.got(2_500)).equals(bytes)).toBe(true);
  const { chunks } = await lab.call('capture.read', { socketId });
  expect(chunks.map((chunk) => [chunk.direction, chunk.size])).toEqual([
    ['sent', 1_000],
    ['sent', 1_000],
    ['sent', 500],
  ]);
  expect(progress(lab, transferId)[0]).toMatchObject({ socketId, bytesSent: 1_000, bytesTotal: 2_500 });
  expect((await lab.socket(socketId)).state).toBe('open');
  // The file is closed behind the fact; then there is no such transfer any more.
  await until(
    () =>
      lab.call('transfer.cancel', { transferId }).then(
        () => false,
        (refused: { code: string }) => refused.code === 'UNKNOWN_TRANSFER',
      ),
    () => 'the end of the transfer',
  );
});

test('K59 sendFile with thenEnd finishes sending after the last byte; an empty file is fine', async () => {
  await using lab = await TestLab.open();
  for (const size of [70_000, 0]) {
    const { socketId, peer } = await dialPeer(lab);
    const { path } = file(lab, `then-end-${size}`, size);
    await lab.call('socket.sendFile', { socketId, path, thenEnd: true });
    await peer.saw('end');
    expect(peer.size).toBe(size);
    await lab.event('socket.close', (e) => e.socketId === socketId);
    expect(await lab.event('transfer.done', (e) => e.socketId === socketId)).toMatchObject({ bytesTotal: size });
  }
});

test('K61 sendFile waits while the peer does not take it: never more than a chunk or two in memory', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, {}, { pauseOnConnect: true });
  const size = LARGE;
  const { path, bytes } = file(lab, 'large', size);
  const { transferId } = await lab.call('socket.sendFile', { socketId, path });
  const stuck = await lab.socketWhen(socketId, (s) => s.needDrain);
  expect(stuck.counts.queued).toBeLessThanOrEqual(2 * 65_536);
  expect(stuck.counts.bytesWritten).toBeLessThan(size);
  peer.socket.resume();
  await lab.event('transfer.done', (e) => e.transferId === transferId);
  expect((await peer.got(size)).equals(bytes)).toBe(true);
  const numbers = progress(lab, transferId).map((e) => (e.type === 'transfer.progress' ? e.bytesSent : 0));
  expect([...numbers].sort((a, b) => a - b)).toEqual(numbers);
});

test('K59 transfer.cancel stops a file on its way; the socket stays open', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, {}, { pauseOnConnect: true });
  const { path } = file(lab, 'cancelled', LARGE);
  const { transferId } = await lab.call('socket.sendFile', { socketId, path, thenEnd: true });
  await lab.socketWhen(socketId, (s) => s.needDrain);
  expect(await lab.call('transfer.cancel', { transferId })).toEqual({});
  const failed = await lab.event('transfer.failed', (e) => e.transferId === transferId);
  expect(failed).toMatchObject({ failure: { code: 'ABORT_ERR' }, bytesTotal: LARGE });
  expect(failed.bytesSent).toBeLessThan(LARGE);
  peer.socket.resume();
  await peer.got(failed.bytesSent);
  expect((await lab.socket(socketId)).state).toBe('open');
  expect(storyOf(lab, socketId)).not.toContain('finish');
});

test('K59 a file whose socket closes on the way fails, with the cause, also when its last bytes were under way', async () => {
  await using lab = await TestLab.open();
  for (const chunkBytes of [65_536, 4 * 1024 * 1024]) {
    const { socketId, peer } = await dialPeer(lab, {}, { pauseOnConnect: true });
    const { path } = file(lab, `lost-${chunkBytes}`, LARGE);
    const { transferId } = await lab.call('socket.sendFile', { socketId, path, chunkBytes });
    await lab.socketWhen(socketId, (s) => s.needDrain);
    peer.socket.resetAndDestroy();
    const failed = await lab.event('transfer.failed', (e) => e.transferId === transferId);
    expect(failed.failure.code).toBe('ECONNRESET');
  }
  const { socketId } = await dialPeer(lab, {}, { pauseOnConnect: true });
  const { path } = file(lab, 'ours', LARGE);
  await lab.call('socket.sendFile', { socketId, path });
  await lab.socketWhen(socketId, (s) => s.needDrain);
  await lab.call('socket.destroy', { socketId });
  const failed = await lab.event('transfer.failed', (e) => e.socketId === socketId);
  expect(failed.failure.code).toBe('ERR_STREAM_DESTROYED');
});

test('K59 sendFile on a socket that cannot be written is refused like write', async () => {
  await using lab = await TestLab.open();
  const { path } = file(lab, 'file', 10);
  const ended = await dialPeer(lab, {}, { allowHalfOpen: true });
  await lab.call('socket.end', { socketId: ended.socketId });
  const destroyed = await dialPeer(lab);
  await lab.call('socket.destroy', { socketId: destroyed.socketId });
  const refused = async (socketId: number) => (await lab.refused('socket.sendFile', { socketId, path })).code;
  expect(await refused(ended.socketId)).toBe('ERR_STREAM_WRITE_AFTER_END');
  expect(await refused(destroyed.socketId)).toBe('ERR_STREAM_DESTROYED');
});

test('K59 sendFile refuses what is no readable file: missing, a folder, a FIFO, a device; and odd values', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab);
  mkdirSync(lab.path('folder'));
  execFileSync('mkfifo', [lab.path('fifo')]);
  const { fds } = await lab.call('lab.stats', {});
  const refused = (path: unknown, more = {}) => lab.refused('socket.sendFile', { socketId, path, ...more });
  expect(await refused(lab.path('missing'))).toMatchObject({
    code: 'ENOENT',
    message: `There is no file ${lab.path('missing')}.`,
    syscall: 'open',
  });
  expect(await refused(lab.path('folder'))).toMatchObject({
    code: 'EISDIR',
    message: `${lab.path('folder')} is a folder.`,
  });
  expect((await refused(lab.path('fifo'))).code).toBe('NOT_A_FILE');
  expect((await refused('/dev/null')).code).toBe('NOT_A_FILE');
  expect((await refused('a\0b')).code).toBe('ERR_INVALID_ARG_VALUE');
  expect((await refused('')).code).toBe('ENOENT');
  for (const path of [5, null, undefined]) expect((await refused(path)).code).toBe('-32602');
  for (const chunkBytes of [0, -1, 1.5, 'x', 1e9]) {
    expect((await refused(lab.path('missing'), { chunkBytes })).code).toBe('-32602');
  }
  expect((await lab.call('lab.stats', {})).fds).toBe(fds);
  expect((await lab.refused('transfer.cancel', { transferId: 4711 })).code).toBe('UNKNOWN_TRANSFER');
});

test('K59 a reset of the lab waits for files on their way: their descriptors are closed, and they are reported', async () => {
  await using lab = await TestLab.open();
  const { fds } = await lab.call('lab.stats', {});
  const { port } = await lab.tcpServer({ options: { pauseOnConnect: true } });
  const socketId = await lab.dial({ port, host: '127.0.0.1' });
  const { path } = file(lab, 'large', LARGE);
  const { transferId } = await lab.call('socket.sendFile', { socketId, path });
  await lab.socketWhen(socketId, (s) => s.needDrain);
  await lab.call('lab.reset', {});
  expect((await lab.call('lab.stats', {})).fds).toBe(fds);
  await lab.event('socket.removed', (e) => e.socketId === socketId);
  const types = lab.events.map((e) => e.type);
  expect(types.indexOf('transfer.failed')).toBeGreaterThan(0);
  expect(types.indexOf('transfer.failed')).toBeLessThan(types.indexOf('socket.removed'));
  expect((await lab.refused('transfer.cancel', { transferId })).code).toBe('UNKNOWN_TRANSFER');
});

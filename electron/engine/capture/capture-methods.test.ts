// `capture.read` and `capture.configure` as callers see them.
import { expect, test } from 'vitest';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { dialPeer } from '../testing/peers.ts';
import { TestLab } from '../testing/test-lab.ts';

test('capture.read: defaults, pages, and an end that is no chunks', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab);
  expect(await lab.call('capture.read', { socketId })).toEqual({
    chunks: [],
    firstKept: 0,
    next: 0,
    droppedChunks: 0,
    droppedBytes: 0,
    keep: 'all',
  });
  for (let i = 0; i < 502; i++) await lab.call('socket.write', { socketId, data: 'x' });
  const first = await lab.call('capture.read', { socketId });
  expect([first.chunks.length, first.next]).toEqual([500, 500]);
  const second = await lab.call('capture.read', { socketId, from: first.next });
  expect([second.chunks.length, second.next]).toEqual([2, 502]);
  expect(await lab.call('capture.read', { socketId, from: second.next })).toMatchObject({ chunks: [], next: 502 });
  const narrow = await lab.call('capture.read', { socketId, from: 7, limit: 3 });
  expect(narrow.chunks.map((chunk) => chunk.index)).toEqual([7, 8, 9]);
  const small = await lab.call('capture.read', { socketId, maxBytes: 5 });
  expect(small.chunks).toHaveLength(5);
});

test('capture.read: an ordinary megabyte is one page, the next one another', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  for (let i = 0; i < 3; i++) await lab.call('socket.write', { socketId, data: 'x'.repeat(700_000) });
  const { chunks, next } = await lab.call('capture.read', { socketId });
  expect([chunks.length, next]).toEqual([1, 1]);
  expect((await lab.call('capture.read', { socketId, maxBytes: 1.4e6 })).chunks).toHaveLength(2);
  await peer.got(2_100_000);
});

test('capture.read: what is refused', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab);
  for (const wrong of [
    { from: -1 },
    { from: 1.5 },
    { from: 'x' },
    { limit: 0 },
    { limit: 10_001 },
    { maxBytes: 0 },
    { decode: 'yes' },
    { direction: 'sent' },
  ]) {
    expect([wrong, (await lab.refused('capture.read', { socketId, ...wrong })).code]).toEqual([wrong, '-32602']);
  }
  expect((await lab.refused('capture.read', { socketId: 4711 })).code).toBe('UNKNOWN_SOCKET');
});

test('capture.configure for one socket: a smaller ring at once, then counts only, then all again', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab);
  const { socketId: other } = await dialPeer(lab);
  const write = (data: string) => lab.call('socket.write', { socketId, data });
  for (const data of ['one', 'two', 'three']) await write(data);
  expect(await lab.call('capture.configure', { socketId, keep: 'all', maxBytes: 8 })).toEqual({});
  expect(await lab.call('capture.read', { socketId })).toMatchObject({
    chunks: [{ index: 1 }, { index: 2 }],
    firstKept: 1,
    droppedChunks: 1,
    droppedBytes: 3,
  });
  await lab.call('capture.configure', { socketId, keep: 'counts' });
  await write('four');
  await lab.call('capture.configure', { socketId, keep: 'all' });
  await write('five');
  const page = await lab.call('capture.read', { socketId });
  expect(page.chunks.map((chunk) => chunk.index)).toEqual([4]);
  expect(page).toMatchObject({ firstKept: 4, next: 5, droppedChunks: 4, droppedBytes: 15 });
  expect((await lab.socket(socketId)).counts).toMatchObject({ chunksSent: 5, bytesWritten: 19 });
  await lab.call('socket.write', { socketId: other, data: 'x'.repeat(100) });
  expect((await lab.call('capture.read', { socketId: other })).chunks).toHaveLength(1);
});

test('capture.configure for all: what is there and what is to come, for both ends', async () => {
  await using lab = await TestLab.open();
  await lab.call('capture.configure', { keep: 'counts' });
  const { client, accepted } = await lab.pair({ mock: { otherwise: { kind: 'echo' } } });
  await lab.call('socket.write', { socketId: client, data: 'unkept' });
  await lab.socketWhen(client, (s) => s.counts.bytesRead === 6);
  for (const socketId of [client, accepted]) {
    expect(await lab.call('capture.read', { socketId })).toEqual({
      chunks: [],
      firstKept: 2,
      next: 2,
      droppedChunks: 2,
      droppedBytes: 12,
      keep: 'counts',
    });
  }
  await lab.call('capture.configure', { keep: 'all' });
  await lab.call('socket.write', { socketId: client, data: 'kept' });
  await lab.socketWhen(client, (s) => s.counts.bytesRead === 10);
  expect((await lab.call('capture.read', { socketId: accepted })).chunks).toHaveLength(2);
  expect((await lab.call('lab.stats', {})).captureBytes).toBe(16);
});

test('capture.configure: what is refused', async () => {
  await using lab = await TestLab.open();
  for (const wrong of [{}, { keep: 'some' }, { keep: 'all', maxBytes: -1 }, { keep: 'all', maxBytes: 1.5 }]) {
    expect((await lab.refused('capture.configure', wrong)).code).toBe('-32602');
  }
  expect((await lab.refused('capture.configure', { socketId: 4711, keep: 'all' })).code).toBe('UNKNOWN_SOCKET');
});

test('the budget over all sockets: the oldest chunks of whoever has them go first', async () => {
  await using lab = await TestLab.open({ captureBytes: 100_000 });
  const [first, second] = [await dialPeer(lab), await dialPeer(lab)];
  const data = 'x'.repeat(10_000);
  for (let i = 0; i < 8; i++) await lab.call('socket.write', { socketId: first.socketId, data });
  for (let i = 0; i < 8; i++) await lab.call('socket.write', { socketId: second.socketId, data });
  const old = await lab.call('capture.read', { socketId: first.socketId });
  const young = await lab.call('capture.read', { socketId: second.socketId });
  expect(young).toMatchObject({ firstKept: 0, droppedBytes: 0 });
  expect(old.droppedBytes).toBeGreaterThanOrEqual(60_000);
  expect(old.firstKept).toBe(old.droppedChunks);
  expect((await lab.call('lab.stats', {})).captureBytes).toBeLessThanOrEqual(100_000);
});

test('a ring that runs over says exactly how much is missing', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  await lab.call('capture.configure', { socketId, keep: 'all', maxBytes: 1_000 });
  for (let i = 0; i < 25; i++) {
    peer.socket.write(Buffer.alloc(100, i));
    await lab.socketWhen(socketId, (s) => s.counts.bytesRead === (i + 1) * 100);
  }
  const page = await lab.call('capture.read', { socketId });
  expect(page).toMatchObject({ firstKept: 15, next: 25, droppedChunks: 15, droppedBytes: 1_500 });
  expect((await lab.received(socketId)).equals(Buffer.concat(range(15, 25).map((i) => Buffer.alloc(100, i))))).toBe(
    true,
  );
});
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

test('closed sockets are kept to look at up to a number, the oldest are forgotten first', async () => {
  await using lab = await TestLab.open({ closedKept: 2 });
  const { port } = await lab.rawServer((socket) => socket.resume());
  const closed: SocketId[] = [];
  for (let i = 0; i < 4; i++) {
    const socketId = await lab.dial({ port, host: '127.0.0.1' });
    await lab.call('socket.destroy', { socketId });
    await lab.event('socket.close', (e) => e.socketId === socketId);
    closed.push(socketId);
  }
  const { sockets } = await lab.call('lab.snapshot', {});
  expect(sockets.map((socket) => socket.socketId)).toEqual(closed.slice(2));
  for (const socketId of closed.slice(0, 2)) await lab.event('socket.removed', (e) => e.socketId === socketId);
  await lab.call('socket.connect', { socketId: closed[2] as SocketId });
  await lab.event('socket.connect', (e) => e.socketId === closed[2] && e.life === 2);
});

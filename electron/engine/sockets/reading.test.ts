// Receiving: chunks, pause and resume, the static buffer, and what a socket that does not read gets to know.
import { expect, test } from 'vitest';
import { dialPeer, passed, storyOf } from '../testing/peers.ts';
import { TestLab, until } from '../testing/test-lab.ts';

test('K35 every data event is one received chunk, raw, with its time and life', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  peer.socket.write(Buffer.from([0, 255, 128]));
  await lab.socketWhen(socketId, (s) => s.counts.chunksReceived === 1);
  peer.socket.write('two');
  await lab.socketWhen(socketId, (s) => s.counts.chunksReceived === 2);
  const page = await lab.call('capture.read', { socketId });
  expect(page).toEqual({
    chunks: [
      { index: 0, life: 1, at: expect.any(Number), direction: 'received', size: 3, offset: 0, data: 'AP+A' },
      { index: 1, life: 1, at: expect.any(Number), direction: 'received', size: 3, offset: 3, data: 'dHdv' },
    ],
    firstKept: 0,
    next: 2,
    droppedChunks: 0,
    droppedBytes: 0,
    keep: 'all',
  });
  expect((await lab.socket(socketId)).counts).toMatchObject({ bytesRead: 6, chunksReceived: 2 });
});

test('K66 pause stops reading, resume starts it; each is told once, by whom', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  for (let i = 0; i < 2; i++) expect(await lab.call('socket.pause', { socketId })).toEqual({});
  expect(await lab.socket(socketId)).toMatchObject({ paused: true, state: 'open', readyState: 'open' });
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ isPaused: true, readableFlowing: false });
  await new Promise((resolve) => peer.socket.write('waiting', resolve));
  await passed(lab, 10);
  expect((await lab.socket(socketId)).counts.chunksReceived).toBe(0);
  for (let i = 0; i < 2; i++) expect(await lab.call('socket.resume', { socketId })).toEqual({});
  await lab.socketWhen(socketId, (s) => s.counts.chunksReceived === 1);
  expect(String(await lab.received(socketId))).toBe('waiting');
  expect(storyOf(lab, socketId).slice(4)).toEqual(['paused', 'resumed']);
  expect(lab.events.find((e) => e.type === 'socket.paused')).toMatchObject({ by: 'user', life: 1 });
  expect(await lab.socket(socketId)).toMatchObject({ paused: false });
});

test('K66 B22 while paused Node reads no further than its own buffer; the peer stops', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  await lab.call('view.watch', { socketIds: [socketId] });
  await lab.call('socket.pause', { socketId });
  const data = Buffer.alloc(12_000_000);
  peer.socket.write(data);
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead > 0);
  await passed(lab, 30);
  const { readableLength, readableHighWaterMark, bytesRead } = await lab.call('socket.inspect', { socketId });
  expect(bytesRead).toBe(readableLength);
  // Counted like any other byte, although no chunk has come of it.
  const counted = await lab.event('sockets.counted', ({ rows }) => rows[0] === socketId && rows[1] === bytesRead);
  expect(counted.rows).toEqual([socketId, bytesRead, 0, 0, 0, 0]);
  expect(readableLength).toBeLessThanOrEqual(readableHighWaterMark + 65_536);
  expect(peer.socket.writableLength).toBeGreaterThan(0);
  await lab.call('socket.resume', { socketId });
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead === data.length);
});

test('K37 B13 B17 while paused the end behind unread data is not heard; it comes after resume, the data first', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  await lab.call('socket.pause', { socketId });
  peer.socket.end('last words');
  await passed(lab, 30);
  expect(await lab.socket(socketId)).toMatchObject({ state: 'open', paused: true });
  await lab.call('socket.resume', { socketId });
  await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(String(await lab.received(socketId))).toBe('last words');
  expect(storyOf(lab, socketId).slice(4)).toEqual(['paused', 'resumed', 'end', 'finish', 'close']);
});

test('K37 B17 with nothing before it the end is heard while paused', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, { allowHalfOpen: true });
  await lab.call('socket.pause', { socketId });
  peer.socket.end();
  await lab.event('socket.end', (e) => e.socketId === socketId);
  expect(await lab.socket(socketId)).toMatchObject({ state: 'send-only', paused: true });
});

test('K8 B26 onread: chunks of at most the buffer’s size, no byte lost, the end is heard', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, { onread: { bufferSize: 1000 } });
  const data = Buffer.from(Array.from({ length: 2_500 }, (_, i) => i % 251));
  peer.socket.end(data);
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ hadError: false, cause: 'fin', first: 'peer' });
  const { chunks } = await lab.call('capture.read', { socketId });
  expect(chunks.map((chunk) => chunk.size)).toEqual([1000, 1000, 500]);
  expect((await lab.received(socketId)).equals(data)).toBe(true);
  expect(storyOf(lab, socketId).slice(4)).toEqual(['end', 'finish', 'close']);
  expect((await lab.socket(socketId)).options).toEqual({ onread: { bufferSize: 1000 } });
});

test('K8 K66 onread: pause and resume work on it too, also from the start', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer((socket) => socket.write('x'.repeat(50)));
  const { socketId } = await lab.call('socket.connect', {
    target: { port, host: '127.0.0.1' },
    options: { onread: { bufferSize: 10 } },
    paused: true,
  });
  await lab.event('socket.ready', (e) => e.socketId === socketId);
  await passed(lab, 20);
  expect((await lab.socket(socketId)).counts.chunksReceived).toBe(0);
  await lab.call('socket.resume', { socketId });
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead === 50);
  await lab.call('socket.pause', { socketId });
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ isPaused: true });
  expect((await lab.received(socketId)).length).toBe(50);
});

test('K67 setEncoding is an encoding of the view: the capture keeps raw bytes, decode reads across chunk borders', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  const euro = Buffer.from('€');
  const send = async (bytes: Buffer, chunks: number) => {
    peer.socket.write(bytes);
    await lab.socketWhen(socketId, (s) => s.counts.chunksReceived === chunks);
  };
  await send(euro.subarray(0, 1), 1);
  await send(euro.subarray(1), 2);
  await send(euro.subarray(0, 2), 3);
  const decoded = async () => {
    const page = await lab.call('capture.read', { socketId, decode: true });
    return { text: page.chunks.map((chunk) => chunk.text), heldBytes: page.heldBytes };
  };
  expect(await decoded()).toEqual({ text: ['', '€', ''], heldBytes: 2 });
  expect(await lab.call('socket.setEncoding', { socketId, encoding: 'latin1' })).toEqual({});
  expect(await decoded()).toEqual({ text: ['â', '\x82¬', 'â\x82'], heldBytes: 0 });
  await lab.call('socket.setEncoding', { socketId, encoding: 'base64' });
  expect(await decoded()).toEqual({ text: ['', '4oKs', ''], heldBytes: 2 });
  await lab.call('socket.setEncoding', { socketId, encoding: 'hex' });
  expect(await decoded()).toEqual({ text: ['e2', '82ac', 'e282'], heldBytes: 0 });
  const raw = await lab.call('capture.read', { socketId });
  expect(raw.chunks.map((chunk) => Buffer.from(chunk.data, 'base64').toString('hex'))).toEqual(['e2', '82ac', 'e282']);
  expect(raw).not.toHaveProperty('heldBytes');
  expect(raw.chunks[0]).not.toHaveProperty('text');
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ readableEncoding: null });
  for (const encoding of [null, '', undefined]) {
    await lab.call('socket.setEncoding', { socketId, encoding });
    expect((await decoded()).text).toEqual(['', '€', '']);
  }
  peer.socket.end();
  await lab.event('socket.end', (e) => e.socketId === socketId);
  expect(await decoded()).toEqual({ text: ['', '€', '\ufffd'], heldBytes: 0 });
});

test('K67 B18 an unknown encoding is refused, and the old one stays', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  await lab.call('socket.setEncoding', { socketId, encoding: 'hex' });
  for (const encoding of ['utf9', 5, {}]) {
    expect((await lab.refused('socket.setEncoding', { socketId, encoding })).code).toBe('ERR_UNKNOWN_ENCODING');
  }
  peer.socket.write('a');
  await lab.socketWhen(socketId, (s) => s.counts.chunksReceived === 1);
  expect((await lab.call('capture.read', { socketId, decode: true })).chunks[0]?.text).toBe('61');
});

test('K35 K1 a server’s socket that nobody speaks for reads and captures all the same', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.tcpServer();
  const raw = await lab.rawClient({ port, host: '127.0.0.1' });
  raw.end('hello');
  const { socketId } = await lab.event('server.connection');
  await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(String(await lab.received(socketId))).toBe('hello');
});

test('K49 K36 a reader that stops makes the writer wait, and both rows say so', async () => {
  await using lab = await TestLab.open();
  const { client, accepted } = await lab.pair();
  await lab.call('socket.pause', { socketId: accepted });
  let written = 0;
  for (let flushed = true; flushed; written += 1_000_000) {
    ({ flushed } = await lab.call('socket.write', { socketId: client, data: 'x'.repeat(1_000_000) }));
  }
  expect(await lab.socket(client)).toMatchObject({ needDrain: true });
  expect((await lab.socket(client)).counts.queued).toBeGreaterThan(0);
  expect(await lab.socket(accepted)).toMatchObject({ paused: true });
  await lab.call('socket.resume', { socketId: accepted });
  await lab.event('socket.drain', (e) => e.socketId === client);
  await until(
    async () => (await lab.socket(accepted)).counts.bytesRead === written,
    () => 'all bytes',
  );
  expect(await lab.socket(client)).toMatchObject({ needDrain: false, counts: { queued: 0 } });
});

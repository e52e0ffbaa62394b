// What a mock decides, carried out on real sockets.
import { expect, test } from 'vitest';
import type { Mock } from '../../../shared/mocks/mock.ts';
import { passed, storyOf, WatchedPeer } from '../testing/peers.ts';
import { TestLab } from '../testing/test-lab.ts';

/** A server with a mock and a plain client connected to it. */
async function talk(lab: TestLab, otherwise: NonNullable<Mock['otherwise']>, options: object = {}) {
  const { serverId, port } = await lab.tcpServer({ mock: { otherwise }, options });
  const peer = new WatchedPeer(await lab.rawClient({ port, host: '127.0.0.1' }));
  const { socketId } = await lab.event('server.connection', (e) => e.serverId === serverId);
  return { serverId, socketId, peer, port };
}

test('K79 echo: every chunk comes back, and the end of one side ends the other', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await talk(lab, { kind: 'echo' });
  peer.socket.write('one');
  await peer.got(3);
  peer.socket.end(Buffer.from([0, 255]));
  expect((await peer.got(5)).toString('latin1')).toBe('one\0ÿ');
  await peer.saw('end');
  await lab.event('socket.close', (e) => e.socketId === socketId);
  const { chunks } = await lab.call('capture.read', { socketId });
  expect(chunks.map((chunk) => [chunk.direction, chunk.size])).toEqual([
    ['received', 3],
    ['sent', 3],
    ['received', 2],
    ['sent', 2],
  ]);
});

test('K79 K49 echo with a peer that does not read: reading stops, nothing piles up, and it goes on by itself', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await talk(lab, { kind: 'echo' });
  peer.socket.pause();
  const size = 16_000_000;
  peer.socket.write(Buffer.alloc(size, 'x'));
  await lab.event('socket.paused', (e) => e.socketId === socketId && e.by === 'mock');
  const stuck = await lab.socketWhen(socketId, (s) => s.paused && s.needDrain);
  expect(stuck.counts.queued).toBeLessThan(1_000_000);
  expect(stuck.counts.bytesRead).toBeLessThan(size);
  peer.socket.resume();
  await peer.got(size);
  const rest = await lab.socketWhen(socketId, (s) => !s.paused && s.counts.queued === 0);
  expect(rest.counts).toMatchObject({ bytesRead: size, bytesWritten: size });
});

test('K66 a pause by hand and a pause by a mock hold apart: reading goes on when both are over', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await talk(lab, { kind: 'echo' });
  peer.socket.pause();
  peer.socket.write(Buffer.alloc(16_000_000));
  await lab.socketWhen(socketId, (s) => s.paused && s.needDrain);
  await lab.call('socket.pause', { socketId });
  peer.socket.resume();
  await lab.socketWhen(socketId, (s) => !s.needDrain);
  const { counts, paused } = await lab.socket(socketId);
  expect(paused).toBe(true);
  await passed(lab, 20);
  expect((await lab.socket(socketId)).counts.chunksReceived).toBe(counts.chunksReceived);
  await lab.call('socket.resume', { socketId });
  await peer.got(16_000_000);
});

test('discard: reads everything and answers nothing', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await talk(lab, { kind: 'discard' });
  peer.socket.end('away with it');
  await lab.event('socket.close', (e) => e.socketId === socketId);
  expect((await lab.socket(socketId)).counts).toMatchObject({ bytesRead: 12, bytesWritten: 0, chunksSent: 0 });
  expect(await peer.ending()).toEqual(['end', 'close:false']);
});

test('banner: greets at once and stays', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await talk(lab, { kind: 'banner', text: '220 ready\r\n' });
  expect(String(await peer.got(11))).toBe('220 ready\r\n');
  peer.socket.write('hello');
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead === 5);
  expect((await lab.socket(socketId)).state).toBe('open');
  expect(peer.size).toBe(11);
});

test('banner with finish: says it, finishes sending, and goes on reading', async () => {
  await using lab = await TestLab.open();
  const banner = { kind: 'banner', hex: '00ff', afterwards: 'finish' } as const;
  const { socketId, peer } = await talk(lab, banner, { allowHalfOpen: true });
  await peer.saw('end');
  expect(peer.bytes.toString('hex')).toBe('00ff');
  expect(await lab.socketWhen(socketId, (s) => s.state === 'receive-only')).toMatchObject({ readyState: 'readOnly' });
  peer.socket.end('late');
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead === 4);
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ cause: 'fin', first: 'us', hadError: false });
});

test('banner with close: the whole banner arrives, however large, and then the end', async () => {
  await using lab = await TestLab.open();
  const text = 'x'.repeat(9_000_000);
  const { socketId, peer } = await talk(lab, { kind: 'banner', text, afterwards: 'close' });
  await peer.got(text.length);
  await peer.saw('end');
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ cause: 'local-destroy', first: 'us', hadError: false, discardedBytes: 0 });
});

test('banner with a delay: not before its time; a client that leaves earlier gets nothing', async () => {
  await using lab = await TestLab.open();
  const { serverId, socketId, peer, port } = await talk(lab, { kind: 'banner', text: 'late', delayMs: 60 });
  const { at } = await lab.event('socket.created', (e) => e.socketId === socketId);
  await peer.got(4);
  const { chunks } = await lab.call('capture.read', { socketId });
  expect((chunks[0]?.at ?? 0) - at).toBeGreaterThanOrEqual(59);
  const hasty = await lab.rawClient({ port, host: '127.0.0.1' });
  const second = await lab.event('server.connection', (e) => e.serverId === serverId && e.socketId !== socketId);
  hasty.resetAndDestroy(); // not a FIN: who only finishes may still wait for the banner
  await lab.event('socket.close', (e) => e.socketId === second.socketId);
  await passed(lab, 80);
  expect((await lab.socket(second.socketId)).counts).toMatchObject({ bytesWritten: 0, chunksSent: 0 });
  expect(lab.events.some((e) => e.type === 'mock.note')).toBe(false);
});

test('fixed-reply: to every chunk, or once for each connection', async () => {
  await using lab = await TestLab.open();
  const each = await talk(lab, { kind: 'fixed-reply', text: 'OK\n' });
  const once = await talk(lab, { kind: 'fixed-reply', base64: 'T0sK', per: 'connection' });
  for (let round = 1; round <= 3; round++) {
    for (const { peer, socketId } of [each, once]) {
      peer.socket.write('?');
      await lab.socketWhen(socketId, (s) => s.counts.chunksReceived === round);
    }
    expect(String(await each.peer.got(3 * round))).toBe('OK\n'.repeat(round));
  }
  expect(String(await once.peer.got(3))).toBe('OK\n');
  expect((await lab.socket(once.socketId)).counts.chunksSent).toBe(1);
});

test('fixed-reply with a delay: answers come in order, each after its time', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await talk(lab, { kind: 'fixed-reply', text: 'OK', delayMs: 20 });
  for (let round = 1; round <= 3; round++) {
    peer.socket.write('?');
    await lab.socketWhen(socketId, (s) => s.counts.chunksReceived === round);
  }
  await peer.got(6);
  const { chunks } = await lab.call('capture.read', { socketId });
  const sent = chunks.filter((chunk) => chunk.direction === 'sent').map((chunk) => chunk.at);
  const firstAsked = chunks.find((chunk) => chunk.direction === 'received')?.at ?? 0;
  for (const [i, at] of sent.entries()) expect(at - (sent[i - 1] ?? firstAsked)).toBeGreaterThanOrEqual(19);
});

test('a mock that cannot answer any more says so once', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await talk(lab, { kind: 'fixed-reply', text: 'OK' }, { allowHalfOpen: true });
  await lab.call('socket.end', { socketId });
  for (let round = 1; round <= 3; round++) {
    peer.socket.write('?');
    await lab.socketWhen(socketId, (s) => s.counts.chunksReceived === round);
  }
  await lab.event('mock.note', (e) => e.socketId === socketId);
  expect(storyOf(lab, socketId).filter((type) => type === 'mock.note')).toHaveLength(1);
  expect((await lab.socket(socketId)).state).toBe('receive-only');
});

test('never-reply: accepts, reads and stays silent', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await talk(lab, { kind: 'never-reply' });
  peer.socket.write('anybody?');
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead === 8);
  expect((await lab.socket(socketId)).counts.bytesWritten).toBe(0);
  expect(peer.size).toBe(0);
});

test('with more answers waiting than can be kept reading stops, and goes on when they are given', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.tcpServer({ mock: { otherwise: { kind: 'fixed-reply', text: '.', delayMs: 1 } } });
  const peer = new WatchedPeer(await lab.rawClient({ port, host: '127.0.0.1' }));
  peer.socket.setNoDelay(true);
  const { socketId } = await lab.event('server.connection');
  // One a turn of the loop, so that each arrives as a chunk of its own.
  for (let sent = 0; sent < 2_000 && !(await lab.socket(socketId)).paused; sent++) {
    peer.socket.write('?');
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await lab.socket(socketId)).toMatchObject({ paused: true });
  await lab.event('socket.resumed', (e) => e.socketId === socketId);
  expect((await lab.socket(socketId)).counts.chunksSent).toBeGreaterThan(0);
});

import { expect, test } from 'vitest';
import { dialPeer, storyOf } from '../testing/peers.ts';
import { TestLab, until } from '../testing/test-lab.ts';

test('K59 K60 B19 encodings: what leaves is what Node makes of the text, and bytes says how much', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  const cases: [data: string, encoding: string | null | undefined, hex: string][] = [
    ['é€', undefined, 'c3a9e282ac'],
    ['é€', null, 'c3a9e282ac'],
    ['é€', '', 'c3a9e282ac'],
    ['é€', 'utf8', 'c3a9e282ac'],
    ['é€', 'UTF-8', 'c3a9e282ac'],
    ['é€', 'latin1', 'e9ac'],
    ['é€', 'binary', 'e9ac'],
    ['é€', 'ascii', 'e9ac'],
    ['é€', 'utf16le', 'e900ac20'],
    ['é€', 'ucs2', 'e900ac20'],
    ['616263', 'hex', '616263'],
    ['616', 'hex', '61'],
    ['zz61', 'hex', ''],
    ['YWJj', 'base64', '616263'],
    ['YWJ', 'base64', '6162'],
    ['-_8', 'base64url', 'fbff'],
    ['', 'utf8', ''],
  ];
  let sent = '';
  for (const [data, encoding, hex] of cases) {
    const answer = await lab.call('socket.write', { socketId, data, encoding });
    expect([data, encoding, answer]).toEqual([data, encoding, { flushed: true, bytes: hex.length / 2, queued: 0 }]);
    sent += hex;
  }
  expect((await peer.got(sent.length / 2)).toString('hex')).toBe(sent);
  const { counts } = await lab.socket(socketId);
  expect(counts).toMatchObject({ bytesWritten: sent.length / 2, queued: 0, chunksSent: cases.length });
});

test('K60 B19 refused data and encodings: Node’s code, and the socket is not touched', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  for (const method of ['socket.write', 'socket.end'] as const) {
    expect((await lab.refused(method, { socketId, data: null })).code).toBe('ERR_STREAM_NULL_VALUES');
    for (const data of [5, true, {}, []]) {
      expect((await lab.refused(method, { socketId, data })).code).toBe('ERR_INVALID_ARG_TYPE');
    }
    for (const encoding of ['utf9', 'buffer', 5, {}]) {
      const refusal = await lab.refused(method, { socketId, data: 'x', encoding });
      expect(refusal).toMatchObject({ code: 'ERR_UNKNOWN_ENCODING', message: 'There is no such encoding.' });
    }
  }
  expect((await lab.refused('socket.write', { socketId })).code).toBe('-32602');
  expect(await lab.socket(socketId)).toMatchObject({ state: 'open', counts: { bytesWritten: 0, chunksSent: 0 } });
  await lab.call('socket.write', { socketId, data: 'fine' });
  expect(String(await peer.got(4))).toBe('fine');
});

test('K61 K36 B21 B23 write answers false when bytes queue up, backpressure says how many, and one drain follows', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, {}, { pauseOnConnect: true });
  const data = 'x'.repeat(1024 * 1024);
  let answer = { flushed: true, bytes: 0, queued: 0 };
  let written = 0;
  while (answer.flushed) {
    answer = await lab.call('socket.write', { socketId, data });
    written += answer.bytes;
  }
  expect(answer.bytes).toBe(data.length);
  expect(answer.queued).toBeGreaterThan(0);
  const { queued } = await lab.event('socket.backpressure', (e) => e.socketId === socketId);
  expect(queued).toBe(answer.queued);
  const stuck = await lab.socket(socketId);
  expect(stuck).toMatchObject({ needDrain: true, counts: { bytesWritten: written } });
  expect(stuck.counts.queued).toBeGreaterThan(0);
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ writableNeedDrain: true });
  expect(storyOf(lab, socketId)).not.toContain('drain');
  peer.socket.resume();
  await peer.got(written);
  await lab.event('socket.drain', (e) => e.socketId === socketId);
  expect(await lab.socket(socketId)).toMatchObject({ needDrain: false, counts: { queued: 0, bytesWritten: written } });
  expect(storyOf(lab, socketId).filter((type) => type === 'drain')).toHaveLength(1);
});

test('K61 highWaterMark decides when write answers false', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, { highWaterMark: 3 });
  await lab.call('socket.cork', { socketId }); // else the kernel takes it at once, and nothing is queued
  expect(await lab.call('socket.write', { socketId, data: 'ab' })).toEqual({ flushed: true, bytes: 2, queued: 2 });
  expect(await lab.call('socket.write', { socketId, data: 'c' })).toEqual({ flushed: false, bytes: 1, queued: 3 });
  await lab.call('socket.uncork', { socketId });
  await lab.event('socket.drain', (e) => e.socketId === socketId);
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ writableHighWaterMark: 3 });
  expect(String(await peer.got(3))).toBe('abc');
});

test('K59 B7 write after end is refused with ERR_STREAM_WRITE_AFTER_END, and what was sent is not lost', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, {}, { allowHalfOpen: true });
  await lab.call('socket.end', { socketId, data: 'last words' });
  expect(await lab.refused('socket.write', { socketId, data: 'x' })).toMatchObject({
    code: 'ERR_STREAM_WRITE_AFTER_END',
    message: 'This end has already finished sending.',
    nodeMessage: 'write after end',
  });
  expect((await lab.refused('socket.end', { socketId, data: 'x' })).code).toBe('ERR_STREAM_WRITE_AFTER_END');
  expect(await lab.call('socket.end', { socketId })).toEqual({});
  expect(String(await peer.got(10))).toBe('last words');
  expect((await lab.socketWhen(socketId, (s) => s.state === 'receive-only')).close).toBeUndefined();
  peer.socket.end();
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ hadError: false, cause: 'fin' });
  expect((await lab.refused('socket.write', { socketId, data: 'x' })).code).toBe('EPIPE');
});

test('K59 B6 write after the peer has finished is EPIPE without allowHalfOpen, and goes out with it', async () => {
  await using lab = await TestLab.open();
  const strict = await dialPeer(lab, {}, { allowHalfOpen: true });
  strict.peer.socket.end();
  await lab.event('socket.end', (e) => e.socketId === strict.socketId);
  expect(await lab.refused('socket.write', { socketId: strict.socketId, data: 'x' })).toMatchObject({
    code: 'EPIPE',
    nodeMessage: 'This socket has been ended by the other party',
  });
  const half = await dialPeer(lab, { allowHalfOpen: true }, { allowHalfOpen: true });
  half.peer.socket.end();
  await lab.event('socket.end', (e) => e.socketId === half.socketId);
  await lab.call('socket.write', { socketId: half.socketId, data: 'reply' });
  expect(String(await half.peer.got(5))).toBe('reply');
});

test('K59 write after destroy, reset and a failed dial is ERR_STREAM_DESTROYED', async () => {
  await using lab = await TestLab.open();
  const destroyed = await dialPeer(lab);
  await lab.call('socket.destroy', { socketId: destroyed.socketId });
  const reset = await dialPeer(lab);
  await lab.call('socket.resetAndDestroy', { socketId: reset.socketId });
  const { port, server } = await lab.rawServer(() => {});
  server.close();
  const { socketId: failed } = await lab.call('socket.connect', { target: { port, host: '127.0.0.1' } });
  await lab.event('socket.close', (e) => e.socketId === failed);
  for (const socketId of [destroyed.socketId, reset.socketId, failed]) {
    for (const method of ['socket.write', 'socket.end'] as const) {
      expect(await lab.refused(method, { socketId, data: 'x' })).toMatchObject({
        code: 'ERR_STREAM_DESTROYED',
        message: 'This end is closed.',
      });
    }
    expect((await lab.refused('socket.end', { socketId })).code).toBe('ERR_STREAM_DESTROYED');
  }
  expect((await lab.refused('socket.write', { socketId: 9999, data: 'x' })).code).toBe('UNKNOWN_SOCKET');
});

test('K38 B14 writing to a peer that is gone: the first write passes, then EPIPE or ECONNRESET, error, close', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, { allowHalfOpen: true });
  peer.socket.destroy();
  await lab.event('socket.end', (e) => e.socketId === socketId);
  expect(await lab.call('socket.write', { socketId, data: 'x' })).toMatchObject({ flushed: true, bytes: 1 });
  const refused = () =>
    lab.call('socket.write', { socketId, data: 'y' }).then(
      () => false,
      () => true,
    );
  await until(refused, () => 'a write to be refused');
  const close = await lab.event('socket.close');
  expect(['EPIPE', 'ECONNRESET']).toContain(close.failure?.code);
  expect(close).toMatchObject({ hadError: true, first: 'peer' });
  expect(storyOf(lab, socketId).slice(-2)).toEqual(['error', 'close']);
  expect((await lab.socket(socketId)).state).toBe(close.failure?.code === 'EPIPE' ? 'broken-pipe' : 'reset');
});

test('K78 cork holds writes back, uncork sends them as one; both show in the record', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  await lab.call('socket.cork', { socketId });
  for (const data of ['one ', 'two ', 'three']) await lab.call('socket.write', { socketId, data });
  expect(await lab.socket(socketId)).toMatchObject({ corked: true, counts: { queued: 13, chunksSent: 3 } });
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ writableCorked: 1, writableLength: 13 });
  expect(peer.story).toEqual([]);
  await lab.call('socket.uncork', { socketId });
  expect(String(await peer.got(13))).toBe('one two three');
  expect(peer.story).toEqual(['data:13']);
  expect(await lab.socket(socketId)).toMatchObject({ corked: false, counts: { queued: 0 } });
});

test('K35 B20 each write and each end with data is one sent chunk, whatever becomes of it on the way', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  const call = (data: string) => lab.call('socket.write', { socketId, data });
  await Promise.all([call('a'), call('bb'), call('ccc')]);
  await lab.call('socket.end', { socketId, data: 'dddd' });
  expect(String(await peer.got(10))).toBe('abbcccdddd');
  const { chunks } = await lab.call('capture.read', { socketId });
  expect(chunks.map((c) => [c.index, c.direction, c.size])).toEqual([
    [0, 'sent', 1],
    [1, 'sent', 2],
    [2, 'sent', 3],
    [3, 'sent', 4],
  ]);
});

import { expect, test } from 'vitest';
import type { Params } from '../../../shared/contract/methods.ts';
import { dialPeer } from '../testing/peers.ts';
import { TestLab } from '../testing/test-lab.ts';
import { CaptureStore } from './capture-store.ts';
import { findInCapture } from './find-in-capture.ts';

const wanted = (kind: 'text' | 'hex' | 'regex', pattern: string, more = {}) => ({
  kind,
  pattern,
  matchCase: true,
  limit: 100,
  ...more,
});

test('capture.find: across the borders of chunks, in both directions, by their order; one direction alone', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  for (const data of ['GET /a\r', '\nHost: x\r\n', '\r\n']) await lab.call('socket.write', { socketId, data });
  await peer.got(18);
  peer.socket.write('200\r\n');
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead === 5);
  const find = (more: Partial<Params<'capture.find'>>) =>
    lab.call('capture.find', { socketId, kind: 'hex', pattern: '0d 0a', ...more });
  const found = await find({});
  expect(found).toEqual({
    matches: [
      { direction: 'sent', from: { index: 0, offset: 6 }, to: { index: 1, offset: 1 } },
      { direction: 'sent', from: { index: 1, offset: 8 }, to: { index: 1, offset: 10 } },
      { direction: 'sent', from: { index: 2, offset: 0 }, to: { index: 2, offset: 2 } },
      { direction: 'received', from: { index: 3, offset: 3 }, to: { index: 3, offset: 5 } },
    ],
    more: false,
    searchedBytes: 24,
  });
  expect((await find({ direction: 'received' })).matches).toEqual(found.matches.slice(3));
  expect(await find({ limit: 2 })).toMatchObject({ matches: found.matches.slice(0, 2), more: true });
  const regex = await find({ kind: 'regex', pattern: '^host: (\\w)', matchCase: false });
  expect(regex.matches).toEqual([{ direction: 'sent', from: { index: 1, offset: 1 }, to: { index: 1, offset: 8 } }]);
  expect((await lab.refused('capture.find', { socketId, kind: 'regex', pattern: '(' })).code).toBe('BAD_PATTERN');
  expect((await lab.refused('capture.find', { socketId: 4711, kind: 'hex', pattern: '00' })).code).toBe(
    'UNKNOWN_SOCKET',
  );
});

test('matches do not cross lives, nor what was not kept between two chunks', async () => {
  const capture = new CaptureStore().open();
  capture.append('sent', Buffer.from('ab'), 1, 0);
  capture.append('sent', Buffer.from('cd'), 2, 0);
  capture.keep = 'counts';
  capture.append('sent', Buffer.from('--'), 2, 0);
  capture.keep = 'all';
  capture.append('sent', Buffer.from('ef'), 2, 0);
  for (const pattern of ['bc', 'de'])
    expect((await findInCapture(capture, wanted('text', pattern))).matches).toEqual([]);
  expect((await findInCapture(capture, wanted('regex', '^\\w+$'))).matches).toHaveLength(3);
});

test('a hostile regular expression is stopped in time, and the engine answers meanwhile', async () => {
  await using lab = await TestLab.open();
  const capture = new CaptureStore().open();
  capture.append('received', Buffer.from(`${'a'.repeat(40)}!`), 1, 0);
  const slow = findInCapture(capture, wanted('regex', '^(a+)+$', { timeLimitMs: 300 }));
  const refused = expect(slow).rejects.toMatchObject({ failure: { code: 'PATTERN_TOO_SLOW' } });
  let over = false;
  void refused.then(() => {
    over = true;
  });
  await lab.call('lab.stats', {});
  expect(over).toBe(false);
  await refused;
});

test('eight megabytes in small chunks are searched without holding up the engine for long', async () => {
  const capture = new CaptureStore().open();
  for (let i = 0; i < 8_000; i++) capture.append(i % 2 ? 'sent' : 'received', Buffer.alloc(1_000, i), 1, i);
  capture.append('sent', Buffer.from('nee'), 1, 8_001);
  capture.append('received', Buffer.from('x'), 1, 8_002);
  capture.append('sent', Buffer.from('dle'), 1, 8_003);
  let turns = 0;
  const ticking = setInterval(() => turns++, 1);
  const found = await findInCapture(capture, wanted('text', 'needle'));
  clearInterval(ticking);
  expect(found).toMatchObject({ more: false, searchedBytes: 8_000_007 });
  expect(found.matches).toEqual([
    { direction: 'sent', from: { index: 8_000, offset: 0 }, to: { index: 8_002, offset: 3 } },
  ]);
  expect(turns).toBeGreaterThanOrEqual(4); // the loop went round between the windows
});

test('capture.read hands over only the chunks that are wanted, and their numbers stay', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  for (const data of ['one', 'twotwo', 'three']) await lab.call('socket.write', { socketId, data });
  await peer.got(14);
  peer.socket.write('two');
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead === 3);
  const read = async (only: Params<'capture.read'>['only'], more = {}) =>
    (await lab.call('capture.read', { socketId, only, ...more })).chunks.map((chunk) => chunk.index);
  expect(await read({ direction: 'sent' })).toEqual([0, 1, 2]);
  expect(await read({ minSize: 5 })).toEqual([1, 2]);
  expect(await read({ contains: Buffer.from('two').toString('base64') })).toEqual([1, 3]);
  expect(await read({ direction: 'received', contains: Buffer.from('t').toString('base64') })).toEqual([3]);
  expect(await lab.call('capture.read', { socketId, only: { minSize: 99 } })).toMatchObject({ chunks: [], next: 4 });
  expect(await read({ minSize: 5 }, { from: 2, decode: true })).toEqual([2]);
});

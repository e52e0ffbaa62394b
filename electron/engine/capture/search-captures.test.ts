// `capture.search`: which sockets hold some bytes among the newest they have sent and received.
import { expect, test } from 'vitest';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { dialPeer } from '../testing/peers.ts';
import { TestLab } from '../testing/test-lab.ts';
import { Capture } from './capture.ts';
import { newestOf, searchCaptures } from './search-captures.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const patterns = (...texts: string[]) => texts.map(base64);
const capture = () => new Capture({ changed: () => {} }, 'all', 1024 * 1024);
const texts = (of: Capture, lastBytes: number) => newestOf(of, lastBytes).runs.map(String).sort();

test('finds what was sent and what was received, by any of several patterns', async () => {
  await using lab = await TestLab.open();
  const { client, accepted } = await lab.pair({ mock: { otherwise: { kind: 'echo' } } });
  const { socketId: other } = await dialPeer(lab);
  await lab.call('socket.write', { socketId: client, data: 'hello world' });
  await lab.socketWhen(client, (s) => s.counts.bytesRead === 11);
  const both = [client, accepted].sort((a, b) => a - b);
  const search = async (params: { patterns: string[]; socketIds?: SocketId[] }) => {
    const { socketIds, ...rest } = await lab.call('capture.search', params);
    return { found: socketIds.sort((a, b) => a - b), ...rest };
  };
  expect(await search({ patterns: patterns('lo wo') })).toEqual({ found: both, searched: 3, incomplete: 0 });
  expect(await search({ patterns: patterns('nothing') })).toMatchObject({ found: [] });
  expect(await search({ patterns: patterns('nothing', 'world') })).toMatchObject({ found: both });
  expect(await search({ patterns: patterns('hello'), socketIds: [accepted, other] })).toEqual({
    found: [accepted],
    searched: 2,
    incomplete: 0,
  });
  expect(await search({ patterns: patterns('hello'), socketIds: [4711 as SocketId] })).toMatchObject({ searched: 0 });
});

test('finds what lies across chunks, and only within the newest bytes', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab);
  for (const data of ['ab', 'cd', 'ef']) await lab.call('socket.write', { socketId, data });
  const search = async (text: string, lastBytes: number) =>
    (await lab.call('capture.search', { patterns: patterns(text), lastBytes })).socketIds;
  expect(await search('bcde', 64)).toEqual([socketId]);
  expect(await search('bcde', 5)).toEqual([socketId]);
  expect(await search('bcde', 4)).toEqual([]);
  expect(await search('ef', 2)).toEqual([socketId]);
});

test('says how many sockets have bytes that were not kept', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab);
  await lab.call('capture.configure', { socketId, keep: 'counts' });
  await lab.call('socket.write', { socketId, data: 'secret' });
  expect(await lab.call('capture.search', { patterns: patterns('secret') })).toEqual({
    socketIds: [],
    searched: 1,
    incomplete: 1,
  });
});

test('what is refused', async () => {
  await using lab = await TestLab.open();
  for (const wrong of [
    {},
    { patterns: [] },
    { patterns: [''] },
    { patterns: ['not base64!'] },
    { patterns: [1] },
    { patterns: patterns('x'), lastBytes: 0 },
    { patterns: patterns('x'), socketIds: ['a'] },
  ]) {
    expect([wrong, (await lab.refused('capture.search', wrong)).code]).toEqual([wrong, '-32602']);
  }
});

test('runs: directions apart, in order, cut to the newest bytes of both together', () => {
  const one = capture();
  one.append('sent', Buffer.from('abc'), 1, 0);
  one.append('received', Buffer.from('xyz'), 1, 0);
  one.append('sent', Buffer.from('def'), 1, 0);
  expect(texts(one, 100)).toEqual(['abcdef', 'xyz']);
  expect(texts(one, 7)).toEqual(['cdef', 'xyz']);
  expect(texts(one, 3)).toEqual(['def']);
  expect(newestOf(one, 100).complete).toBe(true);
});

test('runs: nothing is joined across a gap or across lives', () => {
  const one = capture();
  one.append('sent', Buffer.from('ab'), 1, 0);
  one.keep = 'counts';
  one.append('sent', Buffer.from('--'), 1, 0);
  one.keep = 'all';
  one.append('sent', Buffer.from('cd'), 1, 0);
  one.append('sent', Buffer.from('ef'), 2, 0);
  expect(texts(one, 100)).toEqual(['ab', 'cd', 'ef']);
  expect(newestOf(one, 100).complete).toBe(false);
  expect(newestOf(one, 4).complete).toBe(true);
});

test('a long search gives the event loop back in between', async () => {
  const many = Array.from({ length: 400 }, (_, i) => {
    const one = capture();
    one.append('sent', Buffer.alloc(64 * 1024, 97), 1, 0);
    one.append('sent', Buffer.alloc(64 * 1024, 97), 1, 0);
    return { socketId: (i + 1) as SocketId, capture: one };
  });
  let turns = 0;
  let done = false;
  const count = () => {
    turns++;
    if (!done) setImmediate(count);
  };
  setImmediate(count);
  const { searched } = await searchCaptures(many, [Buffer.from('ab')], 128 * 1024);
  done = true;
  expect(searched).toBe(400);
  expect(turns).toBeGreaterThan(1);
});

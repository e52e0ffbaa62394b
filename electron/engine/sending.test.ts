import { expect, test } from 'vitest';
import type { Params } from '../../shared/contract/methods.ts';
import { dialPeer } from './testing/peers.ts';
import { TestLab } from './testing/test-lab.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const writes = (...texts: string[]) => ({ writes: texts.map(base64) });
const ended = (lab: TestLab, repeatId: number) => lab.event('repeat.ended', (e) => e.repeatId === repeatId);
const template = (text: string): Params<'repeat.start'>['message'] => ({
  template: { text, escapes: true, encoding: 'utf8', ending: 'lf', custom: '', writeAs: 'one', everyBytes: 1 },
});

test('repeat.start sends so many times at a rhythm, reports start, progress and end, and the lab knows it meanwhile', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  const started = performance.now();
  const { repeatId } = await lab.call('repeat.start', {
    socketIds: [socketId],
    message: writes('x'),
    everyMs: 20,
    times: 6,
  });
  expect((await lab.call('lab.snapshot', {})).repeats).toEqual([
    expect.objectContaining({ repeatId, socketIds: [socketId], everyMs: 20, times: 6, jitterMs: 0, gapMs: 0 }),
  ]);
  expect(await ended(lab, repeatId)).toMatchObject({ sent: 6, reason: 'done', failures: [] });
  expect(performance.now() - started).toBeGreaterThanOrEqual(95);
  expect((await peer.got(6)).toString()).toBe('xxxxxx');
  expect((await lab.call('lab.snapshot', {})).repeats).toEqual([]);
  const numbers = lab.events.flatMap((e) => (e.type === 'repeat.progress' ? e.sent : []));
  expect(numbers[0]).toBe(1);
  expect((await lab.refused('repeat.stop', { repeatId })).code).toBe('UNKNOWN_REPEAT');
});

test('the writes of one message leave one by one, with gaps between them, and then the FIN', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  const message = writes('GET /', ' HTTP', '/1.0\r\n');
  const { repeatId } = await lab.call('repeat.start', {
    socketIds: [socketId],
    message,
    times: 1,
    gapMs: 25,
    thenEnd: true,
  });
  await peer.saw('end');
  expect(peer.bytes.toString()).toBe('GET / HTTP/1.0\r\n');
  expect(peer.story.filter((word) => word.startsWith('data'))).toEqual(['data:5', 'data:5', 'data:6']);
  const { chunks } = await lab.call('capture.read', { socketId });
  const gaps = chunks.slice(1).map((chunk, i) => chunk.at - (chunks[i]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(24);
  expect(await ended(lab, repeatId)).toMatchObject({ sent: 1, reason: 'done' });
});

test('without gaps all writes are made before the call answers', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  await lab.call('repeat.start', { socketIds: [socketId], message: writes('a', 'b', 'c'), times: 1 });
  expect((await lab.call('capture.read', { socketId })).chunks.map((chunk) => chunk.size)).toEqual([1, 1, 1]);
  expect((await peer.got(3)).toString()).toBe('abc');
});

test('templates are filled anew for each message, and a wrong one is refused', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  const start = { socketIds: [socketId], everyMs: 1, times: 3 };
  await lab.call('repeat.start', { ...start, message: template('n={{counter}} {{rand:4}}') });
  const lines = (await peer.got(27)).toString().split('\n');
  expect(lines.slice(0, 3).map((line) => line.slice(0, 3))).toEqual(['n=1', 'n=2', 'n=3']);
  expect(new Set(lines.slice(0, 3).map((line) => line.slice(4))).size).toBe(3);
  const refused = await lab.refused('repeat.start', { ...start, message: template('{{nope}}') });
  expect(refused).toMatchObject({ code: 'BAD_TEMPLATE', why: expect.stringContaining('{{nope}} is not known') });
});

test('a repeat ends when a reply holds the bytes, in whatever chunks they come', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  const start = { socketIds: [socketId], message: writes('?'), everyMs: 5, untilReply: base64('ready\n') };
  const { repeatId } = await lab.call('repeat.start', start);
  await peer.got(2);
  peer.socket.write('not yet, rea');
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead === 12);
  expect(lab.events.some((e) => e.type === 'repeat.ended')).toBe(false);
  peer.socket.write('dy\n');
  const end = await ended(lab, repeatId);
  expect(end.reason).toBe('replied');
  expect(end.sent).toBeGreaterThanOrEqual(2);
});

test('repeat.stop stops one or all, at once; a reset of the lab stops them too', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  const start = () => lab.call('repeat.start', { socketIds: [socketId], message: writes('x'), everyMs: 10_000 });
  const [one, two, three] = [await start(), await start(), await start()];
  expect(await lab.call('repeat.stop', { repeatId: one.repeatId })).toEqual({ stopped: 1 });
  expect(await lab.call('repeat.stop', {})).toEqual({ stopped: 2 });
  expect(await lab.call('repeat.stop', {})).toEqual({ stopped: 0 });
  for (const { repeatId } of [one, two, three])
    expect(await ended(lab, repeatId)).toMatchObject({ reason: 'stopped', sent: 1 });
  expect((await peer.got(3)).length).toBe(3);
  const { repeatId } = await start();
  await lab.call('lab.reset', {});
  expect(await ended(lab, repeatId)).toMatchObject({ reason: 'stopped' });
});

test('while the peer does not take the bytes a repeat waits instead of filling the memory', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, {}, { pauseOnConnect: true });
  const message = writes('x'.repeat(200_000));
  const { repeatId } = await lab.call('repeat.start', { socketIds: [socketId], message, everyMs: 1, times: 60 });
  const waiting = await lab.event('repeat.progress', (e) => e.waiting);
  expect(waiting.sent).toBeLessThan(60);
  expect((await lab.socket(socketId)).counts.queued).toBeLessThanOrEqual(200_000);
  peer.socket.resume();
  expect(await ended(lab, repeatId)).toMatchObject({ reason: 'done', sent: 60 });
  await peer.got(60 * 200_000);
});

test('a broadcast reaches every socket that can be written, and says which could not', async () => {
  await using lab = await TestLab.open();
  const [one, two, three] = [
    await dialPeer(lab),
    await dialPeer(lab),
    await dialPeer(lab, {}, { allowHalfOpen: true }),
  ];
  await lab.call('socket.end', { socketId: three.socketId });
  const socketIds = [one.socketId, two.socketId, three.socketId];
  const { repeatId } = await lab.call('repeat.start', { socketIds, message: writes('hi'), times: 1 });
  expect(await ended(lab, repeatId)).toMatchObject({
    sent: 2,
    reason: 'done',
    failures: [{ socketId: three.socketId, failure: { code: 'ERR_STREAM_WRITE_AFTER_END' } }],
  });
  for (const { peer } of [one, two]) expect((await peer.got(2)).toString()).toBe('hi');
});

test('a repeat whose socket closes on the way fails with the cause', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  const { repeatId } = await lab.call('repeat.start', { socketIds: [socketId], message: writes('x'), everyMs: 5 });
  await peer.got(2);
  await lab.call('socket.destroy', { socketId });
  const end = await ended(lab, repeatId);
  expect(end).toMatchObject({ reason: 'failed', failures: [{ socketId, failure: { code: 'ERR_STREAM_DESTROYED' } }] });
});

test('repeat.start refuses what cannot be: too fast, no socket, none that can be written, odd values', async () => {
  await using lab = await TestLab.open();
  const [one, two] = [await dialPeer(lab), await dialPeer(lab)];
  const start = (more: object) =>
    lab.refused('repeat.start', { socketIds: [one.socketId], message: writes('x'), ...more });
  expect((await start({ everyMs: 0.5 })).code).toBe('RATE_TOO_HIGH');
  expect((await start({ everyMs: 0 })).code).toBe('RATE_TOO_HIGH');
  expect((await start({ everyMs: 1.5, socketIds: [one.socketId, two.socketId] })).code).toBe('RATE_TOO_HIGH');
  expect((await start({ socketIds: [4711] })).code).toBe('UNKNOWN_SOCKET');
  expect((await lab.refused('repeat.stop', { repeatId: 4711 })).code).toBe('UNKNOWN_REPEAT');
  await lab.call('socket.end', { socketId: one.socketId });
  expect((await start({})).code).toBe('ERR_STREAM_WRITE_AFTER_END');
  for (const wrong of [
    { socketIds: [] },
    { times: 0 },
    { times: 1.5 },
    { everyMs: -1 },
    { message: {} },
    { message: { writes: [] } },
  ])
    expect((await start(wrong)).code).toBe('-32602');
  expect(lab.events.some((e) => e.type === 'repeat.started')).toBe(false);
});

test('repeats keep the rate they are given: 200 messages at 2 ms take about 400 ms', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab);
  const { repeatId } = await lab.call('repeat.start', {
    socketIds: [socketId],
    message: writes('x'),
    everyMs: 2,
    times: 200,
  });
  await ended(lab, repeatId);
  await peer.got(200);
  const { chunks } = await lab.call('capture.read', { socketId });
  const took = (chunks.at(-1)?.at ?? 0) - (chunks[0]?.at ?? 0);
  expect(took).toBeGreaterThan(330);
});

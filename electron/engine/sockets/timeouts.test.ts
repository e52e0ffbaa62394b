// The idle timeout (`socket.setTimeout`), what happens when it fires, and what it refuses.
import { expect, test } from 'vitest';
import { dialPeer, passed, storyOf } from '../testing/peers.ts';
import { TestLab } from '../testing/test-lab.ts';

test('K39 K68 B27 timeout only notifies: once, after the time, and the socket stays open', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab, { timeoutMs: 200 });
  const { at: connectedAt } = await lab.event('socket.connect', (e) => e.socketId === socketId);
  const timeout = await lab.event('socket.timeout', (e) => e.socketId === socketId);
  expect(timeout.at - connectedAt).toBeGreaterThanOrEqual(190); // Node counts from the connect, a little before it is heard of
  await passed(lab, 450); // twice the time: it does not repeat
  expect(storyOf(lab, socketId)).toEqual(['created', 'connectionAttempt', 'connect', 'ready', 'timeout']);
  const record = await lab.socket(socketId);
  expect(record).toMatchObject({ state: 'open', timeoutMs: 200, onTimeout: 'notify', timedOutAt: timeout.at });
  expect(record.idleSince).toBeLessThanOrEqual(timeout.at - 199);
});

test('K68 B27 a byte either way starts the time anew, and takes the mark away', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, { timeoutMs: 30 });
  await lab.event('socket.timeout', (e) => e.socketId === socketId);
  peer.socket.write('wake');
  const awake = await lab.socketWhen(socketId, (s) => s.counts.bytesRead === 4);
  expect(awake).not.toHaveProperty('timedOutAt');
  await lab.event('socket.timeout', (e) => timeouts(lab) === 2 && e.socketId === socketId);
  await lab.call('socket.write', { socketId, data: 'x' });
  await lab.event('socket.timeout', (e) => timeouts(lab) === 3 && e.socketId === socketId);
  expect((await lab.socket(socketId)).timedOutAt).toBeDefined();
});
const timeouts = (lab: TestLab) => lab.events.filter((e) => e.type === 'socket.timeout').length;

test('K68 bytes that moved before the timeout do not take its mark away', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab, { timeoutMs: 20 });
  await lab.call('socket.write', { socketId, data: 'x' });
  const { at } = await lab.event('socket.timeout', (e) => e.socketId === socketId);
  await passed(lab, 1_100); // the slow rhythm of counting has gone by
  expect(await lab.socket(socketId)).toMatchObject({ timedOutAt: at, counts: { bytesWritten: 1 } });
});

test('K68 onTimeout end finishes sending', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, { timeoutMs: 150, onTimeout: 'end' }, { allowHalfOpen: true });
  await peer.saw('end');
  await lab.event('socket.finish', (e) => e.socketId === socketId);
  expect(storyOf(lab, socketId).slice(4)).toEqual(['timeout', 'finish']);
  expect(await lab.socket(socketId)).toMatchObject({ state: 'receive-only', onTimeout: 'end' });
});

test('K68 onTimeout destroy closes, with the timeout as the cause', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, { timeoutMs: 150, onTimeout: 'destroy' });
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ hadError: false, cause: 'timeout', first: 'us' });
  expect(storyOf(lab, socketId).slice(4)).toEqual(['timeout', 'close']);
  expect(await peer.ending()).toEqual(['end', 'close:false']);
  expect((await lab.socket(socketId)).state).toBe('closed');
});

test('K68 onTimeout reset: the peer sees ECONNRESET; a UNIX socket, which has no reset, is destroyed', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, { timeoutMs: 20, onTimeout: 'reset' });
  const path = lab.path('idle.sock');
  const unix = await dialPeer(lab, { timeoutMs: 20, onTimeout: 'reset' }, { path });
  expect(await peer.ending()).toEqual(['error:ECONNRESET', 'close:true']);
  const reset = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(reset).toMatchObject({ hadError: false, cause: 'local-reset', first: 'us' });
  const destroyed = await lab.event('socket.close', (e) => e.socketId === unix.socketId);
  expect(destroyed).toMatchObject({ hadError: false, cause: 'local-destroy', first: 'us' });
});

test('K68 setTimeout changes it live: shorter, another action, off', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab, { timeoutMs: 60_000 });
  expect(await lab.call('socket.setTimeout', { socketId, timeoutMs: 20 })).toEqual({});
  await lab.event('socket.timeout', (e) => e.socketId === socketId);
  await lab.call('socket.setTimeout', { socketId, timeoutMs: 0 });
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ timeout: 0 });
  await passed(lab, 50);
  expect(timeouts(lab)).toBe(1);
  await lab.call('socket.setTimeout', { socketId, timeoutMs: 15, onTimeout: 'destroy' });
  expect((await lab.event('socket.close', (e) => e.socketId === socketId)).cause).toBe('timeout');
  const settings = lab.events.flatMap((e) => (e.type === 'socket.updated' ? [e.socket] : []));
  expect(settings.map((s) => [s.timeoutMs, s.onTimeout])).toEqual([
    [20, 'notify'],
    [0, 'notify'],
    [15, 'destroy'],
  ]);
});

test('K56 B27 a refused timeout leaves the old one, in the record and in Node', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab, { timeoutMs: 5_000, onTimeout: 'end' });
  const { sequence } = await lab.call('lab.snapshot', {});
  for (const timeoutMs of [-1, Number.POSITIVE_INFINITY]) {
    expect((await lab.refused('socket.setTimeout', { socketId, timeoutMs })).code).toBe('ERR_OUT_OF_RANGE');
  }
  for (const timeoutMs of ['100', null, {}, true]) {
    expect((await lab.refused('socket.setTimeout', { socketId, timeoutMs })).code).toBe('ERR_INVALID_ARG_TYPE');
  }
  expect((await lab.refused('socket.setTimeout', { socketId, timeoutMs: 1, onTimeout: 'x' })).code).toBe('-32602');
  expect(await lab.socket(socketId)).toMatchObject({ timeoutMs: 5_000, onTimeout: 'end' });
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ timeout: 5_000 });
  expect((await lab.call('lab.snapshot', {})).sequence).toBe(sequence);
});

test('K68 B27 fractions count, and what is longer than Node’s longest timer is the longest', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab, { timeoutMs: 2 ** 40 });
  expect(await lab.socket(socketId)).toMatchObject({ timeoutMs: 2 ** 31 - 1 });
  await lab.call('socket.setTimeout', { socketId, timeoutMs: 10.5 });
  await lab.event('socket.timeout', (e) => e.socketId === socketId);
  expect(await lab.socket(socketId)).toMatchObject({ timeoutMs: 10.5 });
});

test('K68 B27 setTimeout on a closed socket has no effect, as in Node', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab, { timeoutMs: 100 });
  await lab.call('socket.destroy', { socketId });
  await lab.event('socket.close', (e) => e.socketId === socketId);
  const { sequence } = await lab.call('lab.snapshot', {});
  expect(await lab.call('socket.setTimeout', { socketId, timeoutMs: 5 })).toEqual({});
  expect((await lab.refused('socket.setTimeout', { socketId, timeoutMs: -1 })).code).toBe('ERR_OUT_OF_RANGE');
  expect(await lab.call('lab.snapshot', {})).toMatchObject({ sequence, sockets: [{ timeoutMs: 100 }] });
});

test('K39 B27 a write that is stuck times out too, while its bytes wait', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab, { timeoutMs: 30 }, { pauseOnConnect: true });
  await lab.call('socket.write', { socketId, data: 'x'.repeat(12_000_000) });
  const { at } = await lab.event('socket.timeout', (e) => e.socketId === socketId);
  expect(await lab.socket(socketId)).toMatchObject({ state: 'open', timedOutAt: at });
  expect((await lab.socket(socketId)).counts.queued).toBeGreaterThan(0);
});

test('K39 half-closed sockets time out as well', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab, { timeoutMs: 30 }, { allowHalfOpen: true });
  await lab.call('socket.end', { socketId });
  await lab.event('socket.timeout', (e) => e.socketId === socketId);
  expect((await lab.socket(socketId)).state).toBe('receive-only');
});

import { expect, test } from 'vitest';
import { emptyDocument } from '../contract/empty-document.ts';
import type { EventOf, LabEvent } from '../contract/events.ts';
import type { KernelRow } from '../contract/kernel.ts';
import { testRow, testServer, testSocket } from '../testing/records.ts';
import { timerLeft } from './kernel-events.ts';
import { applyEvents, labOfSnapshot } from './lab-state.ts';

const [socketId, serverId] = [testSocket(1).socketId, testServer(9).serverId];
const lab = () =>
  labOfSnapshot({
    sequence: 5,
    startedAt: 0,
    at: 0,
    servers: [testServer(9)],
    sockets: [testSocket(1)],
    taps: [],
    repeats: [],
    kernel: { level: 'full' },
    document: emptyDocument,
  });
const sampled = (more: Partial<EventOf<'kernel.sampled'>>): LabEvent => ({
  type: 'kernel.sampled',
  at: 1_000,
  rows: [],
  ...more,
});
const row = (more: Partial<KernelRow> = {}, life = 1) => ({ socketId, life, ...testRow(more) });

test('a row makes a new record, takes no number, and holds for its own life only', () => {
  const before = lab();
  const after = applyEvents(before, [sampled({ rows: [row()] })]);
  expect(after.sequence).toBe(5);
  expect(after.sockets.get(socketId)).toEqual({ ...testSocket(1), kernel: testRow() });
  expect(before.sockets.get(socketId)).not.toHaveProperty('kernel');
  expect(applyEvents(before, [sampled({ rows: [row({}, 2)] })]).sockets.get(socketId)).not.toHaveProperty('kernel');
});

test('the same row later keeps its record: only its clock moves on', () => {
  const first = row({ timer: 'keepalive', timerMs: 5_000 });
  const before = applyEvents(lab(), [sampled({ rows: [first] })]);
  const after = applyEvents(before, [sampled({ at: 1_250, same: [socketId] })]);
  expect(after.sockets).toBe(before.sockets);
  expect(after.sockets.get(socketId)?.kernel).toMatchObject({ sampledAt: 1_250, timerMs: 4_750 });
  expect(first.timerMs).toBe(5_000);
});

test('what was looked at before an end closed says nothing of it afterwards', () => {
  const close = { hadError: false, cause: 'fin', first: 'peer', discardedBytes: 0 } as const;
  const closed = applyEvents(lab(), [
    sampled({ rows: [row({ state: 'CLOSE_WAIT', sampledAt: 900 })] }),
    { type: 'socket.close', at: 1_100, socketId, life: 1, ...close },
  ]);
  expect(closed.sockets.get(socketId)).not.toHaveProperty('kernel');
  const late = applyEvents(closed, [sampled({ rows: [row({ state: 'CLOSE_WAIT', sampledAt: 1_050 })] })]);
  expect(late.sockets.get(socketId)).not.toHaveProperty('kernel');
  const after = applyEvents(late, [sampled({ rows: [row({ state: 'TIME_WAIT', sampledAt: 1_200 })] })]);
  expect(after.sockets.get(socketId)?.kernel?.state).toBe('TIME_WAIT');
});

test('a record that is reported as a whole keeps its row, and loses it with its life', () => {
  const before = applyEvents(lab(), [sampled({ rows: [row()] })]);
  const updated = (life: number): LabEvent => ({
    type: 'socket.updated',
    at: 2_000,
    socketId,
    life,
    socket: testSocket(1, { life, corked: true }),
  });
  expect(applyEvents(before, [updated(1)]).sockets.get(socketId)).toMatchObject({ corked: true, kernel: testRow() });
  expect(applyEvents(before, [updated(2)]).sockets.get(socketId)).not.toHaveProperty('kernel');
});

test('what is watched no more is known no more', () => {
  const before = applyEvents(lab(), [sampled({ rows: [row()] })]);
  expect(applyEvents(before, [sampled({ gone: [socketId] })]).sockets.get(socketId)).toEqual(testSocket(1));
});

test('accept queues come and go, outlive an update of their server, and end with its listening', () => {
  const queue = { used: 1, limit: 2 };
  const seen = applyEvents(lab(), [sampled({ servers: [{ serverId, acceptQueue: queue }] })]);
  expect(seen.servers.get(serverId)?.acceptQueue).toEqual(queue);
  const updated: LabEvent = { type: 'server.updated', at: 1, serverId, server: testServer(9, { name: 'other' }) };
  expect(applyEvents(seen, [updated]).servers.get(serverId)).toMatchObject({ name: 'other', acceptQueue: queue });
  const closing: LabEvent = { type: 'server.closing', at: 1, serverId, connections: 0 };
  expect(applyEvents(seen, [closing]).servers.get(serverId)).not.toHaveProperty('acceptQueue');
  const gone = sampled({ servers: [{ serverId, acceptQueue: null }] });
  expect(applyEvents(seen, [gone]).servers.get(serverId)).not.toHaveProperty('acceptQueue');
});

test('a change of level is a fact with a number and a reason', () => {
  const after = applyEvents(lab(), [{ type: 'kernel.level', at: 1, level: 'none', reason: 'why' }]);
  expect(after).toMatchObject({ sequence: 6, kernel: { level: 'none', reason: 'why' } });
});

test('time left on a timer', () => {
  expect(timerLeft(testRow({ timer: 'keepalive', timerMs: 5_000 }), 3_000)).toBe(3_000);
  expect(timerLeft(testRow({ timer: 'keepalive', timerMs: 5_000 }), 9_000)).toBe(0);
  expect(timerLeft(testRow({ timer: 'off' }), 1_000)).toBeUndefined();
  expect(timerLeft(testRow({ timer: null, timerMs: null }), 1_000)).toBeUndefined();
});

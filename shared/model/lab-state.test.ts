// What one event changes, and what it leaves alone: readers compare records by identity.

import { expect, test } from 'vitest';
import { emptyDocument } from '../contract/empty-document.ts';
import type { LabEvent, NewEvent } from '../contract/events.ts';
import type { ServerId, SocketId } from '../contract/fields.ts';
import type { Server, Socket } from '../contract/records.ts';
import { applyEvent, applyEvents, emptyLab, type LabState, LiveLab } from './lab-state.ts';

const local = { address: '127.0.0.1', port: 5, family: 'IPv4' };
const remote = { address: '::1', port: 80, family: 'IPv6' };
const id = (n: number) => n as SocketId;

function socket(socketId: number, more: Partial<Socket> = {}): Socket {
  return {
    socketId: id(socketId),
    life: 1,
    origin: 'dialled',
    kind: 'tcp4',
    state: 'created',
    readyState: 'open',
    local: null,
    remote: null,
    options: {},
    counts: { bytesRead: 0, bytesWritten: 0, queued: 0, chunksReceived: 0, chunksSent: 0 },
    paused: false,
    needDrain: false,
    corked: false,
    timeoutMs: 0,
    onTimeout: 'notify',
    idleSince: 0,
    openedAt: 0,
    ...more,
  };
}
function server(serverId: number): Server {
  return {
    serverId: serverId as ServerId,
    name: 'echo',
    state: 'stopped',
    kind: 'dual',
    listen: { port: 0 },
    options: {},
    address: null,
    connections: 0,
    accepted: 0,
    dropped: 0,
    blocked: 0,
    mock: null,
  };
}
let clock = 0;
const at = (event: NewEvent): LabEvent => ({ ...event, at: ++clock }) as LabEvent;
const created = (record: Socket): LabEvent =>
  at({ type: 'socket.created', socketId: record.socketId, life: record.life, socket: record });
const fact = (type: string, more: object = {}, socketId = 1): LabEvent =>
  at({ type, socketId: id(socketId), life: 1, ...more } as unknown as NewEvent);
const after = (events: readonly LabEvent[], state: LabState = emptyLab(0)) => applyEvents(state, events);
const one = (state: LabState) => state.sockets.get(id(1)) as Socket;

test('a life of a dialled socket, word by word', () => {
  const steps: [LabEvent, Partial<Socket>][] = [
    [created(socket(1, { readyState: 'opening', state: 'connecting' })), { state: 'connecting' }],
    [fact('socket.lookup', { host: 'x' }), { state: 'connecting' }],
    [fact('socket.connect', { local, remote }), { state: 'open', local, remote, kind: 'tcp4', readyState: 'open' }],
    [fact('socket.backpressure', { queued: 7 }), { needDrain: true }],
    [fact('socket.drain'), { needDrain: false }],
    [fact('socket.paused', { by: 'user' }), { paused: true }],
    [fact('socket.resumed'), { paused: false }],
    [fact('socket.paired', { peerSocketId: 2, pairing: 'observed' }), { peerSocketId: id(2), pairing: 'observed' }],
    [fact('socket.finish'), { state: 'receive-only', readyState: 'readOnly' }],
    [fact('socket.end'), { state: 'closing', readyState: 'closed' }],
    [
      fact('socket.close', { hadError: false, cause: 'fin', first: 'us', discardedBytes: 3 }),
      { state: 'closed', close: { hadError: false, cause: 'fin', first: 'us' }, discardedBytes: 3 },
    ],
  ];
  let state = emptyLab(0);
  for (const [event, expected] of steps) {
    state = after([event], state);
    expect([event.type, one(state)]).toEqual([event.type, expect.objectContaining(expected)]);
  }
  expect(one(state).closedAt).toBe(clock);
  expect(after([fact('socket.removed')], state).sockets.size).toBe(0);
});

test('with allowHalfOpen the end leaves sending open, and finish then closes both', () => {
  const half = created(socket(1, { connectedAt: 1, options: { allowHalfOpen: true } }));
  const ended = after([half, fact('socket.end')]);
  expect(one(ended)).toMatchObject({ state: 'send-only', readyState: 'writeOnly' });
  expect(one(after([fact('socket.finish')], ended))).toMatchObject({ state: 'closing', readyState: 'closed' });
});

test('closing ends what only an open socket can have: backpressure and a pause', () => {
  const busy = created(socket(1, { connectedAt: 1, needDrain: true, paused: true }));
  const close = fact('socket.close', { hadError: true, cause: 'rst', first: 'peer', discardedBytes: 0 });
  expect(one(after([busy, close]))).toMatchObject({ state: 'reset', needDrain: false, paused: false });
});

test('counts are written in place, tell since when nothing has moved, and take a timeout’s mark away', () => {
  const state = after([created(socket(1, { connectedAt: 1, timeoutMs: 5 })), fact('socket.timeout')]);
  const before = one(state);
  expect(before.timedOutAt).toBe(clock);
  const rows = (...numbers: number[]) => at({ type: 'sockets.counted', rows: [1, ...numbers] });
  const still = after([rows(0, 10, 10, 0, 1)], state);
  expect(one(still)).toBe(before);
  expect(before).toMatchObject({ counts: { bytesWritten: 10, queued: 10 }, timedOutAt: expect.any(Number) });
  const moved = rows(0, 10, 4, 0, 1);
  after([moved], still);
  expect(before.idleSince).toBe(moved.at);
  expect(before).not.toHaveProperty('heardAt');
  expect(before).not.toHaveProperty('timedOutAt');
  const heard = rows(3, 10, 4, 1, 1);
  after([heard], still);
  expect(before.heardAt).toBe(heard.at);
  expect(after([at({ type: 'sockets.counted', rows: [99, 1, 1, 1, 1, 1] })], still).sockets.size).toBe(1);
});

test('a timeout says for how long nothing has moved', () => {
  clock = 1_000;
  const state = after([created(socket(1, { connectedAt: 1, timeoutMs: 300, idleSince: 950 })), fact('socket.timeout')]);
  expect(one(state)).toMatchObject({ timedOutAt: 1_002, idleSince: 702 });
});

test('maps and records are copied only where something has changed', () => {
  const state = after([
    created(socket(1)),
    created(socket(2)),
    at({ type: 'server.created', serverId: 3 as ServerId, server: server(3) }),
  ]);
  const next = after([fact('socket.paused', { by: 'user' })], state);
  expect(next.servers).toBe(state.servers);
  expect(next.sockets).not.toBe(state.sockets);
  expect(next.sockets.get(id(2))).toBe(state.sockets.get(id(2)));
  expect(one(next)).not.toBe(one(state));
  expect(one(state).paused).toBe(false);
  const counted = after([at({ type: 'sockets.counted', rows: [2, 1, 1, 0, 1, 1] })], next);
  expect(counted.sockets).toBe(next.sockets);
});

test('numbers: every structural event counts, counts and progress do not', () => {
  const progress = { transferId: 9, bytesSent: 1, bytesTotal: 2 };
  const state = after([
    created(socket(1)),
    at({ type: 'sockets.counted', rows: [] }),
    fact('transfer.progress', progress),
    fact('transfer.done', progress),
  ]);
  expect(state.sequence).toBe(3);
});

test('events of what is not there change nothing', () => {
  const state = emptyLab(5);
  const events = [
    fact('socket.end', {}, 77),
    fact('socket.removed', {}, 77),
    at({ type: 'server.close', serverId: 8 as ServerId }),
    at({ type: 'server.removed', serverId: 8 as ServerId }),
  ];
  expect(after(events, state)).toMatchObject({ sockets: new Map(), servers: new Map(), startedAt: 5 });
});

test('connections of a server follow its sockets', () => {
  const serverId = 3 as ServerId;
  const events = [
    at({ type: 'server.created', serverId, server: server(3) }),
    created(socket(1, { origin: 'accepted', serverId, connectedAt: 1 })),
    at({ type: 'server.connection', serverId, socketId: id(1) }),
    at({ type: 'server.drop', serverId }),
    at({ type: 'server.blocked', serverId, remoteAddress: '10.0.0.1' }),
  ];
  const state = after(events);
  expect(state.servers.get(serverId)).toMatchObject({ connections: 1, accepted: 1, dropped: 1, blocked: 1 });
  const close = fact('socket.close', { hadError: false, cause: 'fin', first: 'us', discardedBytes: 0 });
  expect(after([close], state).servers.get(serverId)).toMatchObject({ connections: 0, accepted: 1 });
  expect(state.servers.get(serverId)?.connections).toBe(1);
});

test('the engine’s own lab, written in place, comes to the same', () => {
  const events = [
    created(socket(1, { readyState: 'opening' })),
    fact('socket.connect', { local, remote }),
    fact('socket.end'),
    at({ type: 'sockets.counted', rows: [1, 5, 6, 0, 1, 1] }),
    at({ type: 'lab.document', document: { ...emptyDocument, name: 'other' } }),
  ];
  const lab = new LiveLab();
  for (const event of events) applyEvent(lab, event);
  const state = after(events);
  expect([...lab.sockets]).toEqual([...state.sockets]);
  expect(lab.document).toEqual(state.document);
});

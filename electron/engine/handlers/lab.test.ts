import os from 'node:os';
import { expect, test } from 'vitest';
import { unnumbered } from '../../../shared/contract/batches.ts';
import { memoryTransports } from '../../../shared/contract/memory-transport.ts';
import { createEngine } from '../engine.ts';
import { TestCaller, TestLab } from '../testing/test-lab.ts';

const loopback = { port: 0, host: '127.0.0.1' };

test('lab.about: the process, its limits, and a reason for everything it cannot do', async () => {
  await using lab = await TestLab.open();
  const about = await lab.call('lab.about', {});
  expect(about).toMatchObject({
    name: 'Socket Lab',
    version: 'test',
    node: process.versions.node,
    platform: process.platform,
    arch: os.arch(),
    pid: process.pid,
    maxPathBytes: process.platform === 'darwin' ? 103 : process.platform === 'win32' ? 255 : 107,
  });
  expect('electron' in about).toBe(false);
  expect(['full', 'basic', 'states', 'none']).toContain(about.kernelView);
  const missing = Object.entries(about.capabilities).filter(([, able]) => !able);
  expect(Object.keys(about.reasons).sort()).toEqual(missing.map(([name]) => name).sort());
  expect(about.capabilities.resetOnUnix).toBe(false);
  if (process.platform === 'linux') {
    expect(about.fdLimit).toBeGreaterThan(0);
    expect(about.capabilities).toMatchObject({ abstractPaths: true, fdListen: true, namedPipes: false });
  }
});

test('lab.about: a caller that may not use files is told so, and refused', async () => {
  await using lab = await TestLab.open();
  const [ours, theirs] = memoryTransports();
  lab.engine.connect(theirs, { files: false });
  const stranger = new TestCaller(ours);
  const about = await stranger.call('lab.about', {});
  expect(about.capabilities.files).toBe(false);
  expect(about.reasons.files).toBeTruthy();
  expect((await lab.call('lab.about', {})).capabilities.files).toBe(true);
  expect(about.tempFolder).toBe('');
  for (const method of ['path.inspect', 'path.removeStale', 'path.createFolder'] as const) {
    expect((await stranger.refused(method, { path: lab.path('a') })).code).toBe('FILES_NOT_ALLOWED');
  }
});

test('lab.snapshot: an empty lab, and what it holds later', async () => {
  await using lab = await TestLab.open();
  const before = Date.now();
  const empty = await lab.call('lab.snapshot', {});
  expect(empty).toMatchObject({ sequence: 1, servers: [], sockets: [], taps: [], document: { name: 'Untitled' } });
  expect(Math.abs(empty.startedAt + empty.at - before)).toBeLessThan(1_000);
  const { serverId, client, accepted } = await lab.pair();
  const full = await lab.call('lab.snapshot', {});
  expect(full.servers.map((s) => s.serverId)).toEqual([serverId]);
  expect(full.sockets.map((s) => s.socketId).sort()).toEqual([client, accepted].sort());
  expect(full.startedAt).toBe(empty.startedAt);
  expect(full.at).toBeGreaterThan(empty.at);
});

test('lab.snapshot: events start with it, are numbered from it, and a further one does not start anew', async () => {
  await using lab = await TestLab.open();
  const late = lab.caller();
  await lab.call('server.create', { listen: loopback });
  expect(await late.call('lab.about', {})).toMatchObject({ name: 'Socket Lab' });
  const first = await late.call('lab.snapshot', {});
  expect(first.sequence).toBe(2);
  expect(late.batches).toEqual([]); // what came before is in the snapshot
  const { serverId } = await lab.call('server.create', { listen: loopback });
  const second = await late.call('lab.snapshot', {});
  expect(second.sequence).toBe(3);
  expect(late.batches).toMatchObject([{ first: 2, events: [{ type: 'server.created', serverId }] }]);
  await lab.call('server.remove', { serverId });
  await late.event('server.removed');
  expect(late.batches.at(-1)).toMatchObject({ first: 3, events: [{ type: 'server.removed' }] });
});

test('lab.events: times only grow, batches follow each other without a gap, counts take no number', async () => {
  await using lab = await TestLab.open();
  const { client, accepted } = await lab.pair();
  await lab.call('view.watch', { socketIds: [client] });
  await lab.call('socket.write', { socketId: client, data: 'x'.repeat(1000) });
  const counted = await lab.event('sockets.counted', (e) => e.rows.includes(client));
  const at = counted.rows.indexOf(client);
  expect(counted.rows.slice(at, at + 6)).toEqual([client, 0, 1000, 0, 0, 1]);
  const batch = lab.batches.find((b) => b.events.some((e) => e.type === 'sockets.counted'));
  expect(batch?.first).toBe(numberedBefore(lab, batch) + 1);
  await lab.call('socket.destroy', { socketId: client });
  await lab.event('socket.close', (e) => e.socketId === accepted);
  const times = (await lab.seen()).map((e) => e.at);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  for (const socketId of [client, accepted]) {
    const close = lab.events.findIndex((e) => e.type === 'socket.close' && e.socketId === socketId);
    const last = lab.events.findLastIndex((e) => e.type === 'sockets.counted' && e.rows.includes(socketId));
    expect(last).toBeLessThan(close);
    expect(last).toBeGreaterThan(0);
  }
});

/** How many numbered events came before a batch. */
function numberedBefore(lab: TestLab, batch: unknown): number {
  const before = lab.batches.slice(0, lab.batches.indexOf(batch as never));
  return before.flatMap((b) => b.events).filter((e) => !unnumbered.has(e.type)).length;
}

test('lab.stats: what is open, what has moved in all, and what it costs', async () => {
  await using lab = await TestLab.open();
  const before = await lab.call('lab.stats', {});
  expect(before).toMatchObject({ openServers: 0, openSockets: 0, bytesRead: 0, bytesWritten: 0, dropped: 0 });
  const { client, accepted, serverId } = await lab.pair({ mock: { otherwise: { kind: 'echo' } } });
  await lab.call('server.create', { listen: loopback });
  await lab.call('socket.create', { target: loopback });
  await lab.call('socket.write', { socketId: client, data: 'twelve bytes' });
  await lab.socketWhen(client, (s) => s.counts.bytesRead === 12);
  const open = await lab.call('lab.stats', {});
  expect(open).toMatchObject({ openServers: 1, openSockets: 2, bytesRead: 24, bytesWritten: 24, captureBytes: 48 });
  if (process.platform === 'linux') expect(open.fds).toBe((before.fds ?? 0) + 3);
  expect(open.fdLimit).toBe((await lab.call('lab.about', {})).fdLimit);
  expect(open.rss).toBeGreaterThan(open.heapUsed);
  await lab.call('server.close', { serverId, sockets: 'destroy' });
  await lab.event('server.close');
  await lab.event('socket.close', (e) => e.socketId === client);
  const after = await lab.call('lab.stats', {});
  expect(after).toMatchObject({ openServers: 0, openSockets: 0, bytesRead: 24, bytesWritten: 24 });
  await lab.call('socket.remove', { socketId: accepted });
  expect((await lab.call('lab.stats', {})).captureBytes).toBe(24);
});

test('lab.reset: everything is closed and forgotten, all descriptors with it, and ids go on', async () => {
  await using lab = await TestLab.open();
  const before = await lab.call('lab.stats', {});
  const { serverId, client } = await lab.pair();
  await lab.call('socket.write', { socketId: client, data: 'captured' });
  await lab.call('server.listen', { listen: { path: lab.path('a') } });
  const closing = await lab.pair();
  await lab.call('server.close', { serverId: closing.serverId });
  await lab.call('server.create', { listen: loopback });
  await lab.call('socket.create', { target: loopback });
  await lab.dial({ path: lab.path('a') });
  await lab.event('server.connection', (e) => e.serverId !== serverId && e.serverId !== closing.serverId);
  expect(await lab.call('lab.reset', {})).toEqual({ closed: { servers: 2, sockets: 6 } });
  const empty = await lab.call('lab.snapshot', {});
  expect(empty).toMatchObject({ servers: [], sockets: [] });
  const after = await lab.call('lab.stats', {});
  expect(after).toMatchObject({ openServers: 0, openSockets: 0, captureBytes: 0 });
  expect(after.fds).toBe(before.fds);
  expect(await lab.call('path.inspect', { path: lab.path('a') })).toMatchObject({ kind: 'missing' });
  expect((await lab.refused('server.listen', { serverId })).code).toBe('UNKNOWN_SERVER');
  expect((await lab.refused('capture.read', { socketId: client })).code).toBe('UNKNOWN_SOCKET');
  const created = lab.events.filter((e) => e.type === 'socket.created' || e.type === 'server.created').length;
  const removed = lab.events.filter((e) => e.type === 'socket.removed' || e.type === 'server.removed').length;
  expect(removed).toBe(created);
  const { serverId: next } = await lab.call('server.create', { listen: loopback });
  expect(next).toBeGreaterThan(10);
  expect(await lab.call('lab.reset', {})).toEqual({ closed: { servers: 0, sockets: 0 } });
});

test('lab.reset: a listen that is looking up its name and a client that reconnects end with it', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer((socket) => socket.destroy());
  const autoReconnect = { everyMs: 1, times: 1_000_000 };
  const { socketId } = await lab.call('socket.connect', { target: { ...loopback, port }, options: { autoReconnect } });
  await lab.event('socket.connect', (e) => e.socketId === socketId && e.life === 3);
  const listening = lab.refused('server.listen', { listen: { port: 0, host: 'localhost' } });
  await lab.call('lab.reset', {});
  expect((await listening).code).toBe('ABORT_ERR');
  const { sequence } = await lab.call('lab.snapshot', {});
  const stats = await lab.call('lab.stats', {});
  expect(stats).toMatchObject({ openServers: 0, openSockets: 0 });
  expect((await lab.call('lab.snapshot', {})).sequence).toBe(sequence);
});

test('wrong calls of the lab: unknown methods and keys, missing and surplus parameters', async () => {
  await using lab = await TestLab.open();
  expect((await lab.refused('lab.nonsense' as never, {})).code).toBe('-32601');
  for (const method of ['lab.about', 'lab.snapshot', 'lab.reset', 'lab.stats'] as const) {
    expect((await lab.refused(method, { surplus: 1 })).code).toBe('-32602');
  }
  expect((await lab.refused('view.watch', {})).code).toBe('-32602');
  expect((await lab.refused('view.watch', { socketIds: ['x'] })).code).toBe('-32602');
  for (const method of ['server.close', 'server.update', 'server.ref', 'server.remove', 'server.address'] as const) {
    expect((await lab.refused(method, {})).code).toBe('-32602');
    expect((await lab.refused(method, { serverId: 4711 })).code).toBe('UNKNOWN_SERVER');
  }
});

test('a caller that leaves does not stop the lab; a closed engine takes no more calls', async () => {
  await using lab = await TestLab.open();
  const other = lab.caller();
  const { serverId } = await other.call('server.listen', { listen: loopback });
  await lab.event('server.listening');
  other.client.close();
  await expect(other.call('lab.about', {})).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  expect((await lab.server(serverId)).state).toBe('listening');
  const second = createEngine({ version: 'test' });
  const [ours, theirs] = memoryTransports();
  second.connect(theirs);
  const caller = new TestCaller(ours);
  await caller.call('server.listen', { listen: loopback });
  const closing = second.close();
  expect((await caller.refused('server.listen', { listen: loopback })).code).toBe('ENGINE_CLOSED');
  await closing;
  expect((await caller.refused('lab.about', {})).code).toBe('ENGINE_CLOSED');
});

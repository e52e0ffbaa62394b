// Faults on real sockets: on one live socket, on a mock's wire and on a tap; what the other side sees, and what is told.
import type net from 'node:net';
import { expect, test } from 'vitest';
import type { FaultSettings } from '../../../shared/faults/index.ts';
import { WatchedPeer } from '../testing/peers.ts';
import { TestLab, until } from '../testing/test-lab.ts';

/** A server of the lab without a mock, and a plain client: what a person writes goes through the faults. */
async function live(lab: TestLab, wire: readonly FaultSettings[] = [], options: object = { allowHalfOpen: true }) {
  const { port, serverId } = await lab.tcpServer({ options, ...(wire.length > 0 && { mock: { wire: [...wire] } }) });
  const peer = new WatchedPeer(await lab.rawClient({ host: '127.0.0.1', port }));
  const { socketId } = await lab.event('server.connection', (e) => e.serverId === serverId);
  const write = (data: string) => lab.call('socket.write', { socketId, data });
  const apply = (fault: FaultSettings) => lab.call('fault.apply', { socketId, fault });
  return { port, serverId, socketId, peer, write, apply };
}

test('one live socket: a fault is listed, acts, is told about, and leaves the stream as it was', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer, write, apply } = await live(lab);
  await write('before ');
  const { faultId } = await apply({ kind: 'delay', ms: 60_000 });
  expect((await lab.socket(socketId)).faults).toMatchObject([{ faultId, from: 'socket', active: true }]);
  await write('during ');
  await lab.event('fault.acted', (e) => e.faultId === faultId && e.what === 'delayed' && e.bytes === 7);
  expect(String(await peer.got(7))).toBe('before ');
  expect(await lab.call('fault.clear', { socketId, faultId })).toEqual({ cleared: [faultId] });
  await write('after');
  expect(String(await peer.got(19))).toBe('before during after');
  expect((await lab.socket(socketId)).faults).toEqual([]);
  expect(await lab.refused('fault.clear', { socketId, faultId })).toMatchObject({ code: 'UNKNOWN_FAULT' });
});

test('a delay holds its time, and a half-close behind it comes last', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer, write, apply } = await live(lab);
  await apply({ kind: 'delay', ms: 80 });
  const startedAt = performance.now();
  await write('x');
  await lab.call('socket.end', { socketId });
  expect(await lab.refused('socket.write', { socketId, data: 'late' })).toMatchObject({
    code: 'ERR_STREAM_WRITE_AFTER_END',
  });
  await peer.saw('end');
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(79);
  expect(peer.story).toEqual(['data:1', 'end']);
  peer.socket.end('still here');
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead === 10);
});

test('reset-after is a real RST behind the bytes that pass; on UNIX a close', async () => {
  await using lab = await TestLab.open();
  const { peer, write, apply } = await live(lab);
  await apply({ kind: 'reset-after', bytes: 3 });
  await write('abcdef');
  expect(await peer.ending()).toEqual(['error:ECONNRESET', 'close:true']);
  expect(String(peer.bytes)).toBe('abc');
  const path = lab.path('r.sock');
  const { serverId } = await lab.call('server.listen', { listen: { path } });
  const unix = new WatchedPeer(await lab.rawClient({ path }));
  const { socketId } = await lab.event('server.connection', (e) => e.serverId === serverId);
  await lab.call('fault.apply', { socketId, fault: { kind: 'reset-after', bytes: 1 } });
  await lab.call('socket.write', { socketId, data: 'ab' });
  await unix.saw('end');
  expect(String(unix.bytes)).toBe('a');
});

test('cut, half-close, silence and stop-reading as the client sees them', async () => {
  await using lab = await TestLab.open();
  const cut = await live(lab, [{ kind: 'cut-after', bytes: 2 }]);
  await cut.write('abc');
  await cut.peer.saw('end');
  expect(String(cut.peer.bytes)).toBe('ab');
  const half = await live(lab, [{ kind: 'half-close-after', bytes: 2 }]);
  await half.write('abc');
  await half.peer.saw('end');
  half.peer.socket.write('goes on');
  await lab.socketWhen(half.socketId, (s) => s.counts.bytesRead === 7);
  const stopped = await live(lab, [{ kind: 'stop-reading' }]);
  await lab.event('socket.paused', (e) => e.socketId === stopped.socketId && e.by === 'fault');
  stopped.peer.socket.write('unread');
  const silent = await live(lab, [{ kind: 'silence', forMs: 50 }]);
  await silent.write('later');
  await silent.peer.got(5);
  await lab.call('fault.clear', { socketId: stopped.socketId });
  await lab.socketWhen(stopped.socketId, (s) => s.counts.bytesRead === 6 && !s.paused);
});

test('a throttle keeps its rate, and stops a writer that is faster', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.tcpServer({
    mock: {
      otherwise: { kind: 'chargen', bytesPerSecond: null },
      wire: [{ kind: 'throttle', bytesPerSecond: 200_000 }],
    },
  });
  const peer = new WatchedPeer(await lab.rawClient({ host: '127.0.0.1', port }));
  await peer.got(20_000);
  const [startedAt, before] = [performance.now(), peer.size];
  await peer.got(before + 200_000);
  const rate = (peer.size - before) / ((performance.now() - startedAt) / 1000);
  expect(rate).toBeGreaterThan(180_000);
  expect(rate).toBeLessThan(220_000);
  const { sockets } = await lab.call('lab.snapshot', {});
  expect(sockets[0]?.counts.queued).toBeLessThan(1_000_000);
});

test('received: a throttled reader is felt by the writer, and every byte arrives in order', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer, apply } = await live(lab);
  const { faultId } = await apply({ kind: 'throttle', direction: 'received', bytesPerSecond: 1_000 });
  peer.socket.write(Buffer.alloc(8_000_000, 'x'));
  await lab.socketWhen(socketId, (s) => s.paused);
  expect((await lab.socket(socketId)).counts.bytesRead).toBeLessThan(1_000_000);
  await lab.call('fault.clear', { socketId, faultId });
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead === 8_000_000 && !s.paused);
});

test('hold: the tray lists, forwards, changes and discards, in order', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer, write, apply } = await live(lab);
  await apply({ kind: 'hold', match: { kind: 'starts-with', text: 'h' } });
  for (const data of ['open ', 'h1 ', 'free ', 'h2 ', 'h3 ']) await write(data);
  const { holds } = await lab.call('hold.list', { socketId });
  expect(holds.map((hold) => Buffer.from(hold.data, 'base64').toString())).toEqual(['h1 ', 'h2 ', 'h3 ']);
  expect((await lab.socket(socketId)).held).toBe(3);
  const [one, two] = holds;
  await lab.call('hold.forward', { holdId: two?.holdId, data: 'edited ' });
  expect(String(await peer.got(5))).toBe('open ');
  await lab.call('hold.forward', { holdId: one?.holdId });
  expect(String(await peer.got(20))).toBe('open h1 free edited ');
  expect(await lab.call('hold.discard', { socketId })).toEqual({ discarded: 1 });
  await write('end');
  expect(String(await peer.got(23))).toBe('open h1 free edited end');
  expect((await lab.socket(socketId)).held).toBe(0);
  expect(await lab.refused('hold.forward', { holdId: one?.holdId })).toMatchObject({ code: 'UNKNOWN_HOLD' });
});

test('what was held when the socket closes is told as discarded and counted as not sent', async () => {
  await using lab = await TestLab.open();
  const { socketId, write, apply } = await live(lab);
  await apply({ kind: 'hold' });
  await write('12345');
  await lab.call('socket.destroy', { socketId });
  await lab.event('hold.discarded', (e) => e.socketId === socketId);
  expect(await lab.event('socket.close', (e) => e.socketId === socketId)).toMatchObject({ discardedBytes: 5 });
  expect((await lab.call('hold.list', {})).holds).toEqual([]);
});

test('an edited wire works on the connections that are there at once', async () => {
  await using lab = await TestLab.open();
  const { serverId, peer, write, socketId } = await live(lab, [{ kind: 'delay', ms: 60_000 }]);
  await write('a');
  await lab.call('server.update', {
    serverId,
    mock: { wire: [{ kind: 'corrupt', every: 1, how: 'replace', replacement: 42 }] },
  });
  await write('b');
  expect(String(await peer.got(2))).toBe('a*'); // what the delay held back went on before
  await lab.call('server.update', { serverId, mock: null });
  await write('c');
  expect(String(await peer.got(3))).toBe('a*c');
  expect((await lab.socket(socketId)).faults).toEqual([]);
});

test('refuse: the kernel refuses, on TCP and UNIX; when it is over the server listens again', async () => {
  await using lab = await TestLab.open();
  const { serverId, port } = await lab.tcpServer({ mock: { otherwise: { kind: 'echo' }, wire: [{ kind: 'refuse' }] } });
  await expect(lab.rawClient({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect(await lab.server(serverId)).toMatchObject({ state: 'listening', accepted: 0 });
  await lab.call('server.update', { serverId, mock: { otherwise: { kind: 'echo' } } });
  const peer = new WatchedPeer(await lab.rawClient({ host: '127.0.0.1', port }));
  peer.socket.write('x');
  await peer.got(1);
  const path = lab.path('refuse.sock');
  const unix = await lab.call('server.listen', { listen: { path }, mock: { wire: [{ kind: 'refuse' }] } });
  await expect(lab.rawClient({ path })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await lab.call('server.remove', { serverId: unix.serverId });
  expect((await lab.call('path.inspect', { path })).kind).toBe('missing');
});

test('never-accept: clients are connected by the kernel, and nobody accepts them until it is over', async () => {
  await using lab = await TestLab.open();
  const { serverId, port } = await lab.tcpServer({
    mock: { otherwise: { kind: 'echo' }, wire: [{ kind: 'never-accept' }] },
  });
  const peer = new WatchedPeer(await lab.rawClient({ host: '127.0.0.1', port }));
  peer.socket.write('anybody?');
  expect((await lab.server(serverId)).accepted).toBe(0);
  await lab.call('server.update', { serverId, mock: { otherwise: { kind: 'echo' } } });
  expect(String(await peer.got(8))).toBe('anybody?');
  const refusal = await lab.refused('fault.apply', {
    socketId: (await lab.call('lab.snapshot', {})).sockets[0]?.socketId,
    fault: { kind: 'never-accept' },
  });
  expect(refusal.code).toBe('NOT_ON_A_SOCKET');
});

test('a share of the connections: chance decides for each, and says so', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.tcpServer({
    mock: { otherwise: { kind: 'echo' }, wire: [{ kind: 'delay', ms: 1, probability: 0.5 }] },
  });
  const clients: net.Socket[] = [];
  for (let i = 0; i < 40; i++) clients.push(await lab.rawClient({ host: '127.0.0.1', port }));
  await until(
    async () => (await lab.seen()).filter((e) => e.type === 'fault.applied').length === 40,
    () => 'forty decisions',
  );
  const active = lab.events.filter((e) => e.type === 'fault.applied' && e.active).length;
  expect(active).toBeGreaterThan(5);
  expect(active).toBeLessThan(35);
});

test('faults on a tap, from its client’s side, and without any the bytes are the same', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.tcpServer({ mock: { otherwise: { kind: 'echo' } } });
  const { tapId, address } = await lab.call('tap.start', {
    listen: { host: '127.0.0.1', port: 0 },
    target: { host: '127.0.0.1', port },
    faults: [
      { kind: 'slice', bytes: 5 },
      { kind: 'cut-after', direction: 'received', bytes: 7, afterwards: 'silent' },
    ],
  });
  const peer = new WatchedPeer(await lab.rawClient({ host: '127.0.0.1', port: (address as net.AddressInfo).port }));
  peer.socket.write('0123456789');
  expect(String(await peer.got(7))).toBe('0123456');
  await lab.call('tap.update', { tapId, faults: [] });
  peer.socket.write('more');
  expect(String(await peer.got(11))).toBe('0123456more');
});

// Taps on real sockets: what one side does the other one sees, over TCP and UNIX in any combination.
import net from 'node:net';
import { expect, test } from 'vitest';
import type { Params } from '../../../shared/contract/methods.ts';
import { WatchedPeer } from '../testing/peers.ts';
import { TestLab, until } from '../testing/test-lab.ts';

type Start = Omit<Extract<Params<'tap.start'>, { listen: unknown }>, 'listen' | 'target'>;

/** A plain server behind a tap, a plain client before it, both watched, and the two sockets of the tap. */
async function tapped(lab: TestLab, given: Start = {}, families: readonly [string, string] = ['tcp', 'tcp']) {
  const accepted: WatchedPeer[] = [];
  const path = lab.path('upstream.sock');
  const { port } = await lab.rawServer((socket) => accepted.push(new WatchedPeer(socket)), {
    allowHalfOpen: true,
    ...(families[1] === 'unix' && { path }),
  });
  const target = families[1] === 'unix' ? { path } : { host: '127.0.0.1', port };
  const listen = families[0] === 'unix' ? { path: lab.path('tap.sock') } : { host: '127.0.0.1', port: 0 };
  const { tapId, serverId, address } = await lab.call('tap.start', { listen, target, ...given });
  const where = typeof address === 'string' ? { path: address } : { host: '127.0.0.1', port: address?.port ?? 0 };
  const client = new WatchedPeer(await lab.rawClient(where));
  const { clientSocketId, upstreamSocketId } = await lab.event('tap.joined', (e) => e.tapId === tapId);
  const upstream = await until(
    () => accepted.at(-1),
    () => 'the connection behind the tap',
  );
  return { tapId, serverId, where, client, upstream, clientSocketId, upstreamSocketId };
}

for (const families of [
  ['tcp', 'tcp'],
  ['tcp', 'unix'],
  ['unix', 'tcp'],
  ['unix', 'unix'],
] as const) {
  test(`${families.join(' to ')}: bytes both ways, and the end of one direction leaves the other open`, async () => {
    await using lab = await TestLab.open();
    const { client, upstream, clientSocketId, upstreamSocketId, tapId } = await tapped(lab, {}, families);
    client.socket.write('ask');
    await upstream.got(3);
    client.socket.end();
    await upstream.saw('end');
    upstream.socket.write(Buffer.alloc(300_000, 'x'));
    await client.got(300_000);
    expect(client.story).not.toContain('end');
    upstream.socket.end('!');
    expect((await client.ending()).slice(0, 2)).toEqual(['end', 'close:false']);
    expect(client.size).toBe(300_001);
    const record = await lab.socketWhen(clientSocketId, (s) => s.close !== undefined);
    expect(record).toMatchObject({ tapId, joinedSocketId: upstreamSocketId, close: { cause: 'fin', first: 'peer' } });
    const { taps } = await lab.call('lab.snapshot', {});
    expect(taps).toMatchObject([{ tapId, joined: 1, refused: 0 }]);
  });
}

test('a reset goes on as a reset, in both directions; on UNIX it becomes a close', async () => {
  await using lab = await TestLab.open();
  const first = await tapped(lab);
  first.client.socket.resetAndDestroy();
  expect(await first.upstream.ending()).toEqual(['error:ECONNRESET', 'close:true']);
  const second = await tapped(lab);
  second.upstream.socket.resetAndDestroy();
  expect(await second.client.ending()).toEqual(['error:ECONNRESET', 'close:true']);
  const unix = await tapped(lab, {}, ['unix', 'tcp']);
  unix.upstream.socket.resetAndDestroy();
  await unix.client.saw('end');
});

test('what is not to be passed on is not', async () => {
  await using lab = await TestLab.open();
  const { client, upstream, upstreamSocketId, clientSocketId, tapId } = await tapped(lab, {
    passFin: false,
    passReset: false,
  });
  client.socket.end('last');
  await upstream.got(4);
  await lab.socketWhen(clientSocketId, (s) => s.state === 'send-only');
  expect(upstream.story).not.toContain('end');
  await lab.call('tap.update', { tapId, passFin: true });
  upstream.socket.resetAndDestroy();
  await lab.event('socket.close', (e) => e.socketId === upstreamSocketId);
  expect((await lab.socket(clientSocketId)).close).toBeUndefined();
});

test('a reader that is stuck stops the writer: nothing piles up in the tap', async () => {
  await using lab = await TestLab.open();
  const { client, upstream, clientSocketId, upstreamSocketId } = await tapped(lab);
  upstream.socket.pause();
  const size = 24_000_000;
  client.socket.write(Buffer.alloc(size, 'x'));
  await lab.socketWhen(clientSocketId, (s) => s.paused);
  const stuck = await lab.socketWhen(upstreamSocketId, (s) => s.needDrain);
  expect(stuck.counts.queued).toBeLessThan(1_000_000);
  expect((await lab.socket(clientSocketId)).counts.bytesRead).toBeLessThan(size);
  upstream.socket.resume();
  await upstream.got(size);
});

test('a target that refuses is told, and passed on as was chosen', async () => {
  await using lab = await TestLab.open();
  const { port, server } = await lab.rawServer(() => {});
  server.close();
  const through = async (onRefuse: 'close' | 'reset') => {
    const { address, tapId } = await lab.call('tap.start', {
      listen: { host: '127.0.0.1', port: 0 },
      target: { host: '127.0.0.1', port },
      onRefuse,
    });
    const client = new WatchedPeer(await lab.rawClient({ host: '127.0.0.1', port: (address as net.AddressInfo).port }));
    const { failure } = await lab.event('tap.refused', (e) => e.tapId === tapId);
    expect(failure.code).toBe('ECONNREFUSED');
    if (onRefuse === 'close') {
      await client.saw('end');
      client.socket.end();
    }
    return client.ending();
  };
  expect(await through('reset')).toEqual(['error:ECONNRESET', 'close:true']);
  expect(await through('close')).toEqual(['end', 'close:false']);
  const { taps } = await lab.call('lab.snapshot', {});
  expect(taps[0]).toMatchObject({ joined: 0, refused: 1, failure: { code: 'ECONNREFUSED' } });
});

test('a new target is for new connections; bytes can be put into either direction', async () => {
  await using lab = await TestLab.open();
  const { client, upstream, where, tapId, clientSocketId, upstreamSocketId } = await tapped(lab);
  const other: WatchedPeer[] = [];
  const { port } = await lab.rawServer((socket) => other.push(new WatchedPeer(socket)));
  await lab.call('tap.update', { tapId, target: { host: '127.0.0.1', port } });
  const late = await lab.rawClient(where);
  late.write('late');
  client.socket.write('early');
  await upstream.got(5);
  await until(
    () => other[0]?.size === 4,
    () => 'the bytes at the new target',
  );
  await lab.call('socket.write', { socketId: clientSocketId, data: 'to the client' });
  await client.got(13);
  await lab.call('socket.write', { socketId: upstreamSocketId, data: '+injected' });
  expect(String(await upstream.got(14))).toBe('early+injected');
});

test('a tap cannot be its own target: by address, through another tap, or found when it happens', async () => {
  await using lab = await TestLab.open();
  const path = lab.path('loop.sock');
  expect(await lab.refused('tap.start', { listen: { path }, target: { path } })).toMatchObject({ code: 'TAP_LOOP' });
  expect((await lab.call('lab.snapshot', {})).servers).toEqual([]);
  const one = await tapped(lab);
  const listen = { host: '127.0.0.1', port: 0 };
  const two = await lab.call('tap.start', { listen, target: one.where });
  const { port } = two.address as net.AddressInfo;
  const target = { host: 'localhost', port };
  expect(await lab.refused('tap.update', { tapId: one.tapId, target })).toMatchObject({ code: 'TAP_LOOP' });
  // A name that only a look-up tells to be this machine.
  const hostsTable = [{ host: 'elsewhere.test', addresses: [{ address: '127.0.0.1', family: 4 }] }];
  await lab.call('tap.update', { tapId: one.tapId, target: { host: 'elsewhere.test', port, hostsTable } });
  const victim = new WatchedPeer(await lab.rawClient(one.where));
  const { failure } = await lab.event('tap.refused', (e) => e.failure.code === 'TAP_LOOP');
  expect(failure.message).toMatch(/itself/u);
  victim.socket.on('end', () => victim.socket.end());
  await victim.ending();
  // It comes to an end by itself: the pair that was joined before is all that is left.
  const { sockets } = await until(
    async () => {
      const snapshot = await lab.call('lab.snapshot', {});
      return snapshot.sockets.filter(({ closedAt }) => closedAt === undefined).length === 2 && snapshot;
    },
    () => 'the end of the loop',
  );
  expect(sockets.length).toBeLessThan(20);
  // Who comes now is turned away at once, and nothing is dialled; another target makes it a tap again.
  const newest = Math.max(...sockets.map(({ socketId }) => socketId));
  net.connect(one.where as net.NetConnectOpts).on('error', () => {}); // it may be reset before it knows it is connected
  const { upstreamSocketId } = await lab.event('tap.refused', (e) => e.clientSocketId > newest);
  expect(upstreamSocketId).toBeUndefined();
  expect((await lab.call('lab.snapshot', {})).sockets.length).toBe(sockets.length + 1);
  const { server } = await lab.rawServer((socket) => socket.end('hello'));
  const elsewhere = { host: '127.0.0.1', port: (server.address() as net.AddressInfo).port };
  await lab.call('tap.update', { tapId: one.tapId, target: elsewhere });
  const last = new WatchedPeer(await lab.rawClient(one.where));
  expect(String(await last.got(5))).toBe('hello');
});

test('stopping closes what is joined; it can be started again, and removed with its server', async () => {
  await using lab = await TestLab.open();
  const { client, tapId, serverId, where } = await tapped(lab);
  await lab.call('tap.stop', { tapId });
  await client.saw('end');
  client.socket.end();
  await lab.event('server.close', (e) => e.serverId === serverId);
  expect(await lab.refused('tap.stop', { tapId })).toMatchObject({ code: 'ERR_SERVER_NOT_RUNNING' });
  const again = await lab.call('tap.start', { tapId });
  expect(again).toMatchObject({ tapId, serverId });
  await lab.call('tap.remove', { tapId });
  expect((await lab.call('lab.snapshot', {})).taps).toEqual([]);
  expect(await lab.refused('tap.start', { tapId })).toMatchObject({ code: 'UNKNOWN_TAP' });
  await expect(lab.rawClient(where)).rejects.toThrow();
});

test('a removed tap comes back stopped under its numbers, and starts; a taken number is not taken twice', async () => {
  await using lab = await TestLab.open();
  const { client, tapId, serverId, clientSocketId } = await tapped(lab, { name: 'mine', passReset: false });
  const [before] = (await lab.call('lab.snapshot', {})).taps;
  await lab.call('tap.remove', { tapId });
  await client.saw('end');
  const { target } = before ?? {};
  const definition = { name: 'mine', listen: { host: '127.0.0.1', port: 0 }, target: target ?? {}, passReset: false };
  expect(await lab.call('tap.create', { tapId, serverId, ...definition })).toEqual({ tapId, serverId });
  const { taps, servers, sockets } = await lab.call('lab.snapshot', {});
  expect(taps).toMatchObject([{ tapId, serverId, name: 'mine', target, passReset: false }]);
  expect(servers).toMatchObject([{ serverId, tapId, state: 'stopped' }]);
  expect(sockets.find(({ socketId }) => socketId === clientSocketId)).toMatchObject({ tapId, serverId });
  expect(await lab.call('tap.start', { tapId })).toMatchObject({ tapId, serverId });
  const another = await lab.call('tap.create', { tapId, serverId, ...definition });
  expect([another.tapId, another.serverId]).not.toContain(tapId);
  expect([another.tapId, another.serverId]).not.toContain(serverId);
  // The number of a tap is taken, for servers as well.
  const server = await lab.call('server.create', { serverId: tapId as never, listen: { port: 0 } });
  expect(server.serverId).not.toBe(tapId);
});

test('a lab file keeps taps, and opens no port for them', async () => {
  await using lab = await TestLab.open();
  await tapped(lab, { name: 'mine', faults: [{ kind: 'delay', ms: 5 }], passReset: false });
  const { text } = await lab.call('document.text', {});
  await lab.call('document.open', { text });
  const { taps, servers } = await lab.call('lab.snapshot', {});
  expect(taps).toMatchObject([{ name: 'mine', faults: [{ kind: 'delay', ms: 5 }], passReset: false }]);
  expect(servers).toMatchObject([{ state: 'stopped', tapId: taps[0]?.tapId }]);
  expect((await lab.call('document.text', {})).text).toBe(text);
});

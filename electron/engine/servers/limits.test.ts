import { once } from 'node:events';
import net from 'node:net';
import { expect, test } from 'vitest';
import { ChildLab } from '../testing/child-lab.ts';
import { exhaustDescriptors } from '../testing/exhaust.ts';
import { TestLab, until } from '../testing/test-lab.ts';

/** What a plain client outside the lab sees, until its close. */
async function fateOf(target: net.NetConnectOpts): Promise<string[]> {
  const socket = net.connect(target);
  const seen: string[] = [];
  for (const event of ['connect', 'end', 'error'] as const) socket.on(event, () => seen.push(event));
  socket.resume();
  await once(socket, 'close').catch(() => {}); // a reset is one of the fates
  return seen;
}

test('S50 maxConnections: 0 drops all, a lowered limit never kicks', async () => {
  await using lab = await TestLab.open();
  const { serverId, port } = await lab.tcpServer({ options: { maxConnections: 0 } });
  const target = { port, host: '127.0.0.1' };
  expect(await fateOf(target)).toEqual(['connect', 'end']);
  await lab.event('server.drop');
  await lab.call('server.update', { serverId, maxConnections: 2 });
  const peers = [await lab.rawClient(target), await lab.rawClient(target)];
  expect(await fateOf(target)).toEqual(['connect', 'end']);
  await lab.call('server.update', { serverId, maxConnections: 1 });
  expect(await lab.server(serverId)).toMatchObject({ connections: 2, dropped: 2, options: { maxConnections: 1 } });
  peers[0]?.destroy();
  await lab.event('socket.close');
  expect(await fateOf(target)).toEqual(['connect', 'end']); // one is left, and one is the limit
  await lab.call('server.update', { serverId, maxConnections: 0 });
  expect(peers[1]?.destroyed).toBe(false);
  expect((await lab.server(serverId)).connections).toBe(1);
});

test('S50 limits as Node takes them: negative and false like 0, text as a number, null for none', async () => {
  await using lab = await TestLab.open();
  const { serverId, port } = await lab.tcpServer();
  for (const value of [-1, 0, '0', false, ''] as never[]) {
    await lab.call('server.update', { serverId, maxConnections: value });
    expect(await fateOf({ port, host: '127.0.0.1' }), JSON.stringify(value)).toEqual(['connect', 'end']);
  }
  for (const value of ['1', 1.5, null, 'many'] as never[]) {
    await lab.call('server.update', { serverId, maxConnections: value });
    const peer = await lab.rawClient({ port, host: '127.0.0.1' });
    const { socketId } = await lab.event('server.connection', (e) => !closed(lab, e.socketId));
    peer.destroy();
    await lab.event('socket.close', (e) => e.socketId === socketId);
  }
  expect(await lab.server(serverId)).toMatchObject({ dropped: 5, accepted: 4 });
});

const closed = (lab: TestLab, socketId: number) =>
  lab.events.some((e) => e.type === 'socket.close' && e.socketId === socketId);

test('S61 drop: the addresses of the dropped connection; our own client was turned away', async () => {
  await using lab = await TestLab.open();
  const { serverId, port } = await lab.tcpServer({ options: { maxConnections: 0 } });
  const { socketId } = await lab.call('socket.connect', { target: { port, host: '127.0.0.1' } });
  const { local } = await lab.event('socket.connect', (e) => e.socketId === socketId);
  const { at: _at, ...drop } = await lab.event('server.drop');
  expect(drop).toEqual({
    type: 'server.drop',
    serverId,
    localAddress: '127.0.0.1',
    localPort: port,
    localFamily: 'IPv4',
    remoteAddress: '127.0.0.1',
    remotePort: (local as { port: number }).port,
    remoteFamily: 'IPv4',
  });
  await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(await lab.socket(socketId)).toMatchObject({ state: 'turned-away', close: { cause: 'turned-away' } });
  expect((await lab.seen()).some((e) => e.type === 'server.connection')).toBe(false);
  expect((await lab.call('lab.stats', {})).dropped).toBe(1);
});

test('S61 drop on a UNIX socket: no addresses, and none are made up', async () => {
  await using lab = await TestLab.open();
  const path = lab.path('full');
  const { serverId } = await lab.call('server.listen', { listen: { path }, options: { maxConnections: 0 } });
  expect(await fateOf({ path })).toEqual(['connect', 'end']);
  const { at: _at, ...drop } = await lab.event('server.drop');
  expect(drop).toEqual({ type: 'server.drop', serverId });
  expect((await lab.server(serverId)).dropped).toBe(1);
});

test('S12 B1 B7 a block list turns addresses away, is counted, and can be changed and emptied live', async () => {
  await using lab = await TestLab.open();
  const { serverId, address } = await lab.call('server.listen', {
    listen: { port: 0 },
    options: { blockList: [{ subnet: '127.0.0.0', prefix: 8 }] },
  });
  const { port } = address as { port: number };
  expect(await fateOf({ port, host: '127.0.0.1' })).toEqual(['connect', 'end']); // seen as ::ffff:127.0.0.1
  const { at: _at, ...blocked } = await lab.event('server.blocked');
  expect(blocked).toEqual({ type: 'server.blocked', serverId, remoteAddress: '::ffff:127.0.0.1' });
  const peer = await lab.rawClient({ port, host: '::1' });
  await lab.event('server.connection');
  await lab.call('server.update', {
    serverId,
    blockList: [{ address: '::1' }, { start: '10.0.0.1', end: '10.0.0.9' }],
  });
  expect(peer.destroyed).toBe(false); // who is there stays
  expect(await fateOf({ port, host: '::1' })).toEqual(['connect', 'end']);
  await lab.rawClient({ port, host: '127.0.0.1' });
  await lab.call('server.update', { serverId, blockList: [] });
  await lab.rawClient({ port, host: '::1' });
  await until(
    async () => (await lab.server(serverId)).accepted === 3,
    () => 'three accepted connections',
  );
  expect(await lab.server(serverId)).toMatchObject({ blocked: 2, dropped: 0, options: { blockList: [] } });
  expect((await lab.seen()).filter((e) => e.type === 'socket.created')).toHaveLength(3);
});

test('S12 wrong rules are refused when the server is made', async () => {
  await using lab = await TestLab.open();
  for (const [blockList, code] of [
    ['x', 'ERR_INVALID_ARG_TYPE'],
    [null, 'ERR_INVALID_ARG_TYPE'],
    [[5], 'ERR_INVALID_ARG_TYPE'],
    [[{}], 'ERR_INVALID_ARG_VALUE'],
    [[{ address: 'nonsense' }], 'ERR_INVALID_ADDRESS'],
    [[{ subnet: '10.0.0.0', prefix: 33 }], 'ERR_OUT_OF_RANGE'],
  ] as const) {
    for (const method of ['server.create', 'server.listen'] as const) {
      expect((await lab.refused(method, { listen: { port: 0 }, options: { blockList } })).code).toBe(code);
    }
  }
  expect(await lab.seen()).toEqual([]);
});

test('S2 an idle timeout of the server acts on its sockets, also on those that are there', async () => {
  await using lab = await TestLab.open();
  const timedOut = async (onIdle: 'notify' | 'end' | 'destroy' | 'reset') => {
    const { accepted, client } = await lab.pair({ options: { idleTimeoutMs: 10, onIdle } });
    await lab.event('socket.timeout', (e) => e.socketId === accepted);
    return { accepted, client };
  };
  const ended = await timedOut('end');
  await lab.event('socket.close', (e) => e.socketId === ended.accepted);
  const destroyed = await timedOut('destroy');
  await lab.event('socket.close', (e) => e.socketId === destroyed.accepted);
  expect((await lab.socket(destroyed.accepted)).close).toMatchObject({ cause: 'timeout', first: 'us' });
  const reset = await timedOut('reset');
  expect((await lab.event('socket.error', (e) => e.socketId === reset.client)).failure.code).toBe('ECONNRESET');
  const notified = await timedOut('notify');
  expect((await lab.socket(notified.accepted)).state).toBe('open');
  const later = await lab.pair();
  await lab.call('server.update', { serverId: later.serverId, idleTimeoutMs: 10, onIdle: 'destroy' });
  await lab.event('socket.close', (e) => e.socketId === later.accepted);
  expect(await lab.socket(later.accepted)).toMatchObject({ timeoutMs: 10, onTimeout: 'destroy' });
});

test.runIf(process.platform !== 'win32')(
  'S64 B38 out of descriptors: clients see connect and end, the server hears nothing, the stats tell, the engine lives',
  async () => {
    await using lab = await ChildLab.start({ mostDescriptors: 64 });
    const { serverId, address } = await lab.call('server.listen', { listen: { port: 0, host: '127.0.0.1' } });
    const { port } = address as { port: number };
    expect((await lab.call('lab.about', {})).fdLimit).toBe(64);
    const peers = await exhaustDescriptors(lab, serverId, port);
    const stats = await lab.call('lab.stats', {});
    expect(stats.fds).toBe(64);
    expect(stats.fdLimit).toBe(64);
    for (const listen of [{ port: 0, host: '127.0.0.1' }, { path: '/tmp/never' }]) {
      expect(await lab.refused('server.listen', { listen })).toMatchObject({
        code: 'EMFILE',
        message: expect.stringMatching(/^Out of file descriptors(: \d+ of \d+ in use)?\.$/u),
      });
    }
    for (const count of ['', ' 2 connections were not made.', ' 3 connections were not made.']) {
      const { socketId } = await lab.call('socket.connect', { target: { port, host: '127.0.0.1' } });
      const { failure } = await lab.event('socket.error', (e) => e.socketId === socketId);
      expect(failure.code).toBe('EMFILE');
      expect(failure.why).toBe(`Each socket is an open file and this program has reached its limit.${count}`);
    }
    const story = await lab.serverStory();
    expect(story.filter((type) => type !== 'connection')).toEqual(['created', 'binding', 'listening']);
    for (const peer of peers) peer.destroy();
    await until(
      async () => (await lab.server(serverId)).connections === 0,
      () => 'the connections to end',
    );
    await lab.call('server.listen', { listen: { port: 0, host: '127.0.0.1' } });
  },
);

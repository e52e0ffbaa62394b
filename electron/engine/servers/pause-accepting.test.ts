import { once } from 'node:events';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { expect, test } from 'vitest';
import type { ServerId } from '../../../shared/contract/fields.ts';
import { ChildLab } from '../testing/child-lab.ts';
import { exhaustDescriptors } from '../testing/exhaust.ts';
import { TestLab, until } from '../testing/test-lab.ts';

const unix = process.platform !== 'win32';
const LONG = 60_000;

/** How a plain client's attempt goes: connected, or refused with a code. */
async function attempt(lab: TestLab, target: net.NetConnectOpts): Promise<string> {
  return await lab.rawClient(target).then(
    () => 'connected',
    (error: NodeJS.ErrnoException) => String(error.code),
  );
}

/** Paused, and reported as paused. */
async function pause(lab: TestLab, serverId: ServerId, ms: number): Promise<void> {
  expect(await lab.call('server.pauseAccepting', { serverId, ms })).toEqual({});
  expect((await lab.seen()).at(-1)).toMatchObject({ type: 'server.accepting-paused', serverId, ms });
}

test.runIf(unix)(
  'S55 pauseAccepting: clients connect into the kernel’s queue, and are all accepted afterwards',
  async () => {
    await using lab = await TestLab.open();
    const { serverId, port } = await lab.tcpServer({ mock: { otherwise: { kind: 'banner', text: 'late' } } });
    const before = await lab.rawClient({ port, host: '127.0.0.1' });
    await lab.event('server.connection');
    await pause(lab, serverId, 150);
    const queued = [await lab.rawClient({ port, host: '127.0.0.1' }), await lab.rawClient({ port, host: '127.0.0.1' })];
    expect(await lab.server(serverId)).toMatchObject({ state: 'listening', address: { port } });
    before.write('during the pause');
    await until(
      async () => (await lab.call('lab.stats', {})).bytesRead === 16,
      () => 'the first connection to go on',
    );
    const texts = queued.map(async (socket) => String((await once(socket, 'data'))[0]));
    expect(await Promise.all(texts)).toEqual(['late', 'late']);
    expect(await lab.server(serverId)).toMatchObject({ accepted: 3, connections: 3 });
    expect((await lab.serverStory()).slice(3)).toEqual(
      'connection accepting-paused accepting-resumed connection connection'.split(' '),
    );
  },
);

test.runIf(unix)(
  'S55 pausing a paused server does nothing; without ms it is one second; wrong values are refused',
  async () => {
    await using lab = await TestLab.open();
    const { serverId } = await lab.tcpServer();
    for (const [ms, code] of [
      [-1, 'ERR_OUT_OF_RANGE'],
      ['1', 'ERR_INVALID_ARG_TYPE'],
      [null, 'ERR_INVALID_ARG_TYPE'],
    ] as const) {
      expect((await lab.refused('server.pauseAccepting', { serverId, ms })).code).toBe(code);
    }
    await lab.call('server.pauseAccepting', { serverId });
    await lab.call('server.pauseAccepting', { serverId, ms: 5 });
    expect((await lab.seen()).filter((e) => e.type === 'server.accepting-paused')).toMatchObject([{ ms: 1000 }]);
  },
);

test.runIf(unix)(
  'S55 closing a paused server ends the pause: whoever is queued is reset, nothing resumes later',
  async () => {
    await using lab = await TestLab.open();
    const { serverId, port } = await lab.tcpServer();
    await pause(lab, serverId, LONG);
    const queued = await lab.rawClient({ port, host: '127.0.0.1' });
    const gone = once(queued, 'close').catch((error: NodeJS.ErrnoException) => error.code);
    queued.resume();
    await lab.call('server.close', { serverId });
    await gone;
    expect(await attempt(lab, { port, host: '127.0.0.1' })).toBe('ECONNREFUSED');
    expect(await lab.serverStory()).toEqual('created binding listening accepting-paused closing close'.split(' '));
    await lab.call('server.listen', { serverId });
    await pause(lab, serverId, 10);
    await lab.call('server.close', { serverId });
    const other = await lab.tcpServer();
    await pause(lab, other.serverId, 20);
    await lab.event('server.accepting-resumed', (e) => e.serverId === other.serverId);
    const story = await lab.serverStory(serverId);
    expect(story.slice(story.lastIndexOf('closing'))).toEqual(['closing', 'close']);
  },
);

test.runIf(unix)('S55 P4 on a UNIX socket the file survives, twice, and is removed at close', async () => {
  await using lab = await TestLab.open();
  const path = lab.path('paused');
  const { serverId } = await lab.call('server.listen', { listen: { path } });
  const counted = (type: string) => lab.events.filter((e) => e.type === type).length;
  for (const times of [1, 2]) {
    await pause(lab, serverId, 50);
    expect(readdirSync(lab.folder)).toEqual(['paused']);
    expect(await lab.call('path.inspect', { path })).toMatchObject({ kind: 'live' });
    await lab.rawClient({ path });
    await lab.event('server.accepting-resumed', () => counted('server.accepting-resumed') === times);
    await lab.event('server.connection', () => counted('server.connection') === times);
  }
  const round = ['accepting-paused', 'accepting-resumed', 'connection'];
  expect((await lab.serverStory()).slice(3)).toEqual([...round, ...round]);
  await lab.call('server.close', { serverId, sockets: 'destroy' });
  expect(readdirSync(lab.folder)).toEqual([]);
  await lab.event('server.close');
  await lab.call('server.listen', { serverId }); // an ordinary server again: its file goes with it
  await lab.call('server.remove', { serverId });
  expect(readdirSync(lab.folder)).toEqual([]);
});

test.runIf(unix)('S55 closed during the pause a UNIX server takes its file along, but no other one', async () => {
  await using lab = await TestLab.open();
  const path = lab.path('own');
  const { serverId } = await lab.call('server.listen', { listen: { path } });
  await pause(lab, serverId, LONG);
  await lab.call('server.close', { serverId });
  expect(existsSync(path)).toBe(false);
  await lab.event('server.close');
  await lab.call('server.listen', { serverId });
  await pause(lab, serverId, LONG - 1);
  rmSync(path);
  writeFileSync(path, 'somebody else’s');
  await lab.call('server.close', { serverId });
  expect(existsSync(path)).toBe(true);
});

test.runIf(unix)('S55 a file that is gone already does not stand in the way of a pause', async () => {
  await using lab = await TestLab.open();
  const path = lab.path('removed');
  const { serverId } = await lab.call('server.listen', { listen: { path } });
  rmSync(path);
  await pause(lab, serverId, 1);
  await lab.event('server.accepting-resumed');
  await lab.call('server.close', { serverId });
  expect(readdirSync(lab.folder)).toEqual([]);
});

test.runIf(unix)(
  'S21 S22 backlog: one more than asked can wait, then UNIX clients are refused with EAGAIN; 511 by default',
  async () => {
    await using lab = await TestLab.open();
    const waitingAt = async (backlog: unknown, atLeast: number) => {
      const path = lab.path(`queue-${String(backlog)}`);
      const listen = { path, ...(backlog !== undefined && { backlog: backlog as number }) };
      const { serverId } = await lab.call('server.listen', { listen });
      await pause(lab, serverId, LONG);
      for (let waiting = 0; waiting < atLeast; waiting++) await lab.rawClient({ path });
      let waiting = atLeast;
      for (; waiting < 600; waiting++) {
        const outcome = await attempt(lab, { path });
        if (outcome === 'EAGAIN') break;
        expect(outcome).toBe('connected');
      }
      await lab.call('server.remove', { serverId });
      return waiting;
    };
    expect(await waitingAt(1, 0)).toBe(2);
    expect(await waitingAt('7', 0)).toBe(8);
    expect(await waitingAt(2.9, 0)).toBe(3);
    expect(await waitingAt(undefined, 0)).toBe(512);
    expect(await waitingAt(0, 500)).toBe(512);
    expect(await waitingAt(null, 500)).toBe(512);
  },
);

test.runIf(unix)('S13 S55 ref and unref hold for a paused server, too', async () => {
  await using lab = await TestLab.open();
  const { serverId, port } = await lab.tcpServer();
  await lab.call('server.unref', { serverId });
  await pause(lab, serverId, 10);
  await lab.call('server.ref', { serverId });
  await lab.event('server.accepting-resumed');
  const client = await lab.dial({ port, host: '127.0.0.1' });
  await lab.event('socket.paired', (e) => e.socketId === client);
});

test.runIf(unix)(
  'S55 S64 no descriptor left for a pause: refused, the server goes on, and can be paused later',
  async () => {
    await using lab = await ChildLab.start({ mostDescriptors: 64 });
    const { serverId, address } = await lab.call('server.listen', { listen: { port: 0, host: '127.0.0.1' } });
    const { port } = address as { port: number };
    const resumed = () => lab.events.filter((e) => e.type === 'server.accepting-resumed').length;
    await lab.call('server.pauseAccepting', { serverId, ms: 1 }); // from now on the way for handles is open
    await lab.event('server.accepting-resumed');
    const peers = await exhaustDescriptors(lab, serverId, port);
    expect(await lab.refused('server.pauseAccepting', { serverId })).toMatchObject({
      code: 'EMFILE',
      message: expect.stringMatching(/^Out of file descriptors(: \d+ of \d+ in use)?\.$/u),
    });
    for (const peer of peers) peer.destroy();
    await until(
      async () => (await lab.server(serverId)).connections === 0,
      () => 'the connections to end',
    );
    await lab.call('server.pauseAccepting', { serverId, ms: 1 });
    await lab.event('server.accepting-resumed', () => resumed() === 2);
    const peer = net.connect({ port, host: '127.0.0.1' });
    await until(
      async () => (await lab.server(serverId)).connections === 1,
      () => 'a connection',
    );
    peer.destroy();
  },
);

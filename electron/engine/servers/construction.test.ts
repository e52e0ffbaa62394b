import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Listen } from '../../../shared/contract/listen-options.ts';
import { ChildLab } from '../testing/child-lab.ts';
import { TestLab, until } from '../testing/test-lab.ts';

const loopback = { port: 0, host: '127.0.0.1' };
const linux = process.platform === 'linux';

test('S1 the kind is what was bound, whatever the form said', async () => {
  await using lab = await TestLab.open();
  const kindOf = async (listen: Listen) =>
    (await lab.server((await lab.call('server.listen', { listen })).serverId)).kind;
  expect(await kindOf({ port: 0, host: 'localhost' })).toBe('tcp4');
  expect(await kindOf({ port: 0, host: '::1' })).toBe('tcp6');
  expect(await kindOf({ port: 0 })).toBe('dual');
  expect(await kindOf({ port: 0, ipv6Only: true })).toBe('tcp6');
  expect(await kindOf({ path: lab.path('a') })).toBe('unix');
  if (linux) expect(await kindOf({ path: `\0${lab.path('a')}` })).toBe('abstract');
});

test('S2 M1 a server can be there before it listens', async () => {
  await using lab = await TestLab.open();
  const { serverId } = await lab.call('server.create', { name: 'Echo', listen: loopback });
  const { server } = await lab.event('server.created');
  expect(server).toEqual({
    serverId,
    name: 'Echo',
    state: 'stopped',
    kind: 'tcp4',
    listen: loopback,
    options: {},
    address: null,
    connections: 0,
    accepted: 0,
    dropped: 0,
    blocked: 0,
    mock: null,
  });
  expect(await lab.call('server.address', { serverId })).toEqual({ address: null });
  expect(await lab.call('server.getConnections', { serverId })).toEqual({ count: 0 });
  expect(await lab.serverStory()).toEqual(['created']);
  const listening = await lab.call('server.listen', { serverId });
  expect(await lab.call('server.address', { serverId })).toEqual({ address: listening.address });
});

test('S3 K79 what a server answers: echo, a greeting, a goodbye with FIN', async () => {
  await using lab = await TestLab.open();
  const echo = await lab.pair({ mock: { otherwise: { kind: 'echo' } } });
  await lab.call('socket.write', { socketId: echo.client, data: 'back' });
  await lab.socketWhen(echo.client, (s) => s.counts.bytesRead === 4);
  const hello = await lab.pair({ mock: { otherwise: { kind: 'banner', text: 'hello\r\n' } } });
  await lab.socketWhen(hello.client, (s) => s.counts.bytesRead === 7);
  const goodbye = await lab.pair({ mock: { otherwise: { kind: 'banner', text: 'goodbye\n', afterwards: 'finish' } } });
  await lab.event('socket.close', (e) => e.socketId === goodbye.client);
  expect(String(await lab.received(goodbye.client))).toBe('goodbye\n');
  const silent = await lab.pair();
  await lab.call('socket.write', { socketId: silent.client, data: 'anybody?' });
  await lab.socketWhen(silent.accepted, (s) => s.counts.bytesRead === 8);
  expect((await lab.socket(silent.accepted)).counts.bytesWritten).toBe(0);
});

test('S4 allowHalfOpen on the server decides what becomes of an accepted socket after the peer’s FIN', async () => {
  await using lab = await TestLab.open();
  const open = await lab.pair({ options: { allowHalfOpen: true } });
  await lab.call('socket.end', { socketId: open.client });
  await lab.event('socket.end', (e) => e.socketId === open.accepted);
  expect(await lab.socket(open.accepted)).toMatchObject({ state: 'send-only', readyState: 'writeOnly' });
  const shut = await lab.pair({ options: { allowHalfOpen: false } });
  await lab.call('socket.end', { socketId: shut.client });
  await lab.event('socket.close', (e) => e.socketId === shut.accepted);
  expect(lab.storyOf(shut.accepted)).toEqual(['created', 'paired', 'end', 'finish', 'close']);
  expect(lab.storyOf(open.accepted)).toEqual(['created', 'paired', 'end']);
});

test('S5 pauseOnConnect: nothing is read until somebody resumes', async () => {
  await using lab = await TestLab.open();
  const { client, accepted } = await lab.pair({ options: { pauseOnConnect: true } });
  expect(await lab.socket(accepted)).toMatchObject({ paused: true, state: 'open' });
  await lab.call('socket.write', { socketId: client, data: 'wait for me' });
  const other = await lab.pair(); // by the time a whole other connection is made, the bytes are there
  await lab.call('socket.write', { socketId: other.client, data: 'x' });
  await lab.socketWhen(other.accepted, (s) => s.counts.bytesRead === 1);
  expect((await lab.socket(accepted)).counts.bytesRead).toBe(0);
  await lab.call('socket.resume', { socketId: accepted });
  await lab.socketWhen(accepted, (s) => s.counts.bytesRead === 11 && !s.paused);
});

test('S7 highWaterMark of a server holds for both sides of its accepted sockets', async () => {
  await using lab = await TestLab.open();
  const { defaultHighWaterMark } = await lab.call('lab.about', {});
  const marksOf = async (options: object) => {
    const { accepted } = await lab.pair({ options });
    const { readableHighWaterMark, writableHighWaterMark } = await lab.call('socket.inspect', { socketId: accepted });
    return [readableHighWaterMark, writableHighWaterMark];
  };
  expect(await marksOf({})).toEqual([defaultHighWaterMark, defaultHighWaterMark]);
  expect(await marksOf({ highWaterMark: 1000 })).toEqual([1000, 1000]);
  expect(await marksOf({ highWaterMark: 0 })).toEqual([0, 0]);
  expect(await marksOf({ highWaterMark: -1 })).toEqual([defaultHighWaterMark, defaultHighWaterMark]);
});

test('S8 noDelay of a server is a setting of every accepted socket', async () => {
  await using lab = await TestLab.open();
  const { accepted } = await lab.pair({ options: { noDelay: true } });
  expect((await lab.socket(accepted)).options).toEqual({ noDelay: true });
  await lab.call('socket.setNoDelay', { socketId: accepted, noDelay: false });
  expect((await lab.socketWhen(accepted, (s) => s.options.noDelay === false)).options.noDelay).toBe(false);
});

test.runIf(linux)(
  'S9 S10 keepAlive of a server: the kernel’s timer runs, in whole seconds, 0 = its own times',
  async () => {
    await using lab = await TestLab.open();
    const timerOf = async (options: object) => {
      const { port, client } = await lab.pair({ options });
      const { local } = await lab.socket(client);
      return keepAliveSeconds(port, (local as { port: number }).port);
    };
    expect(await timerOf({})).toBeUndefined();
    expect(await timerOf({ keepAlive: false, keepAliveInitialDelay: 5000 })).toBeUndefined();
    expect(Math.ceil((await timerOf({ keepAlive: true, keepAliveInitialDelay: 5000 })) ?? 0)).toBe(5);
    expect(Math.ceil((await timerOf({ keepAlive: true, keepAliveInitialDelay: 5999 })) ?? 0)).toBe(5);
    const systems = Number(readFileSync('/proc/sys/net/ipv4/tcp_keepalive_time', 'utf8'));
    for (const options of [{ keepAlive: true }, { keepAlive: true, keepAliveInitialDelay: 999 }]) {
      expect(Math.ceil((await timerOf(options)) ?? 0)).toBe(systems);
    }
  },
);

/** Seconds until the first keepalive probe on a connection's server side, from the kernel's table. */
function keepAliveSeconds(localPort: number, remotePort: number): number | undefined {
  const hex = (port: number) => `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const line of readFileSync('/proc/net/tcp', 'latin1').split('\n')) {
    const [, local = '', remote = '', , , timer = ''] = line.trim().split(/\s+/u);
    if (!local.endsWith(hex(localPort)) || !remote.endsWith(hex(remotePort))) continue;
    const [kind, ticks = '0'] = timer.split(':');
    return kind === '02' ? Number.parseInt(ticks, 16) / 100 : undefined;
  }
  throw new Error('the kernel has no such connection');
}

test('S10 S11 wrong options: no server, and the engine lives', async () => {
  await using lab = await TestLab.open();
  const codeOf = async (options: unknown) => {
    const codes: string[] = [];
    for (const method of ['server.create', 'server.listen'] as const) {
      codes.push((await lab.refused(method, { listen: loopback, options })).code);
    }
    expect(codes[0]).toBe(codes[1]);
    return codes[0];
  };
  for (const options of ['x', 5, true, null, [1]]) expect(await codeOf(options)).toBe('-32602');
  expect(await codeOf({ unknownOption: 1 })).toBe('-32602');
  for (const value of ['5', null, true, {}]) {
    expect(await codeOf({ keepAliveInitialDelay: value })).toBe('ERR_INVALID_ARG_TYPE');
    expect(await codeOf({ highWaterMark: value })).toBe('ERR_INVALID_ARG_TYPE');
    expect(await codeOf({ idleTimeoutMs: value })).toBe('ERR_INVALID_ARG_TYPE');
  }
  for (const value of [-1, Number.POSITIVE_INFINITY])
    expect(await codeOf({ idleTimeoutMs: value })).toBe('ERR_OUT_OF_RANGE');
  for (const value of ['explode', null, 1]) expect(await codeOf({ onIdle: value })).toBe('ERR_INVALID_ARG_VALUE');
  const { serverId } = await lab.tcpServer({ options: { keepAliveInitialDelay: -5 } }); // as Node: taken as 0
  expect((await lab.call('lab.snapshot', {})).servers.map((s) => s.serverId)).toEqual([serverId]);
});

test('S13 ref and unref: whether a server keeps a headless run alive', async () => {
  await using lab = await ChildLab.start();
  const { serverId } = await lab.call('server.listen', { listen: loopback });
  lab.letGo();
  expect(await lab.call('server.unref', { serverId })).toEqual({});
  expect(await lab.exit).toBe(0);
});

test('S13 ref undoes unref, before listening too', async () => {
  await using lab = await ChildLab.start();
  const { serverId } = await lab.call('server.create', { listen: loopback });
  for (const method of ['server.unref', 'server.ref', 'server.ref'] as const) await lab.call(method, { serverId });
  await lab.call('server.listen', { serverId });
  lab.letGo();
  await until(
    async () => (await lab.call('lab.about', {})).pid === lab.process.pid, // only the server keeps the child there
    () => 'an answer',
  );
  await lab.call('server.unref', { serverId });
  expect(await lab.exit).toBe(0);
});

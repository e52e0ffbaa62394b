// Options of a connection: what is asked reaches Node and, where it can be read back, the kernel.
import { existsSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { dialPeer } from '../testing/peers.ts';
import { TestLab, until } from '../testing/test-lab.ts';

afterEach(() => void vi.restoreAllMocks());

/** The kernel's keepalive timer of a local port (`/proc/net/tcp`, timer kind 02) in seconds; undefined when off. */
function keepAliveTimer(port: number): number | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const row = readFileSync('/proc/net/tcp', 'latin1')
    .split('\n')
    .map((line) => line.trim().split(/\s+/u))
    .find(([, local, , state]) => local?.endsWith(`:${hex}`) && state === '01');
  const [kind, jiffies] = (row?.[5] ?? '').split(':');
  return kind === '02' ? Number.parseInt(jiffies ?? '', 16) / 100 : undefined;
}
const kernelTells = existsSync('/proc/net/tcp');

test('K72 K73 setKeepAlive starts and stops the kernel’s timer, in whole seconds, and 0 leaves the delay', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab);
  const { local } = await lab.socket(socketId);
  const port = local && 'port' in local ? local.port : 0;
  const timer = (want: (seconds: number | undefined) => boolean) =>
    until(
      () => !kernelTells || want(keepAliveTimer(port)),
      () => `the keepalive timer; it is ${keepAliveTimer(port)}`,
    );
  await timer((seconds) => seconds === undefined);
  expect(await lab.call('socket.setKeepAlive', { socketId, enable: true, initialDelayMs: 30_000 })).toEqual({});
  await timer((seconds) => seconds !== undefined && seconds > 20 && seconds <= 31);
  expect((await lab.socket(socketId)).options).toEqual({ keepAlive: true, keepAliveInitialDelay: 30_000 });
  await lab.call('socket.setKeepAlive', { socketId, enable: true, initialDelayMs: 0 });
  await timer((seconds) => seconds !== undefined && seconds <= 31);
  await lab.call('socket.setKeepAlive', { socketId, enable: false });
  await timer((seconds) => seconds === undefined);
  expect((await lab.socket(socketId)).options).toMatchObject({ keepAlive: false });
});

test('K20 the keepAlive options of a dial reach the kernel', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab, { keepAlive: true, keepAliveInitialDelay: 20_000 });
  const { local, options } = await lab.socket(socketId);
  expect(options).toEqual({ keepAlive: true, keepAliveInitialDelay: 20_000 });
  const port = local && 'port' in local ? local.port : 0;
  await until(
    () => !kernelTells || (keepAliveTimer(port) ?? 99) <= 21,
    () => 'the keepalive timer',
  );
});

test('K72 K73 setKeepAlive takes what Node takes: nothing means off, text that is a number, numbers it rounds', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab);
  const calls = vi.spyOn(net.Socket.prototype, 'setKeepAlive');
  const values: [enable: unknown, initialDelayMs: unknown][] = [
    [undefined, undefined],
    [true, 5_999],
    [true, '2000'],
    [true, -1_000],
    [true, 1e12],
    [1, null],
  ];
  for (const [enable, initialDelayMs] of values) {
    await lab.call('socket.setKeepAlive', { socketId, enable, initialDelayMs });
  }
  expect(calls.mock.calls.map(([enable]) => enable)).toEqual([false, true, true, true, true, true]);
  expect(calls.mock.calls.map(([, delay]) => delay)).toEqual([0, 5_999, 2_000, -1_000, 1e12, 0]);
  expect((await lab.socket(socketId)).state).toBe('open');
});

test('K71 setNoDelay reaches Node; without a value it means on', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab);
  const calls = vi.spyOn(net.Socket.prototype, 'setNoDelay');
  for (const noDelay of [undefined, false, true, 'x']) {
    expect(await lab.call('socket.setNoDelay', { socketId, noDelay })).toEqual({});
  }
  expect(calls.mock.calls.map(([value]) => value)).toEqual([true, false, true, true]);
  expect((await lab.socket(socketId)).options).toEqual({ noDelay: true });
});

test('K19 the noDelay option of a dial reaches Node’s handle when the connection is there', async () => {
  await using lab = await TestLab.open();
  const { TCP } = (process as unknown as { binding(name: string): { TCP: { prototype: Handle } } }).binding('tcp_wrap');
  const calls = vi.spyOn(TCP.prototype, 'setNoDelay');
  const { socketId } = await dialPeer(lab, { noDelay: true });
  await lab.call('socket.setNoDelay', { socketId, noDelay: false });
  await dialPeer(lab);
  expect(calls.mock.calls).toEqual([[true], [false]]); // the kernel’s own tools cannot read it back
  expect((await lab.socket(socketId)).options).toEqual({ noDelay: false });
});
interface Handle {
  setNoDelay(enable: boolean): number;
}

test('K71 K72 on a UNIX socket both are without effect and without error', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab, {}, { path: lab.path('unix.sock') });
  expect(await lab.call('socket.setNoDelay', { socketId })).toEqual({});
  expect(await lab.call('socket.setKeepAlive', { socketId, enable: true, initialDelayMs: 1000 })).toEqual({});
  expect((await lab.socket(socketId)).state).toBe('open');
});

test('K76 ref and unref: whether this socket keeps a process alive', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab);
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ hasRef: true });
  expect(await lab.call('socket.unref', { socketId })).toEqual({});
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ hasRef: false });
  await lab.call('socket.unref', { socketId });
  expect(await lab.call('socket.ref', { socketId })).toEqual({});
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({ hasRef: true });
});

test('K66 K71 K76 K78 settings of a closed socket are refused with ERR_SOCKET_CLOSED', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await dialPeer(lab);
  await lab.call('socket.destroy', { socketId });
  const methods = [
    'socket.pause',
    'socket.resume',
    'socket.setNoDelay',
    'socket.setKeepAlive',
    'socket.cork',
    'socket.uncork',
    'socket.ref',
    'socket.unref',
  ] as const;
  for (let closed = false; ; closed = true) {
    for (const method of methods) {
      expect([method, (await lab.refused(method, { socketId })).code]).toEqual([method, 'ERR_SOCKET_CLOSED']);
    }
    if (closed) break;
    await lab.event('socket.close', (e) => e.socketId === socketId);
  }
});

test('K5 K8 K61 the options of a dial are in its record as they were given', async () => {
  await using lab = await TestLab.open();
  const options = { allowHalfOpen: true, highWaterMark: 1234, noDelay: false, connectTimeoutMs: 9000, timeoutMs: 8000 };
  const { socketId } = await dialPeer(lab, options);
  expect((await lab.socket(socketId)).options).toEqual(options);
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({
    allowHalfOpen: true,
    writableHighWaterMark: 1234,
    readableHighWaterMark: 1234,
    timeout: 8000,
  });
});

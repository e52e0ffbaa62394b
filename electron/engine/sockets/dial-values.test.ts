// Every wrong value of `socket.connect` and its right code: nothing is created, nothing is reported, the engine lives.
import { expect, test } from 'vitest';
import { dialPeer } from '../testing/peers.ts';
import { TestLab } from '../testing/test-lab.ts';

type Case = readonly [what: object, code: string];

/** Dials with each value and expects its code, and that no number was taken, no socket made. */
async function expectRefused(cases: readonly Case[]): Promise<void> {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer(() => {});
  const { sequence } = await lab.call('lab.snapshot', {});
  const { fds } = await lab.call('lab.stats', {});
  const found: [object, string][] = [];
  for (const [given] of cases) {
    const { options, ...target } = { port, host: '127.0.0.1', ...given } as { options?: object };
    found.push([given, (await lab.refused('socket.connect', { target, options })).code]);
  }
  expect(found).toEqual(cases);
  expect(await lab.call('lab.snapshot', {})).toMatchObject({ sequence, sockets: [] });
  expect((await lab.call('lab.stats', {})).fds).toBe(fds);
  const socketId = await lab.dial({ port, host: '127.0.0.1' });
  expect(await lab.socket(socketId)).toMatchObject({ state: 'open' });
}

test('K11 B28 wrong ports', async () => {
  const bad = ['', ' ', '0x', '80x', 'http', 65_536, -1, 1.5, Number.POSITIVE_INFINITY];
  await expectRefused([
    ...bad.map((port): Case => [{ port }, 'ERR_SOCKET_BAD_PORT']),
    ...[null, true, {}, []].map((port): Case => [{ port }, 'ERR_INVALID_ARG_TYPE']),
    [{ port: undefined }, 'ERR_MISSING_ARGS'],
    [{ port: undefined, host: undefined }, 'ERR_MISSING_ARGS'],
  ]);
});

test('K12 B29 wrong hosts', async () => {
  await expectRefused([
    ...[5, true, {}, ['127.0.0.1']].map((host): Case => [{ host }, 'ERR_INVALID_ARG_TYPE']),
    [{ host: '127.0.0.1\0' }, 'ERR_INVALID_ARG_VALUE'],
    [{ host: 5, hostsTable: [] }, 'ERR_INVALID_ARG_TYPE'],
    [{ host: {}, options: { blockList: [] } }, 'ERR_INVALID_ARG_TYPE'],
  ]);
});

test('K13 B48 B49 wrong paths', async () => {
  await expectRefused([
    [{ path: '' }, 'ERR_INVALID_ARG_VALUE'],
    [{ path: `/tmp/${'x'.repeat(200)}` }, 'PATH_TOO_LONG'],
    [{ path: `/tmp/${'é'.repeat(60)}` }, 'PATH_TOO_LONG'],
    [{ path: '/tmp/a\0b' }, 'EINVAL'],
    [{ path: '\0' }, 'EINVAL'],
    ...[5, true, {}].map((path): Case => [{ path }, 'ERR_INVALID_ARG_TYPE']),
    [{ path: null, port: undefined }, 'ERR_MISSING_ARGS'],
  ]);
});

test('K14 K15 B42 wrong local addresses and ports', async () => {
  await expectRefused([
    ...['x', '300.1.1.1', '127.0.0.1:80', 5, ['127.0.0.1'], { toString: 1, valueOf: 1 }].map(
      (localAddress): Case => [{ localAddress }, 'ERR_INVALID_IP_ADDRESS'],
    ),
    ...[-1, 65_536, 70_000, 1.5].map((localPort): Case => [{ localPort }, 'ERR_SOCKET_BAD_PORT']),
    ...['80', true, {}].map((localPort): Case => [{ localPort }, 'ERR_INVALID_ARG_TYPE']),
  ]);
});

test('K16 K17 B43 wrong families and hints', async () => {
  const host = 'localhost';
  await expectRefused([
    ...[7, 5, '4', 'x', true, {}].map((family): Case => [{ host, family }, 'ERR_INVALID_ARG_VALUE']),
    [{ host, family: 7, hostsTable: [] }, 'ERR_INVALID_ARG_VALUE'],
    ...[1, 4096].map((hints): Case => [{ host, hints }, 'ERR_INVALID_ARG_VALUE']),
    ...['x', {}].map((hints): Case => [{ host, hints }, 'ERR_INVALID_ARG_TYPE']),
    [{ host, hints: 1, hostsTable: [] }, 'ERR_INVALID_ARG_VALUE'],
    [{ host, hints: 'x', hostsTable: [] }, 'ERR_INVALID_ARG_TYPE'],
  ]);
});

test('K21 K22 B43 wrong autoSelectFamily values', async () => {
  await expectRefused([
    ...['x', 1, {}].map((autoSelectFamily): Case => [{ autoSelectFamily }, 'ERR_INVALID_ARG_TYPE']),
    ...[0, -1, 1.5].map((value): Case => [{ autoSelectFamilyAttemptTimeout: value }, 'ERR_OUT_OF_RANGE']),
    ...['250', {}].map((value): Case => [{ autoSelectFamilyAttemptTimeout: value }, 'ERR_INVALID_ARG_TYPE']),
  ]);
});

test('K18 B43 wrong hosts tables', async () => {
  const tables = [
    null,
    'x',
    {},
    [null],
    [{}],
    [{ host: 'a' }],
    [{ host: 'a', addresses: 'x' }],
    [{ host: 'a', addresses: ['127.0.0.1'] }],
    [{ host: 5, addresses: [] }],
  ];
  await expectRefused(tables.map((hostsTable): Case => [{ hostsTable }, 'ERR_INVALID_ARG_TYPE']));
});

test('K24 B27 wrong timeouts', async () => {
  await expectRefused(
    ['timeoutMs', 'connectTimeoutMs'].flatMap((key): Case[] => [
      ...[-1, Number.POSITIVE_INFINITY].map((value): Case => [{ options: { [key]: value } }, 'ERR_OUT_OF_RANGE']),
      ...['5', null, {}, true].map((value): Case => [{ options: { [key]: value } }, 'ERR_INVALID_ARG_TYPE']),
    ]),
  );
});

test('K5 K8 K20 wrong socket options', async () => {
  await expectRefused([
    ...[-1, 1.5, 'x'].map((value): Case => [{ options: { highWaterMark: value } }, 'ERR_INVALID_ARG_VALUE']),
    ...['x', {}, null].map((value): Case => [{ options: { keepAliveInitialDelay: value } }, 'ERR_INVALID_ARG_TYPE']),
    ...[null, 'x', {}, { bufferSize: 'x' }].map((onread): Case => [{ options: { onread } }, 'ERR_INVALID_ARG_TYPE']),
    ...[0, 1.5, 1e12].map((bufferSize): Case => [{ options: { onread: { bufferSize } } }, 'ERR_OUT_OF_RANGE']),
    ...['x', 5, null].map((onTimeout): Case => [{ options: { onTimeout } }, 'ERR_INVALID_ARG_VALUE']),
    ...[null, 'x', {}, { everyMs: 1 }].map(
      (value): Case => [{ options: { autoReconnect: value } }, 'ERR_INVALID_ARG_TYPE'],
    ),
    [{ options: { autoReconnect: { everyMs: -1, times: 1 } } }, 'ERR_OUT_OF_RANGE'],
    [{ options: { autoReconnect: { everyMs: 1, times: 1.5 } } }, 'ERR_OUT_OF_RANGE'],
    ...[null, 'x', [5]].map((blockList): Case => [{ options: { blockList } }, 'ERR_INVALID_ARG_TYPE']),
    [{ options: { blockList: [{}] } }, 'ERR_INVALID_ARG_VALUE'],
    [{ options: { blockList: [{ address: 'x' }] } }, 'ERR_INVALID_ADDRESS'],
    [{ options: { blockList: [{ subnet: '10.0.0.0', prefix: 33 }] } }, 'ERR_OUT_OF_RANGE'],
  ]);
});

test('K6 K9 keys that net.Socket would take without sense are no part of the contract', async () => {
  await using lab = await TestLab.open();
  const target = { port: 1, host: '127.0.0.1' };
  for (const options of [{ readable: false }, { writable: false }, { objectMode: true }, { type: 'tcp4' }]) {
    expect((await lab.refused('socket.connect', { target, options })).code).toBe('-32602');
  }
  expect((await lab.refused('socket.connect', { target: { ...target, lookup: 'x' } })).code).toBe('-32602');
  expect((await lab.refused('socket.connect', { target, socketId: 1 })).code).toBe('-32602');
  expect((await lab.refused('socket.connect', {})).code).toBe('-32602');
});

test('K11 B28 ports written as text are numbers', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer(() => {});
  for (const text of [String(port), `0x${port.toString(16)}`]) {
    const socketId = await lab.dial({ port: text, host: '127.0.0.1' });
    expect(await lab.socket(socketId)).toMatchObject({ state: 'open', remote: { port } });
  }
});

test('K12 B29 an empty host means localhost, and short forms of addresses resolve', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer(() => {});
  for (const host of ['', null, undefined, 'localhost', '127.1', '0x7f000001']) {
    const socketId = await lab.dial({ port, host: host as string });
    expect(await lab.socket(socketId)).toMatchObject({ state: 'open', remote: { address: '127.0.0.1' } });
  }
});

test('K16 K17 B43 families and hints that are right; a literal address asks for none', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer(() => {});
  for (const family of [0, 4, 'IPv4'] as number[]) await lab.dial({ port, host: 'localhost', family });
  const { lookupHints } = await lab.call('lab.about', {});
  await lab.dial({ port, host: 'localhost', hints: lookupHints.ADDRCONFIG });
  const socketId = await lab.dial({ port, host: '127.0.0.1', family: 6 });
  expect(await lab.socket(socketId)).toMatchObject({ state: 'open', kind: 'tcp4' });
});

test('K14 K15 B42 a local address and port are bound', async () => {
  await using lab = await TestLab.open();
  const { port, server } = await lab.rawServer(() => {});
  const free = await lab.rawServer(() => {});
  await new Promise((resolve) => free.server.close(resolve));
  const socketId = await lab.dial({ port, host: '127.0.0.1', localAddress: '127.0.0.5', localPort: free.port });
  expect(await lab.socket(socketId)).toMatchObject({ local: { address: '127.0.0.5', port: free.port } });
  expect(server.listening).toBe(true);
});

test('K14 K15 B42 what the system refuses to bind: foreign address, wrong family, a busy port', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer(() => {});
  const closeOf = async (target: object) => {
    const { socketId } = await lab.call('socket.connect', { target: { port, host: '127.0.0.1', ...target } });
    return (await lab.event('socket.close', (e) => e.socketId === socketId)).failure;
  };
  expect(await closeOf({ localAddress: '203.0.113.5' })).toMatchObject({
    code: 'EADDRNOTAVAIL',
    syscall: 'bind',
    address: '203.0.113.5',
  });
  expect(await closeOf({ localAddress: '::1' })).toMatchObject({ code: 'EINVAL', syscall: 'bind' });
  expect(await closeOf({ localPort: port })).toMatchObject({ code: 'EADDRINUSE', syscall: 'bind' });
});

test('K15 B42 dialling one’s own port connects to itself: both addresses are the same, and it is nobody’s pair', async () => {
  await using lab = await TestLab.open();
  const free = await lab.rawServer(() => {});
  await new Promise((resolve) => free.server.close(resolve));
  const socketId = await lab.dial({
    port: free.port,
    host: '127.0.0.1',
    localAddress: '127.0.0.1',
    localPort: free.port,
  });
  const { local, remote, peerSocketId } = await lab.socket(socketId);
  expect(local).toEqual(remote);
  expect(peerSocketId).toBeUndefined();
  await lab.call('socket.write', { socketId, data: 'me' });
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead === 2);
});

test('K5 allowHalfOpen of a client: off it finishes by itself, on it may go on sending', async () => {
  await using lab = await TestLab.open();
  const closing = await dialPeer(lab);
  closing.peer.socket.end();
  await lab.event('socket.close', (e) => e.socketId === closing.socketId);
  const open = await dialPeer(lab, { allowHalfOpen: true }, { allowHalfOpen: true });
  open.peer.socket.end();
  await lab.socketWhen(open.socketId, (s) => s.state === 'send-only');
  expect(await lab.call('socket.inspect', { socketId: open.socketId })).toMatchObject({ readyState: 'writeOnly' });
  await lab.call('socket.write', { socketId: open.socketId, data: 'still here' });
  expect(String(await open.peer.got(10))).toBe('still here');
  await lab.call('socket.end', { socketId: open.socketId });
  const close = await lab.event('socket.close', (e) => e.socketId === open.socketId);
  expect(close).toMatchObject({ hadError: false, cause: 'fin', first: 'peer' });
});

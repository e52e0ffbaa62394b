import { expect, test } from 'vitest';
import { refusedValue, stillWorks } from '../testing/refusals.ts';
import { TestLab } from '../testing/test-lab.ts';

/** Values and the code each must be refused with. */
async function expectCodes(lab: TestLab, rows: readonly (readonly [unknown, string])[]): Promise<void> {
  for (const [listen, code] of rows) expect(await refusedValue(lab, listen), JSON.stringify(listen)).toBe(code);
  await stillWorks(lab);
}

test('S14 S20 wrong ports are refused with Node’s codes, and no file appears in their place', async () => {
  await using lab = await TestLab.open();
  const bad = [
    Number.POSITIVE_INFINITY,
    '',
    ' ',
    '0x',
    '80x',
    '12abc',
    '-1',
    '65536',
    '1.5',
    'http',
    -1,
    65_536,
    1.5,
    -0.5,
  ];
  await expectCodes(lab, [
    ...bad.map((port) => [{ port }, 'ERR_SOCKET_BAD_PORT'] as const),
    ...bad.map((port) => [{ port, host: '127.0.0.1' }, 'ERR_SOCKET_BAD_PORT'] as const),
    ...bad.map((port) => [{ port, path: 'beside' }, 'ERR_SOCKET_BAD_PORT'] as const),
    ...[true, false, {}, [8080]].map((port) => [{ port }, 'ERR_INVALID_ARG_VALUE'] as const),
    [{}, 'ERR_INVALID_ARG_VALUE'],
    [{ host: '127.0.0.1' }, 'ERR_INVALID_ARG_VALUE'],
    [{ port: undefined }, 'ERR_INVALID_ARG_VALUE'],
    [{ fd: -1 }, 'ERR_INVALID_ARG_VALUE'],
    [{ fd: '3' }, 'ERR_INVALID_ARG_VALUE'],
  ]);
});

test('S14 M2 ports as Node takes them: numbers, numeric text, null for any', async () => {
  await using lab = await TestLab.open();
  for (const port of [0, '0', '0x0', ' 0 ', null]) {
    const { address } = await lab.call('server.listen', { listen: { port, host: '127.0.0.1' } });
    expect((address as { port: number }).port, String(port)).toBeGreaterThan(0);
  }
  const { serverId, port } = await lab.tcpServer();
  await lab.call('server.remove', { serverId });
  const hex = `0x${port.toString(16)}`;
  const again = await lab.call('server.listen', { listen: { port: hex, host: '127.0.0.1' } });
  expect(again.address).toEqual({ address: '127.0.0.1', family: 'IPv4', port });
});

test('S20 port wins over path, and the path is left alone', async () => {
  await using lab = await TestLab.open();
  for (const port of [0, null]) {
    const { serverId } = await lab.call('server.listen', { listen: { port, path: lab.path('unused') } });
    expect(await lab.server(serverId)).toMatchObject({ kind: 'dual', address: { family: 'IPv6' } });
  }
  expect(await lab.call('path.inspect', { path: lab.path('unused') })).toMatchObject({ kind: 'missing' });
});

test('S14 P2 P3 P10 P13 wrong paths are refused before anything is made', async () => {
  await using lab = await TestLab.open();
  const { maxPathBytes } = await lab.call('lab.about', {});
  await expectCodes(lab, [
    ...['', '123', '0', '0x1F'].map((path) => [{ path }, 'ERR_INVALID_ARG_VALUE'] as const),
    ...[5, null, true, {}, ['a']].map((path) => [{ path }, 'ERR_INVALID_ARG_VALUE'] as const),
    [{ path: 'a'.repeat(maxPathBytes + 1) }, 'PATH_TOO_LONG'],
    [{ path: 'a'.repeat(500) }, 'PATH_TOO_LONG'],
    [{ path: `${'a'.repeat(maxPathBytes - 1)}é` }, 'PATH_TOO_LONG'],
    [{ path: `\0${'a'.repeat(maxPathBytes)}` }, 'PATH_TOO_LONG'],
    [{ path: 'a'.repeat(500), fd: -1 }, 'PATH_TOO_LONG'],
    [{ path: 'a\0b' }, 'EINVAL'],
    [{ path: 'a\0' }, 'EINVAL'],
    [{ path: '\0' }, 'EINVAL'],
    [{ path: '\0a\0b' }, 'EINVAL'],
  ]);
});

test('S14 wrong hosts that Node refuses at once', async () => {
  await using lab = await TestLab.open();
  await expectCodes(lab, [
    ...[5, true, {}, ['::1']].map((host) => [{ port: 0, host }, 'ERR_INVALID_ARG_TYPE'] as const),
    [{ port: 0, host: 'a\0b' }, 'ERR_INVALID_ARG_VALUE'],
    [{ port: 65_536, host: 'a\0b' }, 'ERR_INVALID_ARG_VALUE'],
  ]);
  for (const host of ['', null]) {
    const { serverId } = await lab.call('server.listen', { listen: { port: 0, host } }); // as if there were none
    expect((await lab.server(serverId)).kind).toBe('dual');
  }
});

test('S14 hosts the system judges: numeric spellings, foreign addresses, no names', async () => {
  await using lab = await TestLab.open();
  for (const host of ['127.1', '0x7f000001', '2130706433', '127.0.0.1']) {
    const { address } = await lab.call('server.listen', { listen: { port: 0, host } });
    expect(address, host).toMatchObject({ address: '127.0.0.1', family: 'IPv4' });
  }
  const refusedBySystem = async (host: string) => {
    const { serverId } = await lab.call('server.create', { listen: { port: 0, host } });
    const before = (await lab.seen()).length;
    const fresh = await lab.refused('server.listen', { listen: { port: 0, host } });
    const again = await lab.refused('server.listen', { serverId });
    expect(again.code).toBe(fresh.code);
    const after = (await lab.seen()).slice(before).filter((e) => 'serverId' in e && e.serverId !== serverId);
    expect(after).toEqual([]);
    expect(await lab.server(serverId)).toMatchObject({ state: 'failed', failure: again });
    return fresh;
  };
  expect(await refusedBySystem('010.0.0.1')).toMatchObject({ code: 'EADDRNOTAVAIL', address: '8.0.0.1' });
  expect(await refusedBySystem('203.0.113.5')).toMatchObject({
    code: 'EADDRNOTAVAIL',
    syscall: 'listen',
    message: 'This computer does not have the address 203.0.113.5.',
  });
  for (const host of ['[::1]', 'localhost:80', 'a b']) {
    expect(['ENOTFOUND', 'EAI_AGAIN']).toContain((await refusedBySystem(host)).code);
  }
  await stillWorks(lab);
});

test('S14 keys and shapes of our own are checked by the schema', async () => {
  await using lab = await TestLab.open();
  const wrong = [
    {},
    { listen: 5 },
    { listen: null },
    { listen: { port: 0, signal: {} } },
    { listen: { port: 0, handle: {} } },
    { listen: { port: 0 }, extra: 1 },
    { listen: { port: 0 }, retry: 5 },
    { listen: { port: 0 }, retry: {} },
    { listen: { port: 0 }, retry: { everyMs: 1 } },
    { listen: { port: 0 }, mock: { otherwise: { kind: 'no-such' } } },
    { serverId: 'x' },
    { serverId: 0 },
    { serverId: 1.5 },
    { serverId: 1, name: 'both forms at once' },
  ];
  for (const params of wrong) expect((await lab.refused('server.listen', params)).code).toBe('-32602');
  expect((await lab.refused('server.listen', { serverId: 4711 })).code).toBe('UNKNOWN_SERVER');
  for (const [everyMs, times, code] of [
    [-1, 1, 'ERR_OUT_OF_RANGE'],
    ['1', 1, 'ERR_INVALID_ARG_TYPE'],
    [1, -1, 'ERR_OUT_OF_RANGE'],
    [1, 1.5, 'ERR_OUT_OF_RANGE'],
    [1, null, 'ERR_INVALID_ARG_TYPE'],
  ] as const) {
    const params = { listen: { port: 0 }, retry: { everyMs, times } };
    expect((await lab.refused('server.listen', params)).code).toBe(code);
  }
  expect(await lab.seen()).toEqual([]);
});

test('S21 S50 values that cannot become numbers are refused, before they could end the process', async () => {
  await using lab = await TestLab.open();
  const hostile = { toString: 1, valueOf: 1 };
  await expectCodes(lab, [
    [{ port: 0, host: 'localhost', backlog: hostile }, 'ERR_INVALID_ARG_TYPE'],
    [{ path: 'a', backlog: [hostile] }, 'ERR_INVALID_ARG_TYPE'],
    [{ port: hostile }, 'ERR_INVALID_ARG_VALUE'],
    [{ port: 0, host: hostile }, 'ERR_INVALID_ARG_TYPE'],
  ]);
  for (const [options, code] of [
    [{ maxConnections: hostile }, 'ERR_INVALID_ARG_TYPE'],
    [{ keepAliveInitialDelay: hostile }, 'ERR_INVALID_ARG_TYPE'],
    [{ onIdle: hostile }, 'ERR_INVALID_ARG_VALUE'],
    [{ blockList: [{ address: hostile }] }, 'ERR_INVALID_ARG_TYPE'],
  ] as const) {
    expect((await lab.refused('server.listen', { listen: { port: 0 }, options })).code).toBe(code);
  }
  const { serverId } = await lab.tcpServer();
  const before = await lab.server(serverId);
  expect((await lab.refused('server.update', { serverId, maxConnections: hostile })).code).toBe('ERR_INVALID_ARG_TYPE');
  expect(await lab.server(serverId)).toEqual(before);
  for (const backlog of ['x', {}, [], true, -1, 1e9]) {
    await lab.call('server.listen', { listen: { port: 0, host: '127.0.0.1', backlog: backlog as number } });
  }
});

test('S38 B41 a signal aborted beforehand: refused, and never listening', async () => {
  await using lab = await TestLab.open();
  expect(await refusedValue(lab, { port: 0, aborted: true })).toBe('ABORT_ERR');
  expect(await refusedValue(lab, { path: 'a', aborted: true })).toBe('ABORT_ERR');
  await lab.call('server.listen', { listen: { port: 0, host: '127.0.0.1', aborted: false } });
});

test.runIf(process.platform === 'linux')(
  'P11 S34 S35 readableAll and writableAll of an abstract name: refused, nothing stays bound',
  async () => {
    await using lab = await TestLab.open();
    const path = `\0${lab.path('abstract')}`;
    for (const flags of [{ readableAll: true }, { writableAll: true }]) {
      expect(await refusedValue(lab, { path, ...flags })).toBe('ERR_INVALID_ARG_VALUE');
    }
    await lab.call('server.listen', { listen: { path } });
  },
);

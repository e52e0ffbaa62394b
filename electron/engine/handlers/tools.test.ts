import net from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { stillWorks } from '../testing/refusals.ts';
import { TestLab } from '../testing/test-lab.ts';

const defaults = { family: net.getDefaultAutoSelectFamily(), ms: net.getDefaultAutoSelectFamilyAttemptTimeout() };
afterEach(() => {
  net.setDefaultAutoSelectFamily(defaults.family);
  net.setDefaultAutoSelectFamilyAttemptTimeout(defaults.ms);
});

test('M4 M5 net.isIP, isIPv4, isIPv6: 4, 6 or 0, for anything that is asked', async () => {
  await using lab = await TestLab.open();
  const rows: [unknown, number][] = [
    ...['127.0.0.1', '0.0.0.0', '255.255.255.255'].map((input) => [input, 4] as [unknown, number]),
    ...['::', '::1', '::ffff:127.0.0.1', 'fe80::1%eth0', '2001:DB8::1'].map((input) => [input, 6] as [unknown, number]),
    ...['', ' 127.0.0.1', '127.1', '010.0.0.1', '10.0.0.0/8', '[::1]', '1.2.3.4:80', '256.0.0.1', 'localhost', 'é'].map(
      (input) => [input, 0] as [unknown, number],
    ),
    ...[null, 4, true, {}, { toString: 1, valueOf: 1 }].map((input) => [input, 0] as [unknown, number]),
  ];
  for (const [input, result] of rows) {
    expect(await lab.call('net.isIP', { input }), String(JSON.stringify(input))).toEqual({ result });
    expect(await lab.call('net.isIPv4', { input })).toEqual({ result: result === 4 });
    expect(await lab.call('net.isIPv6', { input })).toEqual({ result: result === 6 });
  }
  expect((await lab.refused('net.isIP', {})).code).toBe('-32602');
});

test('M6 the default of autoSelectFamily can be read and set; anything but a boolean is refused', async () => {
  await using lab = await TestLab.open();
  expect(await lab.call('net.getDefaultAutoSelectFamily', {})).toEqual({ value: true });
  expect(await lab.call('net.setDefaultAutoSelectFamily', { value: false })).toEqual({ value: false });
  for (const value of [null, 0, 'true', {}]) {
    expect((await lab.refused('net.setDefaultAutoSelectFamily', { value })).code).toBe('ERR_INVALID_ARG_TYPE');
  }
  expect(await lab.call('net.getDefaultAutoSelectFamily', {})).toEqual({ value: false });
  expect(net.getDefaultAutoSelectFamily()).toBe(false);
});

test('M7 the default time per attempt: 1 to 9 become 10, what is no positive whole number is refused', async () => {
  await using lab = await TestLab.open();
  const { value: before } = await lab.call('net.getDefaultAutoSelectFamilyAttemptTimeout', {});
  expect(before).toBe(defaults.ms);
  for (const [value, code] of [
    [0, 'ERR_OUT_OF_RANGE'],
    [-1, 'ERR_OUT_OF_RANGE'],
    [1.5, 'ERR_OUT_OF_RANGE'],
    [2 ** 31, 'ERR_OUT_OF_RANGE'],
    ['250', 'ERR_INVALID_ARG_TYPE'],
    [null, 'ERR_INVALID_ARG_TYPE'],
  ] as const) {
    const failure = await lab.refused('net.setDefaultAutoSelectFamilyAttemptTimeout', { value });
    expect(failure.code, String(value)).toBe(code);
  }
  expect(await lab.call('net.getDefaultAutoSelectFamilyAttemptTimeout', {})).toEqual({ value: before });
  expect(await lab.call('net.setDefaultAutoSelectFamilyAttemptTimeout', { value: 5 })).toEqual({ value: 10 });
  expect(await lab.call('net.setDefaultAutoSelectFamilyAttemptTimeout', { value: 300 })).toEqual({ value: 300 });
});

test('M1 M2 M3 one call each for createServer and createConnection; the host is localhost unless told', async () => {
  await using lab = await TestLab.open();
  const { serverId, address } = await lab.call('server.listen', { listen: { port: 0, host: 'localhost' } });
  const { port } = address as { port: number };
  const client = await lab.dial({ port });
  await lab.dial({ port, family: -0, hints: -0, localPort: -0 }); // the first would end Node 20
  await lab.event('socket.paired', (e) => e.socketId === client);
  expect(await lab.server(serverId)).toMatchObject({ accepted: 2 });
  expect(await lab.event('socket.lookup', (e) => e.socketId === client)).toMatchObject({ host: 'localhost' });
});

test('B2 B3 B4 B5 blockList.check: addresses, ranges, subnets; the family is found from the address', async () => {
  await using lab = await TestLab.open();
  const rules = [
    { address: '10.0.0.1' },
    { start: '10.0.1.1', end: '10.0.1.9' },
    { subnet: '192.168.0.0', prefix: 16 },
    { address: '2001:db8::1' },
    { subnet: 'fd00::', prefix: 8 },
  ];
  const blocked = ['10.0.0.1', '10.0.1.1', '10.0.1.5', '10.0.1.9', '192.168.255.255', '2001:db8::1', 'fd12::1'];
  const mapped = ['::ffff:10.0.0.1', '::ffff:192.168.1.1'];
  const free = ['10.0.0.2', '10.0.1.10', '192.169.0.0', '2001:db8::2', 'fe80::1', 'nonsense', ''];
  for (const address of [...blocked, ...mapped]) {
    expect((await lab.call('blockList.check', { rules, address })).blocked, address).toBe(true);
  }
  for (const address of free) {
    expect((await lab.call('blockList.check', { rules, address })).blocked, address).toBe(false);
  }
  const asIPv6 = { rules: [{ address: '10.0.0.3' }], address: '10.0.0.3', family: 'ipv6' };
  expect((await lab.call('blockList.check', asIPv6)).blocked).toBe(false); // no such IPv6 address
  const all = { rules: [{ subnet: '0.0.0.0', prefix: 0 }], address: '8.8.8.8' };
  expect((await lab.call('blockList.check', all)).blocked).toBe(true);
  const minusZero = { rules: [{ subnet: '0.0.0.0', prefix: -0 }], address: '8.8.8.8' }; // would end Node 20
  expect((await lab.call('blockList.check', minusZero)).blocked).toBe(true);
  expect((await lab.call('blockList.check', { rules: [], address: '8.8.8.8' })).rules).toEqual([]);
  const v4ruleForMapped = { rules: [{ address: '::ffff:10.0.0.1' }], address: '10.0.0.1' };
  expect((await lab.call('blockList.check', v4ruleForMapped)).blocked).toBe(true);
});

test('B6 B10 the rules in Node’s own words; our lists are plain JSON, so they are taken out, kept and put back', async () => {
  await using lab = await TestLab.open();
  const rules = [
    { address: '10.0.0.1' },
    { start: '10.0.0.1', end: '10.0.0.9', family: 'ipv4' },
    { subnet: 'fd00::', prefix: 8, family: 'ipv6' },
  ];
  const { rules: words } = await lab.call('blockList.check', { rules, address: '10.0.0.1' });
  expect([...words].sort()).toEqual(
    ['Address: IPv4 10.0.0.1', 'Range: IPv4 10.0.0.1-10.0.0.9', 'Subnet: IPv6 fd00::/8'].sort(),
  );
  const { serverId } = await lab.call('server.create', { listen: { port: 0 }, options: { blockList: rules as never } });
  expect((await lab.server(serverId)).options.blockList).toEqual(rules);
});

test('B2 B3 B4 B5 wrong rules and addresses are refused with Node’s codes', async () => {
  await using lab = await TestLab.open();
  for (const [rules, code] of [
    ['x', 'ERR_INVALID_ARG_TYPE'],
    [null, 'ERR_INVALID_ARG_TYPE'],
    [[null], 'ERR_INVALID_ARG_TYPE'],
    [[{}], 'ERR_INVALID_ARG_VALUE'],
    [[{ prefix: 8 }], 'ERR_INVALID_ARG_VALUE'],
    [[{ address: 5 }], 'ERR_INVALID_ARG_TYPE'],
    [[{ address: null }], 'ERR_INVALID_ARG_TYPE'],
    [[{ address: '10.0.0.256' }], 'ERR_INVALID_ADDRESS'],
    [[{ address: '::1', family: 'ipv4' }], 'ERR_INVALID_ADDRESS'],
    [[{ address: '10.0.0.1', family: 'ipv5' }], 'ERR_INVALID_ARG_VALUE'],
    [[{ address: '10.0.0.1', family: 5 }], 'ERR_INVALID_ARG_TYPE'],
    [[{ start: '10.0.0.9', end: '10.0.0.1' }], 'ERR_INVALID_ARG_VALUE'],
    [[{ start: '10.0.0.1', end: '::1' }], 'ERR_INVALID_ADDRESS'],
    [[{ start: '10.0.0.1' }], 'ERR_INVALID_ARG_TYPE'],
    [[{ end: '10.0.0.1' }], 'ERR_INVALID_ARG_TYPE'],
    [[{ subnet: '10.0.0.0', prefix: 33 }], 'ERR_OUT_OF_RANGE'],
    [[{ subnet: '10.0.0.0', prefix: -1 }], 'ERR_OUT_OF_RANGE'],
    [[{ subnet: 'fd00::', prefix: 129 }], 'ERR_OUT_OF_RANGE'],
    [[{ subnet: '10.0.0.0', prefix: '8' }], 'ERR_INVALID_ARG_TYPE'],
    [[{ subnet: '10.0.0.0' }], 'ERR_INVALID_ARG_TYPE'],
    [[{ subnet: '10.0.0.0', prefix: 8.5 }], 'ERR_OUT_OF_RANGE'],
  ] as const) {
    const failure = await lab.refused('blockList.check', { rules, address: '10.0.0.1' });
    expect(failure.code, JSON.stringify(rules)).toBe(code);
  }
  for (const address of [5, null, {}]) {
    const failure = await lab.refused('blockList.check', { rules: [], address });
    expect(failure.code).toBe('ERR_INVALID_ARG_TYPE');
  }
  const family = await lab.refused('blockList.check', { rules: [], address: '::1', family: 6 });
  expect(family.code).toBe('ERR_INVALID_ARG_TYPE');
  expect((await lab.refused('blockList.check', { address: '::1' })).code).toBe('-32602');
  await stillWorks(lab);
});

test('A1 A2 A3 socketAddress.create: Node’s defaults, normalised', async () => {
  await using lab = await TestLab.open();
  const made = (params: object) => lab.call('socketAddress.create', params);
  expect(await made({})).toEqual({ address: '127.0.0.1', family: 'ipv4', flowlabel: 0, port: 0 });
  expect(await made({ family: 'IPv6' })).toEqual({ address: '::', family: 'ipv6', flowlabel: 0, port: 0 });
  expect(await made({ address: '0:0:0:0:0:0:0:1', family: 'ipv6', port: 80, flowlabel: 7 })).toEqual({
    address: '::1',
    family: 'ipv6',
    flowlabel: 7,
    port: 80,
  });
  expect((await made({ port: '80' })).port).toBe(80); // would abort the whole process on Node 20
  expect((await made({ port: 65_535 })).port).toBe(65_535);
  for (const zero of [-0, '-0']) expect((await made({ port: zero })).port).toBe(0); // as would these
  expect((await made({ flowlabel: -0 })).flowlabel).toBe(0);
});

test('A1 A2 wrong addresses are refused; none of them ends the process', async () => {
  await using lab = await TestLab.open();
  for (const [params, code] of [
    [{ port: -1 }, 'ERR_SOCKET_BAD_PORT'],
    [{ port: 65_536 }, 'ERR_SOCKET_BAD_PORT'],
    [{ port: 1.5 }, 'ERR_SOCKET_BAD_PORT'],
    [{ port: '' }, 'ERR_SOCKET_BAD_PORT'],
    [{ port: 'x' }, 'ERR_SOCKET_BAD_PORT'],
    [{ port: null }, 'ERR_SOCKET_BAD_PORT'],
    [{ port: {} }, 'ERR_SOCKET_BAD_PORT'],
    [{ family: 6 }, 'ERR_INVALID_ARG_VALUE'],
    [{ family: 'ipv5' }, 'ERR_INVALID_ARG_VALUE'],
    [{ family: null }, 'ERR_INVALID_ARG_VALUE'],
    [{ address: 5 }, 'ERR_INVALID_ARG_TYPE'],
    [{ address: null }, 'ERR_INVALID_ARG_TYPE'],
    [{ address: 'x' }, 'ERR_INVALID_ADDRESS'],
    [{ address: '::1' }, 'ERR_INVALID_ADDRESS'],
    [{ address: '1.2.3.4:80' }, 'ERR_INVALID_ADDRESS'],
    [{ flowlabel: '1' }, 'ERR_INVALID_ARG_TYPE'],
    [{ flowlabel: -1 }, 'ERR_OUT_OF_RANGE'],
    [{ flowlabel: 2 ** 32 }, 'ERR_OUT_OF_RANGE'],
    [{ unknown: 1 }, '-32602'],
  ] as const) {
    expect((await lab.refused('socketAddress.create', params)).code, JSON.stringify(params)).toBe(code);
  }
  await stillWorks(lab);
});

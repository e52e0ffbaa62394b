import { expect, test } from 'vitest';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { hangingPort, storyOf } from '../testing/peers.ts';
import { TestLab } from '../testing/test-lab.ts';

const host = 'lab.test';
const v4 = (address = '127.0.0.1') => ({ address, family: 4 });
const v6 = (address = '::1') => ({ address, family: 6 });
const tableOf = (...addresses: object[]) => [{ host, addresses }] as never;

/** Dials and waits for the end of it; answers the close. */
async function closeOf(lab: TestLab, target: object, options: object = {}) {
  const { socketId } = await lab.call('socket.connect', { target: { host, ...target }, options });
  return await lab.event('socket.close', (e) => e.socketId === socketId);
}

test('K18 K29 the hosts table answers for its names, in any case of letters, and the look-up is reported', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer(() => {});
  const socketId = await lab.dial({ port, host: 'LAB.test', hostsTable: tableOf(v4()) });
  expect(await lab.event('socket.lookup')).toEqual({
    type: 'socket.lookup',
    at: expect.any(Number),
    socketId,
    life: 1,
    address: '127.0.0.1',
    family: 4,
    host: 'LAB.test',
  });
  expect(storyOf(lab, socketId)).toEqual(['created', 'lookup', 'connectionAttempt', 'connect', 'ready']);
  expect((await lab.call('socket.inspect', { socketId })).autoSelectFamilyAttemptedAddresses).toBeNull();
});

test('K18 names that are not in the hosts table are looked up as usual', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer(() => {});
  const socketId = await lab.dial({ port, host: 'localhost', hostsTable: tableOf(v4('127.0.0.9')) });
  expect(await lab.socket(socketId)).toMatchObject({ remote: { address: '127.0.0.1' } });
});

test('K29 an address given as such is not looked up', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer(() => {});
  const hostsTable = [{ host: '127.0.0.1', addresses: [v4('127.0.0.9')] }];
  const socketId = await lab.dial({ port, host: '127.0.0.1', hostsTable });
  expect(storyOf(lab, socketId)).not.toContain('lookup');
  expect(await lab.socket(socketId)).toMatchObject({ remote: { address: '127.0.0.1' } });
});

test('K18 B43 an empty entry is ENOTFOUND: look-up with its failure, error, close, and the engine lives', async () => {
  await using lab = await TestLab.open();
  for (const autoSelectFamily of [true, false]) {
    const close = await closeOf(lab, { port: 1, hostsTable: tableOf(), autoSelectFamily });
    expect(close).toMatchObject({ hadError: true, cause: 'error', first: 'unknown', failure: { code: 'ENOTFOUND' } });
    expect(close.failure?.message).toBe('There is no computer called “lab.test”.');
    expect(storyOf(lab, close.socketId)).toEqual(['created', 'lookup', 'error', 'close']);
    const lookup = await lab.event('socket.lookup', (e) => e.socketId === close.socketId);
    expect(lookup).toMatchObject({ host, failure: { code: 'ENOTFOUND', syscall: 'getaddrinfo' } });
    expect((await lab.socket(close.socketId)).state).toBe('failed');
  }
});

test('K18 B43 what an entry says is judged by Node: no address, no family', async () => {
  await using lab = await TestLab.open();
  for (const autoSelectFamily of [true, false]) {
    const bad = await closeOf(lab, { port: 1, hostsTable: tableOf({ address: 'x', family: 4 }), autoSelectFamily });
    expect(bad.failure?.code).toBe('ERR_INVALID_IP_ADDRESS');
    for (const family of [5, '4', null, undefined, {}, { toString: 1, valueOf: 1 }]) {
      const hostsTable = tableOf({ address: '127.0.0.1', family });
      const { failure } = await closeOf(lab, { port: 1, hostsTable, autoSelectFamily });
      expect([family, failure?.code]).toEqual([family, 'ERR_INVALID_ADDRESS_FAMILY']);
    }
  }
});

test('K16 family picks among the addresses of a name', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer(() => {});
  const hostsTable = tableOf(v6('::2'), v4());
  const socketId = await lab.dial({ port, host, family: 4, hostsTable });
  expect(await lab.socket(socketId)).toMatchObject({ kind: 'tcp4', remote: { address: '127.0.0.1' } });
  expect((await closeOf(lab, { port, family: 6, hostsTable: tableOf(v4()) })).failure?.code).toBe('ENOTFOUND');
});

test('K21 K29 K31 K47 Happy Eyeballs: one look-up an address, a failed attempt, then the next one connects', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer(() => {});
  const socketId = await lab.dial({ port, host, hostsTable: tableOf(v4('127.0.0.9'), v6(), v4(), v4()) });
  expect(storyOf(lab, socketId)).toEqual([
    'created',
    'lookup',
    'lookup',
    'lookup',
    'lookup',
    'connectionAttempt',
    'connectionAttemptFailed',
    'connectionAttempt',
    'connectionAttemptFailed',
    'connectionAttempt',
    'connect',
    'ready',
  ]);
  const lookups = lab.events.filter((e) => e.type === 'socket.lookup').map((e) => e.address);
  expect(lookups).toEqual(['127.0.0.9', '::1', '127.0.0.1', '127.0.0.1']);
  const failed = lab.events.filter((e) => e.type === 'socket.connectionAttemptFailed');
  expect(failed[0]).toMatchObject({ ip: '127.0.0.9', port, family: 4, failure: { code: 'ECONNREFUSED' } });
  expect(failed[1]).toMatchObject({ ip: '::1', port, family: 6 });
  const attempted = (await lab.call('socket.inspect', { socketId })).autoSelectFamilyAttemptedAddresses;
  expect(attempted).toEqual([`127.0.0.9:${port}`, `::1:${port}`, `127.0.0.1:${port}`]);
});

test('K23 B43 when all addresses fail, the failure is an AggregateError with each of them', async () => {
  await using lab = await TestLab.open();
  const { port, server } = await lab.rawServer(() => {});
  server.close();
  const hostsTable = tableOf(v4('127.0.0.9'), v4('127.0.0.8'));
  const { failure, cause, socketId } = await closeOf(lab, { port, hostsTable });
  expect(cause).toBe('refused');
  expect(failure).toMatchObject({
    code: 'ECONNREFUSED',
    message: `${host}:${port} refused on IPv4.`,
    why: '127.0.0.9 and 127.0.0.8 were tried; both said no.',
  });
  expect(failure?.errors).toMatchObject([
    { code: 'ECONNREFUSED', address: '127.0.0.9', port, nodeMessage: `connect ECONNREFUSED 127.0.0.9:${port}` },
    { code: 'ECONNREFUSED', address: '127.0.0.8', port, message: `Nothing is listening on 127.0.0.8:${port}.` },
  ]);
  expect(failure?.nodeMessage).toBe(`connect ECONNREFUSED 127.0.0.9:${port}; connect ECONNREFUSED 127.0.0.8:${port}`);
  expect(await lab.socket(socketId)).toMatchObject({ state: 'refused' });
});

test('K21 autoSelectFamily off, a family or a local address: only the first address is tried', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer(() => {});
  const hostsTable = tableOf(v4('127.0.0.9'), v4());
  for (const more of [{ autoSelectFamily: false }, { family: 4 }, { localAddress: '127.0.0.1' }]) {
    const { failure, socketId } = await closeOf(lab, { port, hostsTable, ...more });
    expect(failure).toMatchObject({ code: 'ECONNREFUSED', address: '127.0.0.9' });
    expect(failure?.errors).toBeUndefined();
    const attempts = lab.events.filter((e) => e.type === 'socket.connectionAttempt' && e.socketId === socketId);
    expect(attempts).toHaveLength(1);
  }
});

test('K22 K32 an attempt that takes too long is reported, and the next address is tried', async () => {
  await using lab = await TestLab.open();
  const port = await hangingPort(lab);
  const { server } = await lab.rawServer(() => {});
  await new Promise((resolve) => server.close(resolve));
  await new Promise<void>((resolve) => server.listen({ port, host: '127.0.0.2' }, resolve));
  const hostsTable = tableOf(v4(), v4('127.0.0.2'));
  const socketId = await lab.dial({ port, host, hostsTable, autoSelectFamilyAttemptTimeout: 20 });
  expect(storyOf(lab, socketId).slice(3)).toEqual([
    'connectionAttempt',
    'connectionAttemptTimeout',
    'connectionAttempt',
    'connect',
    'ready',
  ]);
  const [attempt] = lab.events.filter((e) => e.type === 'socket.connectionAttempt' && e.socketId === socketId);
  const timeout = await lab.event('socket.connectionAttemptTimeout');
  expect(timeout).toMatchObject({ ip: '127.0.0.1', port, family: 4 });
  expect(timeout.at - (attempt?.at ?? 0)).toBeGreaterThanOrEqual(15);
  expect(await lab.socket(socketId)).toMatchObject({ remote: { address: '127.0.0.2' } });
});

test('K31 K65 giving up during the last of several attempts reports no failed attempt after it', async () => {
  await using lab = await TestLab.open();
  const port = await hangingPort(lab);
  const hostsTable = tableOf(v4('127.0.0.9'), v4());
  const end = async (socketId: SocketId, method: 'socket.resetAndDestroy' | 'socket.destroy' | undefined) => {
    await lab.event('socket.connectionAttempt', (e) => e.socketId === socketId && e.ip === '127.0.0.1');
    if (method) await lab.call(method, { socketId });
    const close = await lab.event('socket.close', (e) => e.socketId === socketId);
    return { story: storyOf(lab, socketId).slice(3), close };
  };
  const dial = async (options = {}) =>
    (await lab.call('socket.connect', { target: { port, host, hostsTable }, options })).socketId;
  const attempts = ['connectionAttempt', 'connectionAttemptFailed', 'connectionAttempt'];
  const reset = await end(await dial(), 'socket.resetAndDestroy');
  expect(reset.story).toEqual([...attempts, 'close']);
  expect(reset.close).toMatchObject({ hadError: false, cause: 'local-reset', first: 'us' });
  const destroyed = await end(await dial(), 'socket.destroy');
  expect(destroyed.story).toEqual([...attempts, 'close']);
  expect(destroyed.close).toMatchObject({ hadError: false, cause: 'local-destroy', first: 'us' });
  // Time enough to be at the last attempt by then, on any machine.
  const timedOut = await end(await dial({ connectTimeoutMs: 600 }), undefined);
  expect(timedOut.story).toEqual([...attempts, 'error', 'close']);
});

test('K25 the block list of a client: a literal address and a looked-up one are ERR_IP_BLOCKED', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer(() => {});
  const blockList = [{ subnet: '127.0.0.0', prefix: 8 }];
  const hostsTable = tableOf(v4(), v4('127.0.0.2'));
  for (const target of [
    { port, host: '127.0.0.1' },
    { port, hostsTable },
    { port, host: 'localhost' },
  ]) {
    const close = await closeOf(lab, target, { blockList });
    expect(close).toMatchObject({ hadError: true, cause: 'error', failure: { code: 'ERR_IP_BLOCKED' } });
    expect(storyOf(lab, close.socketId)).not.toContain('connectionAttempt');
    expect((await lab.socket(close.socketId)).state).toBe('failed');
  }
});

test('K25 the block list leaves the other addresses of a name, and UNIX paths, alone', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer(() => {});
  const path = lab.path('free.sock');
  await lab.rawServer(() => {}, { path });
  const options = { blockList: [{ address: '127.0.0.9' }, { start: '10.0.0.1', end: '10.0.0.9' }] };
  const socketId = await lab.dial({ port, host, hostsTable: tableOf(v4('127.0.0.9'), v4()) }, options);
  expect(await lab.socket(socketId)).toMatchObject({ remote: { address: '127.0.0.1' } });
  await lab.dial({ path, host: '127.0.0.9' }, options);
});

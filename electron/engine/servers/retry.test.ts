import { once } from 'node:events';
import { expect, test } from 'vitest';
import { refusedValue, stillWorks } from '../testing/refusals.ts';
import { TestLab } from '../testing/test-lab.ts';

const loopback = { port: 0, host: '127.0.0.1' };
const patient = { everyMs: 60_000, times: 5 };

/** A port that somebody else has, and its owner. */
async function takenPort(lab: TestLab) {
  const { port, server } = await lab.rawServer(() => {});
  return { listen: { port, host: '127.0.0.1' }, owner: server };
}

test('S28 retry: tries until the address is free, and reports each refused attempt', async () => {
  await using lab = await TestLab.open();
  const { listen, owner } = await takenPort(lab);
  const listening = lab.call('server.listen', { listen, retry: { everyMs: 5, times: 1000 } });
  const { failure, inMs, serverId } = await lab.event('server.retry', (e) => e.attempt === 2);
  expect(failure).toMatchObject({ code: 'EADDRINUSE', port: listen.port });
  expect(inMs).toBe(5);
  owner.close();
  expect(await listening).toEqual({
    serverId,
    address: { address: '127.0.0.1', family: 'IPv4', port: listen.port },
  });
  const story = await lab.serverStory();
  const attempts = lab.events.filter((e) => e.type === 'server.retry').map((e) => e.attempt);
  expect(attempts).toEqual(attempts.map((_, i) => i + 1));
  expect(story).toEqual(['created', ...attempts.flatMap(() => ['binding', 'retry']), 'binding', 'listening']);
  expect((await lab.server(serverId)).failure).toBeUndefined();
});

test('S28 retry: the last refusal is the answer; a new server is gone, a defined one has failed', async () => {
  await using lab = await TestLab.open();
  const { listen } = await takenPort(lab);
  const retry = { everyMs: 1, times: 2 };
  expect((await lab.refused('server.listen', { listen, retry })).code).toBe('EADDRINUSE');
  expect(await lab.serverStory()).toEqual(
    'created binding retry binding retry binding error removed'.split(' '), //
  );
  expect((await lab.call('lab.snapshot', {})).servers).toEqual([]);
  const { serverId } = await lab.call('server.create', { listen });
  const failure = await lab.refused('server.listen', { serverId, retry });
  expect(await lab.serverStory(serverId)).toEqual('created binding retry binding retry binding error'.split(' '));
  expect(await lab.server(serverId)).toMatchObject({ state: 'failed', failure });
});

test('S28 retry: no further tries means none, and a bad value is not tried again', async () => {
  await using lab = await TestLab.open();
  const { listen } = await takenPort(lab);
  expect((await lab.refused('server.listen', { listen, retry: { everyMs: 1, times: 0 } })).code).toBe('EADDRINUSE');
  expect((await lab.refused('server.listen', { listen: { port: 'x' }, retry: patient })).code).toBe(
    'ERR_SOCKET_BAD_PORT',
  );
  expect(await lab.seen()).toEqual([]);
  expect(await refusedValue(lab, { path: 'a'.repeat(200) })).toBe('PATH_TOO_LONG');
});

test('S28 S38 closed or aborted while retrying: ABORT_ERR, no error, and the server is stopped', async () => {
  for (const method of ['server.close', 'server.abort'] as const) {
    await using lab = await TestLab.open();
    const { listen, owner } = await takenPort(lab);
    const listening = lab.refused('server.listen', { listen, retry: patient });
    const { serverId } = await lab.event('server.retry');
    expect((await lab.server(serverId)).state).toBe('retrying');
    for (const busy of ['server.listen', 'server.update'] as const) {
      const params = busy === 'server.listen' ? { serverId } : { serverId, listen: loopback };
      expect((await lab.refused(busy, params)).code).toBe('ERR_SERVER_ALREADY_LISTEN');
    }
    expect(await lab.call(method, { serverId })).toEqual({});
    expect((await listening).code).toBe('ABORT_ERR');
    expect(await lab.serverStory()).toEqual(['created', 'binding', 'retry', 'closing', 'close']);
    expect(await lab.server(serverId)).toMatchObject({ state: 'stopped', address: null });
    expect((await lab.refused(method, { serverId })).code).toBe('ERR_SERVER_NOT_RUNNING');
    owner.close();
    await once(owner, 'close');
    expect((await lab.call('server.listen', { serverId })).address).toMatchObject({ port: listen.port });
  }
});

test('S28 removing and resetting end a retry, too', async () => {
  await using lab = await TestLab.open();
  const { listen } = await takenPort(lab);
  const removed = lab.refused('server.listen', { listen, retry: patient });
  const { serverId } = await lab.event('server.retry');
  expect(await lab.call('server.remove', { serverId })).toEqual({});
  expect((await removed).code).toBe('ABORT_ERR');
  expect((await lab.serverStory(serverId)).slice(-3)).toEqual(['closing', 'close', 'removed']);
  const reset = lab.refused('server.listen', { listen, retry: patient });
  await lab.event('server.retry', (e) => e.serverId !== serverId);
  expect(await lab.call('lab.reset', {})).toEqual({ closed: { servers: 1, sockets: 0 } });
  expect((await reset).code).toBe('ABORT_ERR');
  expect((await lab.call('lab.snapshot', {})).servers).toEqual([]);
  await stillWorks(lab);
});

test('S42 S44 closed while binding: ABORT_ERR, no error, and it can listen again at once', async () => {
  await using lab = await TestLab.open();
  const { serverId } = await lab.call('server.create', { listen: { port: 0, host: 'localhost' } });
  const first = lab.refused('server.listen', { serverId });
  await lab.call('server.close', { serverId });
  expect((await first).code).toBe('ABORT_ERR');
  expect(await lab.server(serverId)).toMatchObject({ state: 'stopped', address: null });
  const second = lab.refused('server.listen', { serverId });
  void lab.call('server.abort', { serverId });
  const { address } = await lab.call('server.listen', { serverId });
  expect((await second).code).toBe('ABORT_ERR');
  expect(await lab.call('server.address', { serverId })).toEqual({ address });
  expect(await lab.serverStory()).toEqual(
    'created binding closing close binding closing close binding listening'.split(' '),
  );
});

test('S42 S43 closed while binding with connections of an earlier time: closing until the last has ended', async () => {
  await using lab = await TestLab.open();
  const { serverId, client } = await lab.pair({ listen: { port: 0, host: 'localhost' } }, {});
  await lab.call('server.close', { serverId });
  const given = lab.refused('server.listen', { serverId });
  await lab.call('server.close', { serverId });
  expect((await given).code).toBe('ABORT_ERR');
  expect(await lab.server(serverId)).toMatchObject({ state: 'closing', connections: 1 });
  await lab.call('server.listen', { serverId });
  await lab.call('server.close', { serverId });
  await lab.call('socket.destroy', { socketId: client });
  await lab.event('server.close');
  expect((await lab.serverStory()).slice(4)).toEqual(
    'closing binding closing binding listening closing close'.split(' '), // each listening once
  );
});

test('S42 P4 closed while binding a path: the file is gone again', async () => {
  await using lab = await TestLab.open();
  const path = lab.path('brief');
  const { serverId } = await lab.call('server.create', { listen: { path } });
  const listening = lab.refused('server.listen', { serverId });
  await lab.call('server.close', { serverId }); // Node has bound already, and not yet said so
  expect((await listening).code).toBe('ABORT_ERR');
  expect(await lab.call('path.inspect', { path })).toMatchObject({ kind: 'missing' });
});

import { expect, test } from 'vitest';
import { TestLab } from './testing/test-lab.ts';

test('echo: what a client sends comes back, and both ends are one connection', async () => {
  await using lab = await TestLab.open();
  const { client, accepted } = await lab.pair({ mock: { otherwise: { kind: 'echo' } } });
  expect(await lab.call('socket.write', { socketId: client, data: 'hello' })).toEqual({
    flushed: true,
    bytes: 5,
    queued: 0,
  });
  await lab.socketWhen(client, (s) => s.counts.bytesRead === 5);
  expect(String(await lab.received(client))).toBe('hello');
  expect(await lab.socket(accepted)).toMatchObject({
    state: 'open',
    origin: 'accepted',
    peerSocketId: client,
    pairing: 'observed',
  });
});

test('half-close: each direction ends on its own', async () => {
  await using lab = await TestLab.open();
  const { client, accepted } = await lab.pair({ options: { allowHalfOpen: true } });
  await lab.call('socket.end', { socketId: client });
  await lab.event('socket.end', (e) => e.socketId === accepted);
  expect((await lab.socket(client)).state).toBe('receive-only');
  expect((await lab.socket(accepted)).state).toBe('send-only');
  await lab.call('socket.write', { socketId: accepted, data: 'still here' });
  await lab.socketWhen(client, (s) => s.counts.bytesRead === 10);
  await lab.call('socket.end', { socketId: accepted });
  await lab.event('socket.close', (e) => e.socketId === client);
  expect((await lab.socket(client)).close).toMatchObject({ cause: 'fin', first: 'us', hadError: false });
  expect((await lab.socketWhen(accepted, (s) => s.state === 'closed')).close).toMatchObject({
    cause: 'fin',
    first: 'peer',
  });
});

test('a bug is told to every reader with its stack, and the lab goes on', async () => {
  await using lab = await TestLab.open();
  const { client } = await lab.pair();
  const bug = new TypeError('undefined is no function');
  lab.engine.reportBug(bug);
  lab.engine.reportBug('thrown text');
  expect(await lab.event('lab.problem')).toMatchObject({ message: 'undefined is no function', stack: bug.stack });
  expect(await lab.event('lab.problem', (e) => e.stack === undefined)).toMatchObject({ message: 'thrown text' });
  expect((await lab.socket(client)).state).toBe('open');
  expect(lab.bugs.splice(0)).toEqual([bug, 'thrown text']);
});

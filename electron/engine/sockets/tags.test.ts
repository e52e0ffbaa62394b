// `socket.tag`, and which rules of a mock have fired on a socket: facts of a connection that every reader sees.
import { expect, test } from 'vitest';
import { TestLab } from '../testing/test-lab.ts';

test('tags are told, are in the snapshot, stay when the row is dialled again, and go when none is given', async () => {
  await using lab = await TestLab.open();
  const { client: socketId } = await lab.pair();
  await lab.call('socket.tag', { socketId, tags: ['slow', ' demo '] });
  expect(await lab.event('socket.tagged')).toMatchObject({ socketId, tags: ['slow', 'demo'] });
  expect((await lab.socket(socketId)).tags).toEqual(['slow', 'demo']);
  await lab.call('socket.destroy', { socketId });
  await lab.event('socket.close', (e) => e.socketId === socketId);
  await lab.call('socket.connect', { socketId });
  await lab.socketWhen(socketId, (s) => s.life === 2 && s.state === 'open');
  expect((await lab.socket(socketId)).tags).toEqual(['slow', 'demo']);
  await lab.call('socket.tag', { socketId, tags: [] });
  expect('tags' in (await lab.socket(socketId))).toBe(false);
});

test('tags that are empty, too long, twice or on a socket that is not there are refused', async () => {
  await using lab = await TestLab.open();
  const { socketId } = await lab.call('socket.create', { target: { port: 1 } });
  for (const tags of [[' '], ['x'.repeat(41)], ['a', 'a'], ['a"b']])
    expect((await lab.refused('socket.tag', { socketId, tags })).code).toBe('-32602');
  expect((await lab.refused('socket.tag', { socketId: 999 as never, tags: ['a'] })).code).toBe('UNKNOWN_SOCKET');
});

test('the rules that have fired are known of the socket, the latest last', async () => {
  await using lab = await TestLab.open();
  const reply = (id: string, text: string) => ({
    id,
    when: { kind: 'exact' as const, text },
    do: [{ kind: 'send' as const, text: `${text}!\n` }],
  });
  const { client, accepted } = await lab.pair({
    mock: { framing: { kind: 'delimiter', bytes: 'lf' }, rules: [reply('r1', 'a'), reply('r2', 'b')] },
  });
  const fired = (rules: string[]) =>
    lab.socketWhen(accepted, (s) => JSON.stringify(s.firedRules) === JSON.stringify(rules));
  await lab.call('socket.write', { socketId: client, data: 'a\nb\n' });
  await fired(['r1', 'r2']);
  await lab.call('socket.write', { socketId: client, data: 'a\n' });
  await fired(['r2', 'r1']);
});

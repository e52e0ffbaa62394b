// `socket.events`: what has happened to a socket, for a page that comes later.
import { expect, test, vi } from 'vitest';
import { TestLab } from '../testing/test-lab.ts';

test('a caller that comes later gets the events with the numbers everybody else has heard', async () => {
  await using lab = await TestLab.open();
  const { client, accepted } = await lab.pair();
  await lab.call('socket.pause', { socketId: accepted });
  await lab.call('socket.write', { socketId: client, data: 'unread' });
  await lab.call('socket.end', { socketId: client });
  await lab.event('socket.finish', (e) => e.socketId === client);
  const later = lab.caller();
  const snapshot = await later.call('lab.snapshot', {});
  const told = await later.call('socket.events', { socketId: client });
  const types = told.events.map(({ event }) => event.type);
  expect(types[0]).toBe('socket.created');
  expect(types).toContain('socket.connect');
  expect(types.at(-1)).toBe('socket.finish');
  expect([told.dropped, told.life]).toEqual([0, 1]);
  const numbers = told.events.map(({ number }) => number);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  expect(numbers.at(-1)).toBeLessThan(snapshot.sequence);
  const paused = await later.call('socket.events', { socketId: accepted });
  expect(paused.events.map(({ event }) => event.type)).toContain('socket.paused');
});

test('Linux: the kernel’s states that somebody has watched are told to others', async () => {
  await using lab = await TestLab.open();
  if ((await lab.call('lab.about', {})).kernelView !== 'full') return;
  const { client, accepted } = await lab.pair({ options: { allowHalfOpen: true } }, { allowHalfOpen: true });
  await lab.call('kernel.watch', { socketIds: [client, accepted] });
  const states = async () => {
    const { samples } = await lab.caller().call('socket.events', { socketId: client });
    return samples.map(({ state, provenance }) => `${state} ${provenance}`);
  };
  await vi.waitFor(async () => expect(await states()).toEqual(['ESTABLISHED sampled']), { timeout: 5_000 });
  await lab.call('socket.end', { socketId: client });
  await vi.waitFor(async () => expect(await states()).toContain('FIN_WAIT_2 sampled'), { timeout: 5_000 });
}, 15_000);

test('events of a socket that is removed go with it', async () => {
  await using lab = await TestLab.open();
  const { client } = await lab.pair();
  await lab.call('socket.destroy', { socketId: client });
  await lab.event('socket.close', (e) => e.socketId === client);
  await lab.call('socket.remove', { socketId: client });
  await expect(lab.call('socket.events', { socketId: client })).rejects.toMatchObject({ code: 'UNKNOWN_SOCKET' });
});

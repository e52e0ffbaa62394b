// Which two ends are one connection: proof for TCP, a conclusion for UNIX, and silence where a stranger is about.
import { expect, test } from 'vitest';
import { TestLab, until } from './testing/test-lab.ts';

test('TCP ends are paired by their mirrored addresses, strangers with nobody', async () => {
  await using lab = await TestLab.open();
  const { serverId, port } = await lab.tcpServer();
  const stranger = await lab.rawClient({ port, host: '127.0.0.1' });
  const { socketId: strange } = await lab.event('server.connection', (e) => e.serverId === serverId);
  const client = await lab.dial({ port, host: '127.0.0.1' });
  const { peerSocketId, pairing } = await lab.event('socket.paired', (e) => e.socketId === client);
  expect(pairing).toBe('observed');
  const { local, remote } = await lab.socket(client);
  expect(await lab.socket(peerSocketId)).toMatchObject({ peerSocketId: client, local: remote, remote: local });
  expect(await lab.socket(strange)).not.toHaveProperty('peerSocketId');
  stranger.destroy();
});

test('TCP through a dual-stack server is paired over both forms of the address', async () => {
  await using lab = await TestLab.open();
  const { address } = await lab.call('server.listen', { listen: { port: 0, host: '::' } });
  const client = await lab.dial({ port: (address as { port: number }).port, host: '127.0.0.1' });
  const { peerSocketId } = await lab.event('socket.paired', (e) => e.socketId === client);
  expect((await lab.socket(peerSocketId)).remote).toMatchObject({ address: '::ffff:127.0.0.1' });
});

test('UNIX ends dialled together are paired in the order of dialling, each with its own', async () => {
  await using lab = await TestLab.open();
  const path = lab.path('order.sock');
  await lab.call('server.listen', { listen: { path } });
  const dials = await Promise.all(Array.from({ length: 5 }, () => lab.call('socket.connect', { target: { path } })));
  for (const [i, { socketId }] of dials.entries()) {
    await lab.event('socket.connect', (e) => e.socketId === socketId);
    await lab.call('socket.write', { socketId, data: `I am ${i}` });
  }
  for (const [i, { socketId }] of dials.entries()) {
    const { peerSocketId, pairing } = await lab.event('socket.paired', (e) => e.socketId === socketId);
    expect(pairing).toBe('inferred');
    await lab.socketWhen(peerSocketId, (s) => s.counts.bytesRead > 0);
    expect((await lab.received(peerSocketId)).toString()).toBe(`I am ${i}`);
  }
});

test('a stranger that has got in line before one of ours is paired with nobody, and neither is ours', async () => {
  await using lab = await TestLab.open();
  const path = lab.path('queue.sock');
  const { serverId } = await lab.call('server.listen', { listen: { path } });
  await lab.call('server.pauseAccepting', { serverId, ms: 300 });
  await lab.rawClient({ path });
  const client = await lab.dial({ path });
  await until(
    async () => (await lab.server(serverId)).accepted === 2,
    () => 'both accepted',
  );
  // Afterwards the order proves nothing any more: the next of ours is alone, too.
  const next = await lab.dial({ path });
  await until(
    async () => (await lab.server(serverId)).accepted === 3,
    () => 'the next accepted',
  );
  const { sockets } = await lab.call('lab.snapshot', {});
  expect(sockets.filter((s) => s.peerSocketId !== undefined)).toEqual([]);
  expect(sockets.map((s) => s.socketId)).toEqual(expect.arrayContaining([client, next]));
});

test('listening anew starts counting anew', async () => {
  await using lab = await TestLab.open();
  const path = lab.path('again.sock');
  const { serverId } = await lab.call('server.listen', { listen: { path } });
  await lab.rawClient({ path });
  await lab.event('server.connection');
  await lab.call('server.close', { serverId, sockets: 'destroy' });
  await lab.event('server.close');
  await lab.call('server.listen', { serverId });
  const client = await lab.dial({ path });
  expect((await lab.event('socket.paired', (e) => e.socketId === client)).pairing).toBe('inferred');
});

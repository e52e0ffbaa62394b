import { once } from 'node:events';
import net from 'node:net';
import { expect, test } from 'vitest';
import type { NodeAddress } from '../../../shared/contract/records.ts';
import { TestLab } from '../testing/test-lab.ts';

const loopback = { port: 0, host: '127.0.0.1' };
const portOf = (address: NodeAddress) => (address as { port: number }).port;

test('S15 S60 listening: binding, then the address; both forms of the call', async () => {
  await using lab = await TestLab.open();
  const fresh = await lab.call('server.listen', { name: 'A', listen: loopback });
  expect(Object.keys(fresh)).toEqual(['serverId', 'address']);
  const { address } = await lab.event('server.listening');
  expect(address).toEqual({ address: '127.0.0.1', family: 'IPv4', port: portOf(fresh.address) });
  expect(address).toEqual(fresh.address);
  expect(await lab.serverStory()).toEqual(['created', 'binding', 'listening']);
  expect(lab.events.every((e) => 'serverId' in e && e.serverId === fresh.serverId)).toBe(true);
  expect(await lab.server(fresh.serverId)).toMatchObject({ name: 'A', state: 'listening', address });
  const { serverId } = await lab.call('server.create', { listen: loopback });
  expect((await lab.call('server.listen', { serverId })).serverId).toBe(serverId);
  await lab.event('server.listening', (e) => e.serverId === serverId);
});

test('S15 a new server is reported when it listens, a defined one is binding until its name is looked up', async () => {
  await using lab = await TestLab.open();
  const { serverId } = await lab.call('server.create', { listen: { port: 0, host: 'localhost' } });
  const listening = lab.call('server.listen', { serverId });
  expect((await lab.server(serverId)).state).toBe('binding');
  const fresh = lab.call('server.listen', { listen: { port: 0, host: 'localhost' } });
  expect((await lab.call('lab.snapshot', {})).servers.map((s) => s.serverId)).toEqual([serverId]);
  await Promise.all([listening, fresh]);
  expect((await lab.call('lab.snapshot', {})).servers.map((s) => s.state)).toEqual(['listening', 'listening']);
});

test('S16 S47 S48 port 0: the system’s choice is the address, the wish stays in the definition', async () => {
  await using lab = await TestLab.open();
  const { serverId, port } = await lab.tcpServer();
  expect(port).toBeGreaterThan(0);
  expect(await lab.server(serverId)).toMatchObject({ listen: loopback, address: { port } });
  await lab.call('server.close', { serverId });
  await lab.event('server.close');
  expect(await lab.call('server.address', { serverId })).toEqual({ address: null });
  const again = await lab.call('server.listen', { serverId });
  expect(portOf(again.address)).toBeGreaterThan(0);
});

test('S17 S18 S19 without a host: dual stack, and IPv4 peers appear as mapped addresses', async () => {
  await using lab = await TestLab.open();
  const { serverId, address } = await lab.call('server.listen', { listen: { port: 0 } });
  expect(address).toMatchObject({ address: '::', family: 'IPv6' });
  expect((await lab.server(serverId)).kind).toBe('dual');
  const client = await lab.dial({ port: portOf(address), host: '127.0.0.1' });
  const { peerSocketId } = await lab.event('socket.paired', (e) => e.socketId === client);
  expect((await lab.socket(client)).local).toMatchObject({ address: '127.0.0.1', family: 'IPv4' });
  expect((await lab.socket(peerSocketId)).remote).toMatchObject({ address: '::ffff:127.0.0.1', family: 'IPv6' });
  await lab.dial({ port: portOf(address), host: '::1' });
  for (const host of ['0.0.0.0', '127.0.0.1', '::1']) {
    const listen = { port: portOf(address), host };
    expect((await lab.refused('server.listen', { listen })).code, host).toBe('EADDRINUSE');
  }
  const old = await lab.call('server.listen', { listen: { port: 0, host: '0.0.0.0' } }); // as Node 0.5 without a host
  expect(await lab.server(old.serverId)).toMatchObject({ kind: 'tcp4', address: { address: '0.0.0.0' } });
});

test('S37 ipv6Only, with and without a host: no IPv4, and the IPv4 port stays free', async () => {
  await using lab = await TestLab.open();
  for (const host of [undefined, '', '::']) {
    const listen = { port: 0, ipv6Only: true, ...(host !== undefined && { host }) };
    const { serverId, address } = await lab.call('server.listen', { listen });
    expect(await lab.server(serverId)).toMatchObject({ kind: 'tcp6', listen, address: { address: '::' } });
    const { socketId } = await lab.call('socket.connect', { target: { port: portOf(address), host: '127.0.0.1' } });
    expect((await lab.event('socket.error', (e) => e.socketId === socketId)).failure.code).toBe('ECONNREFUSED');
    await lab.call('server.listen', { listen: { port: portOf(address), host: '127.0.0.1' } });
    await lab.dial({ port: portOf(address), host: '::1' });
  }
  const text = await lab.call('server.listen', { listen: { port: 0, host: '::', ipv6Only: 'true' as never } });
  await lab.dial({ port: portOf(text.address), host: '127.0.0.1' }); // only `true` is true, as in Node
});

test('S33 exclusive is handed on; in one process it changes nothing', async () => {
  await using lab = await TestLab.open();
  const { address } = await lab.call('server.listen', { listen: { ...loopback, exclusive: true } });
  await lab.dial({ port: portOf(address), host: '127.0.0.1' });
});

test('S39 reusePort: two servers on one port, or a plain refusal where it is missing', async () => {
  await using lab = await TestLab.open();
  const { capabilities, reasons } = await lab.call('lab.about', {});
  const listen = { ...loopback, reusePort: true };
  if (!capabilities.reusePort) {
    expect(await lab.refused('server.listen', { listen })).toMatchObject({
      code: 'ENOTSUP',
      nodeMessage: reasons.reusePort,
    });
    expect(await lab.seen()).toEqual([]);
    return;
  }
  const first = await lab.call('server.listen', { listen });
  await lab.call('server.listen', { listen: { ...listen, port: portOf(first.address) } });
});

test('S24 a port with connections in TIME_WAIT can be listened on again at once', async () => {
  await using lab = await TestLab.open();
  const { serverId, port, client, accepted } = await lab.pair();
  await lab.call('socket.end', { socketId: accepted }); // the server ends first, so TIME_WAIT is on its port
  await lab.event('socket.close', (e) => e.socketId === client);
  await lab.call('server.close', { serverId });
  await lab.event('server.close');
  await lab.call('server.update', { serverId, listen: { port, host: '127.0.0.1' } });
  expect((await lab.call('server.listen', { serverId })).address).toMatchObject({ port });
});

test('S25 listening twice is refused, also while the first is still binding, and changes nothing', async () => {
  await using lab = await TestLab.open();
  const { serverId } = await lab.call('server.create', { listen: { port: 0, host: 'localhost' } });
  const first = lab.call('server.listen', { serverId });
  expect((await lab.refused('server.listen', { serverId })).code).toBe('ERR_SERVER_ALREADY_LISTEN');
  const { address } = await first;
  expect((await lab.refused('server.listen', { serverId })).code).toBe('ERR_SERVER_ALREADY_LISTEN');
  expect(await lab.call('server.address', { serverId })).toEqual({ address });
  expect(await lab.serverStory()).toEqual(['created', 'binding', 'listening']);
});

test('S26 S27 S43 closed and listening again while connections go on: they count on, one close for both', async () => {
  await using lab = await TestLab.open();
  const { serverId, client, accepted } = await lab.pair();
  await lab.call('server.close', { serverId });
  expect((await lab.refused('server.close', { serverId })).code).toBe('ERR_SERVER_NOT_RUNNING');
  const { address } = await lab.call('server.listen', { serverId });
  expect(await lab.server(serverId)).toMatchObject({ state: 'listening', connections: 1, accepted: 1 });
  expect(await lab.call('server.getConnections', { serverId })).toEqual({ count: 1 });
  await lab.call('server.update', { serverId, maxConnections: 1 });
  const { socketId } = await lab.call('socket.connect', { target: { port: portOf(address), host: '127.0.0.1' } });
  await lab.event('server.drop');
  await lab.event('socket.close', (e) => e.socketId === socketId);
  await lab.call('socket.write', { socketId: client, data: 'still here' });
  await lab.socketWhen(accepted, (s) => s.counts.bytesRead === 10);
  await lab.call('server.close', { serverId, sockets: 'destroy' });
  await lab.event('server.close');
  expect((await lab.serverStory()).filter((type) => type !== 'updated')).toEqual(
    'created binding listening connection closing binding listening drop closing close'.split(' '),
  );
});

test('S27 S59 after a refusal the server is failed, keeps its definition and listens again', async () => {
  await using lab = await TestLab.open();
  const taken = await lab.tcpServer({ name: 'Echo' });
  const { serverId } = await lab.call('server.create', { listen: { port: taken.port, host: '127.0.0.1' } });
  const failure = await lab.refused('server.listen', { serverId });
  expect(failure).toMatchObject({
    code: 'EADDRINUSE',
    syscall: 'listen',
    address: '127.0.0.1',
    port: taken.port,
    message: `“Echo” already listens on port ${taken.port}.`,
    next: ['go-to-server', 'use-next-port'],
  });
  expect(failure.errno).toBeLessThan(0);
  expect(failure.nodeMessage).toContain('EADDRINUSE');
  expect(await lab.serverStory(serverId)).toEqual(['created', 'binding', 'error']);
  expect((await lab.event('server.error')).failure).toEqual(failure);
  expect(await lab.server(serverId)).toMatchObject({ state: 'failed', failure, address: null });
  expect((await lab.refused('server.close', { serverId })).code).toBe('ERR_SERVER_NOT_RUNNING');
  await lab.call('server.update', { serverId, listen: loopback });
  await lab.call('server.listen', { serverId });
  const now = await lab.server(serverId);
  expect(now.state).toBe('listening');
  expect(now.failure).toBeUndefined();
});

test('S28 EADDRINUSE because of a stranger: no server and no event of a new one', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer(() => {});
  expect(await lab.refused('server.listen', { listen: { port, host: '127.0.0.1' } })).toMatchObject({
    code: 'EADDRINUSE',
    message: `Port ${port} is already taken.`,
    why: expect.stringContaining(`Another program on this computer is listening on 127.0.0.1:${port}`),
    next: ['use-next-port', 'use-any-port', 'connect-to-it'],
  });
  expect(await lab.seen()).toEqual([]);
  const other = net.createServer().listen({ port, host: '127.0.0.2' }); // another address is another port
  await once(other, 'listening');
  expect((await lab.refused('server.listen', { listen: { port, host: '127.0.0.2' } })).code).toBe('EADDRINUSE');
  other.close();
});

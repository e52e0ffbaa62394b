// A foreign program at the other end, through every state: half-close both ways, reset, and kill -9 at bad moments.
import path from 'node:path';
import type { SocketId } from '../../shared/contract/fields.ts';
import type { Params } from '../../shared/contract/methods.ts';
import type { ServedLab } from '../serve-lab.ts';
import { expect, type PeerTools, test } from './fixture.ts';

type Family = 'tcp' | 'unix';
const hex = (text: string) => Buffer.from(text).toString('hex');

/** A server of ours that nobody speaks for, a foreign client on it, and the socket we accepted. */
async function foreignClient(
  lab: ServedLab,
  peers: PeerTools,
  family: Family,
  options: Params<'server.create'>['options'],
) {
  const listen = family === 'tcp' ? { port: 0, host: '127.0.0.1' } : { path: path.join(lab.folder, 'srv.sock') };
  const { serverId, address } = await lab.caller.call('server.listen', { listen, options });
  const peer = await peers.dial(family, typeof address === 'string' ? address : (address?.port ?? 0));
  const { socketId } = await lab.caller.event('server.connection', (e) => e.serverId === serverId);
  return { peer, socketId };
}

/** A foreign server, and a client of ours connected to it. */
async function foreignServer(
  lab: ServedLab,
  peers: PeerTools,
  family: Family,
  options: Params<'socket.create'>['options'],
) {
  const { peer, where } = await peers.listen(family, path.join(lab.folder, 'foreign.sock'));
  const target = family === 'tcp' ? { port: Number(where), host: '127.0.0.1' } : { path: where };
  const { socketId } = await lab.caller.call('socket.connect', { target, options });
  await lab.caller.event('socket.connect', (e) => e.socketId === socketId);
  expect(await peer.do('accept')).toBe('accepted');
  return { peer, socketId };
}

const roles = { 'a foreign client': foreignClient, 'a foreign server': foreignServer } as const;

for (const family of ['tcp', 'unix'] as const) {
  for (const [role, meet] of Object.entries(roles)) {
    test(`half-close with ${role} over ${family}: we finish first, and what it says then still arrives`, async ({
      lab,
      peers,
    }) => {
      const { peer, socketId } = await meet(lab, peers, family, { allowHalfOpen: true });
      await lab.caller.call('socket.end', { socketId, data: 'bye' });
      expect(await peer.do('recv 3')).toBe(hex('bye'));
      expect(await peer.do('recv 1')).toBe('EOF');
      expect((await lab.caller.socket(socketId)).state).toBe('receive-only');
      await peer.do(`send ${hex('still here')}`);
      await lab.caller.socketWhen(socketId, (s) => s.counts.bytesRead === 10);
      await peer.do('close');
      const { close } = await lab.caller.socketWhen(socketId, (s) => s.state === 'closed');
      expect(close).toMatchObject({ cause: 'fin', first: 'us', hadError: false });
    });

    test(`half-close with ${role} over ${family}: it finishes first, and what we say then still arrives`, async ({
      lab,
      peers,
    }) => {
      const { peer, socketId } = await meet(lab, peers, family, { allowHalfOpen: true });
      await peer.do('shut');
      await lab.caller.socketWhen(socketId, (s) => s.state === 'send-only');
      await lab.caller.call('socket.write', { socketId, data: 'still here' });
      expect(await peer.do('recv 10')).toBe(hex('still here'));
      await lab.caller.call('socket.end', { socketId });
      expect(await peer.do('recv 1')).toBe('EOF');
      const { close } = await lab.caller.socketWhen(socketId, (s) => s.state === 'closed');
      expect(close).toMatchObject({ cause: 'fin', first: 'peer', hadError: false });
    });

    test(`${role} over ${family} that finishes makes us finish too, unless we keep our side open`, async ({
      lab,
      peers,
    }) => {
      const { peer, socketId } = await meet(lab, peers, family, {});
      await peer.do('shut');
      expect(await peer.do('recv 1')).toBe('EOF');
      await lab.caller.socketWhen(socketId, (s) => s.state === 'closed');
      expect(await lab.caller.refused('socket.write', { socketId, data: 'x' })).toMatchObject({ code: 'EPIPE' });
    });

    test(`kill -9 of ${role} over ${family} while open and everything is read: a plain end`, async ({ lab, peers }) => {
      const { peer, socketId } = await meet(lab, peers, family, {});
      await peer.kill();
      const { close } = await lab.caller.socketWhen(socketId, (s) => s.close !== undefined);
      expect(close).toMatchObject({ cause: 'fin', first: 'peer', hadError: false });
    });

    test(`kill -9 of ${role} over ${family} with unread bytes: a reset`, async ({ lab, peers }) => {
      const { peer, socketId } = await meet(lab, peers, family, {});
      await lab.caller.call('socket.write', { socketId, data: 'nobody reads this' });
      await lab.caller.socketWhen(socketId, (s) => s.counts.bytesWritten === 17 && s.counts.queued === 0);
      await peer.kill();
      const { state, close } = await lab.caller.socketWhen(socketId, (s) => s.close !== undefined);
      expect([state, close?.cause, close?.failure?.code]).toEqual(['reset', 'rst', 'ECONNRESET']);
    });

    test(`kill -9 of ${role} over ${family} after we finished: the close is clean and ours came first`, async ({
      lab,
      peers,
    }) => {
      const { peer, socketId } = await meet(lab, peers, family, { allowHalfOpen: true });
      await lab.caller.call('socket.end', { socketId });
      expect(await peer.do('recv 1')).toBe('EOF');
      await peer.kill();
      const { close } = await lab.caller.socketWhen(socketId, (s) => s.close !== undefined);
      expect(close).toMatchObject({ cause: 'fin', first: 'us', hadError: false });
    });

    test(`kill -9 of ${role} over ${family} after it finished: the second write tells`, async ({ lab, peers }) => {
      const { peer, socketId } = await meet(lab, peers, family, { allowHalfOpen: true });
      await peer.do('shut');
      await lab.caller.socketWhen(socketId, (s) => s.state === 'send-only');
      await peer.kill();
      const state = await writeUntilOver(lab, socketId);
      expect(['broken-pipe', 'reset']).toContain(state);
    });
  }
}

test('a reset from a foreign client is a reset here, with the three parts of its text', async ({ lab, peers }) => {
  const { peer, socketId } = await foreignClient(lab, peers, 'tcp', {});
  await peer.do('reset');
  const { state, close } = await lab.caller.socketWhen(socketId, (s) => s.close !== undefined);
  expect(state).toBe('reset');
  expect(close).toMatchObject({ cause: 'rst', first: 'peer', failure: { message: 'The peer reset the connection.' } });
  expect(close?.failure?.why).toContain('It threw the connection away');
  expect(close?.failure?.next?.length).toBeGreaterThan(0);
});

test('our reset is a real RST for a foreign client, never a FIN in disguise', async ({ lab, peers }) => {
  const { peer, socketId } = await foreignClient(lab, peers, 'tcp', {});
  await lab.caller.call('socket.resetAndDestroy', { socketId });
  expect(await peer.do('recv 1')).toBe('ECONNRESET');
});

test('kill -9 of a foreign server with clients still in its queue resets them', async ({ lab, peers }) => {
  const { peer, where } = await peers.listen('tcp');
  const { socketId } = await lab.caller.call('socket.connect', { target: { port: Number(where), host: '127.0.0.1' } });
  await lab.caller.event('socket.connect', (e) => e.socketId === socketId);
  await peer.kill();
  const { state } = await lab.caller.socketWhen(socketId, (s) => s.close !== undefined);
  expect(state).toBe('reset');
});

/** Writes until the socket is over; the state it ends in. The first write after the peer is gone succeeds (B14). */
async function writeUntilOver(lab: ServedLab, socketId: SocketId): Promise<string> {
  const { state } = await lab.caller.socketWhen(socketId, (s) => {
    if (s.close === undefined) void lab.caller.call('socket.write', { socketId, data: 'x' }).catch(() => {});
    return s.close !== undefined;
  });
  return state;
}

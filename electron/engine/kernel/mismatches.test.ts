// Each mismatch between Node and the kernel (`ux.md` 2.5), made to happen with real sockets on Linux.
import { describe, expect, test } from 'vitest';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { conditionsOf } from '../../../shared/model/conditions.ts';
import { type Mismatch, type MismatchId, mismatchOf } from '../../../shared/model/mismatch.ts';
import { blockedServer } from '../testing/blocked-server.ts';
import { ChildLab, noOwnNetwork } from '../testing/child-lab.ts';
import { dialPeer } from '../testing/peers.ts';
import { type TestCaller, TestLab, until } from '../testing/test-lab.ts';

const ownNetwork = process.platform === 'linux' ? noOwnNetwork() : 'this is not Linux';

/** The facts about one end now. */
async function facts(lab: TestCaller, socketId: SocketId) {
  const { sockets, servers, at: now } = await lab.call('lab.snapshot', {});
  const socket = sockets.find((s) => s.socketId === socketId);
  if (!socket) throw new Error(`there is no socket ${socketId}`);
  return { socket, peer: sockets.find((s) => s.socketId === socket.peerSocketId), servers, now };
}
/** Waits until an end shows a mismatch. */
function mismatch(lab: TestCaller, socketId: SocketId, id: MismatchId, cut = false): Promise<Mismatch> {
  let last = '';
  return until(
    async () => {
      const known = await facts(lab, socketId);
      last = JSON.stringify([known.socket.readyState, known.socket.kernel]);
      const found = mismatchOf({ ...known, cut });
      return found?.id === id && found;
    },
    () => `${id}; last ${last}`,
  );
}
async function badges(lab: TestCaller, socketId: SocketId): Promise<string[]> {
  const { socket, servers, now } = await facts(lab, socketId);
  return conditionsOf(socket, now, { quietAfterMs: 60_000, servers }).map((condition) => condition.text);
}

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test('M1: the peer finishes while reading is stopped; resuming resolves it', async () => {
    await using lab = await TestLab.open();
    const { client, accepted } = await lab.pair({ options: { allowHalfOpen: true, pauseOnConnect: true } });
    await lab.call('kernel.watch', { socketIds: [client, accepted] });
    await lab.call('socket.end', { socketId: client, data: 'hello' });
    const { sentence, provenance } = await mismatch(lab, accepted, 'M1');
    expect(sentence).toBe('The peer has finished sending, but this program has not read far enough to notice.');
    expect(provenance).toBe('sampled');
    expect(await lab.socket(accepted)).toMatchObject({ state: 'open', paused: true, kernel: { receiveQueue: 6 } });
    expect(await badges(lab, accepted)).toEqual(['Peer finished — unread', 'Not reading · 5 B unread']);
    await lab.call('socket.resume', { socketId: accepted });
    const { kernel } = await lab.socketWhen(accepted, (s) => s.state === 'send-only' && s.kernel?.receiveQueue === 0);
    expect(kernel?.state).toBe('CLOSE_WAIT');
    expect(mismatchOf(await facts(lab, accepted))).toBeUndefined();
  });

  test('M2: end() behind data the peer does not read', async () => {
    await using lab = await TestLab.open();
    const { client, accepted } = await lab.pair({ options: { pauseOnConnect: true } });
    await lab.call('kernel.watch', { socketIds: [client, accepted] });
    const megabyte = 'x'.repeat(1_000_000);
    for (let i = 0; i < 8; i++) await lab.call('socket.write', { socketId: client, data: megabyte });
    await lab.call('socket.end', { socketId: client });
    const { sentence } = await mismatch(lab, client, 'M2');
    expect(sentence).toMatch(
      /^You called end\(\)\. The FIN cannot go out until \d\.\d MB of earlier data has gone\.$/u,
    );
    expect(await badges(lab, client)).toContainEqual(expect.stringMatching(/^FIN behind \d\.\d MB$/u));
    expect(await badges(lab, accepted)).toContainEqual(expect.stringMatching(/^Not reading · \d+ kB unread$/u));
    await lab.socketWhen(client, (s) => s.kernel?.timer === 'zero-window');
    expect(await badges(lab, client)).toContain('Peer’s buffer full');
    await lab.call('socket.resume', { socketId: accepted });
    await lab.event('socket.close', (e) => e.socketId === client);
    expect((await lab.socket(accepted)).counts.bytesRead).toBe(8_000_000);
  });

  test('M3 and M7: a server whose program is stuck; one finds room in its queue, the others hear nothing', async () => {
    await using lab = await TestLab.open();
    using stuck = await blockedServer(1);
    const target = { port: stuck.port, host: '127.0.0.1' };
    const queued = await lab.dial(target);
    await lab.dial(target); // a kernel lets in one more than the backlog
    const { socketId: unanswered } = await lab.call('socket.connect', { target });
    await lab.call('kernel.watch', { socketIds: [queued, unanswered] });
    const inQueue = await mismatch(lab, queued, 'M7');
    expect(inQueue).toMatchObject({
      sentence: 'The server’s kernel accepted the connection. The server program has not.',
      provenance: 'sampled',
    });
    expect(await badges(lab, queued)).toContain('In the server’s queue');
    const { sentence } = await mismatch(lab, unanswered, 'M3');
    expect(sentence).toMatch(/^Nobody has answered\. Next attempt in \d.*s\.$/u);
    expect(await lab.socket(unanswered)).toMatchObject({
      state: 'connecting',
      kernel: { state: 'SYN_SENT', timer: 'retransmit', sendQueue: 1, retransmits: 1 },
    });
  });

  test('M7 at a server of the lab: its accept queue is the evidence, and accepting ends it', async () => {
    await using lab = await TestLab.open();
    const { serverId, port } = await lab.tcpServer();
    await lab.call('server.pauseAccepting', { serverId, ms: 1_000 });
    const client = await lab.dial({ port, host: '127.0.0.1' });
    await lab.call('kernel.watch', { socketIds: [client], serverIds: [serverId] });
    await mismatch(lab, client, 'M7');
    await until(
      async () => (await lab.server(serverId)).acceptQueue?.used === 1,
      () => 'one in the accept queue',
    );
    await lab.event('socket.paired', (e) => e.socketId === client);
    expect(mismatchOf(await facts(lab, client))).toBeUndefined();
    await until(
      async () => (await lab.server(serverId)).acceptQueue?.used === 0,
      () => 'an empty accept queue',
    );
  });

  test('M5: who closes first keeps the address pair in TIME_WAIT, and only that end', async () => {
    await using lab = await TestLab.open();
    const { client, accepted } = await lab.pair();
    await lab.call('kernel.watch', { socketIds: [client, accepted] });
    await lab.call('socket.end', { socketId: client });
    const { sentence } = await mismatch(lab, client, 'M5');
    expect(sentence).toMatch(/^The program is done\. The kernel keeps the address pair for (?:\d+ s|1 min)/u);
    expect(await badges(lab, client)).toEqual([expect.stringMatching(/^TIME_WAIT (?:0:\d\d|1:00)$/u)]);
    const other = await lab.socketWhen(accepted, (s) => s.kernel?.state === 'CLOSE');
    expect(other).toMatchObject({ state: 'closed', kernel: { provenance: 'inferred' } });
  });

  test('M6: this end is destroyed, the peer has not finished', async () => {
    await using lab = await TestLab.open();
    const { socketId, peer } = await dialPeer(lab, {}, { allowHalfOpen: true });
    await lab.call('kernel.watch', { socketIds: [socketId] });
    await lab.call('socket.destroy', { socketId });
    const { sentence } = await mismatch(lab, socketId, 'M6');
    expect(sentence).toMatch(/^This end is gone; the peer has not finished\. The kernel gives it (?:\d+ s|1 min)\.$/u);
    expect((await lab.socket(socketId)).kernel).toMatchObject({ state: 'FIN_WAIT_2', inode: 0, timer: 'time-wait' });
    peer.socket.end();
  });

  test('M9: a reset behind unread data; Node is told when it tries to write', async () => {
    await using lab = await TestLab.open();
    const { socketId, peer } = await dialPeer(lab);
    await lab.call('socket.pause', { socketId });
    await lab.call('kernel.watch', { socketIds: [socketId] });
    peer.socket.write(Buffer.alloc(300_000)); // more than Node reads ahead
    await lab.socketWhen(socketId, (s) => (s.kernel?.receiveQueue ?? 0) > 0);
    peer.socket.resetAndDestroy();
    const { sentence, provenance } = await mismatch(lab, socketId, 'M9');
    expect(sentence).toBe('The kernel has no such connection any more. Node has not noticed yet.');
    expect(provenance).toBe('inferred');
    expect((await lab.socket(socketId)).state).toBe('open');
    await lab.call('socket.write', { socketId, data: 'x' });
    expect((await lab.event('socket.close')).cause).toBe('rst');
  });
});

describe.skipIf(ownNetwork !== undefined)(
  `with a cable that can be cut${ownNetwork === undefined ? '' : ` (left out: ${ownNetwork})`}`,
  () => {
    /** Two open ends in a network of their own. */
    async function pairOf(lab: ChildLab) {
      const { address } = await lab.call('server.listen', { listen: { port: 0, host: '127.0.0.1' } });
      const target = { port: (address as { port: number }).port, host: '127.0.0.1' };
      const { socketId: client } = await lab.call('socket.connect', { target });
      const { peerSocketId: accepted } = await lab.event('socket.paired', (e) => e.socketId === client);
      return { client, accepted };
    }

    test('M8 and M4: nothing happens until somebody sends; then the kernel tries again and again', async () => {
      await using lab = await ChildLab.start({ ownNetwork: true });
      const { client, accepted } = await pairOf(lab);
      await lab.call('kernel.watch', { socketIds: [client, accepted] });
      lab.shell('ip link set lo down');
      for (const socketId of [client, accepted]) {
        expect((await mismatch(lab, socketId, 'M8', true)).sentence).toBe(
          'Both programs believe this connection is fine.',
        );
      }
      await lab.call('socket.write', { socketId: client, data: 'anybody there' });
      const { sentence } = await mismatch(lab, client, 'M4', true);
      expect(sentence).toBe('Nothing is coming back. Node has not been told anything yet.');
      const { state, kernel } = await lab.socket(client);
      expect(state).toBe('open');
      expect(kernel).toMatchObject({ state: 'ESTABLISHED', timer: 'retransmit', sendQueue: 13 });
      expect(await badges(lab, client)).toContainEqual(expect.stringMatching(/^No answer ×[2-9]$/u));
      lab.shell('ip link set lo up');
      await lab.socketWhen(accepted, (s) => s.counts.bytesRead === 13);
      await lab.socketWhen(client, (s) => s.kernel?.timer === 'off' && s.kernel.retransmits === 0);
      expect(mismatchOf(await facts(lab, client))).toBeUndefined();
    }, 20_000);

    test('keepalive turned on after the cut: probes without answer are counted', async () => {
      await using lab = await ChildLab.start({ ownNetwork: true });
      const { client } = await pairOf(lab);
      await lab.call('kernel.watch', { socketIds: [client] });
      lab.shell('ip link set lo down');
      await lab.call('socket.setKeepAlive', { socketId: client, enable: true, initialDelayMs: 1_000 });
      await lab.socketWhen(client, (s) => s.kernel?.timer === 'keepalive');
      const { kernel } = await lab.socketWhen(client, (s) => (s.kernel?.probes ?? 0) >= 2);
      expect(kernel).toMatchObject({ state: 'ESTABLISHED', timer: 'keepalive' });
      expect(await badges(lab, client)).toContainEqual(expect.stringMatching(/^No answer ×[2-9]$/u));
    }, 20_000);
  },
);

// What a failure says that was seen: bytes that were lost, how often and how long somebody was asked.
import { expect, test } from 'vitest';
import type { KernelRow } from '../../../shared/contract/kernel.ts';
import { blockedServer } from '../testing/blocked-server.ts';
import { dialPeer } from '../testing/peers.ts';
import { TestLab } from '../testing/test-lab.ts';
import type { Life } from './life.ts';
import { situationInUse } from './situations.ts';

const LARGE = 12_000_000; // more than a loopback connection holds while nobody reads
const linux = process.platform === 'linux';

test('text 16: a reset says how much never left, and how much nobody has acknowledged', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, {}, { pauseOnConnect: true });
  await lab.call('kernel.watch', { socketIds: [socketId] });
  await lab.call('socket.write', { socketId, data: 'x'.repeat(LARGE) });
  const { kernel, counts } = await lab.socketWhen(socketId, (s) => !linux || (s.kernel?.sendQueue ?? 0) > 0);
  peer.socket.resetAndDestroy();
  const { failure } = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(failure?.code).toBe('ECONNRESET');
  const lost = Number(
    / ([\d ]+) bytes were still waiting here and are lost\./u.exec(failure?.why ?? '')?.[1]?.replaceAll(' ', ''),
  );
  expect(lost).toBeGreaterThan(0);
  expect(lost).toBeLessThanOrEqual(counts.queued);
  if (linux) expect(kernel?.sendQueue).toBeGreaterThan(0);
  if (linux) expect(failure?.why).toMatch(/ [\d ]+ bytes were not acknowledged and may be lost\.$/u);
});

test('text 17: what met a closed pipe is counted', async () => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, { allowHalfOpen: true });
  peer.socket.destroy();
  await lab.event('socket.end', (e) => e.socketId === socketId);
  await lab.call('socket.write', { socketId, data: 'first' });
  await lab.call('socket.write', { socketId, data: 'thirteen more' });
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close.failure).toMatchObject({
    code: 'EPIPE',
    why: expect.stringMatching(/ At least 13 bytes were lost\.$/u),
  });
});

test.runIf(linux)('text 19: how often and how long somebody was asked who said nothing', async () => {
  await using lab = await TestLab.open();
  using stuck = await blockedServer(1);
  const target = { port: stuck.port, host: '127.0.0.1' };
  await lab.dial(target);
  await lab.dial(target); // a kernel lets in one more than the backlog
  const { socketId } = await lab.call('socket.connect', { target, options: { connectTimeoutMs: 2_000 } });
  await lab.call('kernel.watch', { socketIds: [socketId] });
  const { failure } = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(failure).toMatchObject({
    code: 'ETIMEDOUT',
    why: expect.stringMatching(/^It was asked at least 2 times in 2(\.\d)? s and nothing was heard/u),
  });
});

test('text 20: only a sample of this connection counts, and a FIN under way is not a byte', () => {
  const row: KernelRow = {
    state: 'FIN_WAIT_1',
    sendQueue: 14,
    receiveQueue: 0,
    timer: 'retransmit',
    timerMs: 100,
    retransmits: 5,
    probes: 0,
    inode: 1,
    sampledAt: 50,
    provenance: 'sampled',
  };
  const lifeWith = (kernel: KernelRow | undefined) =>
    ({
      socketId: 1,
      connectedAt: 40,
      heardAt: 60,
      untaken: 0,
      row: { core: { clock: { now: () => 11_060 }, lab: { sockets: new Map([[1, { kernel }]]) } } },
    }) as unknown as Life;
  expect(situationInUse(lifeWith(row))).toMatchObject({
    unacknowledgedBytes: 13,
    unanswered: { what: 'retransmit', times: 5 },
    silentMs: 11_000,
  });
  const keepalive = { ...row, timer: 'keepalive', probes: 10 } as const;
  expect(situationInUse(lifeWith(keepalive)).unanswered).toEqual({ what: 'keepalive', times: 10 });
  for (const other of [undefined, { ...row, sampledAt: 39 }, { ...row, provenance: 'inferred' as const }]) {
    const { unanswered, unacknowledgedBytes } = situationInUse(lifeWith(other));
    expect([unanswered, unacknowledgedBytes]).toEqual([undefined, undefined]);
  }
});

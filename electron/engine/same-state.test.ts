// Engine and renderer share `applyEvents`: whoever applies the events to a snapshot arrives at the engine's own state.
import { expect, test } from 'vitest';
import type { SocketId } from '../../shared/contract/fields.ts';
import { memoryTransports } from '../../shared/contract/memory-transport.ts';
import type { Snapshot } from '../../shared/contract/methods/lab.ts';
import type { Method } from '../../shared/contract/methods.ts';
import type { Socket } from '../../shared/contract/records.ts';
import { applyEvents, labOfSnapshot } from '../../shared/model/lab-state.ts';
import { type Random, randomFrom } from '../../shared/testing/random.ts';
import { passed } from './testing/peers.ts';
import { TestCaller, TestLab, until } from './testing/test-lab.ts';

/** A second in which somebody does all sorts of things at random; refusals are a part of it. */
async function busy(lab: TestLab, random: Random, steps: number): Promise<void> {
  const echo = await lab.tcpServer({ mock: { otherwise: { kind: 'echo' } } });
  const banner = { kind: 'banner', text: 'hi', afterwards: 'close' } as const;
  const closing = await lab.tcpServer({ mock: { otherwise: banner }, options: { maxConnections: 3 } });
  const path = lab.path(`busy-${echo.port}.sock`);
  await lab.call('server.listen', { listen: { path }, options: { allowHalfOpen: true, idleTimeoutMs: 20 } });
  const nobody = await lab.rawServer(() => {});
  nobody.server.close();
  const targets = [echo.port, echo.port, closing.port, nobody.port].map((port) => ({ port, host: '127.0.0.1' }));
  const ids = async () => (await lab.call('lab.snapshot', {})).sockets.map((s) => s.socketId);
  const attempt = (method: Method, params: object) => lab.call(method as 'lab.stats', params).catch(() => {});
  let sockets = await ids();
  for (let step = 0; step < steps; step++) {
    const socketId = random.pick([...sockets, 0 as SocketId]);
    const one: readonly [Method, object] = random.pick([
      ['socket.connect', { target: random.pick([...targets, { path }]), paused: random.below(4) === 0 }],
      ['socket.connect', { target: random.pick(targets), options: { allowHalfOpen: true, timeoutMs: 5 } }],
      ['socket.create', { target: random.pick(targets) }],
      ['socket.connect', { socketId }],
      ['socket.write', { socketId, data: 'x'.repeat(random.below(300_000)) }],
      ['socket.write', { socketId, data: 'small' }],
      ['socket.end', { socketId, data: 'bye' }],
      ['socket.destroy', { socketId, ...(random.below(3) === 0 && { error: 'mine' }) }],
      ['socket.destroySoon', { socketId }],
      ['socket.resetAndDestroy', { socketId }],
      ['socket.cancel', { socketId }],
      ['socket.pause', { socketId }],
      ['socket.resume', { socketId }],
      ['socket.cork', { socketId }],
      ['socket.uncork', { socketId }],
      ['socket.setTimeout', { socketId, timeoutMs: random.below(20), onTimeout: random.pick(['notify', 'destroy']) }],
      ['socket.setNoDelay', { socketId }],
      ['socket.remove', { socketId }],
      ['server.update', { serverId: closing.serverId, maxConnections: random.below(4), name: `n${step}` }],
      ['server.close', { serverId: closing.serverId, sockets: random.pick(['keep', 'end', 'destroy']) }],
      ['server.listen', { serverId: closing.serverId }],
      ['view.watch', { socketIds: sockets.slice(0, 3) }],
      ['kernel.watch', { socketIds: sockets.slice(0, random.below(20)) }],
    ] as const);
    await attempt(...one);
    if (random.below(3) === 0) await new Promise((resolve) => setImmediate(resolve));
    if (step % 10 === 0) sockets = await ids();
  }
}

/** The state a caller has made for itself out of its first snapshot and every batch since. */
function renderedBy(caller: TestCaller, first: Snapshot, batchesBefore: number) {
  let state = labOfSnapshot(structuredClone(first));
  for (const batch of caller.batches.slice(batchesBefore)) {
    expect(batch.first).toBe(state.sequence);
    state = applyEvents(state, structuredClone(batch.events));
  }
  return state;
}

const withoutIdle = ({ idleSince: _, heardAt: __, kernel: ___, ...socket }: Socket) => socket;
const kernelStates = (sockets: Iterable<Socket>) => [...sockets].map(({ kernel }) => kernel?.state);

test('a renderer that applies all events has the engine’s own state, counts included', async () => {
  await Promise.all([1, 2, 3].map(compareAfter));
}, 20_000);

test('a caller that falls behind hears of it once, and is right again after a new snapshot', async () => {
  await using lab = await TestLab.open();
  const [ours, theirs] = memoryTransports();
  let buffered = 0;
  lab.engine.connect(Object.assign(theirs, { bufferedBytes: () => buffered }));
  const slow = new TestCaller(ours);
  let losses = 0;
  slow.client.onLost(() => losses++);
  await slow.call('lab.snapshot', {});
  const { port } = await lab.tcpServer({ mock: { otherwise: { kind: 'echo' } } });
  await until(
    () => slow.events.some((e) => e.type === 'server.listening'),
    () => 'the first events',
  );
  buffered = 32 * 1024 * 1024;
  const socketId = await lab.dial({ port, host: '127.0.0.1' });
  await lab.call('socket.write', { socketId, data: 'missed' });
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead === 6);
  await passed(lab, 60);
  const heard = slow.batches.length;
  buffered = 0;
  await until(
    () => losses > 0,
    () => 'lab.events-lost',
  );
  await lab.call('socket.end', { socketId });
  await lab.event('socket.close', (e) => e.socketId === socketId);
  await passed(lab, 60);
  expect([losses, slow.batches.length]).toEqual([1, heard]);
  expect(slow.events.some((e) => e.type === 'socket.created')).toBe(false);

  const anew = await slow.call('lab.snapshot', {});
  await lab.call('socket.connect', { socketId });
  await lab.event('socket.connect', (e) => e.life === 2);
  await slow.call('lab.stats', {});
  await until(
    () => slow.events.some((e) => e.type === 'socket.connect' && e.life === 2),
    () => 'the events after the new snapshot',
  );
  const state = renderedBy(slow, anew, heard);
  expect(state.sockets.get(socketId)).toMatchObject({ life: 2, state: 'open' });
  expect(losses).toBe(1);
});

/** Runs a busy lab and compares the engine with a caller from the start and with one that came in the middle. */
async function compareAfter(seed: number): Promise<void> {
  await using lab = await TestLab.open();
  const first = await lab.call('lab.snapshot', {});
  const before = lab.batches.length;
  const random = randomFrom(seed);
  await busy(lab, random, 150);
  const late = lab.caller();
  const middle = await late.call('lab.snapshot', {});
  await busy(lab, random, 150);
  // Every count comes out by its own rhythm, once a second, and later where the machine is busy.
  const countsOf = (sockets: Iterable<Socket>) => JSON.stringify([...sockets].map(({ counts }) => counts));
  let own = await lab.call('lab.snapshot', {});
  await until(
    async () => {
      own = await lab.call('lab.snapshot', {});
      await late.call('lab.snapshot', {});
      const mirrors = [renderedBy(lab, first, before), renderedBy(late, middle, 0)];
      return mirrors.every((mirror) => countsOf(mirror.sockets.values()) === countsOf(own.sockets));
    },
    () => 'counts that agree',
  );
  for (const state of [renderedBy(lab, first, before), renderedBy(late, middle, 0)]) {
    expect(state.sequence).toBe(own.sequence);
    expect([...state.servers.values()]).toEqual(own.servers);
    const sockets = [...state.sockets.values()];
    expect(sockets.map(withoutIdle)).toEqual(own.sockets.map(withoutIdle));
    // Idle times follow the counts, which come once a second, later where the machine is busy.
    for (const [i, { idleSince }] of sockets.entries()) {
      expect(Math.abs(idleSince - (own.sockets[i]?.idleSince ?? 0))).toBeLessThanOrEqual(2_000);
    }
  }
  // The kernel's view is told to those who watch: one has, the other never did.
  const [watching, other] = [renderedBy(lab, first, before), renderedBy(late, middle, 0)];
  expect(kernelStates(watching.sockets.values())).toEqual(kernelStates(own.sockets));
  expect(new Set(kernelStates(other.sockets.values()))).toEqual(new Set([undefined]));
  expect(own.sockets.length).toBeGreaterThan(10);
}

// Backpressure and drain on busy sockets: merged, never lost, and the last of them right.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { randomFrom } from '../../../shared/testing/random.ts';
import { dialPeer, storyOf } from '../testing/peers.ts';
import { TestLab } from '../testing/test-lab.ts';
import { FlowFacts } from './flow-facts.ts';
import type { LifeFact } from './life-facts.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const shortened = (facts: readonly LifeFact[]) =>
  facts.map((f) => `${f.type.replace('socket.', '')}${'times' in f && f.times ? `x${f.times}` : ''}`);
/** How often something was said to have happened. */
const times = (facts: readonly LifeFact[], type: LifeFact['type']) =>
  facts.reduce((sum, f) => sum + (f.type === type ? ('times' in f && f.times) || 1 : 0), 0);

test('K36 the first four are told at once, the rest of a window merged with how often', () => {
  const facts: LifeFact[] = [];
  const flow = new FlowFacts({ report: (fact) => facts.push(fact) });
  for (let i = 1; i <= 5; i++) {
    flow.backpressure(i * 10);
    flow.drain();
  }
  expect(shortened(facts)).toEqual(['backpressure', 'drain', 'backpressure', 'drain']);
  flow.backpressure(99);
  vi.advanceTimersByTime(50);
  expect(shortened(facts).slice(4)).toEqual(['drainx3', 'backpressurex4']);
  expect(facts.at(-1)).toMatchObject({ queued: 99 });
  vi.advanceTimersByTime(100);
  expect(facts).toHaveLength(6);
});

test('K36 a pause by hand is never merged, and what was held back comes before it', () => {
  const facts: LifeFact[] = [];
  const flow = new FlowFacts({ report: (fact) => facts.push(fact) });
  for (let i = 0; i < 3; i++) {
    flow.backpressure(1);
    flow.drain();
  }
  flow.paused('user');
  expect(shortened(facts).slice(4)).toEqual(['backpressure', 'drain', 'paused']);
  expect(facts.at(-1)).toMatchObject({ by: 'user' });
});

test('K36 whatever happens in whatever rhythm: nothing is lost, and the last fact of each sort is right', () => {
  const random = randomFrom(36);
  for (let run = 0; run < 50; run++) {
    const facts: LifeFact[] = [];
    const flow = new FlowFacts({ report: (fact) => facts.push(fact) });
    const happened = { 'socket.backpressure': 0, 'socket.drain': 0, 'socket.paused': 0, 'socket.resumed': 0 };
    let [waiting, paused] = [false, false];
    for (let step = random.below(200); step >= 0; step--) {
      if (random.below(2) === 0) {
        waiting = !waiting;
        happened[waiting ? 'socket.backpressure' : 'socket.drain']++;
        if (waiting) flow.backpressure(step);
        else flow.drain();
      } else {
        paused = !paused;
        happened[paused ? 'socket.paused' : 'socket.resumed']++;
        if (paused) flow.paused(random.below(4) === 0 ? 'user' : 'mock');
        else flow.resumed();
      }
      if (random.below(5) === 0) vi.advanceTimersByTime(random.below(80));
    }
    flow.stop();
    for (const [type, count] of Object.entries(happened)) {
      expect(times(facts, type as LifeFact['type'])).toBe(count);
    }
    const last = (...types: string[]) => facts.findLast((f) => types.includes(f.type))?.type;
    expect(last('socket.backpressure', 'socket.drain') === 'socket.backpressure').toBe(waiting);
    expect(last('socket.paused', 'socket.resumed') === 'socket.paused').toBe(paused);
  }
});

test('K36 K49 an echo under pressure: as many drains as backpressures, and both ends are at rest in the end', async () => {
  vi.useRealTimers();
  await using lab = await TestLab.open();
  const { client, accepted } = await lab.pair({ mock: { otherwise: { kind: 'echo' } } });
  await lab.call('socket.pause', { socketId: client });
  const size = 24_000_000;
  await lab.call('socket.write', { socketId: client, data: 'x'.repeat(size) });
  await lab.socketWhen(accepted, (s) => s.paused && s.needDrain);
  await lab.call('socket.resume', { socketId: client });
  await lab.socketWhen(client, (s) => s.counts.bytesRead === size);
  const rest = await lab.socketWhen(accepted, (s) => !s.paused && !s.needDrain);
  expect(rest.counts).toMatchObject({ bytesRead: size, bytesWritten: size, queued: 0 });
  await lab.call('socket.end', { socketId: client });
  await lab.event('socket.close', (e) => e.socketId === accepted);
  const facts = lab.events.filter((e) => 'socketId' in e && e.socketId === accepted) as LifeFact[];
  for (const [one, other] of [
    ['socket.backpressure', 'socket.drain'],
    ['socket.paused', 'socket.resumed'],
  ] as const) {
    expect(times(facts, one)).toBeGreaterThan(0);
    expect(times(facts, one)).toBe(times(facts, other));
  }
});

test('K36 facts of flow that are held back come before any other fact of their socket', async () => {
  vi.useRealTimers();
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, { highWaterMark: 1 });
  const writes = Array.from({ length: 20 }, () => lab.call('socket.write', { socketId, data: 'x'.repeat(100_000) }));
  await Promise.all([...writes, lab.call('socket.end', { socketId })]);
  await peer.got(2_000_000);
  await lab.event('socket.close', (e) => e.socketId === socketId);
  const story = storyOf(lab, socketId);
  expect(story.slice(story.indexOf('finish'))).toEqual(['finish', 'end', 'close']);
});

test('K36 K37 when the peer finishes while bytes are queued, this side finishes too and waits for no drain', async () => {
  vi.useRealTimers();
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, {}, { pauseOnConnect: true, allowHalfOpen: true });
  await lab.call('socket.write', { socketId, data: 'x'.repeat(12_000_000) });
  expect(await lab.socket(socketId)).toMatchObject({ needDrain: true });
  peer.socket.end();
  await lab.event('socket.end', (e) => e.socketId === socketId);
  expect(await lab.socket(socketId)).toMatchObject({ state: 'closing', needDrain: false });
  expect(await lab.call('socket.inspect', { socketId })).toMatchObject({
    readyState: 'closed',
    writableNeedDrain: false,
  });
  peer.socket.resume();
  const close = await lab.event('socket.close', (e) => e.socketId === socketId);
  expect(close).toMatchObject({ hadError: false, cause: 'fin', first: 'peer', discardedBytes: 0 });
  await peer.got(12_000_000);
});

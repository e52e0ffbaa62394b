// Events on their way to one caller: numbers, rhythm, and what happens when the caller is slow.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EVENTS, EVENTS_LOST, unnumbered } from '../../shared/contract/batches.ts';
import type { EventBatch, LabEvent } from '../../shared/contract/events.ts';
import type { Envelope, Transport } from '../../shared/contract/transport.ts';
import { randomFrom } from '../../shared/testing/random.ts';
import { Outbox } from './outbox.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A transport that remembers what was sent and when, and is as full as it is told to be. */
class Wire implements Transport {
  readonly sent: { at: number; envelope: { method?: string; params?: unknown } }[] = [];
  buffered = 0;
  send(envelope: Envelope): void {
    this.sent.push({ at: performance.now(), envelope: envelope as { method?: string } });
  }
  bufferedBytes(): number {
    return this.buffered;
  }
  onEnvelope = () => () => {};
  onClose = () => () => {};
  close(): void {}

  get batches(): (EventBatch & { at: number })[] {
    return this.sent
      .filter(({ envelope }) => envelope.method === EVENTS)
      .map(({ at, envelope }) => ({ at, ...(envelope.params as EventBatch) }));
  }
  get losses(): number {
    return this.sent.filter(({ envelope }) => envelope.method === EVENTS_LOST).length;
  }
}

const fact = (at: number) => ({ type: 'lab.document', at, document: { name: 'x' } }) as LabEvent;
const counts = (at: number) => ({ type: 'sockets.counted', at, rows: [] }) as LabEvent;

function started(wire: Wire, limitBytes?: number): Outbox {
  const outbox = new Outbox(wire, limitBytes);
  outbox.start();
  return outbox;
}

test('events start with the snapshot, not before', () => {
  const wire = new Wire();
  const outbox = new Outbox(wire);
  outbox.push(fact(1), 1);
  vi.advanceTimersByTime(200);
  outbox.start();
  outbox.push(fact(2), 2);
  vi.advanceTimersByTime(200);
  expect(wire.batches.map((b) => [b.first, b.events.length])).toEqual([[2, 1]]);
});

test('the first event after a quiet time leaves at once, what follows in batches 50 ms apart', () => {
  const wire = new Wire();
  const outbox = started(wire);
  let number = 1;
  const start = performance.now();
  for (let ms = 0; ms < 500; ms++) {
    outbox.push(fact(ms), number++);
    vi.advanceTimersByTime(1);
  }
  const times = wire.batches.map((b) => b.at - start);
  expect(times[0]).toBeLessThanOrEqual(1);
  expect(times.length).toBeGreaterThanOrEqual(9);
  expect(times.length).toBeLessThanOrEqual(11);
  for (const [i, at] of times.entries()) if (i > 0) expect(at - (times[i - 1] ?? 0)).toBeGreaterThanOrEqual(50);
});

test('numbers run without gaps over batches, whatever the rhythm; a batch of counts carries the next number', () => {
  const random = randomFrom(7);
  for (let run = 0; run < 30; run++) {
    const wire = new Wire();
    const outbox = started(wire);
    let next = 1 + random.below(100);
    const first = next;
    let pushed = 0;
    for (let step = 0; step < 200; step++) {
      if (random.below(3) === 0) outbox.push(counts(step), next);
      else {
        outbox.push(fact(step), next++);
        pushed++;
      }
      if (random.below(4) === 0) vi.advanceTimersByTime(random.below(120));
      if (random.below(30) === 0) outbox.flush();
    }
    outbox.flush();
    let expected = first;
    for (const { first: number, events } of wire.batches) {
      expect(number).toBe(expected);
      expected += events.filter((e) => !unnumbered.has(e.type)).length;
    }
    expect(expected - first).toBe(pushed);
  }
});

test('a snapshot sends first what is waiting, and does not restart the numbers', () => {
  const wire = new Wire();
  const outbox = started(wire);
  outbox.push(fact(1), 1);
  vi.advanceTimersByTime(1);
  outbox.push(fact(2), 2);
  outbox.push(fact(3), 3);
  outbox.flush(); // what lab.snapshot does
  outbox.start();
  expect(wire.batches.map((b) => [b.first, b.events.length])).toEqual([
    [1, 1],
    [2, 2],
  ]);
  outbox.push(fact(4), 4);
  vi.advanceTimersByTime(100);
  expect(wire.batches.at(-1)).toMatchObject({ first: 4 });
  expect(wire.batches.every((b) => b.events.length > 0)).toBe(true);
});

test('a slow caller loses batches, hears of it once when it takes bytes again, and goes on after a new snapshot', () => {
  const wire = new Wire();
  const outbox = started(wire, 1_000);
  outbox.push(fact(1), 1);
  vi.advanceTimersByTime(1);
  wire.buffered = 1_001;
  for (let number = 2; number < 50; number++) {
    outbox.push(fact(number), number);
    vi.advanceTimersByTime(20);
  }
  expect(wire.batches).toHaveLength(1);
  expect(wire.losses).toBe(0); // telling it would only queue up, too
  wire.buffered = 499;
  vi.advanceTimersByTime(1_000);
  expect(wire.losses).toBe(1);
  outbox.push(fact(50), 50);
  vi.advanceTimersByTime(1_000);
  expect([wire.losses, wire.batches.length]).toEqual([1, 1]);
  outbox.flush();
  outbox.start();
  outbox.push(fact(51), 51);
  vi.advanceTimersByTime(100);
  expect(wire.batches.map((b) => [b.first, b.events.length])).toEqual([
    [1, 1],
    [51, 1],
  ]);
});

test('a new snapshot before the loss could be told makes telling it needless', () => {
  const wire = new Wire();
  const outbox = started(wire, 1_000);
  wire.buffered = 2_000;
  outbox.push(fact(1), 1);
  vi.advanceTimersByTime(100);
  outbox.flush();
  outbox.start();
  wire.buffered = 0;
  vi.advanceTimersByTime(1_000);
  expect(wire.losses).toBe(0);
  outbox.push(fact(2), 2);
  vi.advanceTimersByTime(100);
  expect(wire.batches.map((b) => b.first)).toEqual([2]);
});

test('more events than a batch may hold are a loss as well: memory stays bounded', () => {
  const wire = new Wire();
  const outbox = started(wire);
  for (let number = 1; number <= 60_000; number++) outbox.push(fact(number), number);
  vi.advanceTimersByTime(1_000);
  expect([wire.batches.length, wire.losses]).toEqual([0, 1]);
});

test('after close nothing is sent any more, and no timer is left', () => {
  const wire = new Wire();
  const outbox = started(wire);
  outbox.push(fact(1), 1);
  outbox.close();
  vi.advanceTimersByTime(1_000);
  outbox.push(fact(2), 2);
  outbox.start();
  outbox.push(fact(3), 3);
  expect(wire.sent).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

// Every fault as a trace: items in at some times, items out at theirs. And for all that lose nothing: the same bytes.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { latin1 } from '../mocks/message.ts';
import { randomFrom as seeded } from '../mocks/random.ts';
import { randomFrom } from '../testing/random.ts';
import type { Common, FaultContext, Item, Out } from './fault.ts';
import { Gate } from './gate.ts';
import { type FaultSettings, faultList, faultOf, faultSettings, faults, faultText } from './index.ts';

/** A fault on a clock of its own. */
class Bench {
  now = 0;
  readonly story: string[] = [];
  readonly gate: Gate;
  readonly out: Out = {
    put: (item) =>
      this.story.push(`${this.now} ${item.kind === 'bytes' ? latin1(item.bytes) : item.kind.toUpperCase()}`),
    act: (act) => this.story.push(`${this.now} ${act.toUpperCase()}`),
    acted: () => {},
    held: (ticket, bytes) => this.story.push(`${this.now} held ${ticket} ${latin1(bytes)}`),
  };

  constructor(given: object, out?: Out) {
    const settings = v.parse(faultSettings, given);
    const { seed = 1, afterBytes, forMs } = settings as Common;
    const holds: FaultContext['holds'] = (_matcher, bytes) => latin1(bytes).startsWith('h');
    const random = seeded(seed);
    if (out) this.out = out;
    this.gate = new Gate(
      (startedAt) => faultOf(settings).start(settings, { random, startedAt, holds }),
      { afterBytes, forMs },
      true,
      0,
    );
    this.until(0);
  }

  put(item: string | Item, at = this.now): this {
    this.until(at);
    this.gate.take(typeof item === 'string' ? bytes(item) : item, this.out, this.now);
    return this;
  }
  end(at = this.now): this {
    return this.put({ kind: 'end' }, at);
  }
  /** Lets the time go on, waking the stage whenever it wants. */
  until(at: number): this {
    for (let due = this.gate.wakeAt(); due <= at; due = this.gate.wakeAt()) {
      this.now = Math.max(this.now, due);
      const held = this.gate.held();
      this.gate.wake(this.out, this.now);
      if (this.gate.wakeAt() === due && this.gate.held() === held) this.now += 0.01; // a rounding short of due
      if (this.now > at) break;
    }
    this.now = Math.max(this.now, at);
    return this;
  }
}

const bytes = (text: string): Item => ({ kind: 'bytes', bytes: Uint8Array.from(text, (c) => c.charCodeAt(0)) });

test('delay: each chunk later, in order, and the end behind them', () => {
  expect(new Bench({ kind: 'delay', ms: 50 }).put('a', 0).put('b', 10).end(11).until(500).story).toEqual([
    '50 a',
    '60 b',
    '61 END',
  ]);
  expect(new Bench({ kind: 'delay', ms: 50, per: 'connection' }).put('a', 10).put('b', 80).until(500).story).toEqual([
    '50 a',
    '80 b',
  ]);
  expect(
    new Bench({ kind: 'delay', ms: 50, per: 'first-byte' }).put('a', 10).put('b', 20).put('c', 90).until(500).story,
  ).toEqual(['60 a', '60 b', '90 c']);
  const jittered = new Bench({ kind: 'delay', ms: 50, jitterMs: 40, seed: 3 });
  for (const letter of 'abcdefgh') jittered.put(letter, jittered.now + 5);
  expect(
    jittered
      .until(500)
      .story.map((line) => line.split(' ')[1])
      .join(''),
  ).toBe('abcdefgh');
});

test('throttle: the rate holds over time, however late the timers are, and the end comes last', () => {
  const bench = new Bench({ kind: 'throttle', bytesPerSecond: 1_000 });
  bench.put('x'.repeat(500), 0).end(0).until(10_000);
  const sent = bench.story.slice(0, -1).reduce((sum, line) => sum + (line.split(' ')[1]?.length ?? 0), 0);
  expect(sent).toBe(500);
  expect(Number(bench.story.at(-1)?.split(' ')[0])).toBeCloseTo(500, -1);
  expect(bench.story.at(-1)).toMatch(/END$/u);
  // A timer that is a whole second late makes up for it.
  const late = new Bench({ kind: 'throttle', bytesPerSecond: 1_000 });
  late.put('x'.repeat(3_000), 0);
  late.now = 1_000;
  late.gate.wake(late.out, 1_000);
  expect(late.story.reduce((sum, line) => sum + (line.split(' ')[1]?.length ?? 0), 0)).toBe(1_000);
  expect(late.gate.full()).toBe(false);
  expect(new Bench({ kind: 'throttle', bytesPerSecond: 100 }).put('x'.repeat(70_000)).gate.full()).toBe(true);
});

test('slice: pieces of a size, with time between them', () => {
  expect(new Bench({ kind: 'slice', bytes: 2 }).put('abcde').end().story).toEqual(['0 ab', '0 cd', '0 e', '0 END']);
  expect(new Bench({ kind: 'slice', bytes: 2, gapMs: 10 }).put('abcde').end().until(500).story).toEqual([
    '0 ab',
    '10 cd',
    '20 e',
    '20 END',
  ]);
});

test('cut-after: exactly so many bytes, then silence, a close or a reset', () => {
  const cut = (afterwards?: string) =>
    new Bench({ kind: 'cut-after', bytes: 3, ...(afterwards && { afterwards }) }).put('ab').put('cdef').put('g').end()
      .story;
  expect(cut()).toEqual(['0 ab', '0 c', '0 CLOSE']);
  expect(cut('silent')).toEqual(['0 ab', '0 c']);
  expect(cut('reset')).toEqual(['0 ab', '0 c', '0 RESET']);
});

test('reset-after: bytes, time or messages; what has passed leaves first', () => {
  expect(new Bench({ kind: 'reset-after', bytes: 3 }).put('abcd').put('e').story).toEqual(['0 abc', '0 RESET']);
  expect(new Bench({ kind: 'reset-after', ms: 40 }).put('a', 10).until(100).story).toEqual(['10 a', '40 RESET']);
  expect(new Bench({ kind: 'reset-after', messages: 2 }).put('a').put('b').put('c').story).toEqual([
    '0 a',
    '0 b',
    '0 RESET',
  ]);
});

test('half-close-after: FIN after the bytes, a later end is not another one', () => {
  expect(new Bench({ kind: 'half-close-after', bytes: 2 }).put('abc').put('d').end().story).toEqual(['0 ab', '0 END']);
  expect(new Bench({ kind: 'half-close-after', bytes: 1, keepReading: false }).put('ab').story).toEqual([
    '0 a',
    '0 END',
    '0 STOP-READING',
  ]);
});

test('silence: for good, or for a time, after which everything goes on', () => {
  expect(new Bench({ kind: 'silence', afterBytes: 2 }).put('abc').end().until(1_000).story).toEqual(['0 ab']);
  expect(
    new Bench({ kind: 'silence', forMs: 30 }).put('a', 5).put('b', 6).end(7).until(100).put('c', 101).story,
  ).toEqual(['30 a', '30 b', '30 END', '101 c']);
  const stuck = new Bench({ kind: 'silence', afterMs: 20, keepReading: false, forMs: 50 });
  expect(stuck.put('a', 5).until(100).story).toEqual(['5 a', '20 STOP-READING', '50 RESUME-READING']);
});

test('stop-reading and slow-close', () => {
  expect(new Bench({ kind: 'stop-reading', forMs: 20 }).until(50).story).toEqual([
    '0 STOP-READING',
    '20 RESUME-READING',
  ]);
  expect(new Bench({ kind: 'stop-reading', afterBytes: 2 }).put('ab').until(50).story).toEqual([
    '0 ab',
    '0 STOP-READING',
  ]);
  expect(new Bench({ kind: 'slow-close', ms: 30 }).put('a').end(5).until(99).story).toEqual(['0 a', '35 END']);
});

test('corrupt: one byte in so many, the same ones for the same seed, however the bytes are cut', () => {
  const spoilt = (cuts: readonly number[], settings: object = {}) => {
    const bench = new Bench({ kind: 'corrupt', every: 10, seed: 4, ...settings });
    let at = 0;
    for (const size of cuts) {
      bench.put('a'.repeat(size));
      at += size;
    }
    expect(at).toBe(100);
    return bench.story.map((line) => line.slice(2)).join('');
  };
  const whole = spoilt([100]);
  expect([...whole].filter((c) => c !== 'a')).toHaveLength(10);
  expect(spoilt([1, 9, 37, 53])).toBe(whole);
  expect(spoilt([100], { seed: 5 })).not.toBe(whole);
  expect(spoilt([100], { how: 'replace', replacement: 0x2a }).replaceAll('*', '')).toBe('a'.repeat(90));
});

test('lose and duplicate: whole chunks, the same ones for the same seed', () => {
  const run = (kind: string, seed: number) => {
    const bench = new Bench({ kind, probability: 0.3, seed });
    for (let i = 0; i < 100; i++) bench.put(`${i};`);
    return bench.end().story;
  };
  expect(run('lose', 1)).toEqual(run('lose', 1));
  expect(run('lose', 1)).not.toEqual(run('lose', 2));
  expect(run('lose', 1).length).toBeGreaterThan(50);
  expect(run('lose', 1).length).toBeLessThan(90);
  expect(run('duplicate', 1).length).toBeGreaterThan(110);
  expect(run('duplicate', 1).at(-1)).toBe('0 END');
});

test('hold: what is meant waits in the tray, what comes behind keeps the order', () => {
  const bench = new Bench({ kind: 'hold', match: { kind: 'starts-with', text: 'h' } });
  bench.put('a').put('h1').put('b').put('h2').put('h3').end();
  expect(bench.story).toEqual(['0 a', '0 held 1 h1', '0 held 2 h2', '0 held 3 h3']);
  const decide = (ticket: number, decision: Parameters<Gate['decide']>[1]) =>
    bench.gate.decide(ticket, decision, bench.out);
  expect(decide(2, { bytes: Uint8Array.of(0x58) })).toBe(true);
  expect(bench.story).toHaveLength(4);
  expect([decide(1, 'forward'), decide(1, 'forward'), decide(9, 'discard')]).toEqual([true, false, false]);
  expect(bench.story.slice(4)).toEqual(['0 h1', '0 b', '0 X']);
  decide(3, 'discard');
  expect(bench.story.slice(7)).toEqual(['0 END']);
});

test('afterBytes and forMs belong to every fault; taking one off gives everything back in order', () => {
  expect(new Bench({ kind: 'delay', ms: 50, afterBytes: 3 }).put('abcd').until(99).story).toEqual(['0 abc', '50 d']);
  expect(new Bench({ kind: 'delay', ms: 500, forMs: 20 }).put('a').put('b').until(99).story).toEqual(['20 a', '20 b']);
  const bench = new Bench({ kind: 'delay', ms: 500 }).put('a').put('b').end();
  bench.gate.release(bench.out);
  expect(bench.put('c').story).toEqual(['0 a', '0 b', '0 END', '0 c']);
});

test('several faults that lose nothing, in any order and with any chunks, give the same bytes and one end behind them', () => {
  const random = randomFrom(5);
  const kinds: readonly (() => FaultSettings)[] = [
    () => ({ kind: 'delay', ms: random.below(40), jitterMs: random.below(40), seed: random.below(99) }),
    () => ({ kind: 'throttle', bytesPerSecond: 500 + random.below(50_000) }),
    () => ({ kind: 'slice', bytes: 1 + random.below(9), variationBytes: random.below(4), gapMs: random.below(5) }),
    () => ({ kind: 'silence', afterMs: random.below(50), forMs: 1 + random.below(200) }),
    () => ({ kind: 'slow-close', ms: random.below(100) }),
    () => ({ kind: 'hold', match: { kind: 'starts-with', text: 'h' }, forMs: 1 + random.below(300) }),
    () => ({ kind: 'stop-reading', direction: 'received', forMs: random.below(30) }),
  ];
  expect(faults.filter((fault) => fault.lossless).length).toBe(kinds.length);
  for (let round = 0; round < 300; round++) {
    const got: Item[] = [];
    const chain: Bench[] = [];
    const count = 1 + random.below(3);
    for (let i = count - 1; i >= 0; i--) {
      const behind = chain[0];
      const put = (item: Item) => (behind ? behind.gate.take(item, behind.out, chain[0]?.now ?? 0) : got.push(item));
      chain.unshift(new Bench(random.pick(kinds)(), { put, act: () => {}, acted: () => {}, held: () => {} }));
    }
    const sent = Array.from({ length: random.below(30) }, () => random.pick(['hello', 'a', 'bc', 'x'.repeat(50), 'h']));
    let now = 0;
    const step = (to: number) => {
      now = to;
      for (let i = chain.length - 1; i >= 0; i--) for (const each of chain) if (each === chain[i]) each.until(now);
    };
    for (const text of sent) {
      step(now + random.below(20));
      chain[0]?.put(text);
    }
    chain[0]?.end();
    for (let i = 0; i < 200; i++) step(now + 50);
    for (const each of chain) each.gate.release(each.out);
    const text = got.map((item) => (item.kind === 'bytes' ? latin1(item.bytes) : '')).join('');
    expect(text).toBe(sent.join(''));
    expect(got.filter((item) => item.kind === 'end')).toHaveLength(1);
    expect(got.at(-1)?.kind).toBe('end');
  }
});

test('every fault has words and defaults that its own schema takes; what makes no sense is refused', () => {
  for (const { kind, defaults } of faults) {
    const settings = v.parse(faultSettings, defaults);
    expect(settings.kind).toBe(kind);
    expect(faultText(settings)).toMatch(/^[a-z]/u);
  }
  const refused = (given: unknown) => !v.safeParse(faultList, [given]).success;
  expect(refused({ kind: 'delay', ms: -1 })).toBe(true);
  expect(refused({ kind: 'throttle', bytesPerSecond: 0 })).toBe(true);
  expect(refused({ kind: 'delay', ms: 1, probability: 2 })).toBe(true);
  expect(refused({ kind: 'delay', ms: 1, direction: 'up' })).toBe(true);
});

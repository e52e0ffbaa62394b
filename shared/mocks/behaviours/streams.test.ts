// The behaviours that speak by themselves, and the smaller ones, as what they ask of the engine.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { messageOf, scopeOf } from '../../testing/scope.ts';
import { traceOf } from '../../testing/traces.ts';
import type { Stream } from '../actions.ts';
import type { Message } from '../message.ts';
import { latin1 } from '../message.ts';
import type { Scope } from '../scope.ts';
import { type BehaviourSettings, behaviourOf, behaviourSettings } from './index.ts';

const parsed = (settings: object) => v.parse(behaviourSettings, settings);
const opened = (settings: object, scope: Partial<Scope> = {}) => {
  const given = parsed(settings);
  return behaviourOf(given).onOpened?.(given, scopeOf(scope)) ?? [];
};
const heard = (settings: object, message: Message, scope: Partial<Scope> = {}) => {
  const given = parsed(settings);
  return traceOf(behaviourOf(given).onMessage?.(given, message, scopeOf(scope)));
};
const streamOf = (settings: object): Stream => {
  const [action] = opened(settings);
  if (action?.do !== 'stream') throw new Error('not a stream');
  return action.stream;
};
const text = (stream: Stream, offset: number, size: number) => latin1(stream.produce(offset, size));

test('chargen: the lines of RFC 864, each one further on, the same at the same place however they are cut', () => {
  const stream = streamOf({ kind: 'chargen' });
  expect(stream.bytesPerSecond).toBe(1_000_000);
  const whole = text(stream, 0, 74 * 96);
  const lines = whole.split('\r\n');
  expect(lines[0]).toHaveLength(72);
  expect([lines[0]?.slice(0, 4), lines[1]?.slice(0, 4), lines[94]?.[0]]).toEqual([' !"#', '!"#$', '~']);
  expect(lines[95]).toBe(lines[0]); // after 95 lines it begins anew
  for (const [at, size] of [
    [0, 1],
    [73, 5],
    [7_029, 3],
    [500, 700],
  ] as const)
    expect(text(stream, at, size)).toBe(whole.slice(at, at + size));
});

test('chargen: zeros, numbered lines, a pattern of one’s own, no limit, a total', () => {
  expect(text(streamOf({ kind: 'chargen', pattern: 'zeros' }), 9, 3)).toBe('\0\0\0');
  expect(text(streamOf({ kind: 'chargen', pattern: 'counter' }), 10, 14)).toBe('\r\n0000000001\r\n');
  expect(text(streamOf({ kind: 'chargen', pattern: 'custom', text: 'abc' }), 2, 5)).toBe('cabca');
  expect(streamOf({ kind: 'chargen', bytesPerSecond: null, totalBytes: 10 })).toMatchObject({ totalBytes: 10 });
  expect(streamOf({ kind: 'chargen', bytesPerSecond: null }).bytesPerSecond).toBeUndefined();
});

test('garbage: the same seed gives the same bytes at the same place, sizes between the limits', () => {
  const [one, two] = [streamOf({ kind: 'garbage', seed: 5 }), streamOf({ kind: 'garbage', seed: 5 })];
  expect(text(one, 0, 100)).toBe(text(two, 0, 40) + text(two, 40, 60));
  expect(text(streamOf({ kind: 'garbage', seed: 6 }), 0, 100)).not.toBe(text(one, 0, 100));
  expect(text(streamOf({ kind: 'garbage', seed: 5, ascii: true }), 0, 500)).toMatch(/^[ -~]+$/u);
  const sized = streamOf({ kind: 'garbage', seed: 1, minBytes: 3, maxBytes: 9 });
  const sizes = Array.from({ length: 200 }, (_, i) => sized.sizeAt?.(i) ?? 0);
  expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([3, 9]);
  expect(v.safeParse(behaviourSettings, { kind: 'garbage', minBytes: 9, maxBytes: 3 }).success).toBe(false);
});

test('daytime: RFC 867 in any time zone, ISO, seconds, one’s own words; then it finishes', () => {
  const now = Date.UTC(2026, 1, 3, 13, 4, 5);
  const says = (settings: object) => traceOf(opened({ kind: 'daytime', ...settings }, { now }));
  expect(says({})).toEqual(['send Tuesday, February 3, 2026 13:04:05-UTC\r\n', 'end']);
  expect(says({ timeZone: 'America/New_York' })[0]).toBe(
    'send Tuesday, February 3, 2026 08:04:05-America/New_York\r\n',
  );
  expect(says({ format: 'iso', afterwards: 'stay' })).toEqual(['send 2026-02-03T13:04:05.000Z\r\n']);
  expect(says({ format: 'unix', afterwards: 'close' })).toEqual(['send 1770123845\r\n', 'destroy']);
  expect(says({ format: 'custom', text: 'it is {{time:unix}}' })[0]).toBe('send it is 1770123845\r\n');
  expect(v.safeParse(behaviourSettings, { kind: 'daytime', timeZone: 'Mars/Base' }).success).toBe(false);
});

test('echo with prefix and limit; discard at a rate; never reply without reading', () => {
  expect(heard({ kind: 'echo', prefix: '> ', maxBytes: 3 }, messageOf('hello'))).toEqual(['send > hel']);
  expect(traceOf(opened({ kind: 'discard', bytesPerSecond: 500 }))).toEqual(['read-rate 500']);
  expect(traceOf(opened({ kind: 'never-reply', keepReading: false }))).toEqual(['pause']);
});

test('stop-reading: at once, or when so many bytes have come', () => {
  expect(traceOf(opened({ kind: 'stop-reading' }))).toEqual(['pause']);
  expect(traceOf(opened({ kind: 'stop-reading', afterBytes: 10 }))).toEqual([]);
  expect(heard({ kind: 'stop-reading', afterBytes: 10 }, messageOf('12345'), { receivedBefore: 4 })).toEqual([]);
  expect(heard({ kind: 'stop-reading', afterBytes: 10 }, messageOf('12345'), { receivedBefore: 5 })).toEqual(['pause']);
});

test('hang-up, broadcast, file, relay', () => {
  expect(traceOf(opened({ kind: 'hang-up' }))).toEqual(['destroy']);
  expect(traceOf(opened({ kind: 'hang-up', how: 'reset', delayMs: 5 }))).toEqual(['wait 5', 'reset']);
  expect(heard({ kind: 'broadcast' }, messageOf('hi'))).toEqual(['broadcast hi']);
  expect(heard({ kind: 'broadcast', includeSender: true }, messageOf('hi'))).toEqual(['broadcast hi to all']);
  expect(opened({ kind: 'file', file: '/a/b', chunkBytes: 10, onEnd: 'loop' })).toEqual([
    { do: 'send-file', file: { path: '/a/b', chunkBytes: 10, onEnd: 'loop' } },
  ]);
  const relay = { kind: 'relay', target: { host: 'h', port: 1 }, onRefuse: 'reply', refusalText: 'no' };
  expect(traceOf(opened(relay))).toEqual(['relay']);
  expect(heard(relay, messageOf('x'))).toEqual(['relay x']);
  expect(v.safeParse(behaviourSettings, { kind: 'relay', target: { host: 'h' } }).success).toBe(false);
});

test('fixed-reply and banner take files and templates', () => {
  expect(heard({ kind: 'fixed-reply', file: '/x' }, messageOf('?'))).toEqual(['send-file /x']);
  expect(heard({ kind: 'fixed-reply', text: '{{msg}}!' }, messageOf('?'), { message: messageOf('?') })).toEqual([
    'send ?!',
  ]);
  const settings: BehaviourSettings = { kind: 'banner', file: '/motd', afterwards: 'finish' };
  expect(traceOf(opened(settings))).toEqual(['send-file /motd', 'end']);
});

import * as v from 'valibot';
import { expect, test } from 'vitest';
import { scopeOf } from '../../testing/scope.ts';
import { traceOf } from '../../testing/traces.ts';
import { banner } from './banner.ts';

const onOpened = (settings: object) =>
  traceOf(banner.onOpened?.(v.parse(banner.settings, { kind: 'banner', ...settings }), scopeOf()));

test('banner greets when somebody connects, then stays, finishes or closes; a delay comes first', () => {
  expect(onOpened({ text: 'hi' })).toEqual(['send hi']);
  expect(onOpened({ text: 'hi', afterwards: 'stay', delayMs: 0 })).toEqual(['send hi']);
  expect(onOpened({ hex: '68 69', afterwards: 'finish' })).toEqual(['send hi', 'end']);
  expect(onOpened({ base64: 'aGk=', afterwards: 'close', delayMs: 50 })).toEqual(['wait 50', 'send hi', 'destroy']);
});

test('banner: settings that make no sense are refused', () => {
  const refused = (settings: object) => !v.safeParse(banner.settings, { kind: 'banner', ...settings }).success;
  expect(refused({})).toBe(true);
  expect(refused({ text: 'a', hex: '61' })).toBe(true);
  expect(refused({ hex: '6' })).toBe(true);
  expect(refused({ base64: '*' })).toBe(true);
  expect(refused({ text: 'a', delayMs: -1 })).toBe(true);
  expect(refused({ text: 'a', delayMs: 3_600_001 })).toBe(true);
  expect(refused({ text: 'a', afterwards: 'explode' })).toBe(true);
  expect(refused({ text: 'a', more: 1 })).toBe(true);
  expect(refused(banner.defaults)).toBe(false);
});

test('banner in words', () => {
  expect(banner.sentence({ kind: 'banner', text: 'hi\r\n' })).toBe('Says "hi\\r\\n".');
  expect(banner.sentence({ kind: 'banner', hex: '00', delayMs: 50, afterwards: 'finish' })).toBe(
    'Says its banner after 50 ms, then finishes sending.',
  );
  expect(banner.sentence({ kind: 'banner', text: 'x', afterwards: 'close' })).toBe('Says "x", then closes.');
});

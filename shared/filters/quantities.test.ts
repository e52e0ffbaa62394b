import { expect, test } from 'vitest';
import { inPrefix, isPrefix } from './cidr.ts';
import { parseDuration, parseSize } from './quantities.ts';

test.each([
  ['100', 100],
  ['0', 0],
  ['20kb', 20_000],
  ['1.5MB', 1_500_000],
  ['1mb/s', 1_000_000],
  ['2g', 2e9],
  ['1 mb', undefined],
  ['-1', undefined],
  ['mb', undefined],
  ['1pb', undefined],
  ['', undefined],
])('size %s', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['5m', 300_000],
  ['5min', 300_000],
  ['1.5h', 5_400_000],
  ['7', 7_000],
  ['1d', undefined],
  ['s', undefined],
])('time %s', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test('a prefix is the beginning of the text, or a subnet by its bits', () => {
  expect(inPrefix('10.0.7.9', '10.0.')).toBe(true);
  expect(inPrefix('10.0.7.9', '10.0.7.0/24')).toBe(true);
  expect(inPrefix('10.0.7.9', '10.0.6.0/23')).toBe(true);
  expect(inPrefix('10.0.8.9', '10.0.6.0/23')).toBe(false);
  expect(inPrefix('10.0.7.9', '0.0.0.0/0')).toBe(true);
  expect(inPrefix('2001:db8::5', '2001:db8::/32')).toBe(true);
  expect(inPrefix('2001:DB8::5', '2001:db8:')).toBe(true);
  expect(inPrefix('2001:db9::5', '2001:db8::/32')).toBe(false);
  expect(inPrefix('fe80::1%eth0', 'fe80::/10')).toBe(true);
  expect(inPrefix('10.0.0.1', '2001:db8::/32')).toBe(false);
  expect(inPrefix('db.example', '10.0.0.0/8')).toBe(false);
});

test('what is no prefix is told', () => {
  for (const good of ['10.', '10.0.0.0/8', '::/0', 'fd00::/8', 'db.example', '1:2:3:4:5:6:7:8/128']) {
    expect([good, isPrefix(good)]).toEqual([good, true]);
  }
  for (const bad of [
    '10.0.0.0/33',
    '256.0.0.0/8',
    'fd00/8',
    '1::2::3/8',
    'x/8',
    'a b',
    '1:2:3:4:5:6:7:8:9/8',
    '::/129',
  ]) {
    expect([bad, isPrefix(bad)]).toEqual([bad, false]);
  }
});

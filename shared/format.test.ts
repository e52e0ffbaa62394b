import { expect, test } from 'vitest';
import {
  formatAddress,
  formatBytes,
  formatClock,
  formatCount,
  formatDuration,
  formatEndpoint,
  formatHostPort,
  formatPath,
  formatRate,
  unmapped,
} from './format.ts';

const all = <T>(format: (value: T) => string, cases: readonly (readonly [T, string])[]) =>
  expect(cases.map(([value]) => [value, format(value)])).toEqual(cases);

test('byte counts: decimal units, never a number that rounds up into the next one', () => {
  all(formatBytes, [
    [0, '0 B'],
    [1, '1 B'],
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [1_234, '1.2 kB'],
    [9_940, '9.9 kB'],
    [9_950, '10 kB'],
    [99_499, '99 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [3_923_968, '3.9 MB'],
    [1.5e9, '1.5 GB'],
    [2e12, '2.0 TB'],
    [5e15, '5000 TB'],
    [-2_000, '−2.0 kB'],
    [Number.NaN, '–'],
    [Number.POSITIVE_INFINITY, '–'],
  ]);
  expect(formatRate(1_200_000)).toBe('1.2 MB/s');
});

test('counts: spaces between thousands', () => {
  all(formatCount, [
    [0, '0'],
    [999, '999'],
    [4_812, '4 812'],
    [1_234_567, '1 234 567'],
    [-1_234, '-1 234'],
    [12.9, '12'],
  ]);
});

test('clocks: minutes and seconds, hours only when there are any', () => {
  all(formatClock, [
    [0, '0:00'],
    [4_999, '0:04'],
    [729_000, '12:09'],
    [3_599_999, '59:59'],
    [3_600_000, '1:00:00'],
    [10_930_000, '3:02:10'],
    [-5, '0:00'],
  ]);
});

test('durations in words: two digits, never sixty of anything', () => {
  all(formatDuration, [
    [0, '0 ms'],
    [0.42, '0.4 ms'],
    [3, '3 ms'],
    [12.6, '13 ms'],
    [999.4, '999 ms'],
    [999.6, '1.0 s'],
    [1_000, '1 s'],
    [1_234, '1.2 s'],
    [9_960, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 min'],
    [60_000, '1 min'],
    [119_600, '2 min'],
    [130_000, '2 min 10 s'],
    [3_600_000, '1 h'],
    [11_100_000, '3 h 5 min'],
  ]);
});

test('addresses: brackets around IPv6, IPv4 out of its mapped form, abstract names with @', () => {
  expect(formatHostPort('::1', 80)).toBe('[::1]:80');
  expect(formatHostPort('localhost', '8080')).toBe('localhost:8080');
  all(unmapped, [
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['::FFFF:10.0.0.1', '10.0.0.1'],
    ['::1', '::1'],
    ['10.0.0.1', '10.0.0.1'],
  ]);
  all(formatPath, [
    ['/tmp/echo.sock', '/tmp/echo.sock'],
    ['\0name', '@name'],
  ]);
  expect(formatEndpoint({ address: '::ffff:127.0.0.1', port: 5, family: 'IPv6' })).toBe('127.0.0.1:5');
  expect(formatEndpoint({ path: '/tmp/x' })).toBe('/tmp/x');
  expect([formatEndpoint(null), formatEndpoint(undefined), formatAddress(null)]).toEqual(['—', '—', '—']);
  expect(formatAddress('\0name')).toBe('@name');
  expect(formatAddress({ address: '::', port: 9, family: 'IPv6' })).toBe('[::]:9');
});

// Every matcher: which messages it means, why not, and how a near miss is mended.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { messageOf, scopeOf } from '../../testing/scope.ts';
import type { Scope } from '../scope.ts';
import { judge, type MatcherSettings, matcher, matchers, matcherText } from './index.ts';

/** `true`, or the reason why not. */
function verdict(settings: object, text: string, scope: Partial<Scope> = {}): true | string {
  const found = judge(v.parse(matcher, settings), messageOf(text), scopeOf(scope));
  return found.matched || found.why();
}
function fixOf(settings: object, text: string) {
  const fix = judge(v.parse(matcher, settings), messageOf(text), scopeOf()).fix?.();
  if (fix) expect(verdict(fix.when, text), `after “${fix.title}”`).toBe(true);
  return fix?.title;
}

test('any message', () => {
  expect(verdict({ kind: 'any' }, '')).toBe(true);
});

test('exact: the whole message, with the reason in bytes and the fix that would help', () => {
  const ping = { kind: 'exact', text: 'PING' };
  expect(verdict(ping, 'PING')).toBe(true);
  expect(verdict(ping, 'PING\r')).toBe('message has 1 extra byte 0D at the end');
  expect(verdict(ping, 'PIN')).toBe('message ends 1 byte too early');
  expect(verdict(ping, 'PANG')).toBe('message differs from byte 2 on: “ANG”');
  expect(verdict(ping, 'x')).toBe('message is “x”');
  expect(fixOf(ping, 'PING\r\n')).toBe('Ignore trailing CR/LF');
  expect(fixOf(ping, 'ping')).toBe('Ignore case');
  expect(fixOf(ping, 'ping\n')).toBe('Ignore case and trailing CR/LF');
  expect(fixOf(ping, 'pong')).toBeUndefined();
  expect(verdict({ kind: 'exact', hex: '50 00', ignoreCase: true }, 'p\0')).toBe(true);
  expect(verdict({ kind: 'exact', base64: 'UElORw==' }, 'PING')).toBe(true);
});

test('starts with, ends with, contains', () => {
  expect(verdict({ kind: 'starts-with', text: 'GET ' }, 'GET /')).toBe(true);
  expect(verdict({ kind: 'starts-with', text: 'GET ' }, 'GOT /')).toBe('message starts “GOT ”');
  expect(fixOf({ kind: 'starts-with', text: 'GET ' }, 'get /')).toBe('Ignore case');
  expect(verdict({ kind: 'ends-with', text: ';' }, 'a;')).toBe(true);
  expect(verdict({ kind: 'ends-with', text: 'ab' }, 'b')).toBe('message ends “b”');
  expect(verdict({ kind: 'ends-with', text: ';', ignoreTrailingCrLf: true }, 'a;\r\n')).toBe(true);
  expect(verdict({ kind: 'contains', text: 'bc' }, 'abcd')).toBe(true);
  expect(verdict({ kind: 'contains', text: 'xx' }, 'abcd')).toBe('message “abcd” does not contain it');
  expect(fixOf({ kind: 'contains', text: 'BC' }, 'abcd')).toBe('Ignore case');
});

test('regex: groups by number and name, bytes that are no UTF-8, a pattern that is none', () => {
  const set = { kind: 'regex', pattern: '^SET (?<key>\\w+) (?<val>.*)$' } as const;
  expect(judge(set, messageOf('SET a b c'), scopeOf()).groups).toEqual({
    match: 'SET a b c',
    1: 'a',
    2: 'b c',
    key: 'a',
    val: 'b c',
  });
  expect(verdict({ kind: 'regex', pattern: '^\\xff$' }, 'ÿ')).toBe(true);
  expect(verdict(set, 'GET a')).toBe('message “GET a” does not match');
  expect(fixOf(set, 'SET a b\r')).toBe('Ignore trailing CR/LF');
  expect(fixOf({ kind: 'regex', pattern: '^ping$' }, 'PING')).toBe('Ignore case');
  expect(v.safeParse(matcher, { kind: 'regex', pattern: '(' }).success).toBe(false);
  expect(v.safeParse(matcher, { kind: 'regex', pattern: 'a', flags: 'g' }).success).toBe(false);
});

test('a pattern that was given up does not match, and says so', () => {
  const regex = () => ({ gaveUp: 'given up' });
  const found = judge(v.parse(matcher, { kind: 'regex', pattern: 'a' }), messageOf('a'), scopeOf({ regex }));
  expect([found.matched, found.why(), found.slow]).toEqual([false, 'given up', 'given up']);
});

test('hex patterns with wildcards and an offset', () => {
  const pattern = { kind: 'hex-pattern', pattern: '02 ?? 00 03' };
  expect(verdict(pattern, '\x02\x99\x00\x03more')).toBe(true);
  expect(verdict(pattern, '\x02\x99\x01\x03')).toBe('byte 2 is 01');
  expect(verdict(pattern, '\x02')).toBe('message has 1 byte, too few');
  expect(verdict({ ...pattern, offset: 1 }, 'x\x02y\0\x03')).toBe(true);
  expect(v.safeParse(matcher, { kind: 'hex-pattern', pattern: '0' }).success).toBe(false);
});

test('length, number, every, state', () => {
  const length = (is: string, bytes: number, to?: number) => ({ kind: 'length', is, bytes, ...(to && { to }) });
  expect(['equals', 'below', 'above', 'between'].map((is) => verdict(length(is, 3, 4), 'abc') === true)).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect(verdict(length('below', 3), 'abc')).toBe('message has 3 bytes');
  expect(verdict({ kind: 'number', n: 3 }, 'x', { messageNumber: 3 })).toBe(true);
  expect(verdict({ kind: 'number', n: 3, of: 'server' }, 'x', { messageNumber: 3, serverMessageNumber: 4 })).toBe(
    'this is message 4 of the server',
  );
  expect(verdict({ kind: 'every', n: 2 }, 'x', { messageNumber: 4 })).toBe(true);
  expect(verdict({ kind: 'every', n: 2 }, 'x', { messageNumber: 5 })).toBe('this is message 5 of the connection');
  const loggedIn = { kind: 'state-is', name: 'user', value: 'yes' };
  expect(verdict(loggedIn, 'x', { state: new Map([['user', 'yes']]) })).toBe(true);
  expect(verdict(loggedIn, 'x')).toBe('user is not set');
});

test('all of, any of, not: groups come together, reasons too', () => {
  const both = {
    kind: 'all-of',
    of: [
      { kind: 'starts-with', text: 'a' },
      { kind: 'regex', pattern: '(?<last>.)$' },
    ],
  };
  expect(judge(v.parse(matcher, both), messageOf('abc'), scopeOf()).groups).toMatchObject({ last: 'c' });
  expect(verdict(both, 'xbc')).toBe('message starts “x”');
  const either = {
    kind: 'any-of',
    of: [
      { kind: 'exact', text: 'a' },
      { kind: 'exact', text: 'b' },
    ],
  };
  expect(verdict(either, 'b')).toBe(true);
  expect(verdict(either, 'c')).toBe('message is “c”, message is “c”');
  expect(verdict({ kind: 'not', of: either }, 'c')).toBe(true);
  expect(verdict({ kind: 'not', of: either }, 'b')).toBe('message is “b”');
});

test('every matcher has words and defaults that its own schema takes', () => {
  for (const { kind, defaults } of matchers) {
    const settings = v.parse(matcher, defaults);
    expect(settings.kind).toBe(kind);
    expect(matcherText(settings as MatcherSettings)).not.toBe('');
  }
  expect(matcherText(v.parse(matcher, { kind: 'not', of: { kind: 'exact', text: 'PING' } }))).toBe(
    'anything but "PING"',
  );
});

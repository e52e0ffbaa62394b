// The filter language as it is typed: tokens, quotes, alternatives, and what is wrong with a token.
import { expect, test } from 'vitest';
import { filterKeys, payloadKeys } from './keys.ts';
import { formatFilter, parseFilter, quoted } from './parse.ts';

const one = (text: string) => {
  const tokens = parseFilter(text);
  expect(tokens).toHaveLength(1);
  return tokens[0] as (typeof tokens)[number];
};

test('spaces part tokens, quotes keep them together, also unfinished ones', () => {
  expect(parseFilter('  state:open   -server:echo hello ').map((t) => t.raw)).toEqual([
    'state:open',
    '-server:echo',
    'hello',
  ]);
  expect(parseFilter('text:"hello world" server:"My e').map((t) => t.values)).toEqual([['hello world'], ['My e']]);
  expect(parseFilter('')).toEqual([]);
});

test('a token knows its key, operator, values and whether it is negated', () => {
  expect(one('sent>1mb')).toEqual({ raw: 'sent>1mb', negated: false, key: 'sent', operator: '>', values: ['1mb'] });
  expect(one('-code:ECONNRESET|EPIPE')).toEqual({
    raw: '-code:ECONNRESET|EPIPE',
    negated: true,
    key: 'code',
    operator: ':',
    values: ['ECONNRESET', 'EPIPE'],
  });
  expect(one('STATE:open')).toMatchObject({ key: 'state', values: ['open'] });
  expect(one('server:"a|b"|c')).toMatchObject({ values: ['a|b', 'c'] });
});

test('free text, also with alternatives, and addresses that only look like a key', () => {
  expect(one('hello')).toMatchObject({ key: 'any', values: ['hello'], negated: false });
  expect(one('-hello')).toMatchObject({ key: 'any', values: ['hello'], negated: true });
  expect(one('-')).toMatchObject({ key: 'any', values: ['-'], negated: false });
  expect(one('echo|chargen')).toMatchObject({ key: 'any', values: ['echo', 'chargen'] });
  for (const address of ['localhost:5432', '127.0.0.1:80', 'fe80::1', '::1', '/tmp/a.sock', '#12']) {
    expect(one(address)).toMatchObject({ key: 'any', values: [address] });
    expect(one(address).problem).toBeUndefined();
  }
});

test.each([
  ['state:', 'A value is missing.'],
  ['state:""', 'A value is missing.'],
  ['state:foo', 'It is one of '],
  ['state:open|foo', 'It is one of '],
  ['nonsense:x', 'There is no key “nonsense”.'],
  ['sent>lots', 'A size'],
  ['idle>soon', 'A time'],
  ['idle:30s', 'idle goes with > or <.'],
  ['state>open', 'state goes with :.'],
  ['port:70000', 'A port'],
  ['port:http', 'A port'],
  ['peer:10.0.0.0/33', 'An address'],
  ['address:1.2.3.4/x', 'An address'],
  ['kind:carrier-pigeon', 'It is one of '],
  ['node:sleeping', 'It is one of '],
  ['has:hope', 'It is one of '],
  ['id:first', 'A number'],
  ['hex:0d0', 'One digit short.'],
  ['hex:xyz', 'is not a hex digit'],
  ['text>hello', 'text goes with a colon.'],
])('%s does nothing, and says why', (text, reason) => {
  expect(one(text).problem).toContain(reason);
});

test('every value a key offers is one it takes', () => {
  for (const { name, values = [] } of filterKeys) {
    for (const value of values) expect([name, one(`${name}:${quoted(value)}`).problem]).toEqual([name, undefined]);
  }
  expect(new Set([...filterKeys, ...payloadKeys].map((k) => k.name)).size).toBe(filterKeys.length + payloadKeys.length);
});

test('what is put together can be taken apart again', () => {
  const text = 'state:open -server:"My echo" sent>1mb x|y';
  expect(formatFilter(parseFilter(text))).toBe(text);
  expect(one(`server:${quoted('a b')}`).values).toEqual(['a b']);
  expect(one(`server:${quoted('a|b')}`).values).toEqual(['a|b']);
  expect(one(`server:${quoted('plain')}`).raw).toBe('server:plain');
});

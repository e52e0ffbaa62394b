import { expect, test } from 'vitest';
import { withoutToken, withToken } from './edit.ts';

test.each([
  ['', 'state:open', false, 'state:open'],
  ['', 'state:open', true, '-state:open'],
  ['server:echo', 'state:open', false, 'server:echo state:open'],
  ['state:open server:echo', 'state:open', false, 'server:echo state:open'],
  ['state:open', 'state:reset', false, 'state:reset'],
  ['state:open', 'state:reset', true, 'state:open -state:reset'],
  ['-state:open', 'state:open', false, 'state:open'],
  ['state:open', 'state:open', true, '-state:open'],
  ['-state:open', 'state:reset', true, '-state:open -state:reset'],
  ['port>1000', 'port:80', false, 'port>1000 port:80'],
  ['hello', 'world', false, 'hello world'],
  ['hello', 'hello', false, 'hello'],
])('“%s” and %s (negated: %s) is “%s”', (filter, token, negated, result) => {
  expect(withToken(filter, token, negated)).toBe(result);
});

test('a token is taken out by its position', () => {
  expect(withoutToken('a "b c" d', 1)).toBe('a d');
  expect(withoutToken('a', 0)).toBe('');
});

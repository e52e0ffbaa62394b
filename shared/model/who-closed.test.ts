import { expect, test } from 'vitest';
import type { Close } from '../contract/records.ts';
import { testSocket } from '../testing/records.ts';
import { whoClosedFirst } from './who-closed.ts';

const end = (first: Close['first'] | undefined, closedAt = 5) =>
  first === undefined ? testSocket(1) : testSocket(1, { closedAt, close: { hadError: false, cause: 'fin', first } });

test.each([
  ['us', 'peer', 'client'],
  ['peer', 'us', 'server'],
  ['us', 'unknown', 'client'],
  ['unknown', 'us', 'server'],
  ['peer', 'unknown', 'server'],
  ['unknown', 'peer', 'client'],
  ['unknown', 'unknown', 'unknown'],
  ['peer', 'peer', 'unknown'],
  ['us', undefined, 'client'],
  [undefined, undefined, 'unknown'],
] as const)('client says %s, server says %s: %s', (client, server, first) => {
  expect(whoClosedFirst(end(client), end(server))).toBe(first);
});

test('both closed by themselves: the earlier', () => {
  expect(whoClosedFirst(end('us', 4), end('us', 6))).toBe('client');
  expect(whoClosedFirst(end('us', 6), end('us', 4))).toBe('server');
});

test('an end outside the lab leaves what ours knows', () => {
  expect(whoClosedFirst(end('peer'), undefined)).toBe('server');
  expect(whoClosedFirst(undefined, end('peer'))).toBe('client');
});

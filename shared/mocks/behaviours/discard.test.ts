import { expect, test } from 'vitest';
import { scopeOf } from '../../testing/scope.ts';
import { discard } from './discard.ts';

test('discard answers nothing to anything', () => {
  expect(discard.onOpened?.({ kind: 'discard' }, scopeOf())).toEqual([]);
  expect(discard.onMessage).toBeUndefined();
  expect(discard.sentence({ kind: 'discard' })).toBe('Reads and throws away.');
});

import { expect, test } from 'vitest';
import { scopeOf } from '../../testing/scope.ts';
import { neverReply } from './never-reply.ts';

test('never-reply stays silent', () => {
  expect(neverReply.onOpened?.({ kind: 'never-reply' }, scopeOf())).toEqual([]);
  expect(neverReply.onMessage).toBeUndefined();
  expect(neverReply.sentence({ kind: 'never-reply' })).toBe('Never answers.');
});

import { expect, test } from 'vitest';
import { neverReply } from './never-reply.ts';

test('never-reply stays silent', () => {
  expect([neverReply.onOpened, neverReply.onChunk]).toEqual([undefined, undefined]);
  expect(neverReply.sentence({ kind: 'never-reply' })).toBe('Never answers.');
});

import { expect, test } from 'vitest';
import { discard } from './discard.ts';

test('discard answers nothing to anything', () => {
  expect([discard.onOpened, discard.onChunk]).toEqual([undefined, undefined]);
  expect(discard.sentence({ kind: 'discard' })).toBe('Reads and throws away.');
});

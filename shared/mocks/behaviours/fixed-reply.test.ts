import * as v from 'valibot';
import { expect, test } from 'vitest';
import { messageOf, scopeOf } from '../../testing/scope.ts';
import { traceOf } from '../../testing/traces.ts';
import { fixedReply } from './fixed-reply.ts';

/** What is answered to the first, second and third chunk. */
const answers = (settings: object) => {
  const parsed = v.parse(fixedReply.settings, { kind: 'fixed-reply', ...settings });
  return [1, 2, 3].map((messageNumber) =>
    traceOf(fixedReply.onMessage?.(parsed, messageOf('?'), scopeOf({ messageNumber }))),
  );
};

test('fixed-reply answers every chunk alike, or only the first of a connection', () => {
  expect(answers({ text: 'OK' })).toEqual([['send OK'], ['send OK'], ['send OK']]);
  expect(answers({ text: 'OK', per: 'chunk' })).toEqual([['send OK'], ['send OK'], ['send OK']]);
  expect(answers({ hex: '4f4b', per: 'connection' })).toEqual([['send OK'], [], []]);
  expect(answers({ text: 'OK', delayMs: 5 })[1]).toEqual(['wait 5', 'send OK']);
  expect(fixedReply.onOpened).toBeUndefined();
});

test('fixed-reply in words', () => {
  expect(fixedReply.sentence({ kind: 'fixed-reply', text: 'OK' })).toBe('Answers every chunk with "OK".');
  expect(fixedReply.sentence({ kind: 'fixed-reply', hex: '00', per: 'connection', delayMs: 5 })).toBe(
    'Answers the first chunk with fixed bytes after 5 ms.',
  );
});

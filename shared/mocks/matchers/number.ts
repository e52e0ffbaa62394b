import * as v from 'valibot';
import { oneOf, times } from '../fields.ts';
import { defineMatcher } from './matcher.ts';

const of = v.optional(oneOf(['connection', 'server'], 'Whose messages are counted.'));

/** One message by its number. */
export const number = defineMatcher({
  kind: 'number',
  title: 'Is number',
  summary: 'the n-th message of its connection or of the server',
  settings: v.strictObject({ kind: v.literal('number'), n: times('Its number, from 1.'), of }),
  defaults: { kind: 'number', n: 3 },
  judge: (settings, { scope }) => {
    const count = settings.of === 'server' ? scope.serverMessageNumber : scope.messageNumber;
    return {
      matched: count === settings.n,
      why: () => `this is message ${count} of the ${settings.of ?? 'connection'}`,
    };
  },
  sentence: (settings) => `message number ${settings.n} of ${settings.of === 'server' ? 'the server' : 'a connection'}`,
});

/** Every n-th message. */
export const every = defineMatcher({
  kind: 'every',
  title: 'Is every n-th',
  summary: 'each n-th message of its connection or of the server',
  settings: v.strictObject({ kind: v.literal('every'), n: times('Every how many messages.'), of }),
  defaults: { kind: 'every', n: 10 },
  judge: (settings, { scope }) => {
    const count = settings.of === 'server' ? scope.serverMessageNumber : scope.messageNumber;
    return {
      matched: count % settings.n === 0,
      why: () => `this is message ${count} of the ${settings.of ?? 'connection'}`,
    };
  },
  sentence: (settings) => `one message in ${settings.n}`,
});

import * as v from 'valibot';
import { ms, oneOf } from '../fields.ts';
import { matcher } from '../matchers/index.ts';
import { matcherLine, readMatcher } from './matcher-text.ts';
import { msText } from './reader.ts';
import { defineStep } from './step.ts';

/** Waits for a message; one of another kind, or none in time, is what `otherwise` is for. */
export const expect = defineStep({
  kind: 'expect',
  title: 'Expect',
  summary: 'waits for a message, within some time',
  settings: v.strictObject({
    kind: v.literal('expect'),
    match: matcher,
    withinMs: v.optional(ms('How long it waits; for ever without.')),
    otherwise: v.optional(
      oneOf(
        ['fail', 'skip', 'reset'],
        'Another message or none in time: the script fails and closes, goes on, or resets.',
      ),
    ),
  }),
  defaults: { kind: 'expect', match: { kind: 'any' } },
  run: ({ withinMs }) => ({ expects: true, actions: [{ do: 'timer', name: 'expect', ms: withinMs }] }),
  words: ['expect'],
  print: ({ match, withinMs, otherwise }) =>
    `expect ${matcherLine(match)}${withinMs === undefined ? '' : ` within ${msText(withinMs)}`}${
      otherwise === undefined ? '' : ` else ${otherwise}`
    }`,
  parse: (_word, reader) => ({
    kind: 'expect',
    match: readMatcher(reader),
    ...(reader.takes('within') && { withinMs: reader.ms() }),
    ...(reader.takes('else') && { otherwise: reader.next() as 'fail' }),
  }),
});

import * as v from 'valibot';
import { around } from '../actions/wait.ts';
import { wait as waitStep } from '../actions.ts';
import { ms } from '../fields.ts';
import { msText } from './reader.ts';
import { defineStep } from './step.ts';

/** Holds the script up for a time. */
export const wait = defineStep({
  kind: 'wait',
  title: 'Wait',
  summary: 'some time, give or take',
  settings: v.strictObject({
    kind: v.literal('wait'),
    ms: ms('How long.'),
    jitterMs: v.optional(ms('How much shorter or longer it may be.')),
  }),
  defaults: { kind: 'wait', ms: 300 },
  run: (settings, scope) => ({ actions: waitStep(around(settings.ms, settings.jitterMs, scope)) }),
  words: ['wait'],
  print: (settings) => `wait ${msText(settings.ms)}${settings.jitterMs === undefined ? '' : ` ±${settings.jitterMs}`}`,
  parse: (_word, reader) => {
    const time = reader.ms();
    return { kind: 'wait', ms: time, ...(reader.peek()?.startsWith('±') && { jitterMs: reader.ms() }) };
  },
});

import * as v from 'valibot';
import { formatCounted } from '../../format.ts';
import { seed, someBytes, yes } from '../fields.ts';
import { garbageBytes } from '../random.ts';
import { defineAction, sendBytes } from './rule-action.ts';

/** Random bytes; the same seed gives the same. */
export const sendGarbage = defineAction({
  kind: 'send-garbage',
  title: 'Send garbage',
  summary: 'random bytes; the same seed gives the same',
  settings: v.strictObject({
    kind: v.literal('send-garbage'),
    bytes: v.pipe(someBytes('How many.'), v.maxValue(64 * 1024 * 1024)),
    seed: v.optional(seed),
    ascii: v.optional(yes('Printable ASCII only.')),
  }),
  defaults: { kind: 'send-garbage', bytes: 100, seed: 1 },
  steps: (settings, doing) => {
    const start = settings.seed ?? Math.floor(doing.scope.random() * 2 ** 32);
    return [sendBytes(garbageBytes(start, 0, settings.bytes, settings.ascii === true), doing)];
  },
  sentence: (settings) => `sends ${formatCounted(settings.bytes, 'byte')} of garbage`,
});

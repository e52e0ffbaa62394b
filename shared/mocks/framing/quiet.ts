import * as v from 'valibot';
import { ms } from '../fields.ts';
import { defineFraming, limits } from './framing.ts';

/** Whatever arrives until it is quiet for a while is one message. */
export const quiet = defineFraming({
  kind: 'quiet',
  title: 'After some quiet',
  summary: 'what arrives without a pause is one message',
  settings: v.strictObject({ kind: v.literal('quiet'), ms: ms('How long nothing may arrive.'), ...limits }),
  defaults: { kind: 'quiet', ms: 200 },
  find: () => undefined,
  quietMs: (settings) => settings.ms,
  restIsMessage: true,
  sentence: (settings) => `after ${settings.ms} ms of quiet`,
});

import * as v from 'valibot';
import { defineFraming, limits } from './framing.ts';

/** Everything the peer sends until its FIN is one message. */
export const untilFinish = defineFraming({
  kind: 'until-finish',
  title: 'When the peer finishes',
  summary: 'everything up to its FIN is one message',
  settings: v.strictObject({ kind: v.literal('until-finish'), ...limits }),
  defaults: { kind: 'until-finish' },
  find: () => undefined,
  restIsMessage: true,
  sentence: () => 'when the peer finishes',
});

import * as v from 'valibot';
import { defineBehaviour } from '../behaviour.ts';
import { yes } from '../fields.ts';

/** A chat room: what one client says goes to all. */
export const broadcast = defineBehaviour({
  kind: 'broadcast',
  title: 'Broadcast',
  summary: 'what one client sends goes to all of them',
  settings: v.strictObject({
    kind: v.literal('broadcast'),
    includeSender: v.optional(yes('Also back to the one who sent it.')),
  }),
  defaults: { kind: 'broadcast' },
  onMessage: ({ includeSender = false }, { raw }) => [{ do: 'broadcast', bytes: raw, includeSender }],
  sentence: ({ includeSender }) => `Passes what one client sends on to all${includeSender ? '' : ' others'}.`,
});

import * as v from 'valibot';
import { defineBehaviour } from '../behaviour.ts';
import { yes } from '../fields.ts';

/** Accepts and stays silent: the peer waits for ever. */
export const neverReply = defineBehaviour({
  kind: 'never-reply',
  title: 'Never reply',
  summary: 'accepts, reads and stays silent',
  settings: v.strictObject({
    kind: v.literal('never-reply'),
    keepReading: v.optional(yes('Whether it goes on reading; it does where nothing is said.')),
  }),
  defaults: { kind: 'never-reply' },
  onOpened: ({ keepReading = true }) => (keepReading ? [] : [{ do: 'pause' }]),
  sentence: ({ keepReading = true }) => (keepReading ? 'Never answers.' : 'Never answers and reads nothing.'),
});

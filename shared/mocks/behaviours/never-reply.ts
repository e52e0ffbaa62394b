import * as v from 'valibot';
import { defineBehaviour } from '../behaviour.ts';

/** Accepts, reads and stays silent: the peer waits for ever. */
export const neverReply = defineBehaviour({
  kind: 'never-reply',
  title: 'Never reply',
  summary: 'accepts, reads and stays silent',
  settings: v.strictObject({ kind: v.literal('never-reply') }),
  defaults: { kind: 'never-reply' },
  sentence: () => 'Never answers.',
});

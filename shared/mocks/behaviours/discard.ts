import * as v from 'valibot';
import { defineBehaviour } from '../behaviour.ts';

/** Reads and throws away (RFC 863). */
export const discard = defineBehaviour({
  kind: 'discard',
  title: 'Discard',
  summary: 'reads and throws away',
  settings: v.strictObject({ kind: v.literal('discard') }),
  defaults: { kind: 'discard' },
  sentence: () => 'Reads and throws away.',
});

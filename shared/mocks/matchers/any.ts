import * as v from 'valibot';
import { defineMatcher } from './matcher.ts';

/** Any message at all. */
export const any = defineMatcher({
  kind: 'any',
  title: 'Any message',
  summary: 'whatever it says',
  settings: v.strictObject({ kind: v.literal('any') }),
  defaults: { kind: 'any' },
  judge: () => ({ matched: true, why: () => 'any message matches' }),
  sentence: () => 'any message',
});

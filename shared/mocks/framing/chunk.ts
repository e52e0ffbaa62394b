import * as v from 'valibot';
import { defineFraming, limits } from './framing.ts';

/** Each chunk as it arrives. TCP may split or join what was written. */
export const chunk = defineFraming({
  kind: 'chunk',
  title: 'Each chunk as it arrives',
  summary: 'TCP may split or join these',
  settings: v.strictObject({ kind: v.literal('chunk'), ...limits }),
  defaults: { kind: 'chunk' },
  find: (_settings, { length }) => (length > 0 ? { start: 0, end: length, size: length } : undefined),
  restIsMessage: true,
  eachChunk: true,
  sentence: () => 'as it arrives',
});

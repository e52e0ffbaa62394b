import * as v from 'valibot';
import { ms } from '../fields.ts';
import { defineAction } from './rule-action.ts';

/** Stops reading for a time, or until it is told to go on: the peer feels backpressure. */
export const stopReading = defineAction({
  kind: 'stop-reading',
  title: 'Stop reading',
  summary: 'for some time or until told; the peer feels backpressure',
  settings: v.strictObject({
    kind: v.literal('stop-reading'),
    ms: v.optional(ms('For how long; until told without.')),
  }),
  defaults: { kind: 'stop-reading', ms: 1_000 },
  steps: (settings) => [{ do: 'pause', ms: settings.ms }],
  sentence: (settings) => `stops reading${settings.ms ? ` for ${settings.ms} ms` : ''}`,
});

/** Reads on. */
export const resumeReading = defineAction({
  kind: 'resume-reading',
  title: 'Resume reading',
  summary: 'after it was stopped',
  settings: v.strictObject({ kind: v.literal('resume-reading') }),
  defaults: { kind: 'resume-reading' },
  steps: () => [{ do: 'resume' }],
  sentence: () => 'reads on',
});

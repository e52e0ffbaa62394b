import * as v from 'valibot';
import { ms } from '../fields.ts';
import { msText } from './reader.ts';
import { defineStep } from './step.ts';

/** Stops reading for a time, or until the script resumes it. */
export const stopReading = defineStep({
  kind: 'stop-reading',
  title: 'Stop reading',
  summary: 'for some time or until told',
  settings: v.strictObject({
    kind: v.literal('stop-reading'),
    ms: v.optional(ms('For how long; until told without.')),
  }),
  defaults: { kind: 'stop-reading', ms: 1_000 },
  run: (settings) => ({ actions: [{ do: 'pause', ms: settings.ms }] }),
  words: ['stop'],
  print: (settings) => `stop reading${settings.ms === undefined ? '' : ` for ${msText(settings.ms)}`}`,
  parse: (_word, reader) => {
    reader.must('reading');
    return { kind: 'stop-reading', ...(reader.takes('for') && { ms: reader.ms() }) };
  },
});

/** Reads on. */
export const resumeReading = defineStep({
  kind: 'resume-reading',
  title: 'Resume reading',
  summary: 'after it was stopped',
  settings: v.strictObject({ kind: v.literal('resume-reading') }),
  defaults: { kind: 'resume-reading' },
  run: () => ({ actions: [{ do: 'resume' }] }),
  words: ['resume'],
  print: () => 'resume reading',
  parse: (_word, reader) => {
    reader.must('reading');
    return { kind: 'resume-reading' };
  },
});

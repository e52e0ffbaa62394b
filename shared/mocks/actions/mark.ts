import * as v from 'valibot';
import { longText } from '../fields.ts';
import { renderText } from '../template.ts';
import { defineAction } from './rule-action.ts';

/** Puts a mark into the journal. */
export const mark = defineAction({
  kind: 'mark',
  title: 'Mark in Journal',
  summary: 'a text among the events',
  settings: v.strictObject({ kind: v.literal('mark'), text: longText }),
  defaults: { kind: 'mark', text: 'here' },
  steps: ({ text }, { scope }) => [{ do: 'note', text: renderText(text, scope), mark: true }],
  sentence: ({ text }) => `marks ${JSON.stringify(text)}`,
});

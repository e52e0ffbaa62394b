import * as v from 'valibot';
import { longText } from '../fields.ts';
import { renderText } from '../template.ts';
import { defineStep } from './step.ts';

/** A note for the class, among the events. */
export const note = defineStep({
  kind: 'note',
  title: 'Note for the class',
  summary: 'a text among the events',
  settings: v.strictObject({ kind: v.literal('note'), text: longText }),
  defaults: { kind: 'note', text: 'The server has greeted.' },
  run: ({ text }, scope) => ({ actions: [{ do: 'note', text: renderText(text, scope), mark: true }] }),
  words: ['note'],
  print: ({ text }) => `note ${JSON.stringify(text)}`,
  parse: (_word, reader) => ({ kind: 'note', text: reader.text() }),
});

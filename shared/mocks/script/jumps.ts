import * as v from 'valibot';
import { formatCounted } from '../../format.ts';
import { shortName, times } from '../fields.ts';
import { nameText } from './reader.ts';
import { defineStep } from './step.ts';

/** Loops end after so many rounds where no limit is given. */
export const DEFAULT_ROUNDS = 1_000;

/** A place to go to. */
export const label = defineStep({
  kind: 'label',
  title: 'Label',
  summary: 'a place to go to',
  settings: v.strictObject({ kind: v.literal('label'), name: shortName }),
  defaults: { kind: 'label', name: 'again' },
  run: () => ({}),
  words: ['label'],
  print: ({ name }) => `label ${nameText(name)}`,
  parse: (_word, reader) => ({ kind: 'label', name: reader.name() }),
});

/** Goes on at a label, at most so many times on one connection; then the script goes on behind it. */
export const goTo = defineStep({
  kind: 'go-to',
  title: 'Go to',
  summary: 'goes on at a label, at most so many times',
  settings: v.strictObject({
    kind: v.literal('go-to'),
    label: shortName,
    times: v.optional(times(`How often at most; ${DEFAULT_ROUNDS} where nothing is said.`)),
  }),
  defaults: { kind: 'go-to', label: 'again', times: 10 },
  run: ({ label: name, times: most = DEFAULT_ROUNDS }, _scope, visits) => (visits > most ? {} : { goTo: name }),
  words: ['go'],
  print: (settings) =>
    `go to ${nameText(settings.label)}${settings.times === undefined ? '' : ` at most ${formatCounted(settings.times, 'time')}`}`,
  parse: (_word, reader) => {
    reader.must('to');
    const name = reader.name();
    if (!reader.takes('at')) return { kind: 'go-to', label: name };
    reader.must('most');
    const most = reader.number();
    reader.must('times');
    return { kind: 'go-to', label: name, times: most };
  },
});

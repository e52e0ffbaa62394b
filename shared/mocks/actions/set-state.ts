import * as v from 'valibot';
import { longText, shortName } from '../fields.ts';
import { renderText } from '../template.ts';
import { defineAction } from './rule-action.ts';

const MOST_NAMES = 10_000;

/** Gives a variable of the connection a value. */
export const setState = defineAction({
  kind: 'set-state',
  title: 'Set state',
  summary: 'a variable of this connection; {{name}} in a text stands for it',
  settings: v.strictObject({ kind: v.literal('set-state'), name: shortName, value: longText }),
  defaults: { kind: 'set-state', name: 'loggedIn', value: 'yes' },
  steps: ({ name, value }, { scope }) => {
    const key = renderText(name, scope);
    if (!scope.state.has(key) && scope.state.size >= MOST_NAMES)
      return [{ do: 'note', text: `${MOST_NAMES} variables are kept, and no more: ${key} was not set.` }];
    scope.state.set(key, renderText(value, scope));
    return [];
  },
  sentence: ({ name, value }) => `sets ${name} to ${JSON.stringify(value)}`,
});

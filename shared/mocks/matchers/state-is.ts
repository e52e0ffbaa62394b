import * as v from 'valibot';
import { longText, shortName } from '../fields.ts';
import { defineMatcher } from './matcher.ts';

/** A variable of the connection has a value. One that was never set is empty. */
export const stateIs = defineMatcher({
  kind: 'state-is',
  title: 'State is',
  summary: 'a variable of the connection has a value',
  settings: v.strictObject({ kind: v.literal('state-is'), name: shortName, value: longText }),
  defaults: { kind: 'state-is', name: 'loggedIn', value: 'yes' },
  judge: ({ name, value }, { scope }) => {
    const now = scope.state.get(name) ?? '';
    return { matched: now === value, why: () => (now === '' ? `${name} is not set` : `${name} is “${now}”`) };
  },
  sentence: ({ name, value }) => `a message while ${name} is ${JSON.stringify(value)}`,
});

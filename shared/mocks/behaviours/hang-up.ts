import * as v from 'valibot';
import { destroy, reset, wait } from '../actions.ts';
import { defineBehaviour } from '../behaviour.ts';
import { ms, oneOf } from '../fields.ts';

/** Accepts and leaves. */
export const hangUp = defineBehaviour({
  kind: 'hang-up',
  title: 'Hang up at once',
  summary: 'accepts, then closes or resets',
  settings: v.strictObject({
    kind: v.literal('hang-up'),
    how: v.optional(oneOf(['close', 'reset'], 'Close, or RST.')),
    delayMs: v.optional(ms('How long it waits before.')),
  }),
  defaults: { kind: 'hang-up' },
  afterRules: true,
  onOpened: ({ how, delayMs }) => [...wait(delayMs), how === 'reset' ? reset() : destroy()],
  sentence: ({ how = 'close', delayMs }) =>
    `${how === 'close' ? 'Closes' : 'Resets'} ${delayMs ? `after ${delayMs} ms` : 'at once'}.`,
});

import * as v from 'valibot';
import { yes } from '../fields.ts';
import { defineAction } from './rule-action.ts';

const afterFlush = v.optional(yes('After what was sent before has left; otherwise at once, and that is lost.'));

/** FIN: nothing more is sent, reading goes on. */
export const finish = defineAction({
  kind: 'finish',
  title: 'Finish sending',
  summary: 'FIN: nothing more is sent, reading goes on',
  settings: v.strictObject({ kind: v.literal('finish') }),
  defaults: { kind: 'finish' },
  steps: () => [{ do: 'end' }],
  sentence: () => 'finishes sending',
});

/** Closes both directions. */
export const close = defineAction({
  kind: 'close',
  title: 'Close',
  summary: 'ends both directions',
  settings: v.strictObject({ kind: v.literal('close'), afterFlush }),
  defaults: { kind: 'close' },
  steps: (settings) => [{ do: 'destroy', ...(settings.afterFlush === false && { now: true }) }],
  sentence: () => 'closes',
});

/** RST. A UNIX socket has none and closes instead. */
export const reset = defineAction({
  kind: 'reset',
  title: 'Reset',
  summary: 'RST; on UNIX sockets a close',
  settings: v.strictObject({ kind: v.literal('reset'), afterFlush }),
  defaults: { kind: 'reset' },
  steps: (settings) => [{ do: 'reset', ...(settings.afterFlush === false && { now: true }) }],
  sentence: () => 'resets',
});

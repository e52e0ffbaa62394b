import * as v from 'valibot';
import { wait as waitStep } from '../actions.ts';
import { ms } from '../fields.ts';
import type { Scope } from '../scope.ts';
import { defineAction } from './rule-action.ts';

/** A time around `about`, at most `jitterMs` off, never below 0. */
export const around = (about: number, jitterMs: number | undefined, scope: Pick<Scope, 'random'>) =>
  jitterMs ? Math.max(0, about + (scope.random() * 2 - 1) * jitterMs) : about;

/** Holds back what follows. */
export const wait = defineAction({
  kind: 'wait',
  title: 'Wait',
  summary: 'some time, give or take',
  settings: v.strictObject({
    kind: v.literal('wait'),
    ms: ms('How long.'),
    jitterMs: v.optional(ms('How much shorter or longer it may be.')),
  }),
  defaults: { kind: 'wait', ms: 500 },
  steps: (settings, { scope }) => waitStep(around(settings.ms, settings.jitterMs, scope)),
  sentence: (settings) => `waits ${settings.ms} ms${settings.jitterMs ? ` ± ${settings.jitterMs}` : ''}`,
});

import * as v from 'valibot';
import { formatCounted } from '../../format.ts';
import type { Action } from '../actions.ts';
import { times } from '../fields.ts';
import { type AnyAction, defineAction } from './rule-action.ts';

type AnyOf = v.GenericSchema<unknown, AnyAction>;

/** A block of actions, several times or until something holds. */
export const repeat = (action: AnyOf, matcher: AnyOf) =>
  defineAction({
    kind: 'repeat',
    title: 'Repeat block',
    summary: 'several times, or until something holds',
    settings: v.strictObject({
      kind: v.literal('repeat'),
      do: v.pipe(v.array(action), v.minLength(1), v.maxLength(100)),
      times: v.pipe(times('How often, at most.'), v.maxValue(10_000)),
      until: v.optional(matcher),
    }),
    defaults: { kind: 'repeat', times: 3, do: [{ kind: 'send', text: '.' } as AnyAction] },
    steps: (settings, doing) => {
      const steps: Action[] = [];
      for (let i = 0; i < settings.times; i++) {
        if (settings.until && doing.holds(settings.until)) break;
        const more = doing.steps(settings.do);
        for (const step of more) steps.push(step);
      }
      return steps;
    },
    sentence: (settings, inner) => `${formatCounted(settings.times, 'time')} ${settings.do.map(inner).join(', ')}`,
  });

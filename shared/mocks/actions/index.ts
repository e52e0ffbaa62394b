import * as v from 'valibot';
import type { Action } from '../actions.ts';
import { judge, matcher } from '../matchers/index.ts';
import type { Scope } from '../scope.ts';
import { echo } from './echo.ts';
import { close, finish, reset } from './endings.ts';
import { forward } from './forward.ts';
import { mark } from './mark.ts';
import { resumeReading, stopReading } from './reading.ts';
import { repeat } from './repeat.ts';
import type { AnyAction, Doing, RuleAction } from './rule-action.ts';
import { send } from './send.ts';
import { sendGarbage } from './send-garbage.ts';
import { sendPart } from './send-part.ts';
import { setState } from './set-state.ts';
import { wait } from './wait.ts';

const simple = [
  send,
  echo,
  wait,
  finish,
  close,
  reset,
  stopReading,
  resumeReading,
  sendGarbage,
  sendPart,
  setState,
  forward,
  mark,
] as const;

export type ActionSettings =
  | v.InferOutput<(typeof simple)[number]['settings']>
  | {
      readonly kind: 'repeat';
      readonly do: readonly ActionSettings[];
      readonly times: number;
      readonly until?: v.InferOutput<typeof matcher> | undefined;
    };

const inner: v.GenericSchema<unknown, ActionSettings> = v.lazy(() => ruleAction);
const block = repeat(inner, matcher);

/** Everything a rule can do, in the order menus show it. */
export const ruleActions = [...simple, block] as const;

/** The settings of any action, told apart by `kind`. */
export const ruleAction: v.GenericSchema<unknown, ActionSettings> = v.variant('kind', [
  send.settings,
  echo.settings,
  wait.settings,
  finish.settings,
  close.settings,
  reset.settings,
  stopReading.settings,
  resumeReading.settings,
  sendGarbage.settings,
  sendPart.settings,
  setState.settings,
  forward.settings,
  mark.settings,
  block.settings,
]) as v.GenericSchema<unknown, ActionSettings>;

const byKind = new Map<string, RuleAction>(ruleActions.map((a) => [a.kind, a as unknown as RuleAction]));

/** The action of a kind. Kinds come out of the schema, so an unknown one is a bug. */
export function actionOf(settings: AnyAction): RuleAction {
  const found = byKind.get(settings.kind);
  if (!found) throw new Error(`no action of kind ${settings.kind}`);
  return found;
}

/** More steps than this for one message are cut off, with a note. */
const MOST_STEPS = 20_000;

/** The steps of some actions, in order; `rule` is where they come from. */
export function stepsOf(actions: readonly AnyAction[], scope: Scope, rule?: string): Action[] {
  let left = MOST_STEPS;
  const doing: Doing = {
    scope,
    rule,
    holds: (settings) => scope.message !== undefined && judge(settings, scope.message, scope).matched,
    steps: (more) => {
      const steps: Action[] = [];
      for (const action of more) {
        if (left-- <= 0) break;
        for (const step of actionOf(action).steps(action, doing)) steps.push(step);
      }
      return steps;
    },
  };
  const steps = doing.steps(actions);
  if (left < 0) steps.push({ do: 'note', text: `Only the first ${MOST_STEPS} steps of a reply are carried out.` });
  return steps;
}

/** An action in words. */
export const actionText = (action: AnyAction): string => actionOf(action).sentence(action, actionText);

import type * as v from 'valibot';
import type { Action } from '../actions.ts';
import { bytesOf, type Payload } from '../payload.ts';
import type { Scope } from '../scope.ts';

/** The settings of any action, as far as a part needs to know: the full type contains the parts. */
export interface AnyAction {
  readonly kind: string;
}
type SettingsSchema = v.GenericSchema<unknown, AnyAction>;

/** Where an action is carried out: the scope, the rule it belongs to, and the way to its parts. */
export interface Doing {
  readonly scope: Scope;
  readonly rule: string | undefined;
  /** Steps of further actions; counts them, so that repeats of repeats come to an end. */
  steps(actions: readonly AnyAction[]): Action[];
  /** Whether the message in hand is meant by a matcher. */
  holds(matcher: AnyAction): boolean;
}

/** What a rule does: settings in, steps for the engine out. Pure, apart from the scope's variables and counters. */
export interface RuleAction<S extends SettingsSchema = SettingsSchema> {
  readonly kind: v.InferOutput<S>['kind'];
  readonly title: string;
  readonly summary: string;
  readonly settings: S;
  readonly defaults: v.InferInput<S>;
  steps(settings: v.InferOutput<S>, doing: Doing): readonly Action[];
  /** In a sentence: “waits 50 ms”. */
  sentence(settings: v.InferOutput<S>, inner: (action: AnyAction) => string): string;
}

/** Ties the settings' type to the functions; returns its argument. */
export function defineAction<const S extends SettingsSchema>(action: RuleAction<S>): RuleAction<S> {
  return action;
}

/** The step that sends a payload: its bytes, or its file when its turn comes. */
export function sendPayload(payload: Payload, { rule, scope }: Pick<Doing, 'rule' | 'scope'>, bare = false): Action {
  const from = { ...(rule !== undefined && { rule }), ...(bare && { bare }) };
  if (payload.file !== undefined) return { do: 'send-file', file: { path: payload.file }, ...from };
  return { do: 'send', bytes: bytesOf(payload, scope), ...from };
}
/** The step that sends these bytes. */
export const sendBytes = (bytes: Uint8Array, { rule }: Pick<Doing, 'rule'>): Action => ({
  do: 'send',
  bytes,
  ...(rule !== undefined && { rule }),
});

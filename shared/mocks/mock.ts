import * as v from 'valibot';
import type { Behaviour } from './behaviour.ts';
import { behaviours } from './behaviours/index.ts';

const [echo, discard, banner, fixedReply, neverReply] = behaviours;

/** The settings of any behaviour, told apart by `kind`. */
export const behaviourSettings = v.variant('kind', [
  echo.settings,
  discard.settings,
  banner.settings,
  fixedReply.settings,
  neverReply.settings,
]);
export type BehaviourSettings = v.InferOutput<typeof behaviourSettings>;

/**
 * What a server does with an accepted socket (`api.md`, "mock and tap"). Every part is optional; without `otherwise`
 * the server reads, captures and answers nothing, and a person may speak for it.
 */
export const mock = v.strictObject({ otherwise: v.optional(behaviourSettings) });
export type Mock = v.InferOutput<typeof mock>;

const byKind = new Map<string, Behaviour>(behaviours.map((b) => [b.kind, b as unknown as Behaviour]));

/** The behaviour of a kind. Kinds come out of the schema, so an unknown one is a bug. */
export function behaviourOf(settings: BehaviourSettings): Behaviour {
  const found = byKind.get(settings.kind);
  if (!found) throw new Error(`no behaviour of kind ${settings.kind}`);
  return found;
}

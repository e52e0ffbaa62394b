import * as v from 'valibot';
import type { Behaviour } from '../behaviour.ts';
import { banner } from './banner.ts';
import { broadcast } from './broadcast.ts';
import { chargen } from './chargen.ts';
import { daytime } from './daytime.ts';
import { discard } from './discard.ts';
import { echo } from './echo.ts';
import { file } from './file.ts';
import { fixedReply } from './fixed-reply.ts';
import { garbage } from './garbage.ts';
import { hangUp } from './hang-up.ts';
import { neverReply } from './never-reply.ts';
import { relay } from './relay.ts';
import { stopReading } from './stop-reading.ts';

/** Every behaviour a mock can be based on, in the order menus show them. */
export const behaviours = [
  echo,
  discard,
  chargen,
  daytime,
  banner,
  fixedReply,
  file,
  neverReply,
  stopReading,
  garbage,
  relay,
  hangUp,
  broadcast,
] as const;

/** Those that can be started as they are: nothing has to be named first. */
export const startableBehaviours = [
  echo,
  discard,
  chargen,
  daytime,
  banner,
  fixedReply,
  neverReply,
  stopReading,
  garbage,
  hangUp,
  broadcast,
] as const;

/** The settings of any behaviour, told apart by `kind`. */
export const behaviourSettings = v.variant('kind', [
  echo.settings,
  discard.settings,
  chargen.settings,
  daytime.settings,
  banner.settings,
  fixedReply.settings,
  file.settings,
  neverReply.settings,
  stopReading.settings,
  garbage.settings,
  relay.settings,
  hangUp.settings,
  broadcast.settings,
]);
export type BehaviourSettings = v.InferOutput<typeof behaviourSettings>;

const byKind = new Map<string, Behaviour>(behaviours.map((b) => [b.kind, b as unknown as Behaviour]));

/** The behaviour of a kind. Kinds come out of the schema, so an unknown one is a bug. */
export function behaviourOf(settings: BehaviourSettings): Behaviour {
  const found = byKind.get(settings.kind);
  if (!found) throw new Error(`no behaviour of kind ${settings.kind}`);
  return found;
}

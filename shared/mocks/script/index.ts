import * as v from 'valibot';
import { close, finish, reset } from './endings.ts';
import { expect } from './expect.ts';
import { goTo, label } from './jumps.ts';
import { note } from './note.ts';
import { resumeReading, stopReading } from './reading.ts';
import { send } from './send.ts';
import type { ScriptStep } from './step.ts';
import { wait } from './wait.ts';

/** Every step of a scripted conversation, in the order menus show them. */
export const scriptSteps = [
  expect,
  send,
  wait,
  finish,
  close,
  reset,
  stopReading,
  resumeReading,
  label,
  goTo,
  note,
] as const;

/** The settings of any step, told apart by `kind`. */
export const stepSettings = v.variant('kind', [
  expect.settings,
  send.settings,
  wait.settings,
  finish.settings,
  close.settings,
  reset.settings,
  stopReading.settings,
  resumeReading.settings,
  label.settings,
  goTo.settings,
  note.settings,
]);
export type StepSettings = v.InferOutput<typeof stepSettings>;

const byKind = new Map<string, ScriptStep>(scriptSteps.map((s) => [s.kind, s as unknown as ScriptStep]));

/** The step of a kind. Kinds come out of the schema, so an unknown one is a bug. */
export function stepOf(settings: StepSettings): ScriptStep {
  const found = byKind.get(settings.kind);
  if (!found) throw new Error(`no step of kind ${settings.kind}`);
  return found;
}

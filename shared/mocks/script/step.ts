import type * as v from 'valibot';
import type { Action } from '../actions.ts';
import type { Scope } from '../scope.ts';
import type { LineReader } from './reader.ts';

type SettingsSchema = v.GenericSchema<unknown, { readonly kind: string }>;

/** What a step makes of its turn: steps for the engine, and where the script goes on. */
export interface Turn {
  readonly actions?: readonly Action[];
  /** Wait for a message; without it the script goes on at once. */
  readonly expects?: boolean;
  /** Go on at the label of this name rather than at the next step. */
  readonly goTo?: string;
  /** The script is over. */
  readonly over?: boolean;
}

/** One step of a scripted conversation, with its text form, which can be read back. */
export interface ScriptStep<S extends SettingsSchema = SettingsSchema> {
  readonly kind: v.InferOutput<S>['kind'];
  readonly title: string;
  readonly summary: string;
  readonly settings: S;
  readonly defaults: v.InferInput<S>;
  /** `visits`: how often this step has been reached on this connection, this time included. */
  run(settings: v.InferOutput<S>, scope: Scope, visits: number): Turn;
  /** The line, which begins with one of `words`. */
  print(settings: v.InferOutput<S>): string;
  readonly words: readonly string[];
  /** Reads what follows the word; the settings are checked against the schema afterwards. */
  parse(word: string, reader: LineReader): v.InferInput<S>;
}

/** Ties the settings' type to the functions; returns its argument. */
export function defineStep<const S extends SettingsSchema>(step: ScriptStep<S>): ScriptStep<S> {
  return step;
}

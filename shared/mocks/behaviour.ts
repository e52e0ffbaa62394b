import type * as v from 'valibot';
import type { Action } from './actions.ts';
import type { Message } from './message.ts';
import type { Scope } from './scope.ts';

type SettingsSchema = v.GenericSchema<unknown, { readonly kind: string }>;

/**
 * The base of a mock: a pure answer to what happens on one connection. No socket, no timer, no clock in here.
 * A behaviour without a handler for something does nothing then; bytes are read and captured either way.
 */
export interface Behaviour<S extends SettingsSchema = SettingsSchema> {
  readonly kind: v.InferOutput<S>['kind'];
  readonly title: string;
  /** One line for menus, after the name. */
  readonly summary: string;
  readonly settings: S;
  /** The settings a new mock of this kind starts with. */
  readonly defaults: v.InferInput<S>;
  /** The defaults are an example only: a file or an address has to be named first. */
  readonly needsMore?: boolean;
  /** With rules it does with a message no rule has taken what it otherwise does when somebody connects. */
  readonly afterRules?: boolean;
  onOpened?(settings: v.InferOutput<S>, scope: Scope): readonly Action[];
  /** A message no rule has taken; without framing each chunk is one. */
  onMessage?(settings: v.InferOutput<S>, message: Message, scope: Scope): readonly Action[];
  /** The behaviour in words, as a part of the mock's one-sentence summary. */
  sentence(settings: v.InferOutput<S>): string;
}

/** Ties the settings' type to the handlers; returns its argument. */
export function defineBehaviour<const S extends SettingsSchema>(behaviour: Behaviour<S>): Behaviour<S> {
  return behaviour;
}

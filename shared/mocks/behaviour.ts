import type * as v from 'valibot';
import type { Action } from './actions.ts';

/** What a behaviour knows of its connection when something happens on it. */
export interface Moment {
  /** Chunks received on this connection so far, this one included. */
  readonly chunk: number;
}

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
  onOpened?(settings: v.InferOutput<S>): readonly Action[];
  onChunk?(settings: v.InferOutput<S>, chunk: Uint8Array, moment: Moment): readonly Action[];
  /** The behaviour in words, as a part of the mock's one-sentence summary. */
  sentence(settings: v.InferOutput<S>): string;
}

/** Ties the settings' type to the handlers; returns its argument. */
export function defineBehaviour<const S extends SettingsSchema>(behaviour: Behaviour<S>): Behaviour<S> {
  return behaviour;
}

/** A delay in ms, at most an hour. */
export const LONGEST_DELAY_MS = 3_600_000;

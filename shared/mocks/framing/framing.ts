import * as v from 'valibot';
import { oneOf, someBytes } from '../fields.ts';

type SettingsSchema = v.GenericSchema<unknown, { readonly kind: string }>;

/** Where the message at the start of the bytes ends, and which part of it is its content. */
export interface Boundary {
  readonly start: number;
  readonly end: number;
  /** Bytes of the whole, what the framing put around the content included. */
  readonly size: number;
}

/** When a message is complete: a pure look at the bytes that have arrived since the last one. */
export interface Framing<S extends SettingsSchema = SettingsSchema> {
  readonly kind: v.InferOutput<S>['kind'];
  readonly title: string;
  readonly summary: string;
  readonly settings: S;
  readonly defaults: v.InferInput<S>;
  /** The end of the first message; `searched` bytes at the start have been looked at before without finding it. */
  find(settings: v.InferOutput<S>, bytes: Uint8Array, searched: number): Boundary | undefined;
  /** How many bytes the first message will have, as far as its beginning tells. */
  need?(settings: v.InferOutput<S>, bytes: Uint8Array): number | undefined;
  /** Bytes a message has beside its content, at most; 1 where nothing is said. A longer rest is a message too long. */
  overhead?(settings: v.InferOutput<S>): number;
  /** After how long a silence what is there is a message. */
  quietMs?(settings: v.InferOutput<S>): number | undefined;
  /** Whether what is left when the peer finishes is a message; otherwise it is one that was cut off. */
  readonly restIsMessage: boolean;
  /** Every chunk is a message of its own; nothing waits for more. */
  readonly eachChunk?: boolean;
  /** In a sentence, after “Splits what arrives”. */
  sentence(settings: v.InferOutput<S>): string;
}

/** Ties the settings' type to the functions; returns its argument. */
export function defineFraming<const S extends SettingsSchema>(framing: Framing<S>): Framing<S> {
  return framing;
}

/** What every framing has: how long a message may be, and what happens to a longer one. */
export const limits = {
  maxBytes: v.optional(someBytes('The longest message that is allowed; 1 MiB where nothing is said.')),
  onTooLong: v.optional(
    oneOf(['message', 'close', 'reset'], 'What happens to a longer one: its first bytes are a message, or the end.'),
  ),
};
export const DEFAULT_MAX_BYTES = 1024 * 1024;
export interface Limits {
  readonly maxBytes?: number | undefined;
  readonly onTooLong?: 'message' | 'close' | 'reset' | undefined;
}

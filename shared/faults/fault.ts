// What faults are made of. A fault is a stage in one direction of one socket: bytes and endings go in, and come out later,
// in pieces, changed or not at all. Pure: the time is told to it, and a timer is only asked for.
import * as v from 'valibot';
import { bytes, chance, ms, oneOf } from '../mocks/fields.ts';

type SettingsSchema = v.GenericSchema<unknown, { readonly kind: string }>;

/** What travels in one direction, in order: bytes, then at most one ending. `tag` says where bytes come from. */
export type Item =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly tag?: unknown }
  | { readonly kind: 'end' }
  | { readonly kind: 'close' }
  | { readonly kind: 'reset' };

/** What a fault may do to the socket itself. */
export type FaultAct = 'close' | 'reset' | 'stop-reading' | 'resume-reading';

/** What a stage gives its results to. */
export interface Out {
  /** Hands on to what comes after this stage. */
  put(item: Item): void;
  act(act: FaultAct): void;
  /** Says what the fault has done, in a few words and with the number of bytes concerned. */
  acted(what: string, size?: number): void;
  /** A chunk was put into the tray under this number. */
  held(ticket: number, bytes: Uint8Array): void;
}

export interface Stage {
  take(item: Item, out: Out, now: number): void;
  /** When it wants `wake` next, in ms; Infinity when nothing is due. */
  wakeAt(): number;
  wake(out: Out, now: number): void;
  /** Bytes inside. */
  held(): number;
  /** Whether it should get no more for the moment. */
  full(): boolean;
  /** The fault is over: everything inside goes on, at once and in order. */
  release(out: Out): void;
  /** Decides about a held chunk; false when there is none of this number. */
  decide?(ticket: number, decision: { readonly bytes: Uint8Array } | 'forward' | 'discard', out: Out): boolean;
}

/** Where random numbers and patterns come from. */
export interface FaultContext {
  random(): number;
  /** Whether a chunk is meant by a matcher (for `hold`). */
  holds(matcher: unknown, bytes: Uint8Array, number: number): boolean;
  /** The time at which the fault began, ms. */
  readonly startedAt: number;
}

export interface Fault<S extends SettingsSchema = SettingsSchema> {
  readonly kind: v.InferOutput<S>['kind'];
  readonly title: string;
  readonly summary: string;
  /** What has to be said so that nobody takes it for something else (`ux.md` 4.3). */
  readonly note?: string;
  readonly settings: S;
  readonly defaults: v.InferInput<S>;
  /** Whether every byte arrives, in order and unchanged, however long it takes. */
  readonly lossless: boolean;
  /** The direction it works in where none is given; `received` faults can only work there. */
  readonly works?: 'received';
  /** A fault of the server as a whole rather than of one stream. */
  readonly ofServer?: boolean;
  start(settings: v.InferOutput<S>, context: FaultContext): Stage;
  /** In a sentence: “delays by 50 ms”. */
  sentence(settings: v.InferOutput<S>): string;
}

/** Ties the settings' type to the functions; returns its argument. */
export function defineFault<const S extends SettingsSchema>(fault: Fault<S>): Fault<S> {
  return fault;
}

export const directions = ['sent', 'received', 'both'] as const;

/** What every fault takes. */
export const common = {
  direction: v.optional(oneOf(directions, 'Sent or received, as this socket sees it; sent where nothing is said.')),
  probability: v.optional(chance('The share of connections it works on; all of them where nothing is said.')),
  afterBytes: v.optional(bytes('It begins after so many bytes in its direction.')),
  forMs: v.optional(ms('It ends by itself after this time; what it holds back goes on then.')),
};
export interface Common {
  readonly direction?: (typeof directions)[number] | undefined;
  readonly probability?: number | undefined;
  readonly afterBytes?: number | undefined;
  readonly forMs?: number | undefined;
  readonly seed?: number | undefined;
}

/** Bytes a stage keeps before it asks for no more. */
export const STAGE_LIMIT = 4 * 1024 * 1024;

// What is known on one connection at the moment something is decided. One object for each connection, kept up to date by
// the conversation; everything in it is data or pure.
import type { Message } from './message.ts';

/** What a user's regular expression found, or why it did not come to an end. */
export type RegexOutcome =
  | { readonly found: RegexFound | undefined; readonly slow: boolean }
  | { readonly gaveUp: string };
export interface RegexFound {
  /** The whole match, then the numbered groups; a group that took no part is undefined. */
  readonly groups: readonly (string | undefined)[];
  readonly named: Readonly<Record<string, string | undefined>>;
}
/** Runs a user's regular expression within a limited time, so that it can hang nobody. */
export type RegexTester = (pattern: string, flags: string, text: string) => RegexOutcome;

/** What a match has captured: `match`, `1`, `2`, …, and named groups. */
export type Groups = Readonly<Record<string, string>>;

export interface Scope {
  /** Epoch milliseconds. */
  now: number;
  /** The message in hand; undefined when somebody has just connected. */
  message: Message | undefined;
  /** Its number on this connection and on the whole server, from 1. */
  messageNumber: number;
  serverMessageNumber: number;
  /** Bytes received on this connection before it. */
  receivedBefore: number;
  groups: Groups;
  /** Variables of this connection. */
  readonly state: Map<string, string>;
  /** Who is at the other end, as text. */
  readonly peer: string;
  /** How often `{{counter}}` was used on this connection. */
  counter: number;
  readonly regex: RegexTester;
  /** A number from 0 to just under 1. */
  random(): number;
}

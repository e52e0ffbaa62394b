import type * as v from 'valibot';
import type { Message } from '../message.ts';
import type { Groups, Scope } from '../scope.ts';

/** The settings of any matcher, as far as a part needs to know: the full type contains the parts. */
export interface AnySettings {
  readonly kind: string;
}
type SettingsSchema = v.GenericSchema<unknown, { readonly kind: string }>;

/** Whether a message is meant, what was captured, and why: in words, and how a near miss could be mended. */
export interface Verdict {
  readonly matched: boolean;
  readonly groups?: Groups;
  /** A sentence part: “message starts “GOT ””. Made only when somebody asks. */
  why(): string;
  /** The change that would have made it match, for a button. */
  fix?(): Fix | undefined;
  /** The check took its time, or had to be given up. */
  readonly slow?: string;
}
export interface Fix {
  readonly title: string;
  readonly when: AnySettings;
}

/** Looks at one message on one connection; combinations ask for their parts with `judge`. */
export interface Judging {
  readonly message: Message;
  readonly scope: Scope;
  judge(settings: AnySettings): Verdict;
}

/** One way to tell which messages are meant. Pure: the same message in the same scope gives the same verdict. */
export interface Matcher<S extends SettingsSchema = SettingsSchema> {
  readonly kind: v.InferOutput<S>['kind'];
  readonly title: string;
  readonly summary: string;
  readonly settings: S;
  readonly defaults: v.InferInput<S>;
  judge(settings: v.InferOutput<S>, judging: Judging): Verdict;
  /** In a sentence, as its subject: “PING”, “what starts with “GET ””. */
  sentence(settings: v.InferOutput<S>, inner: (settings: AnySettings) => string): string;
}

/** Ties the settings' type to the functions; returns its argument. */
export function defineMatcher<const S extends SettingsSchema>(matcher: Matcher<S>): Matcher<S> {
  return matcher;
}

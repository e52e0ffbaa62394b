import * as v from 'valibot';
import type { Message } from '../message.ts';
import type { Scope } from '../scope.ts';
import { any } from './any.ts';
import { allOf, anyOf, not } from './combinations.ts';
import { contains } from './contains.ts';
import { endsWith } from './ends-with.ts';
import { exact } from './exact.ts';
import { hexPattern } from './hex-pattern.ts';
import { length } from './length.ts';
import type { AnySettings, Matcher, Verdict } from './matcher.ts';
import { every, number } from './number.ts';
import { regex } from './regex.ts';
import { startsWith } from './starts-with.ts';
import { stateIs } from './state-is.ts';

const simple = [any, exact, startsWith, endsWith, contains, regex, hexPattern, length, number, every, stateIs] as const;

export type MatcherSettings =
  | v.InferOutput<(typeof simple)[number]['settings']>
  | { readonly kind: 'all-of' | 'any-of'; readonly of: readonly MatcherSettings[] }
  | { readonly kind: 'not'; readonly of: MatcherSettings };

const inner: v.GenericSchema<unknown, MatcherSettings> = v.lazy(() => matcher);
const combinations = [allOf(inner), anyOf(inner), not(inner)] as const;
const [all, some, none] = combinations;

/** Every way to tell which messages a rule means, in the order menus show them. */
export const matchers = [...simple, ...combinations] as const;

/** The settings of any matcher, told apart by `kind`. */
export const matcher: v.GenericSchema<unknown, MatcherSettings> = v.variant('kind', [
  any.settings,
  exact.settings,
  startsWith.settings,
  endsWith.settings,
  contains.settings,
  regex.settings,
  hexPattern.settings,
  length.settings,
  number.settings,
  every.settings,
  stateIs.settings,
  all.settings,
  some.settings,
  none.settings,
]) as v.GenericSchema<unknown, MatcherSettings>;

const byKind = new Map<string, Matcher>(matchers.map((m) => [m.kind, m as unknown as Matcher]));

/** The matcher of a kind. Kinds come out of the schema, so an unknown one is a bug. */
export function matcherOf(settings: AnySettings): Matcher {
  const found = byKind.get(settings.kind);
  if (!found) throw new Error(`no matcher of kind ${settings.kind}`);
  return found;
}

/** Whether a message is meant. */
export function judge(settings: AnySettings, message: Message, scope: Scope): Verdict {
  const judging = { message, scope, judge: (part: AnySettings) => judge(part, message, scope) };
  return matcherOf(settings).judge(settings, judging);
}

/** A matcher in words, as the subject of a sentence. */
export const matcherText = (settings: AnySettings): string => matcherOf(settings).sentence(settings, matcherText);

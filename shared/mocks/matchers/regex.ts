import * as v from 'valibot';
import { quoted, textOf } from '../message.ts';
import type { Groups, RegexFound } from '../scope.ts';
import { withoutTrailingCrLf } from './comparing.ts';
import { defineMatcher } from './matcher.ts';

/** Why a pattern is none, in the engine's own words; undefined when it is one. */
export function patternProblem(pattern: string, flags = ''): string | undefined {
  try {
    new RegExp(pattern, flags);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A regular expression over the message's text; its groups can be used in replies. Runs within a limited time. */
export const regex = defineMatcher({
  kind: 'regex',
  title: 'Matches a pattern',
  summary: 'a regular expression; its groups can be used in the reply',
  settings: v.pipe(
    v.strictObject({
      kind: v.literal('regex'),
      pattern: v.pipe(v.string(), v.maxLength(10_000), v.description('A JavaScript regular expression.')),
      flags: v.optional(v.pipe(v.string(), v.regex(/^[imsu]*$/u, 'Flags are i, m, s and u.'))),
    }),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const problem = patternProblem(dataset.value.pattern, dataset.value.flags);
      if (problem !== undefined) addIssue({ message: `This is no pattern: ${problem}` });
    }),
  ),
  defaults: { kind: 'regex', pattern: '^GET (?<key>\\w+)$' },
  judge: (settings, { message, scope }) => {
    const { pattern, flags = '' } = settings;
    const { text } = textOf(message.bytes);
    const outcome = scope.regex(pattern, flags, text);
    if ('gaveUp' in outcome) return { matched: false, slow: outcome.gaveUp, why: () => outcome.gaveUp };
    const slow = outcome.slow ? { slow: `The pattern ${pattern} took long on ${text.length} characters.` } : {};
    const { found } = outcome;
    if (found) return { matched: true, groups: groupsOf(found), ...slow, why: () => `it matches ${shown(found)}` };
    return {
      matched: false,
      ...slow,
      why: () => `message ${quoted(message.bytes)} does not match`,
      fix: () => {
        const inner = textOf(withoutTrailingCrLf(message.bytes)).text;
        if (inner !== text && /(?:^|[^\\])\$$/u.test(pattern)) {
          const again = scope.regex(pattern, flags, inner);
          if ('found' in again && again.found)
            return {
              title: 'Ignore trailing CR/LF',
              when: { ...settings, pattern: `${pattern.slice(0, -1)}[\\r\\n]*$` },
            };
        }
        const loose = flags.includes('i') ? undefined : scope.regex(pattern, `${flags}i`, text);
        return loose && 'found' in loose && loose.found
          ? { title: 'Ignore case', when: { ...settings, flags: `${flags}i` } }
          : undefined;
      },
    };
  },
  sentence: ({ pattern, flags = '' }) => `what matches /${pattern}/${flags}`,
});

function groupsOf({ groups, named }: RegexFound): Groups {
  const known: Record<string, string> = { match: groups[0] ?? '' };
  for (let i = 1; i < groups.length; i++) known[i] = groups[i] ?? '';
  for (const [name, value] of Object.entries(named)) known[name] = value ?? '';
  return known;
}

const shown = ({ groups }: RegexFound) => JSON.stringify((groups[0] ?? '').slice(0, 60));

// Combinations of matchers. They are made with the schema of all matchers, which contains themselves.
import * as v from 'valibot';
import { type AnySettings, defineMatcher, type Judging, type Verdict } from './matcher.ts';

type AnyMatcher = v.GenericSchema<unknown, AnySettings>;
const list = (matcher: AnyMatcher) => v.pipe(v.array(matcher), v.minLength(1), v.maxLength(100));

/** All of the parts hold; what they capture comes together. */
export const allOf = (matcher: AnyMatcher) =>
  defineMatcher({
    kind: 'all-of',
    title: 'All of',
    summary: 'every part holds',
    settings: v.strictObject({ kind: v.literal('all-of'), of: list(matcher) }),
    defaults: { kind: 'all-of', of: [{ kind: 'any' }] },
    judge: ({ of }, judging) => {
      const verdicts: Verdict[] = [];
      for (const part of of) {
        const verdict = judging.judge(part);
        verdicts.push(verdict);
        if (!verdict.matched) return { ...plain(verdict), matched: false };
      }
      const groups = Object.assign({}, ...verdicts.map((verdict) => verdict.groups ?? {}));
      return { matched: true, groups, why: () => verdicts.map((verdict) => verdict.why()).join(' and ') };
    },
    sentence: ({ of }, inner) => of.map(inner).join(' and '),
  });

/** At least one of the parts holds: the first that does. */
export const anyOf = (matcher: AnyMatcher) =>
  defineMatcher({
    kind: 'any-of',
    title: 'Any of',
    summary: 'at least one part holds',
    settings: v.strictObject({ kind: v.literal('any-of'), of: list(matcher) }),
    defaults: { kind: 'any-of', of: [{ kind: 'any' }] },
    judge: ({ of }, judging) => {
      const missed: Verdict[] = [];
      for (const part of of) {
        const verdict = judging.judge(part);
        if (verdict.matched) return verdict;
        missed.push(verdict);
      }
      return { matched: false, why: () => missed.map((verdict) => verdict.why()).join(', ') };
    },
    sentence: ({ of }, inner) => of.map(inner).join(' or '),
  });

/** The part does not hold. */
export const not = (matcher: AnyMatcher) =>
  defineMatcher({
    kind: 'not',
    title: 'Not',
    summary: 'the part does not hold',
    settings: v.strictObject({ kind: v.literal('not'), of: matcher }),
    defaults: { kind: 'not', of: { kind: 'any' } },
    judge: ({ of }, judging: Judging) => {
      const verdict = judging.judge(of);
      return { matched: !verdict.matched, why: () => verdict.why(), ...(verdict.slow && { slow: verdict.slow }) };
    },
    sentence: ({ of }, inner) => `anything but ${inner(of)}`,
  });

/** A verdict without what was captured, and without a fix: it would mend a part only. */
const plain = ({ why, slow }: Verdict) => ({ why, ...(slow !== undefined && { slow }) });

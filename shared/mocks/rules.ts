// Which rule a message fires, and why the others did not: the same code for the wire, the test bench and Explain.

import { judge } from './matchers/index.ts';
import type { Fix, Verdict } from './matchers/matcher.ts';
import type { Message } from './message.ts';
import type { Rule } from './mock.ts';
import type { Groups, Scope } from './scope.ts';

export interface Fired {
  readonly rule: Rule;
  readonly groups: Groups;
}
export interface Decision {
  readonly fired: readonly Fired[];
  /** Patterns that took long or were given up. */
  readonly slow: readonly string[];
}

/** The rules a message fires, in order: the first that matches, and further ones as long as each says `continue`. */
export function decide(rules: readonly Rule[], message: Message, scope: Scope): Decision {
  const fired: Fired[] = [];
  const slow: string[] = [];
  for (const rule of rules) {
    if (rule.off) continue;
    const verdict = judge(rule.when, message, scope);
    if (verdict.slow !== undefined) slow.push(verdict.slow);
    if (!verdict.matched) continue;
    fired.push({ rule, groups: verdict.groups ?? {} });
    if (!rule.continue) break;
  }
  return { fired, slow };
}

export interface Explained {
  readonly ruleId: string;
  readonly matched: boolean;
  readonly why: string;
  readonly fix?: Fix;
}

/** Every rule that was tried on a message, with the reason, up to the one that ended the search. */
export function explain(rules: readonly Rule[], message: Message, scope: Scope): Explained[] {
  const explained: Explained[] = [];
  for (const rule of rules) {
    if (rule.off) {
      explained.push({ ruleId: rule.id, matched: false, why: 'the rule is switched off' });
      continue;
    }
    const verdict = judge(rule.when, message, scope);
    explained.push(explainedAs(rule, verdict));
    if (verdict.matched && !rule.continue) break;
  }
  return explained;
}

function explainedAs({ id }: Rule, verdict: Verdict): Explained {
  const fix = verdict.matched ? undefined : verdict.fix?.();
  return { ruleId: id, matched: verdict.matched, why: verdict.why(), ...(fix && { fix }) };
}

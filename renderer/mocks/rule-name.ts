// How a rule is called everywhere: “R2 PING → PONG”. The number belongs to the rule, not to its place.
import { actionText } from '../../shared/mocks/actions/index.ts';
import { matcherText } from '../../shared/mocks/matchers/index.ts';
import type { Rule } from '../../shared/mocks/mock.ts';

const LONGEST = 48;

/** `r2` as `R2`; another id as it is. */
export const ruleLabel = (ruleId: string) => (/^r\d+$/u.test(ruleId) ? ruleId.toUpperCase() : ruleId);

/** The label and what the rule is about. */
export const ruleName = (rule: Rule) => `${ruleLabel(rule.id)} ${ruleText(rule)}`;

const names = new WeakMap<Rule, string>();

/** What a rule that has fired is called; one that is gone by its label. Asked for every row of the grid. */
export function firedName(rules: readonly Rule[] | undefined, ruleId: string): string {
  const rule = rules?.find(({ id }) => id === ruleId);
  if (!rule) return ruleLabel(ruleId);
  const name = names.get(rule) ?? ruleName(rule);
  names.set(rule, name);
  return name;
}

/** What a rule is about: its own title, or when it fires and what it does. */
export function ruleText({ title, when, do: actions }: Rule): string {
  if (title) return title;
  const replies = actions.filter(({ kind }) => kind === 'send');
  const [first, ...more] = (replies.length > 0 ? replies : actions).map(doesText);
  const does = first === undefined ? 'no answer' : more.length > 0 ? `${first} …` : first;
  return `${short(bare(matcherText(when)))} → ${short(does)}`;
}

const doesText = (action: Rule['do'][number]) => bare(actionText(action).replace(/^sends /u, ''));

/** A quoted text without its quotes and its line end. */
const bare = (text: string) => text.replace(/^"(.*?)(?:\\r|\\n)*"$/u, '$1');
const short = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** The id of the next rule: one more than the highest that is there. */
export function nextRuleId(rules: readonly Rule[]): string {
  const numbers = rules.map(({ id }) => Number(/^r(\d+)$/u.exec(id)?.[1] ?? 0));
  return `r${Math.max(0, ...numbers) + 1}`;
}

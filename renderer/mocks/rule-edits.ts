// What can be done to the rules of a mock, each as one edit that can be undone.
import type { ServerId } from '../../shared/contract/fields.ts';
import type { Mock, Rule } from '../../shared/mocks/mock.ts';
import type { Actions } from '../actions/actions.ts';
import { offerUndo } from '../state/undo.ts';
import { moved } from './forms/part-list.tsx';
import { changeMock, mockNow } from './mock-edits.ts';
import { chooseRule, useMocks } from './mocks-store.ts';
import { nextRuleId, ruleLabel, ruleName } from './rule-name.ts';

type Framing = NonNullable<Mock['framing']>;
type When = Rule['when'];

const rulesOf = (serverId: ServerId): readonly Rule[] => mockNow(serverId).rules ?? [];

function putRules(actions: Actions, serverId: ServerId, title: string, rules: readonly Rule[]): string | undefined {
  return changeMock(actions, serverId, title, (mock) => {
    const { rules: _, ...rest } = mock;
    return rules.length > 0 ? { ...rest, rules: [...rules] } : rest;
  });
}

/** Adds a rule at the end and opens it; `framing` is chosen along with it where there was none. */
export function addRule(
  actions: Actions,
  serverId: ServerId,
  { when = { kind: 'exact', text: 'PING' }, framing }: { when?: When; framing?: Framing } = {},
): void {
  const rules = rulesOf(serverId);
  const rule: Rule = { id: nextRuleId(rules), when, do: [{ kind: 'send', text: 'PONG\r\n' }] };
  const refused = changeMock(actions, serverId, `Add rule ${ruleLabel(rule.id)}`, (mock) => ({
    ...mock,
    ...(framing && { framing }),
    rules: [...rules, rule],
  }));
  if (refused !== undefined) {
    actions.caller.say(new Error(refused));
    return;
  }
  chooseRule(rule.id);
  focusOpenRule();
}

/** Puts the focus into the form of the rule that is open, once it is drawn. */
function focusOpenRule(): void {
  requestAnimationFrame(() => {
    document.querySelector('[data-testid=rule-form]')?.scrollIntoView({ block: 'nearest' });
    document.querySelector<HTMLElement>('[data-testid=rule-form] select')?.focus();
  });
}

export function changeRule(actions: Actions, serverId: ServerId, rule: Rule): string | undefined {
  const rules = rulesOf(serverId).map((each) => (each.id === rule.id ? rule : each));
  return putRules(actions, serverId, `Change rule ${ruleLabel(rule.id)}`, rules);
}

/** Moves a rule; answers its new place, or undefined at the end of the list. */
export function moveRule(actions: Actions, serverId: ServerId, ruleId: string, step: 1 | -1): number | undefined {
  const rules = rulesOf(serverId);
  const at = rules.findIndex(({ id }) => id === ruleId);
  const next = moved(rules, at, step);
  if (!next) return undefined;
  putRules(actions, serverId, `Move rule ${ruleLabel(ruleId)}`, next);
  return at + step;
}

export function copyRule(actions: Actions, serverId: ServerId, ruleId: string): void {
  const rules = rulesOf(serverId);
  const at = rules.findIndex(({ id }) => id === ruleId);
  const rule = rules[at];
  if (!rule) return;
  const copy = { ...rule, id: nextRuleId(rules) };
  putRules(actions, serverId, `Duplicate rule ${ruleLabel(ruleId)}`, rules.toSpliced(at + 1, 0, copy));
  chooseRule(copy.id);
  focusOpenRule();
}

export function removeRule(actions: Actions, serverId: ServerId, ruleId: string): void {
  const rules = rulesOf(serverId);
  const rule = rules.find(({ id }) => id === ruleId);
  if (!rule) return;
  const rest = rules.filter(({ id }) => id !== ruleId);
  putRules(actions, serverId, `Delete rule ${ruleLabel(ruleId)}`, rest);
  if (useMocks.getState().ruleId === ruleId) chooseRule(undefined);
  offerUndo(`Rule ${ruleName(rule)} was deleted.`);
}

import { expect, test } from 'vitest';
import { nextRuleId, ruleLabel, ruleName } from './rule-name.ts';

test('a rule is called by its number and by what it does', () => {
  const when = { kind: 'exact', text: 'PING' } as const;
  expect(ruleName({ id: 'r2', when, do: [{ kind: 'send', text: 'PONG\r\n' }] })).toBe('R2 PING → PONG');
  expect(ruleName({ id: 'r2', when, do: [] })).toBe('R2 PING → no answer');
  expect(ruleName({ id: 'r3', title: 'Heartbeat', when, do: [] })).toBe('R3 Heartbeat');
  expect(ruleName({ id: 'r1', when, do: [{ kind: 'wait', ms: 5 }, { kind: 'finish' }] })).toMatch(/^R1 PING → .* …$/u);
  const reply = { kind: 'send', text: 'PONG\n' } as const;
  expect(ruleName({ id: 'r1', when, do: [{ kind: 'wait', ms: 5 }, reply, { kind: 'finish' }] })).toBe('R1 PING → PONG');
  expect(ruleLabel('login')).toBe('login');
});

test('a new rule gets a number no other rule has', () => {
  const rule = (id: string) => ({ id, when: { kind: 'any' } as const, do: [] });
  expect(nextRuleId([])).toBe('r1');
  expect(nextRuleId([rule('r7'), rule('r2'), rule('login')])).toBe('r8');
});

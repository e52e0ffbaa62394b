import * as v from 'valibot';
import { expect, test } from 'vitest';
import { behaviours } from './behaviours/index.ts';
import { type BehaviourSettings, behaviourOf, mock } from './mock.ts';

test('every behaviour of the list is one a mock can have, with its defaults', () => {
  for (const behaviour of behaviours) {
    const parsed = v.parse(mock, { otherwise: behaviour.defaults });
    expect(behaviourOf(parsed.otherwise as BehaviourSettings)).toBe(behaviour);
    expect(behaviour.sentence(parsed.otherwise as never)).toMatch(/^[A-Z].*\.$/u);
  }
  expect(new Set(behaviours.map((b) => b.kind)).size).toBe(behaviours.length);
});

test('a mock without parts is one that only listens; unknown parts and kinds are refused', () => {
  expect(v.parse(mock, {})).toEqual({});
  for (const wrong of [{ otherwise: { kind: 'dance' } }, { otherwise: {} }, { rule: [] }, 5, null]) {
    expect(v.safeParse(mock, wrong).success).toBe(false);
  }
});

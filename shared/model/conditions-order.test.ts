import { expect, test } from 'vitest';
import { type Condition, urgentFirst } from './conditions.ts';

test('what asks for attention stands before what only informs, else the order stays', () => {
  const one = (kind: string, attention: boolean) =>
    ({ kind, text: kind, provenance: 'observed', attention }) as Condition;
  const conditions = [one('quiet', false), one('paused', true), one('tagged', false), one('backpressure', true)];
  expect(urgentFirst(conditions).map(({ kind }) => kind)).toEqual(['paused', 'backpressure', 'quiet', 'tagged']);
  expect(urgentFirst([])).toEqual([]);
});

import { expect, test } from 'vitest';
import { randomFrom } from '../../shared/testing/random.ts';
import { Recent } from './recent.ts';

test('any order of adding and deleting: what is over the limit leaves in the order of its last coming', () => {
  const { below, pick } = randomFrom(7);
  const things = Array.from({ length: 40 }, (_, id) => ({ id }));
  const recent = new Recent<{ id: number }>();
  let expected: { id: number }[] = [];
  for (let step = 0; step < 5_000; step++) {
    const thing = pick(things);
    expected = expected.filter((one) => one !== thing);
    if (below(5) === 0) {
      recent.delete(thing);
    } else {
      expected.push(thing);
      const limit = below(20);
      const over = expected.splice(0, Math.max(0, expected.length - limit));
      expect(recent.add(thing, limit)).toEqual(over);
    }
    expect(recent.size).toBe(expected.length);
  }
});

import { expect, test } from 'vitest';
import type { Ladder } from './ladder-facts.ts';
import { advanced, movedTo, replayOf, resumed } from './replay.ts';

const ladder = { instants: [0, 10, 10, 100, 60_000].map((at) => ({ at })) } as unknown as Ladder;

test('a replay goes at the pace of then, or slower, and stops at its last event', () => {
  const begin = replayOf(ladder, 0, 3);
  expect([begin.position, begin.playing]).toEqual([0, true]);
  expect(advanced(begin, 9, 1).position).toBe(0);
  expect(advanced(begin, 10, 1).position).toBe(2);
  expect(advanced(begin, 10, 0.1).position).toBe(0);
  expect(advanced(advanced(begin, 50, 0.1), 50, 0.1).position).toBe(2);
  const over = advanced(begin, 500, 1);
  expect([over.position, over.playing]).toEqual([3, false]);
  expect(advanced(over, 500, 1)).toBe(over);
});

test('nobody waits a minute for what took a minute', () => {
  const before = { ...replayOf(ladder, 0, 4), position: 3, at: 100 };
  const waiting = advanced(before, 16, 1);
  expect([waiting.position, waiting.at]).toEqual([3, 59_000]);
  expect(advanced(waiting, 1_000, 1).position).toBe(4);
});

test('steps stop it and stay within; going on from the end begins anew', () => {
  const begin = replayOf(ladder, 1, 3);
  expect(movedTo(begin, 0)).toMatchObject({ position: 1, playing: false });
  expect(movedTo(begin, 9)).toMatchObject({ position: 3, at: 100, playing: false });
  expect(resumed(movedTo(begin, 2))).toMatchObject({ position: 2, playing: true });
  expect(resumed(movedTo(begin, 3))).toMatchObject({ position: 1, playing: true });
  expect(resumed(replayOf(ladder, 2, 2)).playing).toBe(false);
});

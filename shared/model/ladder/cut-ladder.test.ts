import { expect, test } from 'vitest';
import { endLike } from '../../testing/ladder-ends.ts';
import { testSocket } from '../../testing/records.ts';
import { buildLadder } from './build-ladder.ts';
import { cutLadder, stretchOf } from './cut-ladder.ts';
import { drawScene } from './draw.ts';
import { sceneOf } from './scene.ts';

const client = testSocket(1, { openedAt: 0, connectedAt: 1 });
const server = testSocket(2, { origin: 'accepted', openedAt: 2, connectedAt: 2 });
/** dial 0, connected 1, accepted 2, write 10, data 20, write 30, data 40. */
const ladder = buildLadder(
  {
    client: endLike(client, [
      ['sent', 5, 10],
      ['sent', 6, 30],
    ]),
    server: endLike(server, [
      ['received', 5, 20],
      ['received', 6, 40],
    ]),
  },
  { inferred: false },
);
const times = ({ instants }: typeof ladder) => instants.map(({ at }) => at);
const arrows = (one: typeof ladder) => one.arrows.map(({ from, to, reaches }) => [from, to, reaches]);
const texts = (one: typeof ladder, live: boolean) =>
  drawScene(
    sceneOf(one, { collapse: true, expanded: new Set(), mode: 'even', zoom: 1, width: 1_000, live }),
    { top: 0, bottom: 2_000 },
    undefined,
  ).flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));

test('a range keeps what happened in it; arrows that reach out of it say so', () => {
  const range = cutLadder(ladder, { ...stretchOf(ladder, 15, 35), replayed: false });
  expect(times(range)).toEqual([20, 30]);
  expect(arrows(range)).toEqual([
    [-1, 0, 'earlier'],
    [1, -1, 'later'],
  ]);
  expect(texts(range, false)).toEqual(expect.arrayContaining(['earlier', 'later']));
  expect(texts(range, false)).not.toContain('?');
  expect(range.lifelines.map(({ begin, absent }) => [begin, absent])).toEqual([
    [-1, undefined],
    [-1, undefined],
  ]);
});

test('a replay shows what had happened until then, and nothing of what came after', () => {
  const early = cutLadder(ladder, { first: 0, last: 1, replayed: true });
  expect(times(early)).toEqual([0, 1]);
  expect(early.lifelines.map(({ absent }) => absent)).toEqual([undefined, true]);
  const half = cutLadder(ladder, { first: 0, last: 3, replayed: true });
  expect(arrows(half)).toEqual([[3, -1, undefined]]);
  expect(texts(half, true)).toContain('5 B not read yet');
  expect(cutLadder(ladder, { first: 0, last: 6, replayed: true })).toEqual(ladder);
});

test('a stretch in which nothing happened is empty', () => {
  const range = cutLadder(ladder, { ...stretchOf(ladder, 50, 60), replayed: false });
  expect([range.instants, range.arrows]).toEqual([[], []]);
});

test('pauses that reach into a range begin and end with it', () => {
  const stopped = {
    ...ladder,
    spans: [
      { kind: 'not-reading', lane: 'server', from: 2, to: 6, text: '', provenance: 'observed' },
      { kind: 'not-reading', lane: 'client', from: 0, to: 1, text: '', provenance: 'observed' },
    ] as const,
  };
  const range = cutLadder(stopped, { ...stretchOf(ladder, 15, 35), replayed: false });
  expect(range.spans).toMatchObject([{ lane: 'server', from: 0, to: -1 }]);
});

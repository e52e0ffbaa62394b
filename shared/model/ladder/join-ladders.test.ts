// The ladder of a tapped connection: four ends, three lifelines, one order of time.
import { expect, test } from 'vitest';
import { endLike } from '../../testing/ladder-ends.ts';
import { testSocket } from '../../testing/records.ts';
import { buildLadder } from './build-ladder.ts';
import { cutLadder } from './cut-ladder.ts';
import { drawScene } from './draw.ts';
import { joinLadders } from './join-ladders.ts';
import { type LadderInput, sideName } from './ladder-facts.ts';
import { laneTitles, linksWithin, sceneOf } from './scene.ts';
import { ladderSvg } from './svg.ts';
import { ladderSummary, tableRow } from './table.ts';

type Chunks = Parameters<typeof endLike>[1];
const ends = { openedAt: 0, connectedAt: 1 };
const client = (chunks: Chunks) => endLike(testSocket(1, ends), chunks);
const tapIn = (chunks: Chunks, more = {}, events: Parameters<typeof endLike>[2] = []) =>
  endLike(testSocket(2, { origin: 'accepted', openedAt: 1, connectedAt: 1, ...more }), chunks, events);
const tapOut = (chunks: Chunks, more = {}, events: Parameters<typeof endLike>[2] = []) =>
  endLike(testSocket(3, { openedAt: 1.1, connectedAt: 2, ...more }), chunks, events);
const upstream = (chunks: Chunks) =>
  endLike(testSocket(4, { origin: 'accepted', openedAt: 2, connectedAt: 2 }), chunks);

const joined = (incoming: LadderInput, outgoing: LadderInput) =>
  joinLadders(buildLadder(incoming, { inferred: false }), buildLadder(outgoing, { inferred: false }));
const scene = (...inputs: Parameters<typeof joined>) =>
  sceneOf(joined(...inputs), { collapse: true, expanded: new Set(), mode: 'even', zoom: 1, width: 1_000, live: true });
const story = ({ instants }: ReturnType<typeof joined>) =>
  instants.map((instant) => `${sideName(instant)} ${instant.kind}`);

const ping: Parameters<typeof joined> = [
  { client: client([['sent', 4, 3]]), server: tapIn([['received', 4, 4]]) },
  { client: tapOut([['sent', 4, 4]]), server: upstream([['received', 4, 5]]) },
];
const between: Parameters<typeof joined> = [
  {
    server: tapIn([
      ['received', 4, 4],
      ['sent', 9, 7],
    ]),
  },
  {
    client: tapOut([
      ['sent', 4, 4],
      ['received', 9, 6],
    ]),
  },
];

test.each([
  [
    'both programs of ours',
    ping,
    [
      'client dial',
      'client connect',
      'tap accept',
      'tap dial',
      'tap connect',
      'upstream accept',
      'client write',
      'tap data',
      'tap write',
      'upstream data',
    ],
    ['data client → tap 4', 'data tap → upstream 4'],
    ['client', 'tap', 'upstream'],
  ],
  [
    'both programs outside',
    between,
    ['tap accept', 'tap dial', 'tap connect', 'tap data', 'tap write', 'tap data', 'tap write'],
    ['data ? → tap 4', 'data tap → ? 9', 'data tap → ? 4', 'data ? → tap 9'],
    ['client, outside', 'tap', 'upstream, outside'],
  ],
] as const)(
  '%s: what happened, in one order, and which lifelines it connects',
  (_name, inputs, told, drawn, titles) => {
    const ladder = joined(...inputs);
    expect(story(ladder)).toEqual(told);
    const name = (position: number) => (position < 0 ? '?' : sideName(ladder.instants[position] ?? { lane: 'client' }));
    expect(ladder.arrows.map(({ kind, from, to, bytes }) => `${kind} ${name(from)} → ${name(to)} ${bytes}`)).toEqual(
      drawn,
    );
    const lanes = laneTitles(scene(...inputs));
    expect(lanes.map(({ name: title, ours }) => (ours ? title : `${title}, outside`))).toEqual(titles);
    expect(lanes.map(({ x }) => x)).toEqual(lanes.map(({ x }) => x).sort((a, b) => a - b));
  },
);

test.each([
  [3, 'tap', '', 'connect()', ''],
  [6, 'client', 'tap', 'write', '4'],
  [7, 'client', 'tap', 'data', '4'],
  [8, 'tap', 'upstream', 'write', '4'],
  [9, 'tap', 'upstream', 'data', '4'],
])('row %i of the table goes from %s to %s', (index, from, to, what, bytes) =>
  expect(tableRow(scene(...ping), index)).toMatchObject({ from, to, what, bytes }),
);

test('each half of the tap ends for itself, and says so', () => {
  const closed = {
    readyState: 'closed',
    closedAt: 20,
    close: { hadError: false, cause: 'local-destroy', first: 'us' },
  } as const;
  const ladder = scene({ server: tapIn([], closed) }, { client: tapOut([], {}, [{ type: 'socket.finish', at: 9 }]) });
  expect(ladderSummary(ladder)).toContain(
    'client outside this lab, tap to its client closed, tap to its upstream open, upstream outside this lab',
  );
  const [, incoming, outgoing] = ladder.ladder.lifelines;
  expect(ladder.ladder.instants[incoming?.end ?? -1]).toMatchObject({ leg: 'in', kind: 'close' });
  expect(outgoing?.end).toBe(-1);
  expect(ladder.ladder.instants[outgoing?.finished ?? -1]).toMatchObject({ leg: 'out', kind: 'fin' });
});

test('spans stay with the half they are about', () => {
  const ladder = joined(
    { server: tapIn([], {}, [{ type: 'socket.paused', at: 5, by: 'user' }]) },
    { client: tapOut([]) },
  );
  expect(ladder.spans).toMatchObject([{ kind: 'not-reading', leg: 'in', lane: 'server', to: -1 }]);
  expect(ladder.instants[ladder.spans[0]?.from ?? -1]?.kind).toBe('paused');
});

test('a long stream is one row that counts each connection for itself', () => {
  const each = <T>(make: (i: number) => T) => Array.from({ length: 40 }, (_, i) => make(i));
  const drawn = scene(
    { server: tapIn(each((i) => ['received', 100, 10 + i] as const)) },
    { client: tapOut(each((i) => ['sent', 100, 10.5 + i] as const)) },
  );
  const run = drawn.rows.rows.find(({ kind }) => kind === 'run');
  expect(run?.toServer).toMatchObject({ reads: 40, read: 4_000, writes: 0 });
  expect(run?.onward?.toServer).toMatchObject({ writes: 40, written: 4_000, reads: 0 });
  const index = drawn.rows.rows.indexOf(run as NonNullable<typeof run>);
  expect(tableRow(drawn, index).what).toMatch(
    /^client → tap: ×40 read, 4\.0 kB; tap → upstream: ×40 written, 4\.0 kB/u,
  );
});

test('keys of rows are each their own, and links are found for both connections', () => {
  const drawn = scene(...ping);
  const keys = drawn.rows.rows.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect([...linksWithin(drawn, 0, keys.length)].map(({ leg }) => leg)).toEqual(['in', 'out']);
});

test('a stretch of it, and its file, keep the three lifelines', () => {
  const ladder = joined(...ping);
  expect(cutLadder(ladder, { first: 6, last: 7, replayed: true }).lifelines.map(sideName)).toEqual([
    'client',
    'tap',
    'tap',
    'upstream',
  ]);
  const drawn = scene(...ping);
  const colours = { client: '', server: '', text: '', muted: '', fail: '', border: '', canvas: '', selected: '' };
  const svg = ladderSvg(drawn, { title: 'A tap', colours });
  for (const name of ['client', 'tap', 'upstream']) expect(svg).toContain(`>${name}</text>`);
  for (const shape of drawScene(drawn, { top: 0, bottom: 1_000 }, undefined)) {
    if (shape.kind === 'path') expect(shape.d).not.toContain('NaN');
  }
});

// Rows, their places, their marks, their table: the same numbers whatever way the ladder is looked at.
import { expect, test } from 'vitest';
import { endLike } from '../../testing/ladder-ends.ts';
import { testSocket } from '../../testing/records.ts';
import { buildLadder } from './build-ladder.ts';
import { drawScene } from './draw.ts';
import type { LadderInput } from './ladder-facts.ts';
import { yOf } from './layout.ts';
import { linksWithin, type SceneOptions, sceneOf } from './scene.ts';
import { ladderSvg } from './svg.ts';
import { ladderSummary, tableRow } from './table.ts';

const dialled = testSocket(1, { openedAt: 0, connectedAt: 1 });
const accepted = testSocket(2, { origin: 'accepted', openedAt: 1, connectedAt: 1 });
const options: SceneOptions = { collapse: true, expanded: new Set(), mode: 'even', zoom: 1, width: 1_000, live: true };
const scene = (input: LadderInput, more: Partial<SceneOptions> = {}, inferred = false) =>
  sceneOf(buildLadder(input, { inferred }), { ...options, ...more });
const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));

/** `count` chunks of 1,000 bytes from the client to the server, one each millisecond from 10 ms on. */
const stream = (count: number): LadderInput => ({
  client: endLike(
    dialled,
    times(count, (i) => ['sent', 1_000, 10 + i] as const),
  ),
  server: endLike(
    accepted,
    times(count, (i) => ['received', 1_000, 10.5 + i] as const),
  ),
});
const kinds = ({ rows }: ReturnType<typeof scene>) => rows.rows.map(({ kind }) => kind);

test('a long run one way is one row with its sums; expanded it lists its chunks below', () => {
  const folded = scene(stream(128));
  expect(kinds(folded)).toEqual(['instant', 'instant', 'instant', 'run']);
  expect(tableRow(folded, 3)).toMatchObject({
    what: 'client → server: ×128 chunks, 128 kB, in 128 ms',
    bytes: '128 kB',
  });
  const { key } = folded.rows.rows[3] ?? {};
  const open = scene(stream(128), { expanded: new Set([key as string]) });
  expect(open.rows.rows.length).toBe(4 + 256);
  expect(open.rows.rows[3]).toMatchObject({ kind: 'run', open: true, key });
  expect(kinds(scene(stream(128), { collapse: false })).filter((kind) => kind !== 'instant')).toEqual([]);
});

test('a few chunks are no run, and a run keeps its key while it grows', () => {
  expect(kinds(scene(stream(4)))).not.toContain('run');
  expect(scene(stream(20)).rows.rows[3]?.key).toBe(scene(stream(200)).rows.rows[3]?.key);
});

test('a long exchange of short turns is one row for both directions', () => {
  const turns = scene({
    client: endLike(
      dialled,
      times(60, (i) => [i % 2 ? 'received' : 'sent', 10, 10 + i] as const),
    ),
    server: endLike(
      accepted,
      times(60, (i) => [i % 2 ? 'sent' : 'received', 10, 10.2 + i - (i % 2) * 0.4] as const),
    ),
  });
  expect(kinds(turns)).toEqual(['instant', 'instant', 'instant', 'run']);
  expect(turns.rows.rows[3]).toMatchObject({
    toServer: { writes: 30, written: 300, reads: 30, read: 300 },
    toClient: { writes: 30, written: 300, reads: 30, read: 300 },
  });
});

test('an event between chunks ends a run; a short full queue is part of it and is counted', () => {
  const withEvents = (drainAt: number): LadderInput => ({
    client: endLike(
      dialled,
      times(40, (i) => ['sent', 1_000, 10 + i] as const),
      [
        { type: 'socket.backpressure', at: 20.1, queued: 9 },
        { type: 'socket.drain', at: drainAt },
      ],
    ),
    server: endLike(
      accepted,
      times(40, (i) => ['received', 1_000, 10.5 + i] as const),
    ),
  });
  const brief = scene(withEvents(20.3));
  expect(kinds(brief).filter((kind) => kind === 'run').length).toBe(1);
  expect(brief.rows.rows.find((row) => row.kind === 'run')).toMatchObject({ flow: 2 });
  expect(kinds(scene(withEvents(400))).filter((kind) => kind === 'run').length).toBe(2);
});

test('arrows between folded rows are added up, and their bytes stay what they are', () => {
  const paused: LadderInput = {
    client: endLike(
      dialled,
      times(30, (i) => ['sent', 1_000, 10 + i] as const),
    ),
    server: endLike(
      accepted,
      times(30, (i) => ['received', 1_000, 500 + i] as const),
      [{ type: 'socket.resumed', at: 480 }],
    ),
  };
  const { rows } = scene(paused);
  expect(rows.links.client).toMatchObject([{ bytes: 30_000, count: 30, leads: true }]);
});

test('nothing for a second is a break, of the same height however long it was', () => {
  const late = (at: number) => scene({ client: endLike(dialled, [['sent', 5, at]]) }, { mode: 'true' });
  expect(kinds(late(12_401))).toEqual(['instant', 'instant', 'gap', 'instant']);
  expect(tableRow(late(12_401), 2).what).toBe('nothing for 12 s');
  expect(late(12_401).layout.height).toBeCloseTo(late(99_001).layout.height);
});

test('true scale: the same time takes the same room, and zoom multiplies it', () => {
  const at = (zoom: number) => {
    const drawn = scene(
      {
        client: endLike(dialled, [
          ['sent', 1, 11],
          ['sent', 1, 21],
          ['sent', 1, 41],
        ]),
      },
      { mode: 'true', zoom },
    );
    return [2, 3, 4].map((position) => yOf(drawn.ladder, drawn.rows, drawn.layout, position));
  };
  const [a = 0, b = 0, c = 0] = at(1);
  expect((c - b) / (b - a)).toBeCloseTo(2);
  const [d = 0, e = 0] = at(3);
  expect((e - d) / (b - a)).toBeCloseTo(3);
});

test('links in sight are found by bisection as by looking at each', () => {
  const drawn = scene(stream(300), { collapse: false });
  for (const [first, last] of [
    [0, 10],
    [100, 140],
    [590, 603],
    [3, 3],
  ] as const) {
    const found = [...linksWithin(drawn, first, last)];
    const all = drawn.rows.links.client.filter(
      (l) => Math.min(l.fromRow, l.toRow) <= last && Math.max(l.fromRow, l.toRow) >= first,
    );
    expect(found).toEqual(all);
  }
});

test('UX23 every mark has a provenance, and nothing inferred is drawn solid', () => {
  const drawn = scene(
    {
      client: endLike(dialled, [['sent', 5, 2]], [{ type: 'socket.finish', at: 5 }]),
      server: endLike(
        accepted,
        [['received', 5, 3]],
        [
          { type: 'socket.end', at: 6 },
          { type: 'socket.paused', at: 7, by: 'user' },
        ],
      ),
    },
    {},
    true,
  );
  const shapes = drawScene(drawn, { top: 0, bottom: drawn.layout.height }, undefined);
  expect(new Set(shapes.map(({ provenance }) => provenance))).toEqual(new Set(['observed', 'inferred']));
  const lines = shapes.filter(
    (shape) => shape.element === 'handshake' && shape.kind === 'path' && shape.d.split('L').length === 2,
  );
  expect(lines.length).toBe(4);
  for (const shape of lines) expect(shape).toMatchObject({ dash: 'inferred' });
  expect(shapes.filter(({ element }) => element === 'not-reading').length).toBe(2);
});

test('a FIN to an outside peer is drawn up to where it was seen: no head, no bar, and a question', () => {
  const end = endLike(dialled, [['sent', 5, 10]], [{ type: 'socket.finish', at: 20 }]);
  const drawn = scene({ client: end, server: undefined });
  const shapes = drawScene(drawn, { top: 0, bottom: drawn.layout.height }, undefined);
  const fin = shapes.filter(({ element }) => element === 'fin');
  expect(fin.filter(({ kind }) => kind === 'path')).toMatchObject([{ dash: 'solid' }, { dash: 'dotted' }]);
  expect(fin.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []))).toEqual(['?', 'FIN']);
});

test('only what is in sight is drawn, at 50,000 chunks as at 50', () => {
  const drawn = scene(stream(25_000), { collapse: false });
  const middle = drawn.layout.height / 2;
  expect(drawScene(drawn, { top: middle, bottom: middle + 600 }, undefined).length).toBeLessThan(400);
});

test('UX24 the table has a row for each row of the drawing, with who, what, how much and how it is known', () => {
  const drawn = scene({
    client: endLike(dialled, [['sent', 5, 2]]),
    server: endLike(accepted, [['received', 5, 3]], [{ type: 'socket.paused', at: 7, by: 'user' }]),
  });
  expect(
    times(6, (i) => tableRow(drawn, i)).map((r) => [r.time, r.delta, r.from, r.to, r.what, r.bytes, r.evidence]),
  ).toEqual([
    ['0.000 s', '', 'client', '', 'connect()', '', 'observed'],
    ['0.001 s', '+0.001', 'client', '', 'connected', '', 'observed'],
    ['0.001 s', '+0.000', 'server', '', 'accepted', '', 'observed'],
    ['0.002 s', '+0.001', 'client', 'server', 'write', '5', 'observed'],
    ['0.003 s', '+0.001', 'client', 'server', 'data', '5', 'observed'],
    ['0.007 s', '+0.004', 'server', '', 'stops reading', '', 'observed'],
  ]);
  expect(ladderSummary(drawn)).toBe(
    'Sequence diagram with 6 rows: 1 write and 1 read, 5 B read; client open, server open.',
  );
});

test('an exported file is well-formed, says what it is, and takes hostile text as text', () => {
  const drawn = scene({ client: endLike(dialled, [], [{ type: 'mock.note', at: 5, text: '<script>&"\u0000\ud800' }]) });
  const tone = {
    client: '#00f',
    server: '#f80',
    text: '#000',
    muted: '#555',
    fail: '#a00',
    border: '#ccc',
    canvas: '#fff',
    selected: '#def',
  };
  const svg = ladderSvg(drawn, { title: 'a < b', colours: tone });
  expect(svg).toContain('Arrows are program writes and reads, not packets.');
  expect(svg).toContain('&lt;script&gt;&amp;&quot;\ufffd\ufffd');
  expect(svg).not.toMatch(/<script/u);
  expect(svg.match(/<(?:svg|g|text|title)\b/gu)?.length).toBe(svg.match(/<\/(?:svg|g|text|title)>/gu)?.length);
});

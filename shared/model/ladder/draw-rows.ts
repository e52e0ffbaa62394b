// What belongs to one row: its time, the flags at the lifelines, a folded run, a break.
import { LANE_HALF, towards } from './draw-links.ts';
import { type Instant, isTaps, otherLane, type Side } from './ladder-facts.ts';
import type { Row } from './rows.ts';
import { laneX, type Scene } from './scene.ts';
import { arrowHead, px, type Shape, type Tone } from './shape.ts';
import { gapText, passedText, timeText } from './words.ts';

/** Texts closer to each other than this would lie on each other; in true scale they may. */
const LEAST_APART = 13;

export interface Taken {
  readonly lastTimeAt: number;
  /** By lifeline. */
  readonly lastFlagAt: Readonly<Record<string, number>>;
}

export interface DrawnRow extends Taken {
  readonly shapes: readonly Shape[];
}

const BACK = 13;

/** What lies under everything: the mark of the selected row. */
export function drawBackground({ layout, geometry }: Scene, index: number, selected: boolean): Shape[] {
  if (!selected) return [];
  const [from, to] = [layout.from[index] ?? 0, layout.to[index] ?? 0];
  const d = `M0 ${px(from - BACK)}H${px(geometry.width)}V${px(to + BACK)}H0Z`;
  return [
    { kind: 'path', element: 'selected', provenance: 'observed', row: index, d, fill: 'selected' },
    {
      kind: 'path',
      element: 'selected',
      provenance: 'observed',
      row: index,
      d: `M1.5 ${px(from - BACK)}V${px(to + BACK)}`,
      stroke: 'text',
      width: 3,
    },
  ];
}

/** The marks of one row, and where its texts stand, so that the next ones keep clear of them. */
export function drawRow(scene: Scene, index: number, taken: Taken): DrawnRow {
  const row = scene.rows.rows[index] as Row;
  const y = scene.layout.from[index] as number;
  const lastFlagAt = { ...taken.lastFlagAt };
  let { lastTimeAt } = taken;
  const shapes: Shape[] = [];
  if (row.kind === 'gap') return { shapes: drawGap(scene, row, index, y), lastTimeAt, lastFlagAt };
  const instant = scene.ladder.instants[row.first] as Instant;
  if (y - lastTimeAt >= LEAST_APART) {
    lastTimeAt = y;
    const { provenance } = instant;
    const italic = provenance === 'inferred';
    const text = italic ? 'inferred' : timeText(instant.at - scene.zero);
    const { gutter } = scene.geometry;
    shapes.push(
      label(index, {
        element: 'time',
        provenance,
        x: gutter - 10,
        y: y + 4,
        text,
        anchor: 'end',
        tone: 'muted',
        italic,
      }),
    );
  }
  if (row.kind === 'run') return { shapes: [...shapes, ...drawRun(scene, row, index)], lastTimeAt, lastFlagAt };
  const text = flagText(scene, instant, row.first);
  const lifeline = `${instant.leg ?? ''}${instant.lane}`;
  if (text !== '' && y - (lastFlagAt[lifeline] ?? Number.NEGATIVE_INFINITY) >= LEAST_APART) {
    lastFlagAt[lifeline] = y;
    shapes.push(...drawFlag(scene, instant, index, y, text));
  }
  return { shapes, lastTimeAt, lastFlagAt };
}

interface Label {
  readonly element: string;
  readonly provenance: Instant['provenance'];
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly tone: Tone;
  readonly italic?: boolean;
  readonly bold?: boolean;
}
const label = (row: number, given: Label): Shape => ({ kind: 'text', row, ...given });

/** What stands beside the lifeline: the instant's own words, and what ended with it. */
function flagText({ ladder }: Scene, { text }: Instant, position: number): string {
  const ended = ladder.spans.filter((span) => span.to === position && span.from >= 0).map((span) => span.text);
  // What is said least often comes first: there may be no room for all of it.
  return [text, ...ended.reverse()].filter(Boolean).join(' · ');
}

const failing: ReadonlySet<string> = new Set(['error', 'rst', 'rst-received']);

/** A tick on the lifeline and the words outside of it. */
function drawFlag(
  { geometry }: Scene,
  { kind, lane, leg, provenance }: Instant,
  row: number,
  y: number,
  text: string,
): Shape[] {
  const tap = isTaps({ lane, leg });
  // Words of a tap stand on the side of the connection they are about.
  const out = tap ? towards(lane) : -towards(lane);
  const x = laneX(geometry, { lane, leg }) + out * LANE_HALF;
  const tone: Tone = failing.has(kind) ? 'fail' : kind === 'timeout' || kind === 'kernel' ? 'text' : 'muted';
  const anchor = out < 0 ? 'end' : 'start';
  const outside = lane === 'client' ? geometry.client - geometry.gutter : geometry.width - geometry.server;
  const room = (tap ? (geometry.server - geometry.client) / 2 - 20 : outside) - 32;
  const mark = { element: `flag-${kind}`, provenance, row } as const;
  const marks: Shape[] = [
    { ...mark, kind: 'path', d: `M${px(x)} ${px(y)}h${px(out * 18)}`, stroke: tone, width: failing.has(kind) ? 2 : 1 },
  ];
  if (provenance === 'sampled') {
    marks.push({ ...mark, kind: 'path', d: dot(x + out * 9, y), fill: tone });
  } else if (failing.has(kind) || kind === 'timeout') {
    marks.push({ ...mark, kind: 'path', d: `M${px(x + out * 18)} ${px(y - 5)}v10l${px(out * -6)} -5Z`, fill: tone });
  }
  const bold = failing.has(kind) || kind === 'timeout';
  marks.push(label(row, { ...mark, x: x + out * 22, y: y + 4, text: cut(text, room), anchor, tone, bold }));
  return marks;
}

const dot = (x: number, y: number) => `M${px(x - 3)} ${px(y)}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z`;

/** As much of a text as has room, at about 5.7 pixels a letter. */
function cut(text: string, room: number): string {
  const most = Math.max(8, Math.floor(room / 5.7));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function drawRun(scene: Scene, row: Row, index: number): Shape[] {
  const { geometry, layout, ladder, zero } = scene;
  const [top, bottom] = [layout.from[index] as number, layout.to[index] as number];
  const mark = { element: 'run', provenance: 'observed', row: index } as const;
  const shapes: Shape[] = [];
  const ends = ladder.instants[row.last]?.at ?? 0;
  const sign = row.open ? `M8 ${px(top - 3)}h8l-4 6Z` : `M9 ${px(top - 5)}v10l6 -5Z`;
  shapes.push({ ...mark, element: 'run-toggle', kind: 'path', d: sign, fill: 'text' });
  if (!row.open) {
    const text = `– ${timeText(ends - zero)}`;
    const { gutter } = geometry;
    shapes.push(label(index, { ...mark, x: gutter - 10, y: bottom + 4, text, anchor: 'end', tone: 'muted' }));
  }
  shapes.push(...drawWays(scene, row, index, row.onward && 'in'));
  if (row.onward) shapes.push(...drawWays(scene, { ...row, ...row.onward, flow: 0 }, index, 'out'));
  return shapes;
}

/** What passed each way on one connection during a run. */
function drawWays({ geometry, layout }: Scene, row: Row, index: number, leg: Side['leg']): Shape[] {
  const [top, bottom] = [layout.from[index] as number, layout.to[index] as number];
  const mark = { element: 'run', provenance: 'observed', row: index } as const;
  const shapes: Shape[] = [];
  const ways = (['client', 'server'] as const)
    .map((lane) => ({ lane, passed: lane === 'client' ? row.toServer : row.toClient }))
    .filter(({ passed }) => passed && passed.writes + passed.reads > 0);
  for (const [i, { lane, passed }] of ways.entries()) {
    if (!passed) continue;
    const share = ways.length === 1 ? 0.5 : i;
    const y = top + (bottom - top) * (ways.length === 1 ? 0.35 : share * 0.8);
    const toRight = towards(lane);
    const [x1, x2] = [
      laneX(geometry, { lane, leg }) + toRight * LANE_HALF,
      laneX(geometry, { lane: otherLane(lane), leg }) - toRight * LANE_HALF,
    ];
    const fall = ways.length === 1 ? 9 : 4;
    const d = `M${px(x1)} ${px(y)}L${px(x2)} ${px(y + fall)}`;
    if (!row.open) {
      shapes.push({ ...mark, kind: 'path', d, stroke: lane, width: 3 });
      shapes.push({ ...mark, kind: 'path', d: arrowHead(x1, y, x2, y + fall, 9), stroke: lane, width: 3 });
    }
    const flow = i === 0 && row.flow ? ` · write() = false and short stops ×${row.flow}` : '';
    const text = `${passedText(passed)}${flow}`;
    shapes.push(
      label(index, { ...mark, x: (x1 + x2) / 2, y: y - 2, text, anchor: 'middle', tone: 'text', bold: true }),
    );
  }
  return shapes;
}

function drawGap(scene: Scene, row: Row, index: number, y: number): Shape[] {
  const { geometry } = scene;
  const mark = { element: 'gap', provenance: 'observed', row: index } as const;
  const teeth = (x: number) => `M${px(x - 9)} ${px(y - 4)}q4.5 -6 9 0t9 0M${px(x - 9)} ${px(y + 4)}q4.5 -6 9 0t9 0`;
  const { client, tap, server } = geometry;
  const shapes: Shape[] = [client, ...(tap === undefined ? [] : [tap]), server].flatMap((x): Shape[] => {
    const half = x === tap ? 13 : 9;
    return [
      { ...mark, kind: 'path', d: `M${px(x - half)} ${px(y - 4)}h${2 * half}v8h${-2 * half}Z`, fill: 'canvas' },
      { ...mark, kind: 'path', d: teeth(x), stroke: 'muted', width: 1.2 },
    ];
  });
  const text = gapText(row, scene);
  const x = (client + (tap ?? server)) / 2;
  return [...shapes, label(index, { ...mark, x, y: y + 4, text, anchor: 'middle', tone: 'muted' })];
}

// Arrows between the lifelines. Their slope is the time between the write and the read.

import { formatBytes } from '../../format.ts';
import type { Instant, Lane } from './ladder-facts.ts';
import { otherLane, sameLeg } from './ladder-facts.ts';
import { yOf } from './layout.ts';
import type { Link } from './rows.ts';
import { laneX, type Scene } from './scene.ts';
import { arrowHead, px, type Shape, type Tone } from './shape.ts';
import { chunkText, delayText, openEndText } from './words.ts';

/** Half the width of a lifeline: arrows begin and end at its edge. */
export const LANE_HALF = 5;
/** How far an arrow falls that has not arrived. */
const OPEN_FALL = 7;

interface Place {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** The marks of one link. Those of a folded run are drawn with its row. */
export function drawLink(scene: Scene, link: Link): Shape[] {
  if (link.fromRow === link.toRow && scene.rows.rows[link.fromRow]?.kind === 'run') return [];
  const place = placeOf(scene, link);
  switch (link.kind) {
    case 'data':
      return dataArrow(scene, link, place);
    case 'fin':
      return finArrow(scene, link, place);
    case 'rst':
      return resetArrow(link, place);
    default:
      return handshakeArrow(link, place);
  }
}

function placeOf(scene: Scene, { lane, leg, from, to }: Link): Place {
  const { geometry, ladder, rows, layout } = scene;
  const toRight = lane === 'client' ? 1 : -1;
  const [start, goal] = [laneX(geometry, { lane, leg }), laneX(geometry, { lane: otherLane(lane), leg })];
  const [x1, x2] = [start + toRight * LANE_HALF, goal - toRight * LANE_HALF];
  const y = (position: number) => yOf(ladder, rows, layout, position);
  if (from < 0) return { x1: x1 + (x2 - x1) * 0.45, y1: y(to), x2, y2: y(to) };
  if (to >= 0) return { x1, y1: y(from), x2, y2: y(to) };
  const outside = !ladder.lifelines.some((line) => line.lane !== lane && line.leg === leg && line.ours);
  const reach = outside ? 1 : 0.42;
  return { x1, y1: y(from), x2: x1 + (x2 - x1) * reach, y2: y(from) + (outside ? 0 : OPEN_FALL) };
}

const line = ({ x1, y1, x2, y2 }: Place) => `M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}`;

function dataArrow(scene: Scene, link: Link, place: Place): Shape[] {
  const { lane, fromRow, toRow, provenance } = link;
  const mark = { element: 'arrow', provenance, row: fromRow >= 0 ? fromRow : toRow } as const;
  const [from, to] = [scene.ladder.instants[link.from], scene.ladder.instants[link.to]];
  const shapes: Shape[] = [];
  const { x1, y1, x2, y2 } = place;
  if (to === undefined || from === undefined) {
    const { seen, unseen } = halves(place, to !== undefined);
    shapes.push({ ...mark, kind: 'path', d: line(seen), stroke: lane, width: 1.6 });
    shapes.push({ ...mark, kind: 'path', d: line(unseen), stroke: lane, width: 1.6, dash: 'dotted' });
  } else shapes.push({ ...mark, kind: 'path', d: line(place), stroke: lane, width: 1.6 });
  if (to) shapes.push({ ...mark, kind: 'path', d: arrowHead(x1, y1, x2, y2), stroke: lane, width: 1.6 });
  shapes.push(...dataLabels(scene, link, place, from, to));
  return shapes;
}

/** An arrow that was seen at one end only: its far part fades into dots. */
function halves({ x1, y1, x2, y2 }: Place, arrived: boolean): { readonly seen: Place; readonly unseen: Place } {
  const middle = x1 + (x2 - x1) * 0.5;
  if (arrived) return { seen: { x1: middle, y1, x2, y2 }, unseen: { x1, y1, x2: middle, y2 } };
  const bend = y1 + (y2 - y1) * 0.5;
  return { seen: { x1, y1, x2: middle, y2: bend }, unseen: { x1: middle, y1: bend, x2, y2 } };
}

function dataLabels(
  scene: Scene,
  link: Link,
  { x1, y1, x2, y2 }: Place,
  from: Instant | undefined,
  to: Instant | undefined,
): Shape[] {
  const { lane, fromRow, toRow, provenance, bytes } = link;
  const inwards = lane === 'client' ? 10 : -10;
  const near = lane === 'client' ? 'start' : 'end';
  const far = lane === 'client' ? 'end' : 'start';
  const shapes: Shape[] = [];
  const label = (x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end', row: number, tone: Tone) =>
    shapes.push({ element: 'label', provenance, row, kind: 'text', x, y, text, anchor, tone });
  const folded = (row: number) => scene.rows.rows[row]?.kind === 'run';
  const whole = from !== undefined && to !== undefined && from.bytes === bytes && to.bytes === bytes;
  if (from && !folded(fromRow) && link.leads) {
    label(x1 + inwards, y1 - 5, chunkText(from), near, fromRow, 'text');
  }
  if (!to) label(x2 + inwards * 0.6, y2 + 4, openEndText(link, scene), near, fromRow, 'muted');
  else if (!from) {
    label(x1 - inwards * 0.6, y1 + 4, link.reaches ?? '?', far, toRow, 'muted');
    if (!folded(toRow)) label(x2 - inwards - (lane === 'client' ? 4 : -4), y2 - 5, chunkText(to), far, toRow, 'text');
  } else if (!folded(toRow)) {
    const delay = `+${delayText(to.at - from.at)}`;
    label(x2 - inwards, y2 + 12, whole ? delay : `${formatBytes(bytes)} ${delay}`, far, toRow, 'muted');
  }
  return shapes;
}

function finArrow(scene: Scene, link: Link, place: Place): Shape[] {
  const { lane, fromRow, toRow, provenance } = link;
  const mark = { element: 'fin', provenance, row: fromRow >= 0 ? fromRow : toRow } as const;
  const { x1, y1, x2, y2 } = place;
  const inwards = lane === 'client' ? 10 : -10;
  const bar = x2 - inwards * 0.9;
  const [middleX, middleY] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const late =
    link.to < 0 && !link.reaches && scene.ladder.lifelines.every((l) => l.ours || !sameLeg(l, link))
      ? 'FIN, not noticed yet'
      : 'FIN';
  const text = provenance === 'inferred' ? 'FIN (by closing, inferred)' : late;
  const words = {
    ...mark,
    kind: 'text',
    x: middleX,
    y: middleY - 5,
    text,
    anchor: 'middle',
    tone: 'text',
    bold: true,
  } as const;
  if (link.to < 0) {
    // Nobody here has seen it arrive: no head, no bar, and the far part in dots.
    const { seen, unseen } = halves(place, false);
    const open = lane === 'client' ? 'start' : 'end';
    return [
      {
        ...mark,
        kind: 'path',
        d: line(seen),
        stroke: lane,
        width: 2.4,
        dash: provenance === 'inferred' ? 'inferred' : 'solid',
      },
      { ...mark, kind: 'path', d: line(unseen), stroke: lane, width: 2.4, dash: 'dotted' },
      {
        ...mark,
        kind: 'text',
        x: x2 + inwards * 0.6,
        y: y2 + 4,
        text: link.reaches ?? '?',
        anchor: open,
        tone: 'muted',
      },
      words,
    ];
  }
  return [
    {
      ...mark,
      kind: 'path',
      d: line(place),
      stroke: lane,
      width: 2.4,
      dash: provenance === 'inferred' ? 'inferred' : 'solid',
    },
    { ...mark, kind: 'path', d: arrowHead(x1, y1, x2, y2, 8), stroke: lane, width: 2.4 },
    { ...mark, kind: 'path', d: `M${px(bar)} ${px(y2 - 7)}v14`, stroke: lane, width: 2.4 },
    words,
  ];
}

function resetArrow({ fromRow, toRow, from, to, provenance, reaches }: Link, { x1, y1, x2, y2 }: Place): Shape[] {
  const mark = { element: 'rst', provenance, row: fromRow >= 0 ? fromRow : toRow } as const;
  const earlier = reaches === 'earlier';
  const teeth = 14;
  const points = Array.from({ length: teeth + 1 }, (_, i) => {
    const swing = i === 0 || i === teeth ? 0 : i % 2 ? -5 : 5;
    return `${px(x1 + ((x2 - x1) * i) / teeth)} ${px(y1 + ((y2 - y1) * i) / teeth + swing)}`;
  });
  const dash = provenance === 'inferred' ? 'inferred' : 'solid';
  const words =
    from < 0 && !earlier
      ? 'RST, sender not seen'
      : to < 0
        ? 'RST'
        : provenance === 'inferred'
          ? 'RST (inferred)'
          : 'RST';
  return [
    { ...mark, kind: 'path', d: `M${points.join('L')}`, stroke: 'fail', width: 2, dash },
    { ...mark, kind: 'path', d: cross(x2, y2, 5), stroke: 'fail', width: 2.4 },
    {
      ...mark,
      kind: 'text',
      x: (x1 + x2) / 2,
      y: (y1 + y2) / 2 - 10,
      text: words,
      anchor: 'middle',
      tone: 'fail',
      bold: true,
      italic: provenance === 'inferred',
    },
  ];
}

/** Never solid: nobody has seen these packets. */
function handshakeArrow({ fromRow, toRow, label, to, reaches }: Link, place: Place): Shape[] {
  const mark = { element: 'handshake', provenance: 'inferred', row: fromRow >= 0 ? fromRow : toRow } as const;
  const { x1, y1, x2, y2 } = place;
  const text = to < 0 && !reaches ? `${label}, no answer` : label;
  return [
    { ...mark, kind: 'path', d: line(place), stroke: 'muted', width: 1, dash: 'inferred' },
    { ...mark, kind: 'path', d: arrowHead(x1, y1, x2, y2, 6), stroke: 'muted', width: 1 },
    {
      ...mark,
      kind: 'text',
      x: (x1 + x2) / 2,
      y: (y1 + y2) / 2 - 4,
      text,
      anchor: 'middle',
      tone: 'muted',
      italic: true,
    },
  ];
}

/** ✕ as lines: it looks the same in every font. */
export const cross = (x: number, y: number, r: number): string =>
  `M${px(x - r)} ${px(y - r)}L${px(x + r)} ${px(y + r)}M${px(x + r)} ${px(y - r)}L${px(x - r)} ${px(y + r)}`;

export const towards = (lane: Lane): 1 | -1 => (lane === 'client' ? 1 : -1);

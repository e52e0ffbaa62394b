// The lifelines: from where to where, how they ended, and in which stretches the program did not read or had to wait.
import { cross, LANE_HALF, towards } from './draw-links.ts';
import { isTaps, type Lifeline, type Span } from './ladder-facts.ts';
import { yOf } from './layout.ts';
import { laneX, type Scene } from './scene.ts';
import { px, type Shape } from './shape.ts';

/** The part of the drawing that is wanted, from its top. */
export interface Sight {
  readonly top: number;
  readonly bottom: number;
}

const within = (sight: Sight, from: number, to: number): readonly [number, number] | undefined => {
  const [top, bottom] = [Math.max(from, sight.top), Math.min(to, sight.bottom)];
  return bottom > top ? [top, bottom] : undefined;
};

/**
 * A lifeline is a bar whose inner half stands for sending. It is hollow from the FIN on; nothing is drawn before this
 * end existed and after it has closed. An end that is not ours is a dotted line.
 */
export function drawLifeline(scene: Scene, lifeline: Lifeline, sight: Sight): Shape[] {
  const { geometry, ladder, rows, layout } = scene;
  const { lane, ours, begin, end, ended, finished, absent } = lifeline;
  if (absent) return [];
  const x = laneX(geometry, lifeline);
  const mark = { element: 'lifeline', provenance: 'observed', row: -1 } as const;
  if (!ours) {
    const part = within(sight, 0, layout.height);
    if (!part) return [];
    const d = `M${px(x)} ${px(part[0])}V${px(part[1])}`;
    return [{ ...mark, kind: 'path', d, stroke: 'muted', width: 1.5, dash: 'dotted' }];
  }
  const y = (position: number) => yOf(ladder, rows, layout, position);
  const top = begin < 0 ? 0 : y(begin);
  const bottom = end < 0 ? layout.height : y(end);
  const shapes: Shape[] = [];
  const part = within(sight, top, bottom);
  if (part) {
    const [from, to] = part;
    const box = `M${px(x - LANE_HALF)} ${px(from)}V${px(to)}M${px(x + LANE_HALF)} ${px(from)}V${px(to)}`;
    shapes.push({ ...mark, kind: 'path', d: box, stroke: lane, width: 1 });
    const hollowFrom = finished < 0 ? bottom : Math.min(bottom, y(finished));
    const out = lane === 'client' ? x : x - LANE_HALF;
    const into = lane === 'client' ? x - LANE_HALF : x;
    shapes.push({ ...mark, kind: 'path', d: bar(into, LANE_HALF, from, to), fill: lane });
    const sending = within(sight, top, hollowFrom);
    if (sending) shapes.push({ ...mark, kind: 'path', d: bar(out, LANE_HALF, ...sending), fill: lane });
    if (top >= sight.top)
      shapes.push({ ...mark, kind: 'path', d: cap(x, top, isTaps(lifeline)), stroke: lane, width: 2 });
  }
  if (end >= 0 && bottom >= sight.top && bottom <= sight.bottom) {
    shapes.push(
      ended === 'reset'
        ? { ...mark, element: 'reset-end', kind: 'path', d: cross(x, bottom + 2, 7), stroke: 'fail', width: 3 }
        : { ...mark, element: 'closed-end', kind: 'path', d: cap(x, bottom, isTaps(lifeline)), stroke: lane, width: 2 },
    );
  }
  return shapes;
}

const bar = (x: number, width: number, from: number, to: number) =>
  `M${px(x)} ${px(from)}h${px(width)}V${px(to)}h${px(-width)}Z`;
const cap = (x: number, y: number, narrow: boolean) => {
  const half = LANE_HALF + (narrow ? 1 : 4);
  return `M${px(x - half)} ${px(y)}h${2 * half}`;
};

/** What a span looks like beside its lifeline: hatching for not reading, a bracket for the rest. */
export function drawSpan(scene: Scene, span: Span, sight: Sight): Shape[] {
  const { geometry, ladder, rows, layout } = scene;
  const { kind, lane, from, to, provenance } = span;
  const y = (position: number) => yOf(ladder, rows, layout, position);
  const part = within(sight, from < 0 ? 0 : y(from), to < 0 ? layout.height : y(to));
  if (!part) return [];
  const x = laneX(geometry, span);
  // Of a tap both halves touch each other: what belongs to one stands on its own connection's side.
  const out = isTaps(span) ? towards(lane) : -towards(lane);
  const mark = { element: kind, provenance, row: -1 } as const;
  const [top, bottom] = part;
  if (kind === 'not-reading') {
    const lines: string[] = [];
    const [left, width] = [x - LANE_HALF - 3, 2 * LANE_HALF + 6];
    for (let at = Math.floor(top / 7) * 7; at + 7 <= bottom; at += 7) {
      if (at >= top) lines.push(`M${px(left)} ${px(at + 7)}l${width} -7`);
    }
    const frame = `M${px(left)} ${px(top)}h${width}V${px(bottom)}h${-width}Z`;
    return [
      { ...mark, kind: 'path', d: frame, fill: 'canvas', stroke: lane, width: 1 },
      { ...mark, kind: 'path', d: lines.join(''), stroke: lane, width: 1.8 },
    ];
  }
  const depth = kind === 'backpressure' ? 12 : 18;
  const edge = x + out * (LANE_HALF + 3);
  const back = x + out * (LANE_HALF + depth - 3);
  const open = to < 0 ? '' : `H${px(edge)}`;
  const shapes: Shape[] = [
    {
      ...mark,
      kind: 'path',
      d: `M${px(edge)} ${px(top)}H${px(back)}V${px(bottom)}${open}`,
      stroke: 'text',
      width: 1.5,
      dash: provenance === 'inferred' ? 'inferred' : 'solid',
    },
  ];
  if (kind === 'backpressure' && from >= 0 && y(from) >= sight.top) {
    const stack = [2, 6, 10].map((down) => `M${px(edge)} ${px(top + down)}h${px(out * 7)}`).join('');
    shapes.push({ ...mark, kind: 'path', d: stack, stroke: 'text', width: 2 });
  }
  return shapes;
}

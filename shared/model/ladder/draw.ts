// The marks of the part of a ladder that is in sight.
import { drawLifeline, drawSpan, type Sight } from './draw-lifelines.ts';
import { drawLink, LANE_HALF, towards } from './draw-links.ts';
import { drawBackground, drawRow } from './draw-rows.ts';
import { firstRowBelow } from './layout.ts';
import { linksWithin, type Scene } from './scene.ts';
import type { Shape } from './shape.ts';

export type { Sight };
export { LANE_HALF, towards };

/** Rows in sight: from the first to the last, both included; last is less than first when there are none. */
export function rowsInSight({ layout }: Scene, { top, bottom }: Sight): readonly [number, number] {
  const first = firstRowBelow(layout, top);
  let last = first;
  while (last < layout.from.length && (layout.from[last] as number) <= bottom) last++;
  return [first, last - 1];
}

/** Every mark that reaches into `sight`, back to front. `selected` is the key of the row that is marked. */
export function drawScene(scene: Scene, sight: Sight, selected: string | undefined): Shape[] {
  const [first, last] = rowsInSight(scene, sight);
  const { ladder, rows } = scene;
  const shapes: Shape[] = [];
  for (let i = first; i <= last; i++) shapes.push(...drawBackground(scene, i, rows.rows[i]?.key === selected));
  for (const lifeline of ladder.lifelines) shapes.push(...drawLifeline(scene, lifeline, sight));
  for (const span of ladder.spans) shapes.push(...drawSpan(scene, span, sight));
  for (const link of linksWithin(scene, first, last)) shapes.push(...drawLink(scene, link));
  let lastTimeAt = Number.NEGATIVE_INFINITY;
  let lastFlagAt: Readonly<Record<string, number>> = {};
  for (let i = first; i <= last; i++) {
    const drawn = drawRow(scene, i, { lastTimeAt, lastFlagAt });
    shapes.push(...drawn.shapes);
    ({ lastTimeAt, lastFlagAt } = drawn);
  }
  return shapes;
}

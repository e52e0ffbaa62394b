// The line of an edge, from the border of one state's box to that of another, and its arrowhead.
import { arrowHead, px } from '../ladder/shape.ts';
import { type Machine, type MachineEdge, stateSize } from './machine.ts';

type Point = readonly [number, number];

export interface EdgePath {
  readonly line: string;
  readonly head: string;
}

/** Boxes and borders alike whatever has been visited: the places are fixed. */
export function edgePath(machine: Machine, edge: Pick<MachineEdge, 'from' | 'to' | 'via'>): EdgePath {
  const place = (id: string): Point => {
    const state = machine.states.find((s) => s.id === id);
    return state ? [state.x, state.y] : [0, 0];
  };
  const via = edge.via ?? [];
  const [from, to] = [place(edge.from), place(edge.to)];
  const start = border(from, via[0] ?? to);
  const end = border(to, via.at(-1) ?? from);
  const points = [start, ...via, end];
  const before = points.at(-2) as Point;
  return {
    line: `M${points.map(([x, y]) => `${px(x)} ${px(y)}`).join('L')}`,
    head: arrowHead(before[0], before[1], end[0], end[1], 7),
  };
}

/** Where a line from the middle of a box towards a point leaves the box. */
function border([x, y]: Point, [goalX, goalY]: Point): Point {
  const [dx, dy] = [goalX - x, goalY - y];
  const [halfWidth, halfHeight] = [stateSize.width / 2 + 2, stateSize.height / 2 + 2];
  const share = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : halfWidth / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : halfHeight / Math.abs(dy),
  );
  return Number.isFinite(share) ? [x + dx * share, y + dy * share] : [x, y];
}

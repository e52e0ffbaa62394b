// Where each row and each instant of the ladder stands, in pixels from its top.
import type { Ladder } from './ladder-facts.ts';
import type { Row, Rows } from './rows.ts';

export type TimeMode = 'even' | 'true';

export interface LayoutOptions {
  readonly mode: TimeMode;
  /** True scale only: how far it is zoomed in; 1 makes it about as high as the even one. */
  readonly zoom: number;
}

export interface LadderLayout {
  readonly mode: TimeMode;
  /** Middle of each row; of a run in true scale its beginning and its end. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly height: number;
  /** Pixels per millisecond; 0 in even mode. */
  readonly scale: number;
}

export const rowHeights: Readonly<Record<Row['kind'], number>> = { instant: 30, run: 52, gap: 30 };
const TOP = 10;
/** Browsers lay out no element higher than some 33 million pixels. */
const MOST_PIXELS = 8_000_000;
const LEAST_RUN = 44;

/** One row for each instant and each run, or heights in proportion to time with breaks where nothing happened. */
export function layoutOf(ladder: Ladder, rows: Rows, { mode, zoom }: LayoutOptions): LadderLayout {
  const { length } = rows.rows;
  const from = new Float64Array(length);
  const to = new Float64Array(length);
  const scale = mode === 'true' ? scaleOf(ladder, rows) * zoom : 0;
  let y = TOP;
  let last = ladder.instants[0]?.at ?? 0;
  for (const [i, row] of rows.rows.entries()) {
    const begins = ladder.instants[row.first]?.at ?? last;
    const ends = ladder.instants[row.last]?.at ?? last;
    if (mode === 'even') {
      const height = rowHeights[row.kind];
      from[i] = y + (row.kind === 'run' ? 15 : height / 2);
      to[i] = y + (row.kind === 'run' ? height - 15 : height / 2);
      y += height;
      continue;
    }
    if (row.kind === 'gap') {
      from[i] = y + rowHeights.gap / 2;
      to[i] = y + rowHeights.gap / 2;
      y += rowHeights.gap;
      last = ends; // the break stands for the whole time
      continue;
    }
    y += (begins - last) * scale;
    from[i] = y + rowHeights.instant / 2;
    if (row.kind === 'run' && !row.open) {
      y += Math.max(LEAST_RUN, (ends - begins) * scale);
      last = ends;
    } else last = begins;
    to[i] = y + rowHeights.instant / 2;
  }
  const foot = mode === 'true' ? rowHeights.instant : 0;
  return { mode, from, to, height: y + foot + TOP, scale };
}

/** Where an instant stands: on its row, or within the run that hides it. */
export function yOf(ladder: Ladder, rows: Rows, layout: LadderLayout, position: number): number {
  const index = rows.rowOf[position] ?? 0;
  const row = rows.rows[index];
  const [top, bottom] = [layout.from[index] ?? 0, layout.to[index] ?? 0];
  if (!row || row.last === row.first) return top;
  const [begins, ends, at] = [row.first, row.last, position].map((i) => ladder.instants[i]?.at ?? 0) as [
    number,
    number,
    number,
  ];
  return ends === begins ? top : top + ((at - begins) / (ends - begins)) * (bottom - top);
}

/** The first row that reaches below `y`; the number of rows when none does. */
export function firstRowBelow({ to }: LadderLayout, y: number): number {
  let [low, high] = [0, to.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((to[middle] as number) < y) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Pixels per millisecond at which the busy time takes as much room as the rows do in even mode. */
function scaleOf({ instants }: Ladder, { rows }: Rows): number {
  let idle = 0;
  let room = 0;
  for (const { kind, first, last } of rows) {
    room += rowHeights[kind];
    if (kind === 'gap') idle += (instants[last]?.at ?? 0) - (instants[first]?.at ?? 0);
  }
  const busy = (instants.at(-1)?.at ?? 0) - (instants[0]?.at ?? 0) - idle;
  return busy > 0 ? Math.min(room, MOST_PIXELS / 100) / busy : 1;
}

// A ladder that is ready to be drawn: what happened, its rows, their places, and the widths.
import { isTaps, type Ladder, type Side, sideName } from './ladder-facts.ts';
import { type LadderLayout, type LayoutOptions, layoutOf } from './layout.ts';
import { type Link, type RowOptions, type Rows, rowsOf } from './rows.ts';

export interface Geometry {
  readonly width: number;
  /** Right edge of the column of times. */
  readonly gutter: number;
  readonly client: number;
  /** The middle of a tap's lifeline, which has two halves. */
  readonly tap: number | undefined;
  readonly server: number;
}

export interface Scene {
  readonly ladder: Ladder;
  readonly rows: Rows;
  readonly layout: LadderLayout;
  readonly geometry: Geometry;
  /** The time that counts as 0, in engine milliseconds. */
  readonly zero: number;
  /** Whether more may still happen: what has not arrived may yet. */
  readonly live: boolean;
}

export interface SceneOptions extends RowOptions, LayoutOptions {
  readonly width: number;
  readonly live: boolean;
  /** The time that counts as 0 where the ladder is a stretch of a longer one. */
  readonly zero?: number;
}

/** Everything the drawing needs, from what happened and how it is to be looked at. */
export function sceneOf(ladder: Ladder, options: SceneOptions): Scene {
  const rows = rowsOf(ladder, options);
  return {
    ladder,
    rows,
    layout: layoutOf(ladder, rows, options),
    geometry: geometryOf(options.width, isTapped(ladder)),
    zero: options.zero ?? zeroOf(ladder),
    live: options.live,
  };
}

/** Times count from the first thing that happened at either end. */
export const zeroOf = ({ instants }: Ladder): number => instants[0]?.at ?? 0;

/** Whether a ladder is that of a tapped connection. */
export const isTapped = ({ lifelines }: Ladder): boolean => lifelines.some(({ leg }) => leg !== undefined);

export function geometryOf(width: number, tapped = false): Geometry {
  const gutter = 92;
  const flags = tapped ? Math.min(200, Math.max(124, width * 0.14)) : Math.min(300, Math.max(124, width * 0.21));
  const client = gutter + flags;
  const server = Math.max(client + (tapped ? 320 : 160), width - flags);
  return { width, gutter, client, tap: tapped ? (client + server) / 2 : undefined, server };
}

/** Half the distance between the two halves of a tap's lifeline. */
const TAP_HALF = 7;

/** Where a lifeline stands; of a tap the half that is meant. */
export function laneX(geometry: Geometry, side: Side): number {
  const { tap } = geometry;
  if (tap === undefined || !isTaps(side)) return geometry[side.lane];
  return side.leg === 'in' ? tap - TAP_HALF : tap + TAP_HALF;
}

/** What stands above each lifeline, and whether that end is ours. */
export function laneTitles({
  geometry,
  ladder,
}: Scene): { name: string; x: number; lane: Side['lane'] | 'tap'; ours: boolean }[] {
  return ladder.lifelines
    .filter(({ lane, leg }) => !isTaps({ lane, leg }) || leg === 'in')
    .map(({ lane, leg, ours }) => {
      const tap = isTaps({ lane, leg });
      const x = tap ? (geometry.tap ?? 0) : geometry[lane];
      return { name: sideName({ lane, leg }), x, lane: tap ? 'tap' : lane, ours };
    });
}

/** The links that touch the rows from `first` to `last`. */
export function* linksWithin({ rows }: Scene, first: number, last: number): Generator<Link> {
  for (const { client, server } of [rows.links, rows.onward]) {
    yield* overlapping(client, first, last);
    yield* overlapping(server, first, last);
  }
  yield* rows.others.filter((link) => highest(link) <= last && lowest(link) >= first);
}

const highest = ({ fromRow, toRow }: Link) => (fromRow < 0 ? toRow : toRow < 0 ? fromRow : Math.min(fromRow, toRow));
const lowest = ({ fromRow, toRow }: Link) => Math.max(fromRow, toRow);

interface Reach {
  /** The lowest row that any link up to this one reaches. */
  readonly reached: Int32Array;
  /** The highest row that any link from this one on begins at. */
  readonly begins: Int32Array;
}

const reaches = new WeakMap<readonly Link[], Reach>();

/** Links keep the order of the bytes, so that those in sight are found by bisection, however many there are. */
function overlapping(links: readonly Link[], first: number, last: number): readonly Link[] {
  const { reached, begins } = reachOf(links);
  const from = bisect(reached, first);
  const to = bisect(begins, last + 1);
  return links.slice(from, to).filter((link) => highest(link) <= last && lowest(link) >= first);
}

function reachOf(links: readonly Link[]): Reach {
  const known = reaches.get(links);
  if (known) return known;
  const reached = new Int32Array(links.length);
  const begins = new Int32Array(links.length);
  for (let i = 0, most = -1; i < links.length; i++) {
    most = Math.max(most, lowest(links[i] as Link));
    reached[i] = most;
  }
  for (let i = links.length - 1, least = 2 ** 31 - 1; i >= 0; i--) {
    least = Math.min(least, highest(links[i] as Link));
    begins[i] = least;
  }
  const reach = { reached, begins };
  reaches.set(links, reach);
  return reach;
}

/** The first index whose value is at least `wanted`; values only grow. */
function bisect(values: Int32Array, wanted: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

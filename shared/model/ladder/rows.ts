// The rows of the ladder: one for each instant, one for a long run of chunks, one for a time in which nothing happened.
import type { Arrow, Instant, Ladder, Lane } from './ladder-facts.ts';
import { foldRuns } from './runs.ts';

/** Nothing for longer than this is drawn as a break. */
export const GAP_MS = 1_000;

/** What passed in one direction during a run. */
export interface Passed {
  writes: number;
  written: number;
  reads: number;
  read: number;
}

export interface Row {
  readonly kind: 'instant' | 'run' | 'gap';
  /** Stays the same while the list grows. */
  readonly key: string;
  /** Positions of the instants it stands for; for a gap those before and after it. */
  readonly first: number;
  readonly last: number;
  /** Only of a run: what passed, and whether its instants are listed below it. */
  readonly toServer?: Passed;
  readonly toClient?: Passed;
  /** The same on the connection a tap has made; the other two are then of the one that came in. */
  readonly onward?: Readonly<Record<'toServer' | 'toClient', Passed>>;
  readonly flow?: number;
  readonly open?: boolean;
}

/** An arrow between rows; what several arrows carry between the same two rows is added up. */
export interface Link extends Omit<Arrow, 'from' | 'to'> {
  /** Rows; -1 where that end is not known or has not happened. */
  readonly fromRow: number;
  readonly toRow: number;
  /** The first instants it connects, -1 as above. */
  readonly from: number;
  readonly to: number;
  /** How many arrows it stands for. */
  readonly count: number;
  /** Whether it is the first of those that leave the same write. */
  readonly leads: boolean;
}

export interface Rows {
  readonly rows: readonly Row[];
  /** Row of each instant. */
  readonly rowOf: Int32Array;
  /** By lane of origin, in the order of both their ends. */
  readonly links: Readonly<Record<Lane, readonly Link[]>>;
  /** The same of the connection a tap has made. */
  readonly onward: Readonly<Record<Lane, readonly Link[]>>;
  /** Handshake, FIN and RST: few, in no order. */
  readonly others: readonly Link[];
}

export interface RowOptions {
  readonly collapse: boolean;
  /** Keys of runs whose instants are listed all the same. */
  readonly expanded: ReadonlySet<string>;
}

/** The name of an instant that lasts while others come and go. */
export function instantKey({ source, kind, lane, leg }: Instant): string {
  switch (source.kind) {
    case 'chunk':
      return `c${source.socketId}.${source.index}`;
    case 'event':
      return `e${source.number}`;
    default:
      return `r${leg ?? ''}${lane}.${kind}`;
  }
}

/** Folds long runs of chunks, marks the gaps, and joins the arrows that then lie on each other. */
export function rowsOf(ladder: Ladder, { collapse, expanded }: RowOptions): Rows {
  const { instants } = ladder;
  const runs = collapse ? foldRuns(ladder, GAP_MS) : [];
  const rows: Row[] = [];
  const rowOf = new Int32Array(instants.length);
  const seen = new Map<string, number>();
  const keyOf = (instant: Instant): string => {
    const key = instantKey(instant);
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    return times === 0 ? key : `${key}+${times}`;
  };
  let nextRun = 0;
  for (let i = 0; i < instants.length; ) {
    const instant = instants[i] as Instant;
    const before = instants[i - 1];
    if (before && instant.at - before.at >= GAP_MS) rows.push({ kind: 'gap', key: `g${i}`, first: i - 1, last: i });
    const run = runs[nextRun];
    if (run?.first !== i) {
      rowOf[i++] = rows.length;
      rows.push({ kind: 'instant', key: keyOf(instant), first: i - 1, last: i - 1 });
      continue;
    }
    nextRun++;
    const key = `run-${instantKey(instant)}`;
    const open = expanded.has(key);
    rows.push({ ...run, kind: 'run', key, open });
    for (; i <= run.last; i++) {
      if (open) rows.push({ kind: 'instant', key: keyOf(instants[i] as Instant), first: i, last: i });
      rowOf[i] = rows.length - 1;
    }
  }
  return { rows, rowOf, ...linksOf(ladder.arrows, rowOf) };
}

function linksOf(arrows: readonly Arrow[], rowOf: Int32Array): Pick<Rows, 'links' | 'onward' | 'others'> {
  const links: Record<Lane, Link[]> = { client: [], server: [] };
  const onward: Record<Lane, Link[]> = { client: [], server: [] };
  const others: Link[] = [];
  const rowAt = (position: number) => (position < 0 ? -1 : (rowOf[position] as number));
  for (const arrow of arrows) {
    const [fromRow, toRow] = [rowAt(arrow.from), rowAt(arrow.to)];
    const list = arrow.kind === 'data' ? (arrow.leg === 'out' ? onward : links)[arrow.lane] : others;
    const last = list.at(-1);
    if (arrow.kind === 'data' && last && last.fromRow === fromRow && last.toRow === toRow) {
      list[list.length - 1] = { ...last, bytes: last.bytes + arrow.bytes, count: last.count + 1 };
    } else list.push({ ...arrow, fromRow, toRow, count: 1, leads: last?.from !== arrow.from });
  }
  return { links, onward, others };
}

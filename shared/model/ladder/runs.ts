// Which stretches of traffic are drawn as one row: many chunks one way, or a long exchange of short ones.
import type { Instant, Ladder, Lane } from './ladder-facts.ts';
import type { Passed } from './rows.ts';

/** So many chunks in one direction are a run. */
const LEAST_ONE_WAY = 10;
/** So many chunks that go to and fro are a run. */
const LEAST_EXCHANGED = 40;
/** A stop or a full queue shorter than this is part of the traffic, not an event of its own. */
const PASSING_MS = 100;

export interface Run {
  readonly first: number;
  readonly last: number;
  readonly toServer: Passed;
  readonly toClient: Passed;
  readonly onward?: Readonly<Record<'toServer' | 'toClient', Passed>>;
  /** Short stops and full queues among the chunks. */
  readonly flow: number;
}

/** A stretch that goes one way: from the first to the last of its instants. */
interface Segment {
  readonly lane: Lane;
  readonly first: number;
  last: number;
  chunks: number;
}

/** The runs of a ladder, in order. Events other than chunks, and gaps of `gapMs`, end a run. */
export function foldRuns(ladder: Ladder, gapMs: number): Run[] {
  const { instants } = ladder;
  const passing = passingOf(ladder);
  const runs: Run[] = [];
  let segments: Segment[] = [];
  for (const [i, instant] of instants.entries()) {
    const before = instants[i - 1];
    if (before && instant.at - before.at >= gapMs) segments = flush(segments, instants, runs);
    const lane = directionOf(instant);
    const current = segments.at(-1);
    if (lane === undefined) {
      if (!passing.has(i)) segments = flush(segments, instants, runs);
      else if (current) current.last = i;
    } else if (current?.lane === lane) {
      current.last = i;
      current.chunks++;
    } else segments.push({ lane, first: i, last: i, chunks: 1 });
  }
  flush(segments, instants, runs);
  return runs;
}

/** The lane a chunk comes from; undefined for other instants. */
function directionOf({ kind, lane }: Instant): Lane | undefined {
  if (kind === 'write') return lane;
  if (kind === 'data') return lane === 'client' ? 'server' : 'client';
  return undefined;
}

const flowKinds: ReadonlySet<string> = new Set(['backpressure', 'drain', 'paused', 'resumed']);

/** Stops and full queues that do not last: all of them but the ends of those that do. */
function passingOf({ instants, spans }: Ladder): ReadonlySet<number> {
  const lasting = new Set<number>();
  for (const { from, to } of spans) {
    if (to < 0 || (instants[to]?.at ?? 0) - (instants[from]?.at ?? 0) >= PASSING_MS) lasting.add(from).add(to);
  }
  const passing = new Set<number>();
  for (const [i, { kind }] of instants.entries()) if (flowKinds.has(kind) && !lasting.has(i)) passing.add(i);
  return passing;
}

function flush(segments: readonly Segment[], instants: readonly Instant[], runs: Run[]): Segment[] {
  let short: Segment[] = [];
  const endExchange = () => {
    if (short.reduce((sum, { chunks }) => sum + chunks, 0) >= LEAST_EXCHANGED) runs.push(runOf(short, instants));
    short = [];
  };
  for (const segment of segments) {
    if (segment.chunks < LEAST_ONE_WAY) short.push(segment);
    else {
      endExchange();
      runs.push(runOf([segment], instants));
    }
  }
  endExchange();
  return [];
}

function runOf(segments: readonly Segment[], instants: readonly Instant[]): Run {
  const passed: Record<Lane, Passed> = { client: nothing(), server: nothing() };
  const onward: Record<Lane, Passed> = { client: nothing(), server: nothing() };
  let tapped = false;
  const [first, last] = [segments[0]?.first ?? 0, segments.at(-1)?.last ?? 0];
  let flow = 0;
  for (let i = first; i <= last; i++) {
    const instant = instants[i] as Instant;
    const lane = directionOf(instant);
    if (lane === undefined) {
      flow++;
      continue;
    }
    tapped ||= instant.leg !== undefined;
    const tally = (instant.leg === 'out' ? onward : passed)[lane];
    if (instant.kind === 'write') {
      tally.writes++;
      tally.written += instant.bytes;
    } else {
      tally.reads++;
      tally.read += instant.bytes;
    }
  }
  return {
    first,
    last,
    toServer: passed.client,
    toClient: passed.server,
    ...(tapped && { onward: { toServer: onward.client, toClient: onward.server } }),
    flow,
  };
}

const nothing = (): Passed => ({ writes: 0, written: 0, reads: 0, read: 0 });

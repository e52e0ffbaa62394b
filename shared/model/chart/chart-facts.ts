// What a chart of one connection shows, as plain numbers: the picture, the table and the sentence are made of the same.
import { formatBytes, formatRate } from '../../format.ts';
import type { Ladder, Lane } from '../ladder/ladder-facts.ts';
import { quantile } from './buckets.ts';

/** One moment of the queues of a connection; undefined where it is not told. */
export interface QueueSample {
  readonly at: number;
  readonly app: Readonly<Record<Lane, number | undefined>>;
  readonly kernelOut: Readonly<Record<Lane, number | undefined>>;
  readonly kernelIn: Readonly<Record<Lane, number | undefined>>;
}

export interface ChartRow {
  /** When the bucket begins, in engine milliseconds. */
  readonly at: number;
  /** Bytes per second. */
  readonly toServer: number;
  readonly toClient: number;
  /** Milliseconds from write to data of what arrived in the bucket. */
  readonly p50: number | undefined;
  readonly p95: number | undefined;
}

export type FlagLetter = 'F' | 'R' | 'P' | 'T' | 'B' | 'E' | 'C';

/** A marked moment: F = FIN, R = reset, P = stop reading, T = timeout, B = write() = false, E = error, C = closed. */
export interface ChartFlag {
  readonly at: number;
  readonly letter: FlagLetter;
  readonly lane: Lane;
  readonly text: string;
  /** Position among the instants of the ladder. */
  readonly position: number;
}

const letters: Readonly<Partial<Record<Ladder['instants'][number]['kind'], FlagLetter>>> = {
  fin: 'F',
  rst: 'R',
  'rst-received': 'R',
  paused: 'P',
  timeout: 'T',
  error: 'E',
  close: 'C',
};

export const flagWords: Readonly<Record<FlagLetter, string>> = {
  F: 'FIN',
  R: 'reset',
  P: 'stops reading',
  T: 'timeout',
  B: 'write() = false',
  E: 'error',
  C: 'closed',
};

/** The flags of a connection. Backpressure is marked where it begins and lasts, not each time `write()` says false. */
export function flagsOf({ instants, spans }: Ladder): ChartFlag[] {
  const flags: ChartFlag[] = [];
  for (const [position, { at, lane, kind, text }] of instants.entries()) {
    const letter = letters[kind];
    if (letter) flags.push({ at, letter, lane, text: text || flagWords[letter], position });
  }
  for (const { kind, lane, from } of spans) {
    const instant = instants[from];
    if (kind === 'backpressure' && instant) {
      flags.push({ at: instant.at, letter: 'B', lane, text: flagWords.B, position: from });
    }
  }
  return flags.sort((a, b) => a.at - b.at);
}

/** Delays from write to data by the bucket in which the bytes arrived. */
export function delaysOf({ instants, arrows }: Ladder, bucketMs: number): ReadonlyMap<number, number[]> {
  const delays = new Map<number, number[]>();
  for (const { kind, from, to } of arrows) {
    const [start, end] = [instants[from], instants[to]];
    if (kind !== 'data' || !start || !end) continue;
    const bucket = Math.floor(end.at / bucketMs);
    const list = delays.get(bucket);
    if (list) list.push(end.at - start.at);
    else delays.set(bucket, [end.at - start.at]);
  }
  return delays;
}

export interface RowSources {
  readonly bucketMs: number;
  /** Bytes that arrived in a bucket. */
  readonly toServer: { at(bucket: number): number };
  readonly toClient: { at(bucket: number): number };
  readonly delays: ReadonlyMap<number, number[]>;
}

/** The buckets from `from` to `to` (engine milliseconds), oldest first. Delays are of a whole second or more. */
export function rowsBetween(
  { bucketMs, toServer, toClient, delays }: RowSources,
  from: number,
  to: number,
): ChartRow[] {
  const rows: ChartRow[] = [];
  const delayMs = Math.max(1_000, bucketMs);
  for (let bucket = Math.max(0, Math.floor(from / bucketMs)); bucket * bucketMs <= to; bucket++) {
    const at = bucket * bucketMs;
    const measured = delays.get(Math.floor(at / delayMs)) ?? [];
    rows.push({
      at,
      toServer: (toServer.at(bucket) * 1_000) / bucketMs,
      toClient: (toClient.at(bucket) * 1_000) / bucketMs,
      p50: quantile(measured, 0.5),
      p95: quantile(measured, 0.95),
    });
  }
  return rows;
}

/** One sentence about the last minute: means, peaks, and when and why a direction fell to nothing. */
export function chartSentence(
  rows: readonly ChartRow[],
  flags: readonly ChartFlag[],
  clock: (at: number) => string,
): string {
  const last = rows.at(-1);
  if (!last) return 'Nothing has been measured yet.';
  const minute = rows.filter(({ at }) => at > last.at - 60_000);
  const parts = (['client', 'server'] as const).map((lane) => directionPart(lane, minute, flags, clock));
  return `Last minute: ${parts.join('; ')}.`;
}

function directionPart(
  lane: Lane,
  rows: readonly ChartRow[],
  flags: readonly ChartFlag[],
  clock: (at: number) => string,
): string {
  const value = (row: ChartRow) => (lane === 'client' ? row.toServer : row.toClient);
  const name = lane === 'client' ? 'client to server' : 'server to client';
  const peak = rows.reduce<ChartRow | undefined>(
    (best, row) => (best && value(best) >= value(row) ? best : row),
    undefined,
  );
  if (!peak || value(peak) === 0) return `${name} nothing`;
  const mean = rows.reduce((sum, row) => sum + value(row), 0) / rows.length;
  const text = `${name} mean ${formatRate(mean)}, peak ${formatRate(value(peak))} at ${clock(peak.at)}`;
  const lastMoved = rows.findLastIndex((row) => value(row) > 0);
  const fell = rows[lastMoved + 1];
  if (!fell) return text;
  const near = flags.findLast(({ at, letter }) => letter !== 'B' && at <= fell.at + 500 && at >= fell.at - 3_000);
  const why = near ? `, ${near.lane} ${near.text}` : '';
  return `${text}, then 0 from ${clock(fell.at)}${why}`;
}

/** A queue size as an axis says it. */
export const axisBytes = (bytes: number): string => formatBytes(Math.abs(bytes));

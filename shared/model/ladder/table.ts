// The ladder as a table: the same rows, the same numbers, in words.
import { assertNever } from '../../assert-never.ts';
import { formatBytes, formatCount, formatCounted, formatDuration } from '../../format.ts';
import {
  type Instant,
  isTaps,
  type Lifeline,
  otherLane,
  type Provenance,
  type Side,
  sideName,
} from './ladder-facts.ts';
import type { Passed, Row } from './rows.ts';
import type { Scene } from './scene.ts';
import { gapText, passedText, timeText, whatText } from './words.ts';

export interface TableRow {
  readonly key: string;
  readonly time: string;
  /** Time since the row before. */
  readonly delta: string;
  readonly from: string;
  readonly to: string;
  readonly what: string;
  readonly bytes: string;
  readonly evidence: Provenance;
}

export const tableHead = ['Time', 'Δ', 'From', 'To', 'What', 'Bytes', 'Evidence'] as const;

/** One row of the table. */
export function tableRow(scene: Scene, index: number): TableRow {
  const row = scene.rows.rows[index] as Row;
  const { instants } = scene.ladder;
  const [first, before] = [instants[row.first] as Instant, instants[row.first - 1]];
  const base = { key: row.key, time: timeText(first.at - scene.zero), from: '', to: '', bytes: '' };
  switch (row.kind) {
    case 'gap':
      return { ...base, delta: '', what: `nothing for ${gapText(row, scene).slice(2)}`, evidence: 'observed' };
    case 'run': {
      const { toServer, toClient, onward } = row;
      const leg = onward && 'in';
      const ways = [
        wayText(toServer, { lane: 'client', leg }),
        wayText(onward?.toServer, { lane: 'client', leg: 'out' }),
        wayText(onward?.toClient, { lane: 'server', leg: 'out' }),
        wayText(toClient, { lane: 'server', leg }),
      ];
      const bytes = (toServer?.read ?? 0) + ((onward?.toClient ?? toClient)?.read ?? 0);
      const lasted = formatDuration((instants[row.last]?.at ?? 0) - first.at);
      const what = `${ways.filter(Boolean).join('; ')}, in ${lasted}`;
      return { ...base, delta: deltaText(first, before), what, bytes: formatBytes(bytes), evidence: 'observed' };
    }
    case 'instant':
      return { ...base, delta: deltaText(first, before), ...partsOf(scene, first, row.first) };
    default:
      return assertNever(row.kind);
  }
}

const wayText = (passed: Passed | undefined, from: Side) =>
  passed && passed.writes + passed.reads > 0
    ? `${sideName(from)} → ${sideName(opposite(from))}: ${passedText(passed)}`
    : '';

const opposite = ({ lane, leg }: Side): Side => ({ lane: otherLane(lane), leg });

const deltaText = (at: Instant, before: Instant | undefined) =>
  before ? `+${((at.at - before.at) / 1000).toFixed(3)}` : '';

/** Who to whom, and what; for a packet that must have passed, its name. */
function partsOf({ ladder }: Scene, instant: Instant, position: number) {
  const { kind, provenance } = instant;
  const [here, there] = [sideName(instant), sideName(opposite(instant))];
  const bytes = kind === 'write' || kind === 'data' ? formatCount(instant.bytes) : '';
  const ended = ladder.spans.filter((span) => span.to === position && span.from >= 0).map((span) => span.text);
  const guessed =
    kind === 'inferred' ? ladder.arrows.filter((arrow) => arrow.from === position).map((arrow) => arrow.label) : [];
  const what = [kind === 'inferred' ? guessed.join(', ') || 'arrives' : whatText(instant), ...ended].join(' · ');
  const outwards = kind === 'write' || kind === 'fin' || kind === 'rst' || guessed.length > 0;
  const inwards = kind === 'data' || kind === 'fin-received' || kind === 'rst-received';
  return {
    from: inwards ? there : here,
    to: outwards ? there : inwards ? here : '',
    what,
    bytes,
    evidence: provenance,
  };
}

/** A tap has two connections, and each has an end of its own. */
const lifelineName = (line: Lifeline) =>
  isTaps(line) ? `tap to its ${line.leg === 'in' ? 'client' : 'upstream'}` : sideName(line);

/** What a ladder shows, in one sentence, for its name. */
export function ladderSummary({ ladder, rows }: Scene): string {
  const of = (kind: Instant['kind']) => ladder.instants.filter((instant) => instant.kind === kind);
  const read = of('data').reduce((sum, { bytes }) => sum + bytes, 0);
  const ends = ladder.lifelines.map((line) =>
    line.ours ? `${lifelineName(line)} ${line.ended ?? 'open'}` : `${lifelineName(line)} outside this lab`,
  );
  return (
    `Sequence diagram with ${formatCounted(rows.rows.length, 'row')}: ${formatCounted(of('write').length, 'write')} and ` +
    `${formatCounted(of('data').length, 'read')}, ${formatBytes(read)} read; ${ends.join(', ')}.`
  );
}

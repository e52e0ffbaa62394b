import { memo } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import { formatBytes, formatCounted, formatDuration } from '../../../shared/format.ts';
import { RulePill } from '../../mocks/rule-pill.tsx';
import { wallClock } from '../../state/clock.ts';
import type { Mark } from './byte-marks.ts';
import { HexBytes, MixedBytes, TextBytes } from './byte-view.tsx';
import style from './stream.module.css';
import type { StreamChunk } from './stream-model.ts';
import type { StreamSettings, StreamTime } from './stream-settings.ts';

export interface ChunkTimes {
  /** Milliseconds since the connection was made, since the item before, since the other side spoke. */
  readonly connect: number | undefined;
  readonly previous: number | undefined;
  readonly turn: number | undefined;
}

export interface ChunkRowProps {
  readonly chunk: StreamChunk;
  readonly start: number;
  readonly end: number;
  /** Whether the row begins its chunk. */
  readonly first: boolean;
  readonly origin: Socket['origin'];
  readonly serverId: Socket['serverId'];
  readonly settings: StreamSettings;
  readonly times: ChunkTimes;
  readonly marks: readonly Mark[];
  readonly cursor: boolean;
  /** In the view of turns: how many chunks the turn has when this row begins it, 0 inside one. */
  readonly turn: number | undefined;
}

/** One row of a chunk: when, who spoke, how much, and bytes. The speaker is told by word, arrow, bar and colour. */
export const ChunkRow = memo(
  function ChunkRow(props: ChunkRowProps) {
    const { chunk, start, end, first, origin, serverId, settings, times, marks, cursor, turn } = props;
    const byClient = (origin === 'accepted') === (chunk.direction === 'received');
    const { bytes } = chunk;
    const { view, controls, columns } = settings;
    const shared = { bytes, start, end, marks };
    const opens = first && turn !== 0;
    return (
      <div
        className={[
          style.chunk,
          byClient ? style.client : style.server,
          cursor && style.cursor,
          turn !== undefined && style.turn,
          turn === 0 && first && style.joined,
        ]
          .filter(Boolean)
          .join(' ')}
        data-testid={first ? 'chunk' : 'chunk-more'}
        data-index={chunk.index}
        data-row-start={start}
        data-row-end={end}
        data-speaker={byClient ? 'client' : 'server'}
        data-direction={chunk.direction}
        data-cursor={cursor || undefined}
        data-provenance="observed"
      >
        <span className={style.meta} title={`${(chunk.at * 1000).toFixed(0)} µs since the engine started`}>
          {opens && timeText(settings.time, chunk, times)}
        </span>
        <span className={style.meta}>
          {opens && settings.time !== 'previous' && times.previous !== undefined && `+${secondsText(times.previous)}`}
        </span>
        <span className={style.who}>
          {opens && (
            <>
              {byClient ? 'client →' : '← server'}
              <span className="visually-hidden">, {chunk.direction}</span>
            </>
          )}
        </span>
        <span
          className={style.meta}
          title={first ? `chunk ${chunk.index}, ${formatCounted(bytes.length, 'byte')}` : undefined}
        >
          {first && formatBytes(bytes.length)}
        </span>
        {view === 'hex' ? (
          <HexBytes {...shared} columns={columns} />
        ) : view === 'mixed' ? (
          <MixedBytes {...shared} controls={controls} />
        ) : (
          <TextBytes {...shared} controls={controls} />
        )}
        {first && chunk.rule && serverId !== undefined && <RulePill serverId={serverId} fired={chunk.rule} />}
      </div>
    );
  },
  (a, b) =>
    a.chunk === b.chunk &&
    a.start === b.start &&
    a.end === b.end &&
    a.settings === b.settings &&
    a.cursor === b.cursor &&
    a.turn === b.turn &&
    a.origin === b.origin &&
    a.times.previous === b.times.previous &&
    a.times.turn === b.times.turn &&
    a.times.connect === b.times.connect &&
    sameMarks(a.marks, b.marks),
);

const sameMarks = (a: readonly Mark[], b: readonly Mark[]) =>
  a.length === b.length &&
  a.every((mark, i) => mark.start === b[i]?.start && mark.end === b[i]?.end && mark.kind === b[i]?.kind);

function timeText(time: StreamTime, chunk: StreamChunk, times: ChunkTimes): string {
  if (time === 'clock') return clockText(wallClock(chunk.at));
  const ms = times[time];
  if (ms === undefined) return '—';
  return time === 'turn' ? `⇄ ${formatDuration(ms)}` : `${time === 'previous' ? '+' : ''}${secondsText(ms)}`;
}
const secondsText = (ms: number) => (ms / 1000).toFixed(3);

/** `12:00:01.204` */
export function clockText(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

import { formatBytes, formatRate } from '../../../../shared/format.ts';
import type { ChartFlag, ChartRow } from '../../../../shared/model/chart/chart-facts.ts';
import { delayText } from '../../../../shared/model/ladder/words.ts';
import style from './chart.module.css';
import { type QueueCurves, type QueuePoint, queueNames } from './use-queues.ts';

export interface ChartTableProps {
  readonly rows: readonly ChartRow[];
  readonly queues: QueueCurves;
  readonly flags: readonly ChartFlag[];
  readonly bucketMs: number;
  clock(at: number): string;
}

/** The numbers of the charts, newest first: one row for each bucket. */
export function ChartTable({ rows, queues, flags, bucketMs, clock }: ChartTableProps) {
  return (
    <div className={style.scroller} tabIndex={0} role="region" aria-label="Chart as a table">
      <table className={style.table} data-testid="chart-table">
        <caption className="visually-hidden">Last {rows.length} buckets, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">client → server</th>
            <th scope="col">server → client</th>
            {['client', 'server'].flatMap((lane) =>
              queueNames.map((name) => <th key={lane + name} scope="col">{`${lane} ${name}`}</th>),
            )}
            <th scope="col">p50</th>
            <th scope="col">p95</th>
            <th scope="col">Events</th>
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map((row) => (
            <tr key={row.at} data-testid="chart-row">
              <td className="mono">{clock(row.at)}</td>
              <td>{formatRate(row.toServer)}</td>
              <td>{formatRate(row.toClient)}</td>
              {queues.curves.map((curve, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed
                <td key={i}>{sizeText(curve, row.at + bucketMs)}</td>
              ))}
              <td>{row.p50 === undefined ? '–' : delayText(row.p50)}</td>
              <td>{row.p95 === undefined ? '–' : delayText(row.p95)}</td>
              <td>{eventsText(flags, row.at, row.at + bucketMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The size a queue had at a time; a dash before anything was known of it. */
function sizeText(curve: readonly QueuePoint[], at: number): string {
  const bytes = curve.findLast((point) => point.at <= at)?.bytes;
  return bytes === undefined ? '–' : formatBytes(bytes);
}

const eventsText = (flags: readonly ChartFlag[], from: number, to: number) =>
  flags
    .filter(({ at }) => at >= from && at < to)
    .map(({ letter, lane, text }) => `${letter} ${lane} ${text}`)
    .join('; ');

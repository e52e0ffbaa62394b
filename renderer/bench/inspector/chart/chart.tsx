import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import { formatRate } from '../../../../shared/format.ts';
import { type BucketRing, resolutions } from '../../../../shared/model/chart/buckets.ts';
import {
  axisBytes,
  chartSentence,
  delaysOf,
  flagsOf,
  flagWords,
  rowsBetween,
} from '../../../../shared/model/chart/chart-facts.ts';
import { buildLadder } from '../../../../shared/model/ladder/build-ladder.ts';
import { delayText } from '../../../../shared/model/ladder/words.ts';
import { engineNow, wallClock } from '../../../state/clock.ts';
import { linkEvent, useSelectionLink } from '../../../state/selection-link.ts';
import { clockText } from '../../stream/chunk-row.tsx';
import { useConnectionFacts } from '../ladder/use-facts.ts';
import { useWidth } from '../ladder/use-width.ts';
import type { TabProps } from '../tabs.tsx';
import { useKernelWatch } from '../use-kernel-watch.ts';
import { useRepaint } from '../use-repaint.ts';
import style from './chart.module.css';
import { chartColours, delaySeries, queueSeries, throughputSeries } from './chart-colours.ts';
import { ChartTable } from './chart-table.tsx';
import { changeChartView, useChartView } from './chart-view.ts';
import { drawMarks, drawWaterMark } from './marks.ts';
import { Plot } from './plot.tsx';
import { type QueueCurves, useQueues } from './use-queues.ts';
import { useTheme } from './use-theme.ts';
import { useTraffic } from './use-traffic.ts';

const EMPTY: Pick<BucketRing, 'at'> = { at: () => 0 };
/** So much of the newest time is shown unless somebody has zoomed. */
const SHOWN_BUCKETS = 240;
const LEAST_SPAN_S = 1;
const MOST_ROWS = 60;
/** Buckets and queues are steps: between two of them nothing is known. */
const paths = uPlot.paths.stepped?.({ align: 1 });
const steps: Pick<uPlot.Series, 'paths'> = paths ? { paths } : {};

/** Throughput, queues and delay of one connection over time, with its events as flags. */
export function Chart({ connection }: TabProps) {
  useKernelWatch(connection);
  useRepaint();
  const facts = useConnectionFacts(connection);
  const ladder = useMemo(() => buildLadder(facts, { inferred: false }), [facts]);
  const traffic = useTraffic(facts);
  const queues = useQueues(facts, traffic);
  const { resolution, table } = useChartView();
  const theme = useTheme();
  const linked = useSelectionLink((s) => s.linked);
  const [pane, width] = useWidth<HTMLDivElement>();
  const [zoom, setZoom] = useState<readonly [number, number]>();
  const [cursor, setCursor] = useState<number>();
  const hovered = useRef<number>(undefined);

  const { bucketMs } = resolutions.find((r) => r.id === resolution) ?? resolutions[0];
  const now = engineNow();
  const begin = Math.min(...ladder.instants.slice(0, 1).map(({ at }) => at), now);
  const from = zoom ? zoom[0] : Math.max(begin - bucketMs, now - SHOWN_BUCKETS * bucketMs);
  const to = zoom ? zoom[1] : Math.max(now - bucketMs, from + 10 * bucketMs);
  const flags = useMemo(() => flagsOf(ladder), [ladder]);
  const delays = useMemo(() => delaysOf(ladder, Math.max(1_000, bucketMs)), [ladder, bucketMs]);
  const rows = rowsBetween(
    {
      bucketMs,
      toServer: traffic.toServer?.[resolution] ?? EMPTY,
      toClient: traffic.toClient?.[resolution] ?? EMPTY,
      delays,
    },
    from,
    to,
  );
  const seconds = rows.map(({ at }) => wallClock(at).getTime() / 1000);
  const clock = (at: number) => clockText(wallClock(at)).slice(0, 8);
  const sentence = chartSentence(rows, flags, clock);
  const zero = wallClock(0).getTime() / 1000;
  const range = [zero + from / 1000, zero + to / 1000] as const;
  const selectedAt = linked?.at;
  const both = facts.client !== undefined && facts.server !== undefined;
  const curves = queueData(queues, from, to, zero);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's name stands for its colours
  const colours = useMemo(() => chartColours(), [theme]);

  function pick(at: number): void {
    let best: (typeof ladder.instants)[number] | undefined;
    for (const instant of ladder.instants) {
      if (instant.source.kind !== 'record' && (!best || Math.abs(instant.at - at) < Math.abs(best.at - at)))
        best = instant;
    }
    if (best && best.source.kind !== 'record') linkEvent({ ...best.source, at: best.at });
  }
  function moveCursor(step: number): void {
    setCursor((before) =>
      Math.min(to, Math.max(from, (before ?? hovered.current ?? selectedAt ?? to) + step * bucketMs)),
    );
  }
  function zoomBy(factor: number): void {
    const middle = cursor ?? hovered.current ?? (from + to) / 2;
    const half = Math.max(LEAST_SPAN_S * 500, ((to - from) / 2) * factor);
    setZoom([middle - half, middle + half]);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') moveCursor(event.key === 'ArrowRight' ? 1 : -1);
    else if (event.key === '+') zoomBy(0.5);
    else if (event.key === '-') zoomBy(2);
    else if (event.key === '0' || event.key === 'Escape') setZoom(undefined);
    else if (event.key === 'Enter' && cursor !== undefined) pick(cursor);
    else return;
    event.preventDefault();
  }

  const common = {
    width: Math.max(200, width - 16),
    range,
    look: `${theme}`,
    cursor:
      cursor === undefined ? (selectedAt === undefined ? undefined : zero + selectedAt / 1000) : zero + cursor / 1000,
    onCursor: (at: number | undefined) => {
      hovered.current = at === undefined ? undefined : (at - zero) * 1000;
    },
    onPick: (at: number) => pick((at - zero) * 1000),
    onZoom: (wanted: readonly [number, number] | undefined) =>
      setZoom(wanted && [(wanted[0] - zero) * 1000, (wanted[1] - zero) * 1000]),
  };
  const marks = { flags, zero, selectedAt, colours };
  const cursorRow = cursor === undefined ? undefined : rows.findLast(({ at }) => at <= cursor);
  return (
    <div
      ref={pane}
      className={style.pane}
      data-testid="chart"
      data-selected-at={selectedAt}
      data-flags={flags.map((f) => f.letter).join('')}
    >
      <div className={style.bar}>
        <label>
          Buckets
          <select
            value={resolution}
            data-testid="chart-resolution"
            onChange={(event) => {
              setZoom(undefined);
              changeChartView({ resolution: event.target.value as typeof resolution });
            }}
          >
            {resolutions.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input
            type="checkbox"
            checked={table}
            data-testid="chart-table-toggle"
            onChange={(event) => changeChartView({ table: event.target.checked })}
          />
          Table
        </label>
        {zoom && (
          <button type="button" className={style.reset} data-testid="chart-reset" onClick={() => setZoom(undefined)}>
            Whole time
          </button>
        )}
        <p className={style.sentence} data-testid="chart-sentence">
          {sentence}
        </p>
      </div>
      {table ? (
        <ChartTable
          rows={rows.slice(-MOST_ROWS)}
          queues={queues}
          flags={flags}
          bucketMs={bucketMs}
          clock={(at) => clockText(wallClock(at))}
        />
      ) : (
        <div
          className={style.scroller}
          tabIndex={0}
          role="group"
          aria-label="Charts. Left and right move the cursor by a bucket, plus and minus zoom, Enter selects the nearest event."
          data-testid="chart-plots"
          data-cursor={cursor}
          onKeyDown={onKeyDown}
        >
          <Plot
            {...common}
            title="Throughput: client → server above the line, server → client below it, dashed"
            summary={sentence}
            height={150}
            format={(value) => formatRate(Math.abs(value))}
            series={throughputSeries(colours, steps)}
            data={[seconds, rows.map((r) => r.toServer), rows.map((r) => -r.toClient)]}
            draw={(plot) => drawMarks(plot, { ...marks, letters: true })}
          />
          <Plot
            {...common}
            title="Queues: app queue solid, kernel send dashed, peer’s kernel dotted; client thick, server thin"
            summary="Bytes in the queues of both ends; the table has the same numbers."
            height={130}
            format={axisBytes}
            series={queueSeries(colours, steps)}
            data={curves}
            draw={(plot) => {
              drawMarks(plot, marks);
              drawWaterMark(plot, queues.highWaterMark, colours);
            }}
          />
          {both && (
            <Plot
              {...common}
              title="Delay from write to data: p50 solid, p95 dashed, per second"
              summary="Delay from write to data per second; the table has the same numbers."
              height={120}
              format={(value) => delayText(value)}
              series={delaySeries(colours)}
              data={[seconds, rows.map((r) => r.p50 ?? null), rows.map((r) => r.p95 ?? null)]}
              draw={(plot) => drawMarks(plot, marks)}
            />
          )}
          <p className="visually-hidden" role="status">
            {cursorRow &&
              `${clock(cursorRow.at)}: client to server ${formatRate(cursorRow.toServer)}, server to client ${formatRate(cursorRow.toClient)}`}
          </p>
        </div>
      )}
      <p className={style.foot}>
        {Object.entries(flagWords).map(([letter, word]) => (
          <span key={letter}>
            <b>{letter}</b> {word}
          </span>
        ))}
      </p>
    </div>
  );
}

/** The queues as steps on one axis of time: every change of any of them is a point of all. */
function queueData(queues: QueueCurves, from: number, to: number, zero: number): uPlot.AlignedData {
  const times = [
    ...new Set([
      from,
      ...queues.curves.flatMap((curve) => curve.map(({ at }) => at)).filter((at) => at > from && at < to),
      to,
    ]),
  ];
  times.sort((a, b) => a - b);
  const columns = queues.curves.map((curve) => {
    let next = 0;
    let bytes: number | null = null;
    return times.map((time) => {
      for (let point = curve[next]; point && point.at <= time; point = curve[next]) {
        bytes = point.bytes ?? null;
        next++;
      }
      return bytes;
    });
  });
  return [times.map((at) => zero + at / 1000), ...columns];
}

import { useEffect, useLayoutEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { clockText } from '../../stream/chunk-row.tsx';
import style from './chart.module.css';

export interface PlotProps {
  readonly title: string;
  readonly summary: string;
  readonly series: uPlot.Series[];
  readonly data: uPlot.AlignedData;
  /** Seconds shown, from and to. */
  readonly range: readonly [number, number];
  readonly width: number;
  readonly height: number;
  readonly format: (value: number) => string;
  /** Drawn over the curves, in canvas pixels. */
  draw(plot: uPlot): void;
  onCursor(seconds: number | undefined): void;
  onPick(seconds: number): void;
  onZoom(range: readonly [number, number] | undefined): void;
  /** Everything that makes another drawing of the same size: theme, series. */
  readonly look: string;
  /** Where the keyboard has put the cursor, in seconds. */
  readonly cursor: number | undefined;
}

const SYNC = 'connection';

/** One canvas of uPlot. The numbers are in the table beside it; the canvas itself is a picture with a name. */
export function Plot(props: PlotProps) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const { look, width, height, data, range, cursor, title, summary } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another look is another plot
  useLayoutEffect(() => {
    const made = new uPlot(optionsOf(latest), latest.current.data, holder.current as HTMLElement);
    plot.current = made;
    return () => made.destroy();
  }, [look]);
  useLayoutEffect(() => {
    if (width > 0) plot.current?.setSize({ width, height });
  }, [width, height]);
  useEffect(() => {
    const made = plot.current;
    if (!made) return;
    made.batch(() => {
      made.setData(data, false);
      made.setScale('x', { min: range[0], max: range[1] });
    });
  }, [data, range]);
  useEffect(() => {
    const made = plot.current;
    if (made && cursor !== undefined) made.setCursor({ left: made.valToPos(cursor, 'x'), top: 10 });
  }, [cursor]);
  return (
    <figure className={style.figure}>
      <figcaption>{title}</figcaption>
      <div ref={holder} role="img" aria-label={summary} className={style.canvas} />
    </figure>
  );
}

function optionsOf(latest: { readonly current: PlotProps }): uPlot.Options {
  const { width, height, series, format } = latest.current;
  const computed = getComputedStyle(document.documentElement);
  const colour = (name: string) => computed.getPropertyValue(name).trim();
  const axis: uPlot.Axis = {
    stroke: colour('--muted'),
    font: '11px "Inter Variable", system-ui',
    grid: { stroke: colour('--border'), width: 1 },
    ticks: { stroke: colour('--border'), width: 1 },
  };
  return {
    width: Math.max(200, width),
    height,
    series: [{}, ...series],
    legend: { show: false },
    padding: [16, 12, 0, 0],
    scales: { x: { time: true }, y: { range: (_plot, min, max) => roomFor(min, max) } },
    axes: [
      { ...axis, space: 90, values: (_plot, values) => values.map(clockOf) },
      { ...axis, size: 74, values: (_plot, values) => values.map(format) },
    ],
    cursor: {
      sync: { key: SYNC },
      drag: { x: true, y: false },
      points: { size: 7 },
      bind: {
        dblclick: () => () => {
          latest.current.onZoom(undefined);
          return null;
        },
      },
    },
    hooks: {
      draw: [(plot) => latest.current.draw(plot)],
      setCursor: [
        (plot) => {
          const { left } = plot.cursor;
          latest.current.onCursor(left === undefined || left < 0 ? undefined : plot.posToVal(left, 'x'));
        },
      ],
      setSelect: [
        (plot) => {
          const { left, width: wide } = plot.select;
          if (wide > 4) latest.current.onZoom([plot.posToVal(left, 'x'), plot.posToVal(left + wide, 'x')]);
          plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
        },
      ],
      ready: [
        (plot) => {
          plot.over.addEventListener('click', () => {
            const { left } = plot.cursor;
            if (left !== undefined && left >= 0) latest.current.onPick(plot.posToVal(left, 'x'));
          });
        },
      ],
    },
  };
}

/** A moment of the axis: with its fraction where there is one. */
function clockOf(seconds: number): string {
  const text = clockText(new Date(seconds * 1000));
  return text.endsWith('.000') ? text.slice(0, -4) : text.slice(0, -2);
}

/** Zero is always in sight, and a curve never touches the edge. */
function roomFor(min: number | null, max: number | null): [number, number] {
  const [low, high] = [Math.min(0, min ?? 0), Math.max(0, max ?? 0)];
  if (low === 0 && high === 0) return [-1, 1];
  return [low * 1.1, high * 1.1];
}

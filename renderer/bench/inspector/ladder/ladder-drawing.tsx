import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { drawScene, rowsInSight } from '../../../../shared/model/ladder/draw.ts';
import { sideName } from '../../../../shared/model/ladder/ladder-facts.ts';
import type { Row } from '../../../../shared/model/ladder/rows.ts';
import { laneTitles, type Scene } from '../../../../shared/model/ladder/scene.ts';
import { ladderSummary, tableRow } from '../../../../shared/model/ladder/table.ts';
import style from './ladder.module.css';
import { changeLadderView, useLadderView, zoomBy } from './ladder-view.ts';
import { ShapeElement } from './shape-element.tsx';

/** So much above and below what is seen is drawn as well, so that scrolling meets no blank. */
const MARGIN = 240;
const NEAR_END = 6;
/** Space between the marks of neighbouring rows that a pointer can hit. */
const HIT = 14;

export interface LadderDrawingProps {
  readonly scene: Scene;
  readonly chosen: number;
  choose(index: number): void;
  toggle(row: Row): void;
  open(row: Row): void;
}

/** The drawing: only what is in sight is in the document. */
export function LadderDrawing({ scene, chosen, choose, toggle, open }: LadderDrawingProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const follow = useLadderView((v) => v.follow);
  const [sight, setSight] = useState({ top: 0, bottom: 800 });
  const { height } = scene.layout;
  const { rows } = scene.rows;
  const summary = useMemo(() => ladderSummary(scene), [scene]);
  const said = useId();
  const lastTop = useRef(0);

  function look(): void {
    const { scrollTop, clientHeight } = scroller.current as HTMLDivElement;
    const top = Math.max(0, Math.floor((scrollTop - MARGIN) / 60) * 60);
    const bottom = Math.ceil((scrollTop + clientHeight + MARGIN) / 60) * 60;
    setSight((before) => (before.top === top && before.bottom === bottom ? before : { top, bottom }));
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end moves when the height changes
  useLayoutEffect(() => {
    const element = scroller.current as HTMLDivElement;
    if (follow) element.scrollTop = element.scrollHeight;
    look();
  }, [follow, height]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one observer for the life of the pane
  useLayoutEffect(() => {
    const element = scroller.current as HTMLDivElement;
    const observer = new ResizeObserver(() => {
      if (useLadderView.getState().follow) element.scrollTop = element.scrollHeight;
      look();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // What was chosen elsewhere, or with a key, comes into sight; with a pointer it is in sight already.
  const shown = useRef(-1);
  useEffect(() => {
    if (chosen < 0 || chosen === shown.current) return;
    shown.current = chosen;
    const element = scroller.current as HTMLDivElement;
    const [from, to] = [scene.layout.from[chosen] ?? 0, scene.layout.to[chosen] ?? 0];
    if (from - 30 < element.scrollTop) element.scrollTop = from - 30;
    else if (to + 30 > element.scrollTop + element.clientHeight) element.scrollTop = to + 30 - element.clientHeight;
  }, [chosen, scene]);

  function onScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = scroller.current as HTMLDivElement;
    const atEnd = scrollHeight - scrollTop - clientHeight <= NEAR_END;
    // Only a person scrolls up; a pane that changes its size does not.
    if (follow && !atEnd && scrollTop < lastTop.current) changeLadderView({ follow: false });
    lastTop.current = scrollTop;
    look();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[chosen];
    const goal = goalOf(event.key, chosen, rows.length);
    if (goal !== undefined) {
      if (follow && goal < rows.length - 1) changeLadderView({ follow: false });
      choose(goal);
    } else if (event.key === 'Enter' && row) open(row);
    else if (event.key === ' ' && row) toggle(row);
    else if (event.key === '+' || event.key === '-') zoomBy(event.key === '+' ? 1 : -1);
    else return;
    event.preventDefault();
  }

  const shapes = useMemo(() => drawScene(scene, sight, rows[chosen]?.key), [scene, sight, rows, chosen]);
  const [first, last] = rowsInSight(scene, sight);
  const { width } = scene.geometry;
  const drawnHeight = Math.min(height, sight.bottom) - sight.top;
  const chosenText = chosen >= 0 && rows[chosen] ? rowText(scene, chosen) : '';
  return (
    <>
      <div className={style.lanes} aria-hidden="true" data-testid="ladder-lanes">
        <span className={style.time}>since the beginning</span>
        {laneTitles(scene).map(({ name, x, lane, ours }) => (
          <span key={name} className={ours ? style[lane] : style.outside} style={{ left: x }}>
            {ours ? name.toUpperCase() : `${name}, outside`}
          </span>
        ))}
      </div>
      <div
        ref={scroller}
        className={style.scroller}
        tabIndex={0}
        role="group"
        aria-roledescription="sequence diagram"
        aria-label={summary}
        aria-describedby={said}
        data-testid="ladder-drawing"
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        <div className={style.content} style={{ height, minWidth: width }}>
          <svg
            className={style.drawing}
            style={{ top: sight.top }}
            width={width}
            height={Math.max(0, drawnHeight)}
            viewBox={`0 ${sight.top} ${width} ${Math.max(1, drawnHeight)}`}
            role="img"
            aria-label={summary}
          >
            {shapes.map((shape, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the marks have no names; their places are what they are
              <ShapeElement key={i} shape={shape} />
            ))}
            {rows.slice(first, last + 1).map((row, i) => {
              const at = first + i;
              const [from, to] = [scene.layout.from[at] ?? 0, scene.layout.to[at] ?? 0];
              return (
                // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the drawing do the same
                <rect
                  key={row.key}
                  className={style.hit}
                  data-testid="ladder-row"
                  data-row={at}
                  data-kind={row.kind}
                  data-what={row.kind === 'instant' ? scene.ladder.instants[row.first]?.kind : row.kind}
                  data-lane={laneOf(scene, row)}
                  data-chosen={at === chosen || undefined}
                  data-provenance={scene.ladder.instants[row.first]?.provenance}
                  x="0"
                  width={width}
                  y={from - HIT}
                  height={to - from + 2 * HIT}
                  onClick={() => {
                    choose(at);
                    if (row.kind === 'run') toggle(row);
                  }}
                  onDoubleClick={() => open(row)}
                />
              );
            })}
          </svg>
        </div>
        <p id={said} className="visually-hidden" role="status">
          {chosenText}
        </p>
      </div>
    </>
  );
}

/** The name of the lifeline a row begins at. */
function laneOf({ ladder }: Scene, row: Row): string | undefined {
  const instant = ladder.instants[row.first];
  return instant && sideName(instant);
}

/** A row in words, for those who hear it. */
function rowText(scene: Scene, index: number): string {
  const { time, from, to, what, bytes, evidence } = tableRow(scene, index);
  const who = [from, to && `to ${to}`].filter(Boolean).join(' ');
  return [time, who, what, bytes && (bytes === '1' ? '1 byte' : `${bytes} bytes`), evidence].filter(Boolean).join(', ');
}

function goalOf(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at < 0 ? count - 1 : at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

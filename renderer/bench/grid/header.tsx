// The header of the grid: sorts by a click or by keyboard (↑ from the first row), and sets widths by pointer or keyboard.
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type PointerEvent, useRef } from 'react';
import { useActions } from '../../actions/actions-context.tsx';
import { changeLayout, layoutNow, useGridLayout } from './column-layout.ts';
import type { Column } from './columns.tsx';
import { clampWidth, withWidth } from './grid-layout.ts';
import { cycleSort, goToHeader, useGrid } from './grid-store.ts';
import style from './header.module.css';

export const headerId = (column: string) => `column-${column}`;

export function Header({ shown }: { shown: readonly Column[] }) {
  const sort = useGrid((s) => s.sort);
  const active = useGrid((s) => s.header);
  return (
    <div className={style.header} role="row" aria-rowindex={1} data-testid="grid-header">
      {shown.map((column, i) => {
        const sorted = sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : 'none';
        const classes = [style.heading, column.numeric && style.numericHeading, active === i && style.activeHeading];
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys
          <span
            key={column.id}
            id={headerId(column.id)}
            role="columnheader"
            aria-colindex={i + 1}
            aria-sort={sorted}
            className={classes.filter(Boolean).join(' ')}
            data-heading={column.id}
            title={`Sort by ${column.title}`}
            onClick={() => {
              goToHeader(undefined);
              cycleSort(column.id);
            }}
          >
            <span className={style.headingText}>{column.title}</span>
            {sorted === 'ascending' && <ArrowUp size={12} aria-hidden="true" />}
            {sorted === 'descending' && <ArrowDown size={12} aria-hidden="true" />}
            <ResizeHandle column={column} />
          </span>
        );
      })}
    </div>
  );
}

function ResizeHandle({ column }: { column: Column }) {
  const actions = useActions();
  const layout = useGridLayout();
  const start = useRef<{ x: number; width: number } | undefined>(undefined);
  const widthAt = (event: PointerEvent) =>
    start.current && clampWidth(start.current.width + event.clientX - start.current.x);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: widths are set by keyboard in the header itself
    // biome-ignore lint/a11y/useKeyWithClickEvents: likewise
    <span
      className={style.resize}
      data-testid={`resize-${column.id}`}
      title="Drag to set the width; double click for the usual one"
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={() =>
        void changeLayout(actions, `Width of ${column.title}`, withWidth(layoutNow(), column.id, undefined))
      }
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        const width = event.currentTarget.parentElement?.getBoundingClientRect().width ?? column.width;
        start.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) => {
        const width = widthAt(event);
        if (width !== undefined) useGrid.setState({ nextLayout: withWidth(layout, column.id, width) });
      }}
      onPointerUp={(event) => {
        const width = widthAt(event);
        const moved = start.current && event.clientX !== start.current.x;
        start.current = undefined;
        if (width === undefined || !moved) return;
        void changeLayout(actions, `Width of ${column.title}`, withWidth(layoutNow(), column.id, width));
      }}
    />
  );
}

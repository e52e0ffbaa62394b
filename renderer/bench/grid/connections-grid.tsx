import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { useConnections } from '../../state/lab-store.ts';
import { useSession } from '../../state/session-context.tsx';
import { select, useView } from '../../state/view-store.ts';
import { useWindowWidth } from '../../ui/use-window-width.ts';
import { useRowActions } from '../row-actions.ts';
import { columns } from './columns.tsx';
import { ConnectionsEmpty } from './connections-empty.tsx';
import style from './grid.module.css';
import { Row, rowId } from './row.tsx';

const ROW_HEIGHT = 28;
const OVERSCAN = 6;
const PAGE = 15;
/** Left and right padding of a row. */
const GUTTERS = 20;

/** The Connections grid: one tab stop, an active row, and only the rows in sight in the document. */
export function ConnectionsGrid() {
  const connections = useConnections();
  const selected = useView((s) => s.selected);
  const session = useSession();
  const width = useWindowWidth();
  const shown = useMemo(() => columns.filter((c) => c.minWindow === undefined || width >= c.minWindow), [width]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: connections.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  const items = virtual.getVirtualItems();
  const visible = items.map((item) => connections[item.index]).filter((c) => c !== undefined);
  const watched = [...visible.flatMap((c) => [c.client, c.server]), selected].filter(
    (id): id is SocketId => id !== undefined,
  );
  const watchKey = watched.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the list
  useEffect(() => session.watch(watched), [session, watchKey]);

  const active = connections.findIndex((c) => c.id === selected);
  const keys = useRowActions(selected);
  const onSelect = useCallback((id: SocketId) => {
    select(id);
    scroller.current?.focus({ preventScroll: true });
  }, []);

  function onKeyDown(event: KeyboardEvent): void {
    const to = targetOf(event.key, active, connections.length);
    const goal = to === undefined ? undefined : connections[to];
    if (goal && to !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      select(goal.id);
      virtual.scrollToIndex(to);
    } else if (keys(event)) {
      event.preventDefault();
    }
  }

  // The active row stays in the document when it is scrolled out of sight, so that the grid goes on pointing at it.
  const activeOutside = active >= 0 && !items.some((item) => item.index === active) ? connections[active] : undefined;
  const tracks = shown.map((c) => (c.grow ? `minmax(${c.width}px, ${c.grow}fr)` : `${c.width}px`)).join(' ');
  const least = shown.reduce((sum, c) => sum + c.width, GUTTERS);
  return (
    <section className={style.pane} aria-label="Connections" data-testid="connections-pane">
      <div className={style.bar}>
        <h2>Connections</h2>
        <span className={`${style.count} numbers`}>{connections.length === 0 ? '' : connections.length}</span>
      </div>
      {connections.length === 0 ? (
        <ConnectionsEmpty />
      ) : (
        <div
          ref={scroller}
          className={style.grid}
          role="grid"
          tabIndex={0}
          aria-label="Connections"
          aria-rowcount={connections.length + 1}
          aria-colcount={shown.length}
          aria-activedescendant={active >= 0 ? rowId(connections[active]?.id as SocketId) : undefined}
          data-testid="connections-grid"
          style={{ ['--tracks' as string]: tracks, ['--least' as string]: `${least}px` }}
          onKeyDown={onKeyDown}
        >
          <div className={style.header} role="row" aria-rowindex={1}>
            {shown.map((column, i) => (
              <span
                key={column.id}
                role="columnheader"
                aria-colindex={i + 1}
                className={column.numeric ? style.numeric : undefined}
              >
                {column.title}
              </span>
            ))}
          </div>
          <div className={style.body} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const connection = connections[item.index];
              return (
                connection && (
                  <Row
                    key={connection.id}
                    connection={connection}
                    position={item.index + 1}
                    top={item.start}
                    shown={shown}
                    selected={connection.id === selected}
                    onSelect={onSelect}
                  />
                )
              );
            })}
            {activeOutside && (
              <Row
                key={activeOutside.id}
                connection={activeOutside}
                position={active + 1}
                top={active * ROW_HEIGHT}
                shown={shown}
                selected
                onSelect={onSelect}
              />
            )}
          </div>
        </div>
      )}
    </section>
  );
}

/** The row a key leads to, or undefined when the key moves nothing. */
function targetOf(key: string, active: number, count: number): number | undefined {
  if (count === 0) return undefined;
  const clamp = (row: number) => Math.min(Math.max(row, 0), count - 1);
  switch (key) {
    case 'ArrowDown':
      return clamp(active + 1);
    case 'ArrowUp':
      return clamp(active < 0 ? count - 1 : active - 1);
    case 'PageDown':
      return clamp(active + PAGE);
    case 'PageUp':
      return clamp(active - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, Suspense, useCallback, useEffect, useRef } from 'react';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { useCommands } from '../../commands/commands-context.tsx';
import { useSession } from '../../state/session-context.tsx';
import { type Settings, useSettings } from '../../state/settings.ts';
import { late } from '../../ui/late.ts';
import { ContextMenu } from '../../ui/menu.tsx';
import type { Item } from './arrange.ts';
import { BulkBar } from './bulk-bar.tsx';
import { tracksOf, useGridLayout, useShownColumns } from './column-layout.ts';
import { ConnectionsEmpty } from './connections-empty.tsx';
import style from './grid.module.css';
import { StormBanner } from './grid-banners.tsx';
import { GridBar } from './grid-bar.tsx';
import { gridKey } from './grid-keys.ts';
import { goTo, toggleRow, useGrid } from './grid-store.ts';
import { Header, headerId } from './header.tsx';
import { keepArranged } from './keep-arranged.ts';
import lines from './lines.module.css';
import { Lines } from './lines.tsx';
import { NoneShown } from './none-shown.tsx';
import { keepPayloadAnswered } from './payload-search.ts';
import { actionId } from './row-actions-strip.tsx';
import { gridMenu, type MenuPlace, menuPlace } from './row-menu.ts';
import { useTagging } from './tagging.ts';

const TagDialog = late(() => import('./tag-dialog.tsx').then((it) => ({ default: it.TagDialog })));

export const rowHeights: Readonly<Record<Settings['density'], number>> = { compact: 24, normal: 28, comfortable: 34 };
const HEADER_HEIGHT = 26;
const OVERSCAN = 6;
/** Left and right padding of a row. */
const GUTTERS = 20;

/** The Connections pane: its bar, what must be known about it, and the grid. */
export function ConnectionsGrid() {
  const session = useSession();
  useEffect(() => keepArranged(session.rates), [session]);
  useEffect(() => keepPayloadAnswered(session), [session]);
  const tagging = useTagging((s) => s.ids.length > 0);
  const total = useGrid((s) => s.arrangement.total);
  const height = rowHeights[useSettings((s) => s.density)];
  return (
    <section
      className={style.pane}
      aria-label="Connections"
      data-testid="connections-pane"
      style={{ ['--row' as string]: `${height}px` }}
    >
      <GridBar />
      <StormBanner />
      {total === 0 ? <ConnectionsEmpty /> : <Grid height={height} />}
      <BulkBar />
      {tagging && (
        <Suspense>
          <TagDialog />
        </Suspense>
      )}
    </section>
  );
}

/** One tab stop, an active line, and only the lines in sight in the document (`ux.md` 7.4). */
function Grid({ height }: { height: number }) {
  const actions = useActions();
  const book = useCommands();
  const items = useGrid((s) => s.arrangement.items);
  const places = useGrid((s) => s.arrangement.places);
  const cursor = useGrid((s) => s.cursor);
  const grouped = useGrid((s) => s.group !== 'none');
  const layout = useGridLayout();
  const shown = useShownColumns();
  const { tracks, least } = tracksOf(shown, layout);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT + (grouped ? height : 0),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height is measured anew
  useEffect(() => virtual.measure(), [height]);
  const at = cursor === undefined ? -1 : (places.get(cursor) ?? -1);
  useRevealed(at, cursor, virtual.scrollToIndex);
  const place = useRef<MenuPlace>({});
  // A grid that goes while it is pointed at hears of no leaving.
  useEffect(() => () => useGrid.setState({ hovered: false, focused: false, action: undefined, header: undefined }), []);
  const onPick = useCallback((event: MouseEvent, id: SocketId) => {
    pick(event, id);
    scroller.current?.focus({ preventScroll: true });
  }, []);
  const grid = { actions, shown, scrollTo: (index: number) => virtual.scrollToIndex(index) };
  const active = useActiveId(items[at]);
  return (
    <ContextMenu entries={() => gridMenu(place.current, book, actions)}>
      <div
        ref={scroller}
        className={lines.grid}
        role="grid"
        tabIndex={0}
        aria-label="Connections"
        aria-multiselectable="true"
        aria-rowcount={items.length + 1}
        aria-colcount={shown.length}
        aria-activedescendant={active}
        data-testid="connections-grid"
        style={{ ['--tracks' as string]: tracks, ['--least' as string]: `${least + GUTTERS}px` }}
        onKeyDown={(event) => {
          if (gridKey(event, grid)) event.preventDefault();
        }}
        onFocus={() => useGrid.setState({ focused: true })}
        onBlur={() => useGrid.setState({ focused: false, action: undefined, header: undefined })}
        onPointerEnter={() => useGrid.setState({ hovered: true })}
        onPointerLeave={() => useGrid.setState({ hovered: false })}
        onContextMenu={({ target }) => {
          place.current = menuPlace(target);
          const { connection } = place.current;
          if (connection !== undefined && !useGrid.getState().selection.ids.has(connection)) goToRow(connection);
        }}
      >
        <Header shown={shown} />
        <Lines
          virtual={virtual}
          height={height}
          items={items}
          at={at}
          shown={shown}
          grouped={grouped}
          onPick={onPick}
        />
        <NoneShown />
      </div>
    </ContextMenu>
  );
}

/** Keeps the line the keys act on in sight when it is reached from elsewhere: a new client, a link, the palette. */
function useRevealed(at: number, cursor: string | undefined, scrollTo: (index: number) => void): void {
  const revealed = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (at < 0 || revealed.current === cursor) return;
    revealed.current = cursor;
    scrollTo(at);
  }, [at, cursor, scrollTo]);
}

/** The id of what the keys are on: a line, one of its actions, or a header. */
function useActiveId(item: Item | undefined): string | undefined {
  const action = useGrid((s) => s.action);
  const header = useGrid((s) => s.header);
  const shown = useShownColumns();
  if (header !== undefined) return headerId(shown[header]?.id ?? '');
  if (!item) return undefined;
  return action !== undefined && item.kind === 'row' ? actionId(item.key, action) : item.key;
}

function goToRow(id: SocketId, how: 'only' | 'extend' | 'add-range' = 'only'): void {
  const { items, places } = useGrid.getState().arrangement;
  const item = items[places.get(`connection-${id}`) ?? -1];
  if (item) goTo(item, how);
}

/** A click on a row: alone, beside the others (Ctrl, ⌘), or with all in between (Shift). */
function pick(event: MouseEvent, id: SocketId): void {
  if (event.shiftKey) goToRow(id, event.ctrlKey || event.metaKey ? 'add-range' : 'extend');
  else if (event.ctrlKey || event.metaKey) toggleRow(id);
  else goToRow(id);
}

// The keys of the grid (`ux.md` 6.1): moving, selecting, opening, and acting on what is selected.
import type { KeyboardEvent } from 'react';
import type { Actions } from '../../actions/actions.ts';
import { useLab } from '../../state/lab-store.ts';
import { useView } from '../../state/view-store.ts';
import type { Item } from './arrange.ts';
import { changeLayout, layoutNow } from './column-layout.ts';
import type { Column } from './columns.tsx';
import { isOpened, setOpened } from './divider-row.tsx';
import { moved, withWidth } from './grid-layout.ts';
import { clearSelection, cycleSort, goTo, goToAction, goToHeader, toggleRow, useGrid } from './grid-store.ts';
import { headerId } from './header.tsx';
import { ACTS, actingEndOf, actionId, openRowMenu, rowActs } from './row-actions-strip.tsx';

const PAGE = 15;
const WIDTH_STEP = 16;

export interface GridKeys {
  readonly actions: Actions;
  readonly shown: readonly Column[];
  scrollTo(index: number): void;
}

/** Handles a key press in the grid; answers whether it was taken. */
export function gridKey(event: KeyboardEvent, grid: GridKeys): boolean {
  const { header, action } = useGrid.getState();
  if (header !== undefined && headerKey(event, grid, header)) return true;
  if (action !== undefined && actionKey(event, grid, action)) return true;
  return listKey(event, grid) || selectionKey(event) || menuKey(event);
}

const plain = (event: KeyboardEvent) => !event.ctrlKey && !event.metaKey && !event.altKey;

function cursorNow(): { item: Item | undefined; index: number } {
  const { arrangement, cursor } = useGrid.getState();
  const index = cursor === undefined ? -1 : (arrangement.places.get(cursor) ?? -1);
  return { item: arrangement.items[index], index };
}

function listKey(event: KeyboardEvent, { scrollTo }: GridKeys): boolean {
  if (!plain(event)) return false;
  const { items } = useGrid.getState().arrangement;
  const { item, index } = cursorNow();
  if (event.key === 'ArrowUp' && index <= 0 && !event.shiftKey) {
    goToHeader(0);
    return true;
  }
  const to = targetOf(event.key, index, items.length);
  if (to !== undefined) {
    const goal = items[to];
    if (!goal) return true;
    goTo(goal, event.shiftKey ? 'extend' : 'only');
    scrollTo(to);
    return true;
  }
  if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return false;
  if (!item) return true;
  const right = event.key === 'ArrowRight';
  if (item.kind === 'row') {
    if (right) goToAction(0);
    else backToGroup(index, scrollTo);
  } else if (isOpened(item) !== undefined) setOpened(item, right);
  return true;
}

/** ← on a row leads to the header of its group. */
function backToGroup(index: number, scrollTo: (index: number) => void): void {
  const { items } = useGrid.getState().arrangement;
  for (let i = index; i >= 0; i--) {
    const item = items[i];
    if (!item || item.kind === 'row') continue;
    goTo(item);
    scrollTo(i);
    return;
  }
}

/** The line a key leads to, or undefined when the key moves nothing. */
function targetOf(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  const clamp = (line: number) => Math.min(Math.max(line, 0), count - 1);
  switch (key) {
    case 'ArrowDown':
      return clamp(at + 1);
    case 'ArrowUp':
      return clamp(at < 0 ? count - 1 : at - 1);
    case 'PageDown':
      return clamp(at + PAGE);
    case 'PageUp':
      return clamp(at - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

function selectionKey(event: KeyboardEvent): boolean {
  const { item } = cursorNow();
  if (event.key === ' ' && !event.altKey) {
    if (item?.kind === 'row') toggleRow(item.connection.id);
    else if (item && isOpened(item) !== undefined) setOpened(item, !isOpened(item));
    return true;
  }
  if (event.key === 'Escape' && plain(event)) {
    const { selection, action, header } = useGrid.getState();
    if (action === undefined && header === undefined && selection.ids.size === 0) return false;
    if (action !== undefined || header !== undefined) goToAction(undefined);
    else clearSelection();
    return true;
  }
  if (event.key === 'Enter' && plain(event) && item && item.kind !== 'row') {
    if (isOpened(item) !== undefined) setOpened(item, !isOpened(item));
    return true;
  }
  if (event.key === 'Enter' && plain(event) && item?.kind === 'row') {
    document.querySelector<HTMLElement>('[data-testid=inspector] [role=tab][aria-selected=true]')?.focus();
    return true;
  }
  return false;
}

/** The menu of a line. Acts by letter are commands (`connection.finish` and its like): their keys can be changed. */
function menuKey(event: KeyboardEvent): boolean {
  if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return false;
  const { cursor } = useGrid.getState();
  const line = cursor === undefined ? null : document.getElementById(cursor);
  if (line) openRowMenu(line);
  return line !== null;
}

/** The keys while they are on the row's actions: → and ← between them, Enter does one, ← from the first goes back. */
function actionKey(event: KeyboardEvent, { actions }: GridKeys, action: number): boolean {
  if (!plain(event) || event.shiftKey) return false;
  const { item } = cursorNow();
  if (item?.kind !== 'row') return false;
  if (event.key === 'ArrowRight') goToAction(Math.min(action + 1, ACTS - 1));
  else if (event.key === 'ArrowLeft') goToAction(action === 0 ? undefined : action - 1);
  else if (event.key === 'Enter' || event.key === ' ') {
    const { sockets } = useLab.getState().lab;
    const own = sockets.get(item.connection.id);
    const peer = item.connection.server === undefined ? undefined : sockets.get(item.connection.server);
    if (!own) return true;
    const socket = actingEndOf(own, peer?.socketId === own.socketId ? undefined : peer, useView.getState().end);
    const act = rowActs(socket)[action];
    if (act?.id === 'more') openRowMenu(document.getElementById(actionId(item.key, action)) ?? document.body);
    else if (act?.method && act.unavailable === undefined) void actions.sockets.act(socket.socketId, act.method);
  } else return false;
  return true;
}

/** The keys while they are on a header: ← → between columns, Enter sorts, Alt moves the column, Shift sets its width. */
function headerKey(event: KeyboardEvent, { actions, shown, scrollTo }: GridKeys, at: number): boolean {
  const column = shown[at];
  if (!column || event.ctrlKey || event.metaKey) return false;
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined;
  if (step !== undefined && event.altKey) {
    void changeLayout(actions, `Move column ${column.title}`, moved(shown, layoutNow(), column.id, step));
    goToHeader(Math.min(Math.max(at + step, 0), shown.length - 1));
  } else if (step !== undefined && event.shiftKey) {
    const layout = layoutNow();
    const now = document.getElementById(headerId(column.id))?.getBoundingClientRect().width ?? column.width;
    const width = (layout.widths[column.id] ?? now) + step * WIDTH_STEP;
    void changeLayout(actions, `Width of ${column.title}`, withWidth(layout, column.id, width));
  } else if (step !== undefined) goToHeader(Math.min(Math.max(at + step, 0), shown.length - 1));
  else if (event.key === 'Home') goToHeader(0);
  else if (event.key === 'End') goToHeader(shown.length - 1);
  else if (event.key === 'Enter' || event.key === ' ') {
    cycleSort(column.id);
    goToHeader(at);
  } else if (event.key === 'ArrowDown' || event.key === 'Escape') {
    goToHeader(undefined);
    const { item, index } = cursorNow();
    const first = useGrid.getState().arrangement.items[0];
    if (!item && first) goTo(first);
    scrollTo(Math.max(index, 0));
  } else return event.key === 'ArrowUp';
  return true;
}

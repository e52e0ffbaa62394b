// How the connections are looked at: filter, order, groups, selection. No fact about sockets lives here.
import { create } from 'zustand';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { withToken } from '../../../shared/filters/edit.ts';
import type { PayloadHits } from '../../../shared/filters/match.ts';
import { connectionsNow, useLab } from '../../state/lab-store.ts';
import { select, useView } from '../../state/view-store.ts';
import { type Arrangement, type Grouping, type Item, nothingArranged, rowKey, type Sort } from './arrange.ts';
import type { GridLayout } from './grid-layout.ts';
import { everything, extended, noSelection, only, type Selection, toggled } from './selection.ts';
import { calm, type Storm } from './storm.ts';

/** What the engine said about payload tokens. */
export interface PayloadAnswer {
  readonly hits: PayloadHits;
  readonly searched: number;
  readonly incomplete: number;
  readonly problem?: string | undefined;
}

export interface GridStore {
  readonly filter: string;
  readonly sort: Sort | undefined;
  readonly group: Grouping;
  readonly collapsed: ReadonlySet<string>;
  readonly foldOpened: boolean;
  /** The key of the line the keys act on. */
  readonly cursor: string | undefined;
  readonly selection: Selection;
  /** The row action the keys have been led to. */
  readonly action: number | undefined;
  /** The column header the keys have been led to. */
  readonly header: number | undefined;
  readonly hovered: boolean;
  readonly focused: boolean;
  readonly arrangement: Arrangement;
  /** The filter that arrangement is for. */
  readonly arrangedFilter: string;
  readonly storm: Storm;
  readonly changesPerSecond: number;
  readonly payload: PayloadAnswer | undefined;
  /** A layout that was chosen here and is on its way to the lab. */
  readonly nextLayout: GridLayout | undefined;
}

export const useGrid = create<GridStore>()(() => ({
  filter: '',
  sort: undefined,
  group: 'none',
  collapsed: new Set(),
  foldOpened: false,
  cursor: undefined,
  selection: noSelection,
  action: undefined,
  header: undefined,
  hovered: false,
  focused: false,
  arrangement: nothingArranged,
  arrangedFilter: '',
  storm: calm,
  changesPerSecond: 0,
  payload: undefined,
  nextLayout: undefined,
}));

const set = useGrid.setState;
const get = useGrid.getState;

export const setFilter = (filter: string) => set({ filter });
/** Adds what a cell asks for: “Show only”, or negated “Hide these”. */
export const addToFilter = (token: string, negated: boolean) =>
  set(({ filter }) => ({ filter: withToken(filter, token, negated) }));

/** Sorts by a column: ascending, then descending, then not any more. */
export function cycleSort(column: string): void {
  set(({ sort }) => ({
    sort:
      sort?.column !== column
        ? { column, descending: false }
        : sort.descending
          ? undefined
          : { column, descending: true },
  }));
}
export const setSort = (sort: Sort | undefined) => set({ sort });
export const setGrouping = (group: Grouping) => set({ group, collapsed: new Set() });

export function collapse(key: string, on: boolean): void {
  set(({ collapsed }) => {
    const next = new Set(collapsed);
    if (on) next.add(key);
    else next.delete(key);
    return { collapsed: next };
  });
}
/** Closes or opens every group. */
export function collapseAll(on: boolean): void {
  const keys = get().arrangement.items.flatMap((item) => (item.kind === 'group' ? [item.key] : []));
  set({ collapsed: new Set(on ? keys : []) });
}
export const openFold = (foldOpened: boolean) => set({ foldOpened });
export const keepDetails = () => set(({ storm }) => ({ storm: { ...storm, keepDetails: true } }));

/** The connections that stand in the grid, in order. */
export const orderNow = (): SocketId[] =>
  get().arrangement.items.flatMap((item) => (item.kind === 'row' ? [item.connection.id] : []));

const away = { action: undefined, header: undefined };

/** Goes to a line; a connection becomes the one that is looked at. `how` says what it does to the selection. */
export function goTo(item: Item, how: 'only' | 'extend' | 'add-range' | 'move' = 'only'): void {
  set({ cursor: item.key, ...away });
  if (item.kind !== 'row') return;
  const { id } = item.connection;
  if (how !== 'move') {
    set(({ selection }) => ({
      selection: how === 'only' ? only(id) : extended(selection, orderNow(), id, how === 'add-range'),
    }));
  }
  select(id);
}
/** Selects a row beside the others, or no longer. */
export function toggleRow(id: SocketId): void {
  set(({ selection }) => ({ selection: toggled(selection, id), cursor: rowKey(id), ...away }));
  select(id);
}
export const selectEverything = () => set({ selection: everything(orderNow(), useView.getState().selected) });
export const clearSelection = () => set({ selection: noSelection, ...away });
export const goToAction = (action: number | undefined) => set({ action, header: undefined });
export const goToHeader = (header: number | undefined) => set({ header, action: undefined });

/** Keeps the grid's selection in step with what is looked at elsewhere; returns its undo. */
export function followSelected(): () => void {
  const follow = (selected: SocketId | undefined) => {
    if (selected === undefined || get().cursor === rowKey(selected)) return;
    set({ cursor: rowKey(selected), selection: only(selected), ...away });
  };
  follow(useView.getState().selected);
  return useView.subscribe((now, before) => {
    if (now.selected !== before.selected) follow(now.selected);
  });
}

/** How many connections there are, as the lab is now. */
export const totalNow = () => connectionsNow(useLab.getState()).length;

// The context menu of the grid: of a row and the cell under the pointer, of several selected rows, of a header.
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { ConnectionFacts } from '../../../shared/filters/facts.ts';
import { formatEndpoint } from '../../../shared/format.ts';
import type { Actions } from '../../actions/actions.ts';
import { connectionNow, useLab } from '../../state/lab-store.ts';
import type { Rates } from '../../state/rates.ts';
import { useView } from '../../state/view-store.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { type BulkAct, bulkAct, bulkTitle, tasksOf } from './bulk.ts';
import { peerToken, serverToken, tokenOf } from './column-facts.ts';
import { changeLayout, layoutNow } from './column-layout.ts';
import { type Column, columns } from './columns.tsx';
import { withShown } from './grid-layout.ts';
import { addToFilter, clearSelection, collapseAll, selectEverything, setSort, useGrid } from './grid-store.ts';
import { factsOf } from './keep-arranged.ts';
import { actingEndOf, rowActs } from './row-actions-strip.tsx';

/** Where the menu was asked for. */
export interface MenuPlace {
  readonly connection?: SocketId | undefined;
  readonly column?: string | undefined;
  readonly heading?: string | undefined;
}

export function menuPlace(target: EventTarget | null): MenuPlace {
  const element = target instanceof Element ? target : undefined;
  const line = element?.closest<HTMLElement>('[data-conn-id]');
  return {
    connection: line ? (Number(line.dataset.connId) as SocketId) : undefined,
    column: element?.closest<HTMLElement>('[data-column]')?.dataset.column,
    heading: element?.closest<HTMLElement>('[data-heading]')?.dataset.heading,
  };
}

export function gridMenu(place: MenuPlace, actions: Actions, rates: Rates): readonly MenuEntry[] {
  if (place.heading !== undefined) return headingMenu(place.heading, actions);
  const connection = place.connection === undefined ? undefined : connectionNow(place.connection);
  if (!connection) return generalMenu();
  const facts = factsOf(connection, useLab.getState().lab, rates);
  const { ids } = useGrid.getState().selection;
  const several = ids.size > 1 && ids.has(connection.id);
  return [
    ...(several ? severalMenu(ids, actions) : oneMenu(facts, actions)),
    { kind: 'separator' },
    ...cellMenu(place.column, facts),
    { kind: 'separator' },
    ...copyMenu(facts),
  ];
}

const keys: Readonly<Record<string, string>> = { finish: 'F', pause: 'P', close: 'C', reset: 'Shift+R' };

function oneMenu(facts: ConnectionFacts, actions: Actions): MenuEntry[] {
  const [own, peer] = facts.ends;
  if (!own) return [];
  const socket = actingEndOf(own, peer, useView.getState().end);
  return rowActs(socket).flatMap(({ id, title, method, unavailable }): MenuEntry[] =>
    method
      ? [
          {
            kind: 'item',
            title,
            keys: keys[id],
            unavailable,
            onSelect: () => void actions.sockets.act(socket.socketId, method),
          },
        ]
      : [],
  );
}

const bulkActs: readonly BulkAct[] = ['finish', 'pause', 'resume', 'close', 'reset'];
const nothingLeft: Readonly<Record<BulkAct, string>> = {
  finish: 'All of them have ended',
  pause: 'None of them is reading',
  resume: 'None of them has stopped reading',
  close: 'All of them have ended',
  reset: 'All of them have ended',
};

/** How many of the selected connections an act meets, and why it meets none. */
export function bulkScope(
  ids: ReadonlySet<SocketId>,
  act: BulkAct,
): { count: number; unavailable: string | undefined } {
  const tasks = tasksOf(useLab.getState().lab, ids, act, useView.getState().end);
  const count = new Set(tasks.map((task) => task.connection)).size;
  return { count, unavailable: count === 0 ? nothingLeft[act] : undefined };
}

function severalMenu(ids: ReadonlySet<SocketId>, actions: Actions): MenuEntry[] {
  return bulkActs.map((act): MenuEntry => {
    const { count, unavailable } = bulkScope(ids, act);
    return { kind: 'item', title: bulkTitle(act, count), unavailable, onSelect: () => void bulkAct(actions, ids, act) };
  });
}

function cellMenu(column: string | undefined, facts: ConnectionFacts): MenuEntry[] {
  const here = column === undefined ? undefined : columns.find(({ id }) => id === column);
  const token = here && tokenOf(here.id, facts);
  const [peer, server] = [peerToken(facts), serverToken(facts)];
  const filter = (title: string, wanted: string | undefined, negated: boolean, missing: string): MenuEntry => ({
    kind: 'item',
    title,
    unavailable: wanted === undefined ? missing : undefined,
    onSelect: () => wanted !== undefined && addToFilter(wanted, negated),
  });
  return [
    ...(here && token !== undefined
      ? [filter(`Show only ${token}`, token, false, ''), filter(`Hide these: ${token}`, token, true, '')]
      : []),
    filter('Filter to this peer', peer, false, 'This connection has no address of a peer'),
    filter('Show only this server', server, false, 'The server is not one of this lab'),
    { kind: 'submenu', title: 'Show only', entries: everyToken(facts, false) },
    { kind: 'submenu', title: 'Hide these', entries: everyToken(facts, true) },
  ];
}

/** What every column offers to keep or to hide: the way to it by keyboard. */
function everyToken(facts: ConnectionFacts, negated: boolean): MenuEntry[] {
  const seen = new Set<string>();
  return columns.flatMap((column: Column): MenuEntry[] => {
    const token = tokenOf(column.id, facts);
    if (token === undefined || seen.has(token)) return [];
    seen.add(token);
    return [{ kind: 'item', title: token, keys: column.title, onSelect: () => addToFilter(token, negated) }];
  });
}

function copyMenu({ own }: ConnectionFacts): MenuEntry[] {
  const copy = (title: string, text: string): MenuEntry => ({
    kind: 'item',
    title,
    unavailable: text === '—' ? 'There is none' : undefined,
    onSelect: () => void navigator.clipboard.writeText(text),
  });
  const [local, remote] = [formatEndpoint(own.local), formatEndpoint(own.remote)];
  return [
    {
      kind: 'submenu',
      title: 'Copy',
      entries: [
        copy(`Local address ${local}`, local),
        copy(`Remote address ${remote}`, remote),
        copy(`Both, as “from → to”`, own.origin === 'accepted' ? `${remote} → ${local}` : `${local} → ${remote}`),
      ],
    },
  ];
}

function headingMenu(id: string, actions: Actions): MenuEntry[] {
  const column = columns.find((one) => one.id === id);
  if (!column) return [];
  const { sort } = useGrid.getState();
  const sorted = (descending: boolean) => sort?.column === id && sort.descending === descending;
  return [
    {
      kind: 'item',
      title: 'Sort ascending',
      checked: sorted(false),
      onSelect: () => setSort({ column: id, descending: false }),
    },
    {
      kind: 'item',
      title: 'Sort descending',
      checked: sorted(true),
      onSelect: () => setSort({ column: id, descending: true }),
    },
    {
      kind: 'item',
      title: 'Do not sort',
      unavailable: sort === undefined ? 'Nothing is sorted' : undefined,
      onSelect: () => setSort(undefined),
    },
    { kind: 'separator' },
    {
      kind: 'item',
      title: `Hide column ${column.title}`,
      onSelect: () => void changeLayout(actions, `Hide column ${column.title}`, withShown(layoutNow(), id, false)),
    },
  ];
}

function generalMenu(): MenuEntry[] {
  const { selection, group } = useGrid.getState();
  const flat = group === 'none' ? 'Nothing is grouped' : undefined;
  return [
    { kind: 'item', title: 'Select all', keys: 'Ctrl+A', onSelect: selectEverything },
    {
      kind: 'item',
      title: 'Clear selection',
      keys: 'Esc',
      unavailable: selection.ids.size === 0 ? 'Nothing is selected' : undefined,
      onSelect: clearSelection,
    },
    { kind: 'separator' },
    { kind: 'item', title: 'Collapse all groups', unavailable: flat, onSelect: () => collapseAll(true) },
    { kind: 'item', title: 'Expand all groups', unavailable: flat, onSelect: () => collapseAll(false) },
  ];
}

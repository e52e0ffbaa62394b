// The context menu of the grid: of a row and the cell under the pointer, of several selected rows, of a header.
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { ConnectionFacts } from '../../../shared/filters/facts.ts';
import type { Actions } from '../../actions/actions.ts';
import type { CommandBook } from '../../commands/commands-context.tsx';
import { commandEntries, commandEntry } from '../../commands/menu-entries.ts';
import { connectionNow, useLab } from '../../state/lab-store.ts';
import { useView } from '../../state/view-store.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { copyEntries } from '../copy-menu.ts';
import { endFaultEntries } from '../inspector/faults/fault-menus.ts';
import { bulkActs } from './bulk.ts';
import { tokenOf } from './column-facts.ts';
import { type Column, columns } from './columns.tsx';
import { addToFilter, useGrid } from './grid-store.ts';
import { factsOf } from './keep-arranged.ts';
import { actingEndOf } from './row-actions-strip.tsx';

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

export function gridMenu(place: MenuPlace, book: CommandBook, actions: Actions): readonly MenuEntry[] {
  if (place.heading !== undefined) return headingMenu(place.heading, book);
  const connection = place.connection === undefined ? undefined : connectionNow(place.connection);
  if (!connection) return generalMenu(book);
  const facts = factsOf(connection, useLab.getState().lab, actions.session.rates);
  const { ids } = useGrid.getState().selection;
  const several = ids.size > 1 && ids.has(connection.id);
  return [
    ...(several ? severalMenu(book) : oneMenu(facts, book, actions)),
    commandEntry(book, 'connection.tag', several ? {} : { about: { end: facts.own.socketId } }),
    { kind: 'separator' },
    ...cellMenu(place.column, facts, book),
    { kind: 'separator' },
    { kind: 'submenu', title: 'Copy', entries: copyEntries(book, facts.own.socketId) },
    ...(several ? [] : rowEntries(facts.own.socketId, book)),
  ];
}

/** Acts on the end that is spoken for. */
function oneMenu(facts: ConnectionFacts, book: CommandBook, actions: Actions): MenuEntry[] {
  const [own, peer] = facts.ends;
  if (!own) return [];
  const socket = actingEndOf(own, peer, useView.getState().end);
  const end = socket.socketId;
  return [
    ...commandEntries(book, ['connection.finish', 'connection.pause', 'connection.close', 'connection.reset'], {
      about: { end },
    }),
    { kind: 'submenu', title: 'Faults', entries: endFaultEntries(book, actions, socket) },
  ];
}

const severalMenu = (book: CommandBook) =>
  commandEntries(
    book,
    bulkActs.map((act) => `selection.${act}`),
  );

/** What is done with the row and not with one of its ends. */
const rowEntries = (end: SocketId, book: CommandBook): MenuEntry[] => [
  commandEntry(book, 'connection.window', { about: { end } }),
  { kind: 'separator' },
  ...commandEntries(book, ['connection.dial-again', 'connection.dial-anew', 'connection.remove'], { about: { end } }),
];

/** What the cell under the pointer keeps or hides, and the same for every column: it depends on what stands there. */
function cellMenu(column: string | undefined, facts: ConnectionFacts, book: CommandBook): MenuEntry[] {
  const here = column === undefined ? undefined : columns.find(({ id }) => id === column);
  const token = here && tokenOf(here.id, facts);
  const filter = (title: string, wanted: string, negated: boolean): MenuEntry => ({
    kind: 'item',
    title,
    onSelect: () => addToFilter(wanted, negated),
  });
  return [
    ...(here && token !== undefined
      ? [filter(`Show only ${token}`, token, false), filter(`Hide these: ${token}`, token, true)]
      : []),
    ...commandEntries(book, ['filter.only-peer', 'filter.only-server'], { about: { end: facts.own.socketId } }),
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

function headingMenu(column: string, book: CommandBook): MenuEntry[] {
  const about = { about: { column } };
  return [
    ...commandEntries(book, ['grid.sort-ascending', 'grid.sort-descending', 'grid.unsort'], about),
    { kind: 'separator' },
    commandEntry(book, 'grid.hide-column', about),
  ];
}

const generalMenu = (book: CommandBook): MenuEntry[] => [
  commandEntry(book, 'grid.select-all'),
  commandEntry(book, 'grid.clear-selection', { keys: 'Esc' }),
  { kind: 'separator' },
  ...commandEntries(book, ['grid.collapse-all', 'grid.expand-all']),
];

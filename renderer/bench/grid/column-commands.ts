// Commands about columns: sorting by one, showing and hiding them.
import type { Actions } from '../../actions/actions.ts';
import type { Command } from '../../commands/command.ts';
import { subjectNow } from '../../commands/subject.ts';
import { changeLayout, layoutNow, shownColumns } from './column-layout.ts';
import { type Column, columns } from './columns.tsx';
import { isShown, plainLayout, withShown } from './grid-layout.ts';
import { cycleSort, setSort, useGrid } from './grid-store.ts';

const anywhere = { group: 'View', scope: 'global' } as const;
const inGrid = { group: 'View', scope: 'grid' } as const;

/** The column a menu was opened on; else the one the keys are on, or the one that is sorted by. */
function columnInMind(): Column | undefined {
  const subject = subjectNow();
  if (subject?.none) return undefined;
  const { header, sort } = useGrid.getState();
  const atKeys = header === undefined ? undefined : shownColumns(layoutNow(), window.innerWidth)[header]?.id;
  const wanted = subject?.column ?? atKeys ?? sort?.column;
  return columns.find(({ id }) => id === wanted);
}
const noColumn = () => (columnInMind() ? undefined : 'Go to the header of a column first');

function shown(column: Column): boolean {
  return isShown(column, layoutNow());
}

function show(actions: Actions, column: Column, on: boolean): Promise<void> {
  return changeLayout(actions, `${on ? 'Show' : 'Hide'} column ${column.title}`, withShown(layoutNow(), column.id, on));
}

function sortInMind(way: 'ascending' | 'descending'): Command {
  const descending = way === 'descending';
  const short = `Sort ${way}`;
  return {
    ...inGrid,
    id: `grid.sort-${way}`,
    get title() {
      const column = columnInMind();
      return column ? `Sort by ${column.title}, ${way}` : short;
    },
    short,
    synonyms: ['order'],
    unavailable: noColumn,
    checked: () => {
      const { sort } = useGrid.getState();
      return sort !== undefined && sort.column === columnInMind()?.id && sort.descending === descending;
    },
    run: () => {
      const column = columnInMind();
      if (column) setSort({ column: column.id, descending });
    },
  };
}

export function columnCommands(actions: Actions): Command[] {
  return [
    ...columns.map(
      ({ id, title }): Command => ({
        ...anywhere,
        id: `grid.sort-by-${id}`,
        title: `Sort by: ${title}`,
        synonyms: ['order', 'sort connections', 'ascending', 'descending'],
        checked: () => useGrid.getState().sort?.column === id,
        run: () => cycleSort(id),
      }),
    ),
    sortInMind('ascending'),
    sortInMind('descending'),
    {
      ...anywhere,
      id: 'grid.unsort',
      title: 'Do not sort connections',
      short: 'Do not sort',
      unavailable: () => (useGrid.getState().sort ? undefined : 'Nothing is sorted'),
      run: () => setSort(undefined),
    },
    ...columns.map(
      (column): Command => ({
        ...anywhere,
        id: `grid.column-${column.id}`,
        title: `Column: ${column.title}`,
        synonyms: ['columns', 'show column', 'hide column'],
        checked: () => shown(column),
        run: () => show(actions, column, !shown(column)),
      }),
    ),
    {
      ...inGrid,
      id: 'grid.hide-column',
      get title() {
        return `Hide column ${columnInMind()?.title ?? ''}`.trim();
      },
      unavailable: noColumn,
      run: () => {
        const column = columnInMind();
        return column && show(actions, column, false);
      },
    },
    {
      ...anywhere,
      id: 'grid.usual-columns',
      title: 'Usual columns',
      synonyms: ['reset columns'],
      run: () => changeLayout(actions, 'Usual columns', plainLayout),
    },
  ];
}

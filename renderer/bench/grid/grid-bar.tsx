// The bar above the grid: how many are shown, the filter, grouping, columns and density.
import { ChevronDown, Columns3 } from 'lucide-react';
import { asksPayload } from '../../../shared/filters/match.ts';
import { parseFilter } from '../../../shared/filters/parse.ts';
import { formatCount } from '../../../shared/format.ts';
import { type CommandBook, useCommands } from '../../commands/commands-context.tsx';
import { commandEntries, commandEntry } from '../../commands/menu-entries.ts';
import { connectionsNow, useLab } from '../../state/lab-store.ts';
import { useSession } from '../../state/session-context.tsx';
import { type Settings, useSettings } from '../../state/settings.ts';
import { Button } from '../../ui/button.tsx';
import { MenuButton, type MenuEntry } from '../../ui/menu.tsx';
import { type Grouping, groupings } from './arrange.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { columns } from './columns.tsx';
import { FilterBox } from './filter-box.tsx';
import { FilterNotes } from './filter-notes.tsx';
import style from './grid.module.css';
import { useGrid } from './grid-store.ts';
import { isHeld, sortNow } from './keep-arranged.ts';

export const groupTitles: Readonly<Record<Grouping, string>> = {
  none: 'none',
  server: 'server',
  state: 'state',
  peer: 'peer',
};
const densities: readonly Settings['density'][] = ['compact', 'normal', 'comfortable'];
export const densityTitles: Readonly<Record<Settings['density'], string>> = {
  compact: 'Compact',
  normal: 'Normal',
  comfortable: 'Comfortable',
};

export function GridBar() {
  const group = useGrid((s) => s.group);
  const density = useSettings((s) => s.density);
  const book = useCommands();
  return (
    <div className={style.bars}>
      <div className={style.bar}>
        <h2>Connections</h2>
        <Counter />
        <SortBadge />
        <FilterBox />
        <MenuButton
          trigger={
            <Button look="quiet" small testId="group-by">
              Group {groupTitles[group]}
              <ChevronDown size={14} />
            </Button>
          }
          entries={() => groupEntries(book)}
        />
        <ColumnChooser
          trigger={
            <Button look="quiet" small icon={<Columns3 size={14} />} testId="columns">
              Columns
            </Button>
          }
        />
        <MenuButton
          trigger={
            <Button look="quiet" small testId="density">
              {densityTitles[density]}
              <ChevronDown size={14} />
            </Button>
          }
          entries={() =>
            densities.map((one) => commandEntry(book, `view.density-${one}`, { title: densityTitles[one] }))
          }
        />
      </div>
      <FilterNotes />
    </div>
  );
}

const groupEntries = (book: CommandBook): MenuEntry[] => [
  ...commandEntries(
    book,
    groupings.map((group) => `grid.group-${group}`),
  ),
  { kind: 'separator' },
  ...commandEntries(book, ['grid.collapse-all', 'grid.expand-all']),
];

/** `showing 42 of 4 812`. The total is that of this moment; the filtered number says “…” while it is being found. */
function Counter() {
  const total = useLab((s) => connectionsNow(s).length);
  const filter = useGrid((s) => s.filter);
  const settled = useGrid(
    (s) => s.filter === s.arrangedFilter && (s.payload !== undefined || !parseFilter(s.filter).some(asksPayload)),
  );
  const matched = useGrid((s) => s.arrangement.matched.size);
  if (total === 0) return <span className={style.count} data-testid="shown-count" />;
  return (
    <span className={`${style.count} numbers`} data-testid="shown-count">
      {filter.trim() === ''
        ? formatCount(total)
        : `showing ${settled ? formatCount(matched) : '…'} of ${formatCount(total)}`}
    </span>
  );
}

/** Says when rows are not being put in order, because somebody points at them; a click does it all the same. */
function SortBadge() {
  const session = useSession();
  const sort = useGrid((s) => s.sort);
  const paused = useGrid(isHeld);
  if (!sort) return null;
  const title = columns.find(({ id }) => id === sort.column)?.title ?? sort.column;
  return (
    <Button
      look="quiet"
      small
      className={paused ? style.sortPaused : style.sortOn}
      testId="sort-badge"
      data-paused={paused}
      title={
        paused
          ? 'Rows stay where they are while the grid is pointed at or has the focus. Click to sort now.'
          : `Sorted by ${title}, once a second`
      }
      onClick={() => sortNow(session.rates)}
    >
      {paused ? 'Sort paused' : `Sorted: ${title}`}
    </Button>
  );
}

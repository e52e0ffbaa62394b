import { Search, SlidersHorizontal, X } from 'lucide-react';
import { useState } from 'react';
import { type CommandBook, useCommands } from '../../commands/commands-context.tsx';
import { commandEntries, commandEntry } from '../../commands/menu-entries.ts';
import { Button } from '../../ui/button.tsx';
import { MenuButton, type MenuEntry } from '../../ui/menu.tsx';
import { saveEntries } from './chunk-menu.ts';
import {
  changeStreamSettings,
  hexColumns,
  type StreamTime,
  type StreamView,
  streamTimes,
  streamViews,
  useStreamSettings,
} from './stream-settings.ts';
import {
  changeFilter,
  changeFind,
  clearFilter,
  isFiltering,
  type StreamFilter,
  useStreamState,
} from './stream-state.ts';
import style from './stream-tools.module.css';

/** How the Stream is shown, and what of it. How holds for every connection, what for this one. */
export function StreamTools() {
  const settings = useStreamSettings();
  const filter = useStreamState((s) => s.filter);
  const book = useCommands();
  const [more, setMore] = useState(false);
  const filtering = isFiltering(filter);
  return (
    <div className={style.tools}>
      <label>
        View
        <select
          value={settings.view}
          data-testid="stream-mode"
          onChange={(event) => changeStreamSettings({ view: event.target.value as StreamView })}
        >
          {Object.entries(streamViews).map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {settings.view === 'hex' && (
        <select
          aria-label="Columns"
          value={settings.columns}
          data-testid="stream-columns"
          onChange={(event) => {
            const columns = hexColumns.find((count) => count === Number(event.target.value));
            if (columns) changeStreamSettings({ columns });
          }}
        >
          {hexColumns.map((count) => (
            <option key={count} value={count}>
              {count} columns
            </option>
          ))}
        </select>
      )}
      <label>
        Time
        <select
          value={settings.time}
          data-testid="stream-time"
          onChange={(event) => changeStreamSettings({ time: event.target.value as StreamTime })}
        >
          {Object.entries(streamTimes).map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {(more || filtering) && <FilterFields filter={filter} onClose={() => setMore(false)} />}
      <Button
        small
        look="quiet"
        icon={<SlidersHorizontal size={14} />}
        label="Filter chunks"
        testId="stream-filter"
        aria-pressed={more || filtering}
        onClick={() => {
          if (more || filtering) clearFilter();
          setMore(!(more || filtering));
        }}
      />
      <Button
        small
        look="quiet"
        icon={<Search size={14} />}
        label="Find in Stream (Mod+F)"
        testId="stream-find"
        onClick={() => changeFind({ open: true })}
      />
      <MenuButton
        trigger={
          <Button small look="quiet" testId="stream-more" label="More about the Stream">
            ⋯
          </Button>
        }
        entries={() => moreEntries(book)}
      />
    </div>
  );
}

const moreEntries = (book: CommandBook): MenuEntry[] => [
  ...commandEntries(book, ['stream.events', 'stream.controls']),
  { kind: 'separator' },
  commandEntry(book, 'stream.countOnly'),
  { kind: 'separator' },
  { kind: 'submenu', title: 'Save as', entries: saveEntries(book) },
];

function FilterFields({ filter, onClose }: { filter: StreamFilter; onClose: () => void }) {
  return (
    <span className={style.filter} data-testid="stream-filter-fields">
      <select
        aria-label="Direction"
        value={filter.speaker}
        data-testid="filter-speaker"
        onChange={(event) => changeFilter({ speaker: event.target.value as StreamFilter['speaker'] })}
      >
        <option value="both">Both</option>
        <option value="client">Client</option>
        <option value="server">Server</option>
      </select>
      <input
        aria-label="Contains"
        placeholder="contains"
        value={filter.contains}
        data-testid="filter-contains"
        onChange={(event) => changeFilter({ contains: event.target.value })}
      />
      <label>
        ≥
        <input
          aria-label="Size of at least, in bytes"
          inputMode="numeric"
          placeholder="bytes"
          value={filter.minSize || ''}
          data-testid="filter-size"
          onChange={(event) =>
            changeFilter({ minSize: Math.min(1e9, Number(event.target.value.replace(/\D/gu, '')) || 0) })
          }
        />
      </label>
      <Button
        small
        look="quiet"
        icon={<X size={14} />}
        label="Clear filter"
        onClick={() => {
          clearFilter();
          onClose();
        }}
      />
    </span>
  );
}

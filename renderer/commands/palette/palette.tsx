// The command palette: one list of everything (ux.md 6.2). The input keeps the focus; the list is pointed at.

import { Autocomplete } from '@base-ui/react/autocomplete';
import { Check } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { typedExamples } from '../../../shared/commands/typed.ts';
import { formatCounted } from '../../../shared/format.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { useSettings } from '../../state/settings.ts';
import { useModal } from '../../ui/use-modal.ts';
import { useCommands } from '../commands-context.tsx';
import { useRecents } from '../recents.ts';
import { closeSurface, useSurface } from '../surface-store.ts';
import { commandEntries, type Entry, type EntryGroup, foundEntries, placeEntries, startEntries } from './entries.ts';
import style from './palette.module.css';

/** `enter` says that Enter was pressed while the palette was being loaded: what comes first is run at once. */
export function Palette({ text: initial, enter = false }: { text: string; enter?: boolean | undefined }) {
  const book = useCommands();
  const actions = useActions();
  const custom = useSettings((s) => s.keys);
  const recent = useRecents((s) => s.ids);
  const opener = useSurface((s) => s.opener);
  const [text, setText] = useState(initial);
  // Said in here: what is outside of a modal dialog is not read out.
  const [refused, setRefused] = useState<string | undefined>();
  const dialog = useModal();
  // As things are when the palette opens: a list that changes while it is read would move under the fingers.
  const [all] = useState(() => [...commandEntries(book, custom), ...placeEntries()]);
  const [start] = useState(() => startEntries(book, custom, opener, recent));
  const groups = useMemo(
    () => (text.trim() === '' ? start : foundEntries(actions, all, text)),
    [actions, all, start, text],
  );
  const count = groups.reduce((sum, group) => sum + group.items.length, 0);

  function choose(entry: Entry): void {
    if (entry.unavailable !== undefined) {
      setRefused(`${entry.title}: ${entry.unavailable}`);
      return;
    }
    dialog.current?.close(); // gives the focus back, so that the command finds things as they were
    void entry.run();
  }
  const [first] = groups[0]?.items ?? [];
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was typed before there was a list
  useEffect(() => {
    if (enter && first) choose(first);
  }, []);

  return (
    <dialog
      ref={dialog}
      className={style.palette}
      aria-label="Command palette"
      data-testid="palette"
      onClose={closeSurface}
    >
      <Autocomplete.Root
        open
        inline
        mode="none"
        items={groups}
        value={text}
        autoHighlight="always"
        keepHighlight
        itemToStringValue={(entry: Entry) => entry.title}
        onValueChange={(next, { reason }) => {
          if (reason === 'item-press') return;
          setText(next);
          setRefused(undefined);
        }}
      >
        <Autocomplete.Input
          className={style.input}
          placeholder="Search, or type a command: connect localhost:5432"
          aria-label="Command"
          spellCheck={false}
          autoFocus
          onKeyDown={(event) => {
            const again = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
            if (event.key !== 'Escape' && !again) return;
            event.preventDefault();
            event.stopPropagation();
            dialog.current?.close();
          }}
        />
        <p className="visually-hidden" role="status">
          {refused ?? formatCounted(count, 'result')}
        </p>
        {count === 0 && (
          <p className={style.empty}>
            <strong>Nothing is called that.</strong> Commands that can be typed: {typedExamples.slice(0, 5).join(' · ')}
          </p>
        )}
        <Autocomplete.List className={style.list}>
          {(group: EntryGroup) => (
            <Autocomplete.Group key={group.value} items={group.items}>
              <Autocomplete.GroupLabel className={style.group}>{group.value}</Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(entry: Entry) => <Row key={entry.id} entry={entry} onChoose={choose} />}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
        <p className={style.foot}>
          <kbd>↑</kbd> <kbd>↓</kbd> move · <kbd>Enter</kbd> run · <kbd>Esc</kbd> close
        </p>
      </Autocomplete.Root>
    </dialog>
  );
}

function Row({ entry, onChoose }: { entry: Entry; onChoose: (entry: Entry) => void }) {
  const { title, detail, keys, checked, unavailable } = entry;
  return (
    <Autocomplete.Item
      value={entry}
      className={style.item}
      aria-disabled={unavailable !== undefined || undefined}
      data-testid="palette-item"
      data-command={entry.id}
      onClick={() => onChoose(entry)}
    >
      <span className={style.mark}>{checked && <Check size={14} aria-label="on" />}</span>
      <span className={style.words}>
        <span className={style.title}>{title}</span>
        {(unavailable ?? detail) && <span className={style.detail}>{unavailable ?? detail}</span>}
      </span>
      {keys && <kbd className={style.keys}>{keys}</kbd>}
    </Autocomplete.Item>
  );
}

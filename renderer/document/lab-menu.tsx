import { ChevronDown } from 'lucide-react';
import { useActions } from '../actions/actions-context.tsx';
import { useCommands } from '../commands/commands-context.tsx';
import { commandEntry } from '../commands/menu-entries.ts';
import { useLab } from '../state/lab-store.ts';
import { useUndo } from '../state/undo.ts';
import { Button } from '../ui/button.tsx';
import { MenuButton, type MenuEntry } from '../ui/menu.tsx';
import style from './document.module.css';
import { useRecentLabs } from './recent-labs.ts';
import { useUnsaved } from './unsaved.ts';

/** The lab's name with its mark while it is not saved, and the File and Edit menus behind it. */
export function LabMenu() {
  const actions = useActions();
  const { name, path } = useLab((s) => s.lab.document);
  const unsaved = useUnsaved((s) => s.unsaved);
  const recent = useRecentLabs((s) => s.labs);
  const book = useCommands();
  useUndo(); // what can be undone is in the menu
  const item = (id: string) => commandEntry(book, id);
  const entries = (): MenuEntry[] => [
    item('file.new'),
    item('file.open'),
    {
      kind: 'submenu',
      title: 'Open recent',
      entries:
        recent.length === 0
          ? [
              {
                kind: 'item',
                title: 'None yet',
                unavailable: 'Labs that were opened or saved stand here',
                onSelect: () => {},
              },
            ]
          : recent.map((lab) => ({
              kind: 'item',
              title: lab.name,
              onSelect: () => void actions.document.openRecent(lab),
            })),
    },
    { kind: 'separator' },
    item('file.save'),
    item('file.save-as'),
    item('file.rename'),
    { kind: 'separator' },
    item('edit.undo'),
    item('edit.redo'),
    { kind: 'separator' },
    item('help.start'),
    item('file.settings'),
  ];
  return (
    <MenuButton
      trigger={
        <Button
          look="quiet"
          className={style.lab ?? ''}
          testId="lab-menu"
          title={path ?? (unsaved ? `${name}, not saved` : name)}
        >
          <span className={style.labName}>{name}</span>
          {unsaved && (
            <span className={style.dot} data-testid="unsaved">
              ●<span className="visually-hidden"> not saved</span>
            </span>
          )}
          <ChevronDown size={14} aria-hidden />
        </Button>
      }
      entries={entries}
    />
  );
}

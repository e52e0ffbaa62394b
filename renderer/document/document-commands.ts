import type { Actions } from '../actions/actions.ts';
import type { Command } from '../commands/command.ts';
import { openSettings } from '../settings/settings-store.ts';
import { openStart } from '../start/start-store.ts';
import { openNotices, useNotices } from '../state/notices.ts';
import { redoOrSay, undoOrSay, useUndo } from '../state/undo.ts';
import { askLabName } from './lab-name.tsx';

/** Commands of the lab document and its edits (ux.md 6.3: File, Edit). */
export function documentCommands(actions: Actions): Command[] {
  return [...fileCommands(actions), ...editCommands(), ...viewCommands()];
}

function fileCommands({ document }: Actions): Command[] {
  const file = { group: 'File', scope: 'global' } as const;
  return [
    {
      ...file,
      id: 'file.new',
      title: 'New lab',
      keys: ['$mod+n'],
      webKeys: [],
      synonyms: ['clear', 'empty', 'reset'],
      run: () => document.newLab(),
    },
    { ...file, id: 'file.open', title: 'Open…', keys: ['$mod+o'], synonyms: ['load'], run: () => document.pick() },
    {
      ...file,
      id: 'file.save',
      title: 'Save',
      keys: ['$mod+s'],
      run: async () => {
        await document.save();
      },
    },
    {
      ...file,
      id: 'file.save-as',
      title: 'Save as…',
      keys: ['$mod+Shift+s'],
      synonyms: ['download', 'export lab'],
      run: async () => {
        await document.saveAs();
      },
    },
    { ...file, id: 'file.rename', title: 'Rename the lab…', run: () => askLabName() },
    {
      ...file,
      id: 'file.settings',
      title: 'Settings…',
      keys: ['$mod+,'],
      synonyms: ['preferences', 'options', 'theme'],
      run: () => openSettings(true),
    },
  ];
}

function editCommands(): Command[] {
  const edit = { group: 'Edit', scope: 'global' } as const;
  const named = (word: string, list: 'done' | 'undone') => {
    const last = useUndo.getState()[list].at(-1);
    return last ? `${word} ${last.title}` : word;
  };
  return [
    {
      ...edit,
      id: 'edit.undo',
      get title() {
        return named('Undo', 'done');
      },
      keys: ['$mod+z'],
      unavailable: () =>
        useUndo.getState().done.length === 0
          ? 'No edit of the lab to undo. Sent bytes, FIN and reset cannot be taken back'
          : undefined,
      run: () => undoOrSay(),
    },
    {
      ...edit,
      id: 'edit.redo',
      get title() {
        return named('Redo', 'undone');
      },
      keys: ['$mod+Shift+z', '$mod+y'],
      unavailable: () => (useUndo.getState().undone.length === 0 ? 'Nothing was undone' : undefined),
      run: () => redoOrSay(),
    },
  ];
}

function viewCommands(): Command[] {
  return [
    {
      id: 'view.notices',
      title: 'Notices',
      group: 'View',
      scope: 'global',
      synonyms: ['warnings', 'problems', 'errors'],
      checked: () => useNotices.getState().open,
      run: () => openNotices(!useNotices.getState().open),
    },
    { id: 'help.start', title: 'Start screen', group: 'Help', scope: 'global', run: () => openStart(true) },
  ];
}

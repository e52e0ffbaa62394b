// The desktop's native menu, made of the same commands as the palette and the keys.
import { useEffect } from 'react';
import { useLab } from '../state/lab-store.ts';
import { useSettings } from '../state/settings.ts';
import { useUndo } from '../state/undo.ts';
import { useView } from '../state/view-store.ts';
import { desktopShell } from '../transports/desktop-shell.ts';
import { useCommands } from './commands-context.tsx';
import { takesText } from './panes.ts';
import { contextHere, describeCommands } from './registry.ts';
import { useSurface } from './surface-store.ts';

/** The menu may be this late; a busy lab changes many times as often. */
const LATE_MS = 250;

/** In a text field Undo and Redo are about its text, as their keys are. Whether this was one of them. */
function editText(id: string): boolean {
  if (id !== 'edit.undo' && id !== 'edit.redo') return false;
  document.execCommand(id.slice('edit.'.length)); // the one way to the browser's own undo
  return true;
}

/** Keeps the native menu as the commands are, and runs what is chosen there. Does nothing in a browser. */
export function useNativeMenu(): void {
  const book = useCommands();
  useEffect(() => {
    if (!desktopShell) return undefined;
    const shell = desktopShell;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const put = () => {
      timer = undefined;
      shell.setMenu(describeCommands(book.commands, contextHere(useSettings.getState().keys)));
    };
    const soon = () => {
      timer ??= setTimeout(put, LATE_MS);
    };
    put();
    document.addEventListener('focusin', soon); // what a command is about depends on it
    const undos = [
      shell.onCommand((id) => {
        if (takesText(document.activeElement) && editText(id)) return;
        const command = book.find(id);
        if (command) void book.run(command);
      }),
      ...[useLab, useView, useSurface, useSettings, useUndo].map((store) => store.subscribe(soon)),
    ];
    return () => {
      clearTimeout(timer);
      document.removeEventListener('focusin', soon);
      for (const undo of undos) undo();
    };
  }, [book]);
}

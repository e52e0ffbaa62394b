// What only the desktop has, for the page: the native menu, the theme of window and dialogs, files by dialog and by path.
import * as v from 'valibot';
import {
  type LabFileText,
  type MenuCommand,
  type PageAsks,
  type PageTells,
  type SavedFile,
  type ShellAnswer,
  type ShellTells,
  shellTells,
  type Theme,
} from '../../shared/desktop/messages.ts';
import type { ShellPipe } from './lab-pipe.ts';

export interface DesktopShell {
  /** Puts these commands into the native menu, in place of those before. Told again only when they differ. */
  setMenu(commands: readonly MenuCommand[]): void;
  /** Hands over the id of each command that is chosen in the native menu; returns its own undo. */
  onCommand(handle: (id: string) => void): () => void;
  /** Hands over what the app has to say beside the facts of the lab; returns its own undo. */
  onNotice(handle: (title: string, why: string) => void): () => void;
  /** The theme of the window's frame, of menus and of dialogs. */
  setTheme(theme: Theme): void;
  /** Lets the person choose a lab file, and reads it; undefined when none was chosen. Rejects with the reason in words. */
  openLab(): Promise<LabFileText | undefined>;
  /** Reads a lab file whose path came from `pathOf`, or from a file opened before. Rejects with the reason in words. */
  readLab(path: string): Promise<LabFileText | undefined>;
  /**
   * Writes a lab file. With the `path` of a file that was opened or saved before it is replaced, else the person is
   * asked where. Undefined when nothing was chosen; rejects with the reason in words.
   */
  saveLab(lab: {
    readonly text: string;
    readonly name: string;
    readonly path?: string;
  }): Promise<SavedFile | undefined>;
  /** Where a dropped file lies on this machine; empty for a file that lies nowhere. */
  pathOf(file: File): string;
}

/** The desktop around this page; undefined in a browser. */
export const desktopShell: DesktopShell | undefined =
  typeof window !== 'undefined' && window.socketLab ? shellOver(window.socketLab.shell) : undefined;

/** The typed functions over the preload's pipe. */
export function shellOver(pipe: ShellPipe): DesktopShell {
  let lastMenu = '';
  const tell = (message: PageTells) => pipe.tell(JSON.stringify(message));
  const onTold = (handle: (told: ShellTells) => void) =>
    pipe.onTold((text) => handle(v.parse(shellTells, JSON.parse(text))));
  async function ask<T>(question: PageAsks): Promise<T | undefined> {
    const answer = JSON.parse(await pipe.ask(JSON.stringify(question))) as ShellAnswer<T>;
    if ('problem' in answer) throw new Error(answer.problem);
    return 'file' in answer ? answer.file : undefined;
  }
  return {
    setMenu: (commands) => {
      const text = JSON.stringify(commands);
      if (text === lastMenu) return;
      lastMenu = text;
      tell({ tell: 'menu', commands: commands.map(({ keys = [], ...rest }) => ({ ...rest, keys: [...keys] })) });
    },
    onCommand: (handle) => onTold((told) => told.tell === 'command' && handle(told.id)),
    onNotice: (handle) => onTold((told) => told.tell === 'notice' && handle(told.title, told.why)),
    setTheme: (theme) => tell({ tell: 'theme', theme }),
    openLab: () => ask<LabFileText>({ ask: 'open-lab' }),
    readLab: (path) => ask<LabFileText>({ ask: 'read-lab', path }),
    saveLab: (lab) => ask<SavedFile>({ ask: 'save-lab', ...lab }),
    pathOf: (file) => pipe.pathOf(file),
  };
}

// What only the desktop has, for the page: the native menu, the theme of window and dialogs, files by dialog and by path.
import * as v from 'valibot';
import {
  type MenuCommand,
  type PageAsks,
  type PageTells,
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
  /** Lets the person choose a lab file; undefined when none was chosen. Rejects with the reason in words. */
  openPath(): Promise<string | undefined>;
  /** Lets the person say where a lab of this name is to be; undefined for nowhere. Rejects with the reason in words. */
  savePath(name: string): Promise<string | undefined>;
  /** Shows a file of this machine in the system's file manager. */
  showInFolder(path: string): void;
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
  async function ask(question: PageAsks): Promise<string | undefined> {
    const answer = JSON.parse(await pipe.ask(JSON.stringify(question))) as ShellAnswer;
    if ('problem' in answer) throw new Error(answer.problem);
    return 'path' in answer ? answer.path : undefined;
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
    showInFolder: (path) => tell({ tell: 'show-in-folder', path }),
    openPath: () => ask({ ask: 'open-path' }),
    savePath: (name) => ask({ ask: 'save-path', name }),
    pathOf: (file) => pipe.pathOf(file),
  };
}

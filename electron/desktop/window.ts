// The windows: where they open, and what becomes of them.
import path from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { ShellTells } from '../../shared/desktop/messages.ts';
import type { KeptFile } from './kept.ts';
import { box } from './lab-dialogs.ts';
import { PAGE } from './page-address.ts';
import { CrashCount, crashWords } from './page-crash.ts';
import { tellPage } from './page-desk.ts';
import { placeWindow, recallWindow, rememberWindow, SMALLEST } from './window-state.ts';

/** A window that is moved or resized is written down when it has stood still for so long. */
const STILL_MS = 500;
/** What is seen before the page is there: the canvas of renderer/ui/tokens.css. */
const canvas = { dark: '#0f1318', light: '#ffffff' } as const;

const canvasNow = () => (nativeTheme.shouldUseDarkColors ? canvas.dark : canvas.light);

/** What every page of ours runs under. */
const webPreferences = {
  preload: path.join(__dirname, '../preload/preload.cjs'),
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  spellcheck: false, // it would fetch dictionaries from the network
} as const;

export interface WindowHooks {
  readonly kept: KeptFile;
  /** The path of the lab that is open, for the place of its window; empty for none. */
  readonly lab: () => string;
  /** Asked before the window closes; whether it may. Otherwise this sees to what becomes of it. */
  readonly mayClose: (window: BrowserWindow) => boolean;
}

/** The app's window: opened when it is needed, and told things even while its page is still coming. */
export class MainWindow {
  readonly #hooks: WindowHooks;
  #window: BrowserWindow | undefined;
  #pageIsThere = false;
  readonly #waiting: ShellTells[] = [];

  constructor(hooks: WindowHooks) {
    this.#hooks = hooks;
  }

  /** Brings the window to the front, opening it first if it is not there. */
  show(): void {
    if (this.#window) bringToFront(this.#window);
    else this.#open();
  }

  /** Tells the page something, once it is there; opens the window if it is not. */
  tell(message: ShellTells): void {
    if (this.#window && this.#pageIsThere) {
      tellPage(this.#window.webContents, message);
      return;
    }
    this.#waiting.push(message);
    if (!this.#window) this.show();
  }

  /** The page has said something for the first time since it was loaded. */
  pageIsThere(): void {
    this.#pageIsThere = true;
    for (const message of this.#waiting.splice(0)) this.tell(message);
  }

  /** Marks the window with the file of the lab (macOS shows both). */
  mark(labFile: string, edited: boolean): void {
    this.#window?.setRepresentedFilename(labFile);
    this.#window?.setDocumentEdited(edited);
  }

  #open(): void {
    const { kept, lab, mayClose } = this.#hooks;
    const saved = recallWindow(kept.value.windows, lab());
    const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);
    const window = new BrowserWindow({
      ...placeWindow(saved, areas),
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      show: false,
      backgroundColor: canvasNow(),
      webPreferences,
    });
    this.#window = window;
    if (saved?.maximized) window.maximize();
    if (saved?.fullScreen) window.setFullScreen(true);
    this.#remember(window);
    recover(window, PAGE, (why) => {
      this.#pageIsThere = false;
      this.#waiting.push({ tell: 'notice', title: 'This page was loaded again', why });
    });
    window.once('ready-to-show', () => window.show());
    window.webContents.on('did-navigate', () => {
      this.#pageIsThere = false; // a fresh one has yet to say something
    });
    window.on('close', (event) => {
      if (!mayClose(window)) event.preventDefault();
    });
    window.on('closed', () => {
      this.#window = undefined;
      this.#pageIsThere = false;
    });
    void loadPage(window, PAGE);
  }

  /** Writes down where the window is, when it comes to rest and when it closes. */
  #remember(window: BrowserWindow): void {
    let timer: NodeJS.Timeout | undefined;
    const write = () => {
      clearTimeout(timer);
      const { kept, lab } = this.#hooks;
      const state = {
        bounds: window.getNormalBounds(),
        maximized: window.isMaximized(),
        fullScreen: window.isFullScreen(),
      };
      kept.change({ windows: rememberWindow(kept.value.windows, lab(), state) });
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(write, STILL_MS);
    };
    window.on('resize', soon).on('move', soon).on('close', write);
    window.on('closed', () => clearTimeout(timer));
  }
}

/** Windows for one connection each, beside the main one. */
export class InspectorWindows {
  readonly #windows = new Map<string, BrowserWindow>();

  /** Opens the window for an address, or brings it to the front. */
  show(url: string): void {
    const open = this.#windows.get(url);
    if (open) {
      bringToFront(open);
      return;
    }
    const window = new BrowserWindow({
      width: 960,
      height: 720,
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      show: false,
      autoHideMenuBar: true, // the menu is about the main window
      backgroundColor: canvasNow(),
      webPreferences,
    });
    this.#windows.set(url, window);
    window.on('closed', () => this.#windows.delete(url));
    window.once('ready-to-show', () => window.show());
    recover(window, url, () => {});
    void loadPage(window, url);
  }
}

/**
 * Loads a page that crashes or hangs again; the engine's sockets know nothing of it. `beforehand` is told why, each time.
 */
function recover(window: BrowserWindow, url: string, beforehand: (why: string) => void): void {
  const count = new CrashCount();
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const why = `The page has ended: ${crashWords(reason)}. The lab and its sockets have gone on.`;
    process.stderr.write(`${why}\n`);
    const again = () => {
      beforehand(why);
      void loadPage(window, url);
    };
    if (!count.isTooOften(performance.now())) again();
    else {
      void askAfterCrashes(window, why, () => {
        count.forget();
        again();
      });
    }
  });
  window.on('unresponsive', () => void askWhileHanging(window));
}

async function askAfterCrashes(window: BrowserWindow, why: string, again: () => void): Promise<void> {
  const { response } = await box({
    type: 'error',
    message: 'The page ends again and again',
    detail: why,
    buttons: ['Load it again', 'Close the window'],
    defaultId: 0,
    cancelId: 0,
  });
  if (window.isDestroyed()) return;
  if (response === 0) again();
  else window.close();
}

async function askWhileHanging(window: BrowserWindow): Promise<void> {
  const { response } = await box({
    type: 'warning',
    message: 'The page does not answer',
    detail: 'The lab and its sockets go on.',
    buttons: ['Wait', 'Load it again'],
    defaultId: 0,
    cancelId: 0,
  });
  if (response === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer(); // and so it is loaded again
}

async function loadPage(window: BrowserWindow, url: string): Promise<void> {
  try {
    await window.loadURL(url);
  } catch (error) {
    if (!window.isDestroyed()) process.stderr.write(`The page could not be loaded: ${(error as Error).message}\n`);
  }
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

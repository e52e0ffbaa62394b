// The window: where it opens, what becomes of it, and what the page in it may not do: go elsewhere, open windows, use the
// machine's devices.
import path from 'node:path';
import { BrowserWindow, nativeTheme, type Session, screen, shell, type WebContents } from 'electron';
import type { ShellTells } from '../../shared/desktop/messages.ts';
import type { KeptFile } from './kept.ts';
import { box } from './lab-dialogs.ts';
import { mayBeShownOutside } from './outside-links.ts';
import { isPage, ORIGIN, PAGE } from './page-address.ts';
import { CrashCount, crashWords } from './page-crash.ts';
import { tellPage } from './page-desk.ts';
import { placeWindow, recallWindow, rememberWindow, SMALLEST } from './window-state.ts';

/** A window that is moved or resized is written down when it has stood still for so long. */
const STILL_MS = 500;
/** What is seen before the page is there: the canvas of renderer/ui/tokens.css. */
const canvas = { dark: '#0f1318', light: '#ffffff' } as const;

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
      backgroundColor: nativeTheme.shouldUseDarkColors ? canvas.dark : canvas.light,
      webPreferences: {
        preload: path.join(__dirname, '../preload/preload.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        spellcheck: false, // it would fetch dictionaries from the network
      },
    });
    this.#window = window;
    if (saved?.maximized) window.maximize();
    if (saved?.fullScreen) window.setFullScreen(true);
    this.#remember(window);
    this.#recover(window);
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
    void loadPage(window);
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

  /** A page that crashes or hangs is loaded again; the engine's sockets know nothing of it. */
  #recover(window: BrowserWindow): void {
    const count = new CrashCount();
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit' || window.isDestroyed()) return;
      const why = `The page has ended: ${crashWords(reason)}. The lab and its sockets have gone on.`;
      process.stderr.write(`${why}\n`);
      const again = () => {
        this.#pageIsThere = false;
        this.#waiting.push({ tell: 'notice', title: 'This page was loaded again', why });
        void loadPage(window);
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

async function loadPage(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(PAGE);
  } catch (error) {
    if (!window.isDestroyed()) process.stderr.write(`The page could not be loaded: ${(error as Error).message}\n`);
  }
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Shows an address in the person's own browser, if it is one of the few that may be. */
export function showOutside(url: string): void {
  if (!mayBeShownOutside(url)) return;
  shell
    .openExternal(url)
    .catch((error: Error) => process.stderr.write(`${url} could not be shown: ${error.message}\n`));
}

/** Keeps a page where it is: it may load itself again, and nothing else; no new windows, no webviews. */
export function confine(contents: WebContents): void {
  contents.on('will-frame-navigate', (details) => {
    if (!(details.isMainFrame && isPage(details.url))) details.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    showOutside(url);
    return { action: 'deny' };
  });
}

/** Refuses every permission but writing text to the clipboard, which the page's “Copy” buttons do. */
export function denyPermissions(session: Session): void {
  const granted = (permission: string, origin: string) =>
    permission === 'clipboard-sanitized-write' && (origin === ORIGIN || origin === PAGE);
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(URL.canParse(requestingUrl) && granted(permission, originOf(requestingUrl))),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => granted(permission, origin));
  session.setDevicePermissionHandler(() => false);
}

/** The origin of an address; `URL.origin` is "null" for schemes Node does not know. */
function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

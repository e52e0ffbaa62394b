// The window, and what the page in it may not do: go elsewhere, open windows, use the machine's devices.
import path from 'node:path';
import { BrowserWindow, type Session, type WebContents } from 'electron';
import { isPage, ORIGIN, PAGE } from './page-address.ts';

/** Opens the window on the page. It is shown once there is something to see. */
export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 400,
    show: false,
    webPreferences: {
      preload: path.join(__dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false, // it would fetch dictionaries from the network
    },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    process.stderr.write(`The page has ended: ${reason}. Reloading shows it again; the lab goes on.\n`);
  });
  return window;
}

/** Loads the page into the window. */
export async function showPage(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(PAGE);
  } catch (error) {
    if (!window.isDestroyed()) process.stderr.write(`The page could not be loaded: ${(error as Error).message}\n`);
  }
}

/** Brings a window to the front, wherever it is. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Keeps a page where it is: it may load itself again, and nothing else; no new windows, no webviews. */
export function confine(contents: WebContents): void {
  contents.on('will-frame-navigate', (details) => {
    if (!(details.isMainFrame && isPage(details.url))) details.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
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

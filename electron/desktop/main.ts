// The desktop shell: one process with one engine, and a window on it. Everything with a meaning of its own is elsewhere.
import path from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, protocol, session } from 'electron';
import { createEngine } from '../engine/engine.ts';
import { openLab } from '../engine/open-lab.ts';
import { registerAppScheme, servePage } from './app-protocol.ts';
import { IpcCallers } from './ipc-transport.ts';
import { labFileIn } from './lab-argument.ts';
import { setMenu } from './menu.ts';
import { bringToFront, confine, denyPermissions, openWindow, showPage } from './window.ts';

declare const __VERSION__: string;

/** What is still open after this time is left to the system: nobody waits longer for an app to go. */
const CLOSE_WITHIN_MS = 2_500;

/** Told to the first instance by a second one, instead of its command line, which Chromium rearranges. */
interface Wish {
  readonly labFile?: string | undefined;
}

const wish: Wish = { labFile: labFileIn(process.argv.slice(1), process.cwd()) };

if (app.requestSingleInstanceLock({ ...wish })) run();
else app.quit(); // the first instance has been told

function run(): void {
  const engine = createEngine({ version: __VERSION__ }); // no `inherited`: a desktop app is given no descriptors
  const callers = new IpcCallers(ipcMain, (transport) => engine.connect(transport));
  let toOpen = wish.labFile;
  let closing = false;
  let closed = false;

  function show(): void {
    if (closing) return;
    const [open] = BrowserWindow.getAllWindows();
    if (open) {
      bringToFront(open);
      return;
    }
    void showPage(openWindow());
  }

  async function open(labFile: string | undefined): Promise<void> {
    const failed = labFile && (await openLab(engine, labFile));
    if (failed) await dialog.showMessageBox({ type: 'error', message: 'The lab could not be opened', detail: failed });
  }

  async function close(): Promise<void> {
    let patience: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
      patience = setTimeout(resolve, CLOSE_WITHIN_MS);
    });
    try {
      await Promise.race([engine.close(), enough]);
    } catch (error) {
      process.stderr.write(`${error}\n`);
    }
    clearTimeout(patience);
  }

  registerAppScheme(protocol);
  app.on('web-contents-created', (_event, contents) => confine(contents));
  app.on('browser-window-created', (_event, window) => callers.admit(window.webContents)); // only we make windows
  app.on('second-instance', (_event, _argv, _folder, data) => {
    show();
    void open((data as Wish | undefined)?.labFile);
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    if (app.isReady()) void open(file);
    else toOpen = file;
  });
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit(); // there an app without a window goes on, and so does its lab
  });
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    closing = true;
    void close().then(() => {
      closed = true;
      app.quit();
    });
  });
  void app.whenReady().then(() => {
    denyPermissions(session.defaultSession);
    servePage(protocol, path.join(__dirname, '../renderer'));
    setMenu();
    show();
    void open(toOpen);
  });
}

// The desktop shell: one process with one engine, and a window on it. Everything with a meaning of its own is elsewhere.
import path from 'node:path';
import { app, ipcMain, nativeTheme, protocol, session } from 'electron';
import { assertNever } from '../../shared/assert-never.ts';
import type { ShellAnswer } from '../../shared/desktop/messages.ts';
import { isUnsaved } from '../../shared/lab-text.ts';
import { createEngine } from '../engine/engine.ts';
import { openLab } from '../engine/open-lab.ts';
import { registerAppScheme, servePage } from './app-protocol.ts';
import { confine, denyPermissions, showInFolder, showOutside } from './confinement.ts';
import { IpcCallers } from './ipc-transport.ts';
import { KeptFile } from './kept.ts';
import { labFileIn } from './lab-argument.ts';
import { LabDialogs, showProblem } from './lab-dialogs.ts';
import { LabWatch, listeningIn, type WatchedLab } from './lab-watch.ts';
import { Leaving } from './leaving.ts';
import { AppMenu } from './menu.ts';
import { NoteworthyFacts } from './notification-rules.ts';
import { Notifications } from './notifications.ts';
import { type Asked, openDesk, type Told } from './page-desk.ts';
import { withRecent } from './recent-files.ts';
import { Senders } from './senders.ts';
import { InspectorWindows, MainWindow } from './window.ts';

declare const __VERSION__: string;

/** As in build/electron-builder.cjs. */
const APP_ID = 'org.socketlab.SocketLab';
const isMac = process.platform === 'darwin';

/** Told to the first instance by a second one, instead of its command line, which Chromium rearranges. */
interface Wish {
  readonly labFile?: string | undefined;
}

const wish: Wish = { labFile: labFileIn(process.argv.slice(1), process.cwd()) };

if (app.requestSingleInstanceLock({ ...wish })) run();
else app.quit(); // the first instance has been told

function run(): void {
  const engine = createEngine({ version: __VERSION__ }); // no `inherited`: a desktop app is given no descriptors
  surviveExceptions((error) => engine.reportBug(error));
  const kept = new KeptFile(path.join(app.getPath('userData'), 'kept.json'));
  const facts = new NoteworthyFacts();
  const notifications = new Notifications(() => window.show());
  const watch = new LabWatch(engine, {
    event: (event, lab) => {
      const note = facts.noteFor(event, lab.servers);
      if (note) notifications.add(note);
    },
    changed: showLab,
  });
  const dialogs = new LabDialogs(watch);
  const leaving = new Leaving(engine, () => dialogs.mayLeave('quit'));
  let menu: AppMenu | undefined;
  let toOpen = wish.labFile;
  let labFile = '';

  const inspectors = new InspectorWindows();
  const window = new MainWindow({
    kept,
    lab: () => labFile,
    mayClose: (closing) => {
      if (leaving.decided) return true;
      if (!isMac)
        app.quit(); // and so the questions are asked
      else if (closing.isFullScreen()) closing.once('leave-full-screen', () => closing.hide()).setFullScreen(false);
      else closing.hide(); // there an app without a window goes on, and so does its lab
      return false;
    },
  });

  function show(): void {
    if (!leaving.decided) window.show();
  }

  /** Puts a lab file in the place of the present lab, after asking where something would be lost. */
  async function open(file: string | undefined): Promise<void> {
    if (!file || leaving.decided || !(await dialogs.mayLeave('open'))) return;
    const failed = await openLab(engine, file);
    if (!failed) return;
    setRecent(kept.value.recent.filter((other) => other !== file));
    await showProblem('The lab could not be opened', failed);
  }

  function setRecent(recent: string[]): void {
    kept.change({ recent });
    menu?.setRecent(recent);
  }

  /** Shows outside of the page what the lab is like now. */
  function showLab({ servers, document, taps }: WatchedLab): void {
    const { path: file = '' } = document;
    if (file && file !== labFile) {
      app.addRecentDocument(file);
      setRecent(withRecent(kept.value.recent, file));
    }
    labFile = file;
    if (!isMac) return; // elsewhere windows and docks show none of this
    window.mark(file, isUnsaved(servers.values(), document, taps?.values()));
    app.setBadgeCount(listeningIn({ servers, document }));
  }

  function told(message: Told): void {
    switch (message.tell) {
      case 'menu':
        menu?.setCommands(message.commands);
        break;
      case 'theme':
        nativeTheme.themeSource = message.theme;
        kept.change({ theme: message.theme });
        break;
      case 'show-in-folder':
        showInFolder(message.path);
        break;
      default:
        assertNever(message);
    }
    window.pageIsThere();
  }

  async function asked(question: Asked): Promise<ShellAnswer> {
    const chosen = await (question.ask === 'open-path' ? dialogs.openPath() : dialogs.savePath(question.name));
    return chosen === undefined ? { cancelled: true } : { path: chosen };
  }

  registerAppScheme(protocol);
  app.enableSandbox(); // for whatever window there may ever be
  const senders = new Senders();
  const callers = new IpcCallers(ipcMain, (transport) => engine.connect(transport), senders);
  openDesk(ipcMain, senders, { told, asked });
  app.on('web-contents-created', (_event, contents) => confine(contents, (url) => inspectors.show(url)));
  app.on('browser-window-created', (_event, made) => callers.admit(made.webContents)); // only we make windows
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
    if (!isMac) app.quit();
  });
  void app.whenReady().then(() => {
    // Only now: before, Electron would put its own handlers over these.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leaving.now());
    nativeTheme.themeSource = kept.value.theme;
    if (process.platform === 'win32') app.setAppUserModelId(APP_ID); // without, Windows shows no notifications
    app.setAboutPanelOptions({ applicationName: app.getName(), applicationVersion: __VERSION__, copyright: 'MIT' });
    denyPermissions(session.defaultSession);
    servePage(protocol, path.join(__dirname, '../renderer'));
    menu = new AppMenu(
      {
        command: (id) => window.tell({ tell: 'command', id }),
        openRecent: (file) => void open(file),
        clearRecent: () => {
          app.clearRecentDocuments();
          setRecent([]);
        },
        showOutside,
      },
      kept.value.recent,
    );
    labFile = toOpen ?? '';
    void watch.start();
    show();
    void open(toOpen);
  });
}

/** An exception nobody has caught is a bug: reported with its stack, while every socket goes on. */
function surviveExceptions(report: (error: unknown) => void): void {
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
  // A terminal that has gone must not turn each report into the next exception.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

// The double's start: becomes a main process, loads the app's real main file, opens Chromium, says that it is ready.
const { mkdirSync } = require('node:fs');
const inspector = require('node:inspector');
const Module = require('node:module');
const path = require('node:path');
const { app } = require('./app.cjs');
const { BrowserWindow } = require('./browser-window.cjs');
const { Chromium } = require('./chromium.cjs');
const { findChromium, howToInstall } = require('../find-chromium.cjs');
const { ipcMain } = require('./ipc-main.cjs');
const { refusePopup, startIntercepting } = require('./requests.cjs');
const { named, runtime } = require('./runtime.cjs');
const { protocol, session } = require('./session.cjs');
const { attached, contentsOfFrame, webContents } = require('./web-contents.cjs');

const { commandLine } = runtime;
/** Switches that are meant for Electron itself. */
const notForChromium = new Set(['inspect', 'user-data-dir', 'lab']);

function becomeMainProcess() {
  process.argv = [runtime.program, ...runtime.given];
  const versions = { ...process.versions, electron: runtime.version, chrome: '156.0.0.0' };
  Object.defineProperty(process, 'versions', { value: Object.freeze(versions) });
  Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: path.join(__dirname, 'dist') });
  const parts = { app, BrowserWindow, ipcMain, protocol, session, webContents, ...require('./small-apis.cjs') };
  const electron = named('electron', parts);
  const load = Module._load;
  Module._load = (request, ...rest) => (request === 'electron' ? electron : load.call(Module, request, ...rest));
  // Electron's own handlers; those an app puts on after it is ready take their place
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => process.listenerCount(signal) > 1 || app.quit());
  }
  // Without a listener of the app's, Electron shows a dialog; a test wants an end
  process.on('uncaughtException', (error) => process.listenerCount('uncaughtException') > 1 || fail(error));
}

function fail(error) {
  if (app.exiting) return;
  console.error('The main process has failed:', error);
  app.exit(1);
}

function openChromium() {
  const program = findChromium();
  if (!program) throw new Error(howToInstall);
  const profile = path.join(app.getPath('userData'), 'chromium');
  mkdirSync(profile, { recursive: true });
  const passed = [...commandLine.switches].filter(([name]) => !notForChromium.has(name));
  const chromium = new Chromium(program, [
    `--user-data-dir=${profile}`,
    '--headless',
    ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
    '--disable-gpu',
    '--disable-breakpad',
    '--no-first-run',
    '--no-startup-window',
    '--log-level=3',
    ...passed.map(([name, value]) => (value ? `--${name}=${value}` : `--${name}`)),
  ]);
  process.on('exit', () => chromium.kill());
  return chromium;
}

/** Pages wait until the double has prepared them. Those the app did not ask for are popups. */
async function takeOverPages(chromium) {
  chromium.on('Target.attachedToTarget', ({ sessionId, targetInfo: { targetId, openerId } }) => {
    attached.set(targetId, sessionId);
    const opener = openerId && contentsOfFrame(openerId);
    if (opener) refusePopup(chromium.session(sessionId), targetId, opener).catch(() => {}); // its opener has gone as well
  });
  chromium.on('Target.targetDestroyed', ({ targetId }) => {
    attached.delete(targetId);
    webContents.fromDevToolsTargetId(targetId)?.owner.gone();
  });
  await chromium.send('Target.setDiscoverTargets', { discover: true });
  await chromium.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'page' }, { exclude: true }],
  });
}

async function start() {
  becomeMainProcess();
  if (commandLine.switches.has('inspect')) {
    inspector.open(Number(commandLine.switches.get('inspect') || 9229), '127.0.0.1');
  }
  let wantsToRun = true;
  app.once('quit', () => {
    wantsToRun = false;
  });
  for (const file of commandLine.modules) require(path.resolve(file));
  require(runtime.app.entry);
  await new Promise(setImmediate); // an app that quits at once, as a second instance does, has done it by now
  if (!wantsToRun) return;
  runtime.chromium = openChromium();
  runtime.chromium.once('gone', (why) => {
    if (runtime.ready) app.exit(0);
    else fail(new Error(why));
  });
  await takeOverPages(runtime.chromium);
  await startIntercepting();
  app.becomeReady();
}

if (commandLine.wantsVersion) console.log(`v${runtime.version}`);
else start().catch(fail);

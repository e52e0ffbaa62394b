// `app`: names, paths, the command line, one instance, and the order in which an app ends.
const { EventEmitter } = require('node:events');
const os = require('node:os');
const path = require('node:path');
const { cancellable, runtime } = require('./runtime.cjs');
const { takeInstanceLock } = require('./single-instance.cjs');

/** Chromium may take this long to write what it keeps. */
const CLOSE_PATIENCE_MS = 2_000;

const { manifest = {}, folder = '.' } = runtime.app ?? {};
const { switches } = runtime.commandLine;

class App extends EventEmitter {
  isPackaged = false;
  /** What the system was told; only the double has this. */
  remembered = { recent: [], badge: 0 };
  commandLine = {
    appendSwitch: (name, value = '') => void switches.set(name, value),
    hasSwitch: (name) => switches.has(name),
    getSwitchValue: (name) => switches.get(name) ?? '',
  };
  #name = manifest.productName ?? manifest.name ?? 'Electron';
  #paths = new Map();
  #quitting = false;
  #exiting = false;
  #told = Promise.resolve();
  #beReady = () => {};
  #readiness = new Promise((resolve) => {
    this.#beReady = resolve;
  });

  /** Says that the app is ready, to listeners and to those who wait. */
  becomeReady() {
    runtime.ready = true;
    this.emit('will-finish-launching');
    this.emit('ready', {}, {});
    this.#beReady({});
  }
  whenReady() {
    return this.#readiness;
  }
  isReady() {
    return runtime.ready;
  }
  getName() {
    return this.#name;
  }
  getVersion() {
    return manifest.version ?? runtime.version;
  }
  getAppPath() {
    return folder;
  }
  getLocale() {
    return switches.get('lang') || 'en-US';
  }
  getPath(name) {
    const home = os.homedir();
    const config = process.env.XDG_CONFIG_HOME ?? path.join(home, '.config');
    const usual = {
      home,
      appData: config,
      userData: path.resolve(switches.get('user-data-dir') || path.join(config, this.#name)),
      temp: os.tmpdir(),
      exe: runtime.program,
      documents: path.join(home, 'Documents'),
      downloads: path.join(home, 'Downloads'),
    };
    const found = this.#paths.get(name) ?? usual[name];
    if (!found) throw new Error(`Failed to get '${name}' path`);
    return found;
  }
  setPath(name, value) {
    this.#paths.set(name, value);
  }
  addRecentDocument(file) {
    this.remembered.recent.unshift(file);
  }
  clearRecentDocuments() {
    this.remembered.recent = [];
  }
  setAppUserModelId() {}
  enableSandbox() {
    if (runtime.ready) throw new Error('app.enableSandbox() can only be called before app is ready');
  }
  setAboutPanelOptions() {}
  setBadgeCount(count = 0) {
    this.remembered.badge = count;
    return true;
  }

  requestSingleInstanceLock(data) {
    const message = { argv: process.argv, folder: process.cwd(), data };
    const onSecond = async (second) => {
      await this.whenReady(); // as in Electron, never before
      this.emit('second-instance', {}, second.argv, second.folder, second.data);
    };
    const { first, told } = takeInstanceLock(this.getPath('userData'), message, (second) => void onSecond(second));
    if (!first) this.#told = told;
    return first;
  }

  /** before-quit, the windows, will-quit, quit: each of the first three can stop it. */
  quit() {
    if (this.#quitting) return;
    this.#quitting = true;
    const event = cancellable();
    this.emit('before-quit', event);
    if (event.defaultPrevented) this.stay();
    for (const window of [...runtime.windows]) if (this.#quitting) window.close();
    setImmediate(() => this.#finishQuit());
  }
  /** A window did not want to close. */
  stay() {
    this.#quitting = false;
  }
  /** A window that is made while the app is quitting closes with the others. */
  windowMade(window) {
    runtime.windows.add(window);
    if (this.#quitting) setImmediate(() => window.close());
  }
  windowGone() {
    if (this.#exiting || runtime.windows.size > 0) return;
    if (this.#quitting) this.#finishQuit();
    else if (!this.emit('window-all-closed')) this.quit();
  }
  #finishQuit() {
    if (!this.#quitting || this.#exiting || runtime.windows.size > 0) return;
    const event = cancellable();
    this.emit('will-quit', event);
    if (event.defaultPrevented) {
      this.stay();
      return;
    }
    this.emit('quit', {}, 0);
    this.exit(0);
  }
  /** Whether the end has begun and cannot be stopped; what fails from here on is its consequence. */
  get exiting() {
    return this.#exiting;
  }
  /** Ends at once, without the events of `quit`. */
  exit(code = 0) {
    if (this.#exiting) return;
    this.#exiting = true;
    this.#quitting = true;
    const closed = runtime.chromium?.close(CLOSE_PATIENCE_MS);
    void Promise.all([this.#told, closed]).finally(() => process.exit(code));
  }
}

module.exports = { app: new App() };

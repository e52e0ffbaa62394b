// `webContents`: one page of Chromium, with the app's real preload in a world of its own.
const { randomUUID } = require('node:crypto');
const { EventEmitter } = require('node:events');
const { readFileSync } = require('node:fs');
const { setTimeout: delay } = require('node:timers/promises');
const { pathToFileURL } = require('node:url');
const { originOf, toApp, toChromium } = require('./addresses.cjs');
const { ipcMain } = require('./ipc-main.cjs');
const { runPreload } = require('./preload-world.cjs');
const { runtime } = require('./runtime.cjs');
const { session } = require('./session.cjs');
const { makeValues } = require('./values.cjs');
const { bridgeWorlds } = require('./world-bridge.cjs');

const WORLD = 'Electron Isolated Context'; // its name in Electron, seen in developer tools
const WIRE = '__electronDoubleWire';
const INBOX = '__electronDoubleInbox';
const NAVIGATION_REPORT = 'Page.frameRequestedNavigation';
const REPORT_LATE_MS = 50;
const values = makeValues();
let lastId = 0;

/** Pages that wait to be released, by target. */
const attached = new Map();
async function attachment(targetId) {
  while (!attached.has(targetId)) {
    await new Promise((resolve) => runtime.chromium.once('Target.attachedToTarget', resolve));
  }
  return attached.get(targetId);
}

class WebContents extends EventEmitter {
  id = ++lastId;
  session = session.defaultSession;
  targetId;
  owner;
  #page;
  #opened;
  #url = '';
  #frames = new Set();
  #requested = [];
  #ordered = new Set(); // by the app
  #opening = [];
  #openHandler;
  #world;
  #outbox = [];
  #destroyed = false;
  #mainFrame;

  constructor(owner, options) {
    super();
    this.owner = owner;
    const address = () => toApp(this.#url);
    this.#mainFrame = {
      parent: null,
      frameTreeNodeId: this.id,
      get url() {
        return address();
      },
      get origin() {
        return originOf(address());
      },
    };
    this.#opened = this.#open(options);
    this.#opened.catch((error) => this.#destroyed || console.error('A window could not be opened:', error));
  }

  get mainFrame() {
    return this.#mainFrame;
  }
  getURL() {
    return toApp(this.#url);
  }
  isDestroyed() {
    return this.#destroyed;
  }
  setWindowOpenHandler(handler) {
    this.#openHandler = handler;
  }
  close() {
    this.owner.close();
  }
  reload() {
    this.#ordered.add(withoutHash(this.#url));
    void this.#ask('Page.reload');
  }

  /** Runs a script in the page's own world; resolves with its value as JSON can carry it. */
  async executeJavaScript(expression) {
    await this.#opened;
    const wish = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.#page.send('Runtime.evaluate', wish);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Ends the page's process; `render-process-gone` follows. */
  forcefullyCrashRenderer() {
    void this.#ask('Page.crash').catch(() => {}); // it goes before it answers
  }

  /** Resolves when the page has loaded; rejects as Electron does, with the network's error. */
  async loadURL(url) {
    await this.#opened;
    const loaded = new Promise((resolve) => this.once('did-finish-load', resolve));
    this.#ordered.add(withoutHash(toChromium(url)));
    const { errorText } = await this.#page.send('Page.navigate', { url: toChromium(url) });
    if (errorText)
      throw Object.assign(new Error(`${errorText} (-2) loading '${url}'`), { code: errorText, errno: -2, url });
    await loaded;
  }

  send(channel, ...args) {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    this.#put({ kind: 'event', channel, args: structuredClone(args) });
  }

  /** What the page is to prefer, `dark` or `light`; the system's choice without. */
  async setScheme(value) {
    const features = value ? [{ name: 'prefers-color-scheme', value }] : [];
    await this.#ask('Emulation.setEmulatedMedia', { features });
  }

  /** Resizes the window around the page. */
  async setBounds(bounds) {
    await this.#opened;
    const { windowId } = await runtime.chromium.send('Browser.getWindowForTarget', { targetId: this.targetId });
    await runtime.chromium.send('Browser.setWindowBounds', { windowId, bounds });
  }

  /** Closes the page; `destroyed` follows when Chromium has done it. */
  async closePage() {
    await this.#opened;
    await runtime.chromium.send('Target.closeTarget', { targetId: this.targetId });
  }

  /** Chromium has closed the page. */
  bury() {
    this.#destroyed = true;
    this.emit('destroyed', {});
  }

  ownsFrame(frameId) {
    return frameId === this.targetId || this.#frames.has(frameId);
  }

  /** Whether the page itself began this navigation; it reports that before it asks for the document. */
  async hasAskedFor(frameId, url) {
    const bare = withoutHash(url);
    const isReported = () => {
      const at = this.#requested.findIndex((one) => one.frameId === frameId && withoutHash(one.url) === bare);
      return at >= 0 && this.#requested.splice(0, at + 1).length > 0;
    };
    if (frameId === this.targetId && this.#ordered.delete(bare)) return false;
    if (isReported()) return true;
    // The report and the request come by different ways. A navigation the debugger began has no report at all.
    await Promise.race([new Promise((resolve) => this.#page.once(NAVIGATION_REPORT, resolve)), delay(REPORT_LATE_MS)]);
    return isReported();
  }

  /** What the app's handler says to the window its page has opened; without a handler Electron allows it. */
  async askAboutPopup() {
    while (this.#opening.length === 0) await new Promise((resolve) => this.#page.once('Page.windowOpen', resolve));
    const { url, windowName, windowFeatures } = this.#opening.shift();
    const disposition = windowFeatures.length > 0 ? 'new-window' : 'foreground-tab';
    const details = { url: toApp(url), frameName: windowName, features: windowFeatures.join(','), disposition };
    return { url: toApp(url), action: this.#openHandler?.(details).action ?? 'allow' };
  }

  async #open({ width, height, webPreferences }) {
    const { chromium } = runtime;
    const wanted = { url: 'about:blank', newWindow: true, width, height };
    this.targetId = (await chromium.send('Target.createTarget', wanted)).targetId;
    const { windowId } = await chromium.send('Browser.getWindowForTarget', { targetId: this.targetId });
    await chromium.send('Browser.setContentsSize', { windowId, width, height });
    this.#page = chromium.session(await attachment(this.targetId));
    this.#listen();
    await runtime.intercepting;
    const secret = randomUUID();
    const bridge = `(${bridgeWorlds})('page', '${secret}');`;
    const preload = webPreferences.preload ? preloadSource(webPreferences.preload, secret) : '';
    await Promise.all([
      this.#page.send('Page.enable'),
      this.#page.send('Runtime.enable'),
      this.#page.send('Runtime.addBinding', { name: WIRE, executionContextName: WORLD }),
      this.#page.send('Page.addScriptToEvaluateOnNewDocument', { source: bridge }),
      this.#page.send('Page.addScriptToEvaluateOnNewDocument', { source: preload, worldName: WORLD }),
      this.#page.send('Runtime.runIfWaitingForDebugger'),
    ]);
  }

  #listen() {
    const page = this.#page;
    page.on('Runtime.bindingCalled', (call) => {
      if (call.name === WIRE) this.#receive(values.read(call.payload), call.executionContextId);
    });
    page.on('Page.frameAttached', ({ frameId }) => this.#frames.add(frameId));
    page.on('Page.frameDetached', ({ frameId }) => this.#frames.delete(frameId));
    page.on(NAVIGATION_REPORT, ({ frameId, url, disposition }) => {
      if (disposition === 'currentTab') this.#requested.push({ frameId, url });
    });
    page.on('Page.windowOpen', (opening) => this.#opening.push(opening));
    page.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId) return;
      this.#url = frame.url;
      this.#world = undefined;
      this.#requested = [];
      this.#ordered.clear();
      if (frame.unreachableUrl) this.emit('did-fail-load', {}, -2, 'ERR_FAILED', toApp(frame.unreachableUrl), true);
      else this.emit('did-navigate', {}, toApp(frame.url), 200, 'OK');
    });
    page.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === this.targetId) this.#url = url;
      this.#requested = []; // that one makes no request
    });
    page.on('Page.loadEventFired', () => {
      this.emit('did-finish-load', {});
      this.owner.readyToShow();
    });
    page.on('Inspector.targetCrashed', () => {
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    });
  }

  async #ask(method, params) {
    await this.#opened;
    await this.#page.send(method, params);
  }

  #receive(message, world) {
    if (message.kind === 'hello') {
      this.#world = world;
      this.#url = message.channel;
      return;
    }
    if (world !== this.#world) return; // from the page before
    const event = {
      type: 'frame',
      sender: this,
      senderFrame: this.#mainFrame,
      ports: [],
      reply: (channel, ...args) => this.send(channel, ...args),
    };
    const { channel, args, number } = message;
    if (message.kind === 'send') {
      ipcMain.emit(channel, event, ...args);
      return;
    }
    void ipcMain.answer(event, channel, args).then((answer) => {
      if (world === this.#world) this.#put({ kind: 'answer', number, ...answer });
    });
  }

  #put(message) {
    this.#outbox.push(values.write(message));
    if (this.#outbox.length > 1) return;
    queueMicrotask(() => {
      const texts = this.#outbox.splice(0);
      if (this.#world === undefined || this.#destroyed) return; // nobody listens, as in Electron
      const call = { functionDeclaration: `(texts) => ${INBOX}(texts)`, arguments: [{ value: texts }] };
      this.#page.send('Runtime.callFunctionOn', { ...call, executionContextId: this.#world }).catch(() => {}); // it has gone
    });
  }
}

const withoutHash = (url) => url.split('#')[0];

/** The app's preload, wrapped so that it runs as one does in Electron's sandbox. */
function preloadSource(file, secret) {
  const { platform, version } = { platform: process.platform, version: runtime.version };
  const versions = { electron: version, chrome: process.versions.chrome, node: process.versions.node };
  const tools = `{ bridgeWorlds: ${bridgeWorlds}, makeValues: ${makeValues}, secret: '${secret}', wire: '${WIRE}',
    inbox: '${INBOX}', process: ${JSON.stringify({ platform, versions })} }`;
  const preload = `(require, module, process) => { const { exports } = module;\n${readFileSync(file, 'utf8')}\n}`;
  return `(${runPreload})(${tools}, ${preload});\n//# sourceURL=${pathToFileURL(file).href}`;
}

const all = () => [...runtime.windows].map((window) => window.webContents);
const contentsOfFrame = (frameId) => all().find((contents) => contents.ownsFrame(frameId));
const webContents = {
  getAllWebContents: all,
  fromId: (id) => all().find((contents) => contents.id === id),
  fromDevToolsTargetId: (targetId) => all().find((contents) => contents.targetId === targetId),
  getFocusedWebContents: () => all().at(-1) ?? null,
};

module.exports = { WebContents, webContents, contentsOfFrame, attached };

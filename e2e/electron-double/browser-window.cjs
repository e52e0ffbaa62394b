// `BrowserWindow`: what the app sees of a window. Sizes and states are kept; only size reaches the page.
const { EventEmitter } = require('node:events');
const { app } = require('./app.cjs');
const { cancellable, runtime } = require('./runtime.cjs');
const { nativeTheme } = require('./small-apis.cjs');
const { WebContents } = require('./web-contents.cjs');

/** What the double can stand for. Chromium's isolated worlds are the first, its own sandbox the second. */
const secure = { contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true };

class BrowserWindow extends EventEmitter {
  static getAllWindows() {
    return [...runtime.windows];
  }
  static getFocusedWindow() {
    return [...runtime.windows].filter((window) => window.isVisible()).at(-1) ?? null;
  }
  static fromWebContents(contents) {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }
  static fromId(id) {
    return BrowserWindow.getAllWindows().find((window) => window.id === id) ?? null;
  }

  #bounds;
  #state = 'normal';
  #visible;
  #destroyed = false;
  #shown = false;
  #autoHidesMenu;
  #title;

  constructor(options = {}) {
    super();
    if (!runtime.ready) throw new Error('Cannot create BrowserWindow before app is ready');
    const webPreferences = { ...secure, ...options.webPreferences };
    for (const [name, value] of Object.entries(secure)) {
      if (webPreferences[name] !== value)
        throw new Error(`The Electron double has no windows with ${name}: ${!value}.`);
    }
    const { width = 800, height = 600, x = 0, y = 0, title = app.getName(), show = true } = options;
    this.#bounds = { x, y, width, height };
    this.#title = title;
    this.#visible = show;
    this.#autoHidesMenu = options.autoHideMenuBar ?? false;
    this.webContents = new WebContents(this, { width, height, webPreferences });
    this.id = this.webContents.id;
    app.windowMade(this);
    const { themeSource } = nativeTheme;
    if (themeSource !== 'system') this.webContents.setScheme(themeSource).catch(() => {}); // it may close before it is there
    app.emit('browser-window-created', {}, this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  loadURL(url) {
    return this.webContents.loadURL(url);
  }
  /** The page has loaded: the first time, the window may be shown. */
  readyToShow() {
    if (this.#shown) return;
    this.#shown = true;
    this.emit('ready-to-show');
  }

  show() {
    this.#visible = true;
    this.emit('show');
    this.focus();
  }
  hide() {
    this.#visible = false;
    this.emit('hide');
  }
  focus() {
    runtime.windows.delete(this);
    runtime.windows.add(this); // the last one is the one in front
    this.emit('focus');
  }
  minimize() {
    this.#enter('minimized', 'minimize');
  }
  maximize() {
    this.#enter('maximized', 'maximize');
  }
  restore() {
    this.#enter('normal', 'restore');
  }
  setFullScreen(on) {
    this.#enter(on ? 'fullscreen' : 'normal', on ? 'enter-full-screen' : 'leave-full-screen');
  }
  #enter(state, event) {
    this.#state = state;
    this.emit(event);
  }

  isVisible() {
    return this.#visible;
  }
  isFocused() {
    return BrowserWindow.getFocusedWindow() === this;
  }
  isMinimized() {
    return this.#state === 'minimized';
  }
  isMaximized() {
    return this.#state === 'maximized';
  }
  isFullScreen() {
    return this.#state === 'fullscreen';
  }
  isDestroyed() {
    return this.#destroyed;
  }
  getTitle() {
    return this.#title;
  }
  setTitle(title) {
    this.#title = title;
  }
  getBounds() {
    return { ...this.#bounds };
  }
  getNormalBounds() {
    return this.getBounds();
  }
  setBounds(bounds) {
    const { x, y } = this.#bounds;
    Object.assign(this.#bounds, bounds);
    if (this.#bounds.x !== x || this.#bounds.y !== y) this.emit('move');
    const settled = this.webContents.setBounds(this.#bounds);
    void settled.then(() => this.emit('resize')).catch(() => {}); // the window has gone
  }
  isMenuBarAutoHide() {
    return this.#autoHidesMenu;
  }
  setMenuBarVisibility() {}
  setBackgroundColor() {}
  setRepresentedFilename() {}
  setDocumentEdited() {}

  close() {
    const event = cancellable();
    this.emit('close', event);
    if (event.defaultPrevented) app.stay();
    else this.destroy();
  }
  destroy() {
    void this.webContents.closePage().catch(() => {}); // Chromium has gone, and every page with it
  }
  /** Chromium has closed the page. */
  gone() {
    if (this.#destroyed) return;
    this.#destroyed = true;
    runtime.windows.delete(this);
    this.webContents.bury();
    this.emit('closed');
    app.windowGone();
  }
}

module.exports = { BrowserWindow };

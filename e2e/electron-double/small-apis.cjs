// Parts of Electron that lead to the desktop. What the app asks for is remembered, so that specs can look at it; answers
// are those of somebody who cancels, until a spec puts others there.
const { EventEmitter } = require('node:events');
const { runtime } = require('./runtime.cjs');

/** An accelerator as Electron's parser takes it. */
const modifier = /^(?:CmdOrCtrl|CommandOrControl|Ctrl|Control|Command|Cmd|Alt|Option|AltGr|Shift|Super|Meta)$/u;
const key =
  /^(?:[\x21-\x7e]|F(?:[1-9]|1\d|2[0-4])|Plus|Space|Tab|Backspace|Delete|Insert|Return|Enter|Up|Down|Left|Right|Home|End|PageUp|PageDown|Escape|Esc)$/u;
const roles = new Set(
  `undo redo cut copy paste pasteAndMatchStyle delete selectAll reload forceReload toggleDevTools resetZoom zoomIn zoomOut
  toggleSpellChecker togglefullscreen window minimize close help about services hide hideOthers unhide quit zoom front
  appMenu fileMenu editMenu viewMenu shareMenu recentDocuments clearRecentDocuments windowMenu`.split(/\s+/u),
);

class MenuItem {
  constructor(options) {
    const { role, accelerator, label, type } = options;
    if (role !== undefined && !roles.has(role)) throw new Error(`Electron has no role ${role}.`);
    if (type !== 'separator' && role === undefined && !label) throw new Error('A menu item needs a label or a role.');
    const parts = accelerator?.split(/(?<=\w)\+/u) ?? [];
    const sound = parts.every((part, i) => (i === parts.length - 1 ? key : modifier).test(part));
    if (!sound) throw new Error(`Electron does not understand the accelerator ${accelerator}.`);
    Object.assign(this, { enabled: true, visible: true, checked: false, label: options.role ?? '' }, options);
    if (Array.isArray(options.submenu)) this.submenu = Menu.buildFromTemplate(options.submenu);
  }
}

class Menu extends EventEmitter {
  static #application = null;
  static buildFromTemplate(template) {
    const menu = new Menu();
    menu.items = template.map((options) => new MenuItem(options));
    return menu;
  }
  static setApplicationMenu(menu) {
    Menu.#application = menu;
  }
  static getApplicationMenu() {
    return Menu.#application;
  }
  items = [];
  getMenuItemById(id) {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}

/** Remembers what was shown, and answers. */
function showing(answer) {
  return (...args) => {
    dialog.shown.push(args.at(-1));
    return Promise.resolve(answer);
  };
}

const dialog = {
  shown: [],
  showMessageBox: showing({ response: 0, checkboxChecked: false }),
  showOpenDialog: showing({ canceled: true, filePaths: [] }),
  showSaveDialog: showing({ canceled: true, filePath: '' }),
};

const shell = {
  opened: [],
  openExternal: (url) => Promise.resolve(void shell.opened.push(url)),
  showItemInFolder: (file) => void shell.opened.push(file),
};

/** Notifications are shown to nobody; the last ones are kept. */
class Notification extends EventEmitter {
  static shown = [];
  static isSupported() {
    return true;
  }
  constructor(options = {}) {
    super();
    Object.assign(this, options);
  }
  show() {
    Notification.shown.push(this);
    this.emit('show', {});
  }
  close() {
    this.emit('close', {});
  }
}

class NativeTheme extends EventEmitter {
  #source = 'system';
  get themeSource() {
    return this.#source;
  }
  set themeSource(source) {
    this.#source = source;
    for (const { webContents } of runtime.windows) {
      webContents.setScheme(source === 'system' ? undefined : source).catch(() => {}); // a window that is closing
    }
    this.emit('updated');
  }
  get shouldUseDarkColors() {
    return this.#source === 'dark';
  }
}

const area = { x: 0, y: 0, width: 1920, height: 1080 };
const display = { id: 1, bounds: area, workArea: area, workAreaSize: { width: 1920, height: 1080 }, scaleFactor: 1 };
const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayMatching: () => display,
});

module.exports = { Menu, MenuItem, Notification, dialog, shell, nativeTheme: new NativeTheme(), screen };

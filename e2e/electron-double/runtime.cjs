// What every part of the double shares: how it was started, its browser, its windows.
const path = require('node:path');
const { readApp, readCommandLine } = require('./command-line.cjs');

const given = process.argv.slice(2);
const commandLine = readCommandLine(given);

const runtime = {
  given,
  commandLine,
  /** The version the double stands in for: that of the installed package. */
  version: require('electron/package.json').version,
  app: commandLine.wantsVersion ? undefined : readApp(commandLine.app),
  program: path.join(__dirname, 'dist/electron'),
  /** The browser's conversation; undefined until the app is about to be ready. */
  chromium: undefined,
  ready: false,
  /** Resolves when the requests of pages are being intercepted; no page is let go before. */
  intercepting: Promise.resolve(),
  /** Open windows, the one focused last at the end. */
  windows: new Set(),
};

/** An event whose default can be prevented. */
function cancellable(details = {}) {
  return {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}

/** Wraps an API so that a part the double lacks is named when it is used, instead of being undefined. */
function named(name, object) {
  const known = new Set(['then', 'toJSON', 'default', '__esModule']); // asked for by Node and by bundles, of every object
  return new Proxy(object, {
    get(target, key) {
      if (key in target || typeof key === 'symbol' || known.has(key)) return target[key];
      const error = new Error(`The Electron double has no ${name}.${key}. Add it in e2e/electron-double, or leave it.`);
      console.error(error.message); // whoever catches it: the fixture of the specs looks for this line
      throw error;
    },
  });
}

module.exports = { runtime, cancellable, named };

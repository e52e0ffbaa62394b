// Electron's command line: `electron [switches] [-r MODULE] APP [arguments]`.
const { existsSync, readFileSync, statSync } = require('node:fs');
const path = require('node:path');

/** Reads the arguments. Switches count wherever they stand, as they do for Chromium; `-r` only before the app. */
function readCommandLine(argv) {
  const line = { switches: new Map(), modules: [], app: undefined, wantsVersion: false };
  for (let at = 0; at < argv.length; at++) {
    const argument = argv[at];
    const found = /^--?(?<name>[^=]+)(?:=(?<value>.*))?$/su.exec(argument);
    if (!found) line.app ??= argument;
    else if (line.app === undefined && /^(?:-r|--require)$/u.test(argument)) line.modules.push(argv[++at]);
    else if (line.app === undefined && /^(?:-v|--version)$/u.test(argument)) line.wantsVersion = true;
    else line.switches.set(found.groups.name, found.groups.value ?? '');
  }
  return line;
}

/** What an app folder or file holds: its folder, its manifest, and the file to run. */
function readApp(given = '.') {
  const target = path.resolve(given);
  const isFolder = statSync(target).isDirectory();
  const folder = isFolder ? target : path.dirname(target);
  const manifestFile = path.join(folder, 'package.json');
  const manifest = existsSync(manifestFile) ? JSON.parse(readFileSync(manifestFile, 'utf8')) : {};
  return { folder, manifest, entry: isFolder ? path.resolve(target, manifest.main ?? 'index.js') : target };
}

module.exports = { readCommandLine, readApp };

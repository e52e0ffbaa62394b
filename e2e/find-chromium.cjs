// Where a Chromium for the browser tests is. Plain CommonJS, because the Electron double needs it without a build step.
const { accessSync, constants } = require('node:fs');
const path = require('node:path');

const onPath = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const elsewhere = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** The program's path: CHROMIUM_PATH, one that is installed, or the one Playwright has downloaded; else undefined. */
function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) return isProgram(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : undefined;
  const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const installed = onPath.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...elsewhere.slice(0, 1), ...installed, ...elsewhere.slice(1)].find(isProgram) ?? playwrightsOwn();
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not to be run
  }
}

function playwrightsOwn() {
  try {
    const file = require('@playwright/test').chromium.executablePath();
    return isProgram(file) ? file : undefined;
  } catch {
    return undefined; // Playwright has none for this system
  }
}

const howToInstall = [
  'No Chromium was found, which the browser tests need. Any of these will do:',
  '  node e2e/ensure-chromium.mjs          installs one: from Debian as root, else a copy of Playwright’s',
  '  npx playwright install chromium       Playwright’s own',
  '  CHROMIUM_PATH=/path/to/chromium       one that is somewhere else',
].join('\n');

module.exports = { findChromium, howToInstall };

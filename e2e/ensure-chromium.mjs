// Makes sure that there is a Chromium for the browser tests: `node e2e/ensure-chromium.mjs`.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findChromium, howToInstall } from './find-chromium.cjs';

/**
 * Returns the path of a Chromium. Where there is none it is installed: from Debian by root, else as Playwright's own
 * copy in the user's cache. Undefined when nothing worked; standard error says what can be done then.
 */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  if (process.env.CHROMIUM_PATH) console.error(`CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, which is no program.`);
  else if (!(isDebianRoot() && run('Debian', installFromDebian))) run('Playwright', installPlaywrights);
  const installed = findChromium();
  if (!installed) console.error(howToInstall);
  return installed;
}

function run(source, install) {
  console.error(`No Chromium is here; it is installed from ${source} …`);
  const worked = install();
  if (!worked) console.error(`That did not work; what went wrong is above.`);
  return worked;
}

function isDebianRoot() {
  return process.getuid?.() === 0 && command('apt-get', ['--version'], 'ignore');
}

function installFromDebian() {
  const install = ['install', '-y', '--no-install-recommends', 'chromium'];
  return command('apt-get', ['update'], 2) && command('apt-get', install, 2);
}

function installPlaywrights() {
  const cli = fileURLToPath(new URL('../node_modules/@playwright/test/cli.js', import.meta.url));
  return command(process.execPath, [cli, 'install', 'chromium'], 2);
}

/** Runs a command; its output, if any, goes to standard error. */
function command(program, args, output) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: ['ignore', output, output], env }).status === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = ensureChromium();
  if (path) console.log(path);
  else process.exitCode = 1;
}

// What the desktop specs run on: Electron where it is installed and a window can be shown, else its double.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export const appRoot = path.resolve(import.meta.dirname, '../..');
const double = path.join(appRoot, 'e2e/electron-double/dist');

export interface Target {
  readonly isDouble: boolean;
  /** For the output: which one, and why. */
  readonly words: string;
}

/**
 * Chooses, and tells everything that asks the package `electron` by its own switch, ELECTRON_OVERRIDE_DIST_PATH. To be
 * called before anything asks. Without Electron's program the package itself must not be asked: it would download.
 */
export function chooseTarget(env: NodeJS.ProcessEnv = process.env): Target {
  const given = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given && path.resolve(given) !== double) return { isDouble: false, words: `Electron in ${given}` };
  const why = whyNoElectron(env) ?? (given && 'asked for');
  if (!why) return { isDouble: false, words: 'Electron' };
  env.ELECTRON_OVERRIDE_DIST_PATH = double;
  return { isDouble: true, words: `the Electron double (${why})` };
}

function whyNoElectron(env: NodeJS.ProcessEnv): string | undefined {
  const folder = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  const name = path.join(folder, 'path.txt');
  const program = existsSync(name) && path.join(folder, 'dist', readFileSync(name, 'utf8').trim());
  if (!program || !existsSync(program)) return `Electron ${version} is not downloaded`;
  if (process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display';
  return undefined;
}

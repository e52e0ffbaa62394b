// Where Electron's program is, found by looking at files only: `require('electron')` would start a download by itself.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Machine } from './electron-machine.ts';

export type ElectronBinary =
  | { readonly kind: 'ready'; readonly program: string }
  /** The package is there, its program has not been downloaded (Electron does that late, since version 42). */
  | { readonly kind: 'not-downloaded'; readonly packageFolder: string; readonly version: string }
  | { readonly kind: 'absent'; readonly why: string };

/** Looks for Electron's program the way the package `electron` does: ELECTRON_OVERRIDE_DIST_PATH, else its own `dist`. */
export function findElectron({ env, appRoot }: Machine): ElectronBinary {
  let manifest: string;
  try {
    manifest = createRequire(path.join(appRoot, 'package.json')).resolve('electron/package.json');
  } catch {
    return { kind: 'absent', why: 'Electron is not installed (npm ci does that)' };
  }
  const packageFolder = path.dirname(manifest);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const read = (name: string) => textOf(path.join(packageFolder, name));
  const program = read('path.txt');
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const overridden = path.join(override, program ?? 'electron');
    if (existsSync(overridden)) return { kind: 'ready', program: overridden };
    return { kind: 'absent', why: `there is no Electron in ${override}, which ELECTRON_OVERRIDE_DIST_PATH names` };
  }
  const own = program && path.join(packageFolder, 'dist', program);
  // The version too: after an update of the package, the program of the old one is still lying there.
  if (own && existsSync(own) && read('dist/version')?.replace(/^v/u, '') === version) {
    return { kind: 'ready', program: own };
  }
  return { kind: 'not-downloaded', packageFolder, version };
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined; // not there
  }
}

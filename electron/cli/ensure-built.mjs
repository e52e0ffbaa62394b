// Runs `vite build` when `out/` is missing or older than the sources. Several starts at once build only once.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = new URL('../../', import.meta.url);
const at = (name) => fileURLToPath(new URL(name, root));
const sources = [
  'shared',
  'electron',
  'renderer',
  'vite.config.ts',
  'build/bundled-licences.ts',
  'package.json',
  'package-lock.json',
];
const LOCK_PATIENCE_MS = 120_000;

/** Makes sure that `out/` is what the sources say. Output of the build goes to stderr; a failed build ends the process. */
export function ensureBuilt() {
  if (isFresh()) return;
  const lock = at('out/.building');
  mkdirSync(at('out'), { recursive: true });
  const deadline = Date.now() + LOCK_PATIENCE_MS;
  while (!takeLock(lock)) {
    if (Date.now() > deadline || age(lock) > LOCK_PATIENCE_MS) rmSync(lock, { recursive: true, force: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
  try {
    if (isFresh()) return; // somebody else has built while we waited
    const startedAt = new Date();
    const vite = at('node_modules/vite/bin/vite.js');
    const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
      cwd: at('.'),
      stdio: ['ignore', 2, 2],
    });
    if (built.status !== 0) {
      process.stderr.write('The build failed; what went wrong is above. Is everything installed (npm ci)?\n');
      process.exitCode = 1;
      process.exit();
    }
    writeFileSync(at('out/.built'), startedAt.toISOString());
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function takeLock(lock) {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false; // somebody else is building
  }
}

function age(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0; // gone: the next try takes it
  }
}

function isFresh() {
  let builtAt;
  try {
    builtAt = statSync(at('out/.built')).mtimeMs;
    statSync(at('out/cli/cli.cjs'));
  } catch {
    return false;
  }
  return sources.every((source) => newest(at(source)) <= builtAt);
}

function newest(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  let latest = stats.mtimeMs;
  for (const name of readdirSync(path)) latest = Math.max(latest, newest(`${path}/${name}`));
  return latest;
}

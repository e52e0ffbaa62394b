// Downloads Electron's program with the package's own installer, under guard: the installer has no time limit of its
// own, and a server that accepts and never answers would hold it for ever.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Machine } from './electron-machine.ts';
import { whyUnreachable } from './electron-reach.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface ElectronPackage {
  readonly packageFolder: string;
  readonly version: string;
}

/** Downloads Electron. Resolves with undefined when that worked, else with the reason in words. */
export async function downloadElectron(
  machine: Machine,
  { packageFolder, version }: ElectronPackage,
): Promise<string | undefined> {
  const unreachable = await sourceProblem(machine, version);
  if (unreachable) return unreachable;
  machine.note(`Downloading Electron ${version}, once …`);
  // The installer's scratch folder is ours, so that its growth can be watched and nothing is left behind.
  const scratch = path.join(machine.appRoot, 'out/electron-download');
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  try {
    return await install(machine, path.join(packageFolder, 'install.js'), version, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Why the download need not be tried at all. A kept copy needs no network; through a proxy nothing can be told. */
async function sourceProblem({ env, platform, patience }: Machine, version: string): Promise<string | undefined> {
  if (env.ELECTRON_GET_USE_PROXY || hasKeptCopy(env, platform, version)) return undefined;
  const mirror = env.npm_config_electron_mirror || env.NPM_CONFIG_ELECTRON_MIRROR || env.ELECTRON_MIRROR;
  const source = mirror || 'https://github.com/';
  if (!URL.canParse(source)) return `the address of the Electron mirror, “${source}”, is none`;
  const { hostname, port, protocol } = new URL(source);
  const host = hostname.replace(/^\[(.*)\]$/u, '$1');
  const target = { host, port: Number(port) || (protocol === 'http:' ? 80 : 443) };
  const why = await whyUnreachable(target, patience.preflightMs);
  return why && `Electron ${version} is not downloaded yet and ${hostname} cannot be reached (${why})`;
}

/** Whether the installer's cache has this version; its folders are named by a hash, so all of them are looked into. */
function hasKeptCopy(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, version: string): boolean {
  const cache = env.electron_config_cache || usualCache(env, platform);
  try {
    return readdirSync(cache).some((folder) =>
      readdirSync(path.join(cache, folder)).some((file) => file.startsWith(`electron-v${version}-${platform}-`)),
    );
  } catch {
    return false; // no cache
  }
}

function usualCache(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = env.HOME || os.homedir();
  if (platform === 'darwin') return path.join(home, 'Library/Caches/electron');
  if (platform === 'win32') return path.join(env.LOCALAPPDATA || path.join(home, 'AppData/Local'), 'electron/Cache');
  return path.join(env.XDG_CACHE_HOME || path.join(home, '.cache'), 'electron');
}

/** Runs the installer, and kills it when its scratch folder stops growing. */
function install(
  { env, patience }: Machine,
  installer: string,
  version: string,
  scratch: string,
): Promise<string | undefined> {
  const child = spawn(process.execPath, [installer], {
    env: { ...env, TMPDIR: scratch, TEMP: scratch, TMP: scratch },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = endWithUs(child, scratch);
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  let size = 0;
  let grewAt = performance.now();
  let stalled = false;
  const watch = setInterval(() => {
    const now = sizeOf(scratch);
    if (now !== size) {
      size = now;
      grewAt = performance.now();
    } else if (performance.now() - grewAt > patience.stallMs) {
      stalled = true;
      child.kill('SIGKILL');
    }
  }, patience.lookMs);
  const end = (why: string) => `Electron ${version} could not be downloaded (${why})`;
  return new Promise((resolve) => {
    const settle = (why?: string) => {
      clearInterval(watch);
      stop();
      resolve(why);
    };
    child.once('error', (error) => settle(end(error.message)));
    child.once('close', (code, signal) => {
      if (code === 0) settle();
      else if (stalled) settle(end(`nothing arrived for ${patience.stallMs / 1000} s`));
      else settle(end(firstError(complaint) ?? `the installer ended with ${signal ?? code}`));
    });
  });
}

/** Takes the installer along when a signal ends this process: on its own it might hang for ever. */
function endWithUs(child: ChildProcess, scratch: string): () => void {
  const stop = () => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
  const end = (signal: NodeJS.Signals) => {
    stop();
    child.kill('SIGKILL');
    rmSync(scratch, { recursive: true, force: true });
    process.kill(process.pid, signal); // and now as if nobody had listened
  };
  for (const signal of SIGNALS) process.on(signal, end);
  return stop;
}

/** The first line of a stack that says what went wrong: `HTTPError: Response code 404 (Not Found) for …`. */
function firstError(complaint: string): string | undefined {
  return complaint
    .split('\n')
    .find((line) => /Error\b/u.test(line))
    ?.trim();
}

function sizeOf(folder: string): number {
  let size = 0;
  try {
    for (const name of readdirSync(folder, { recursive: true })) size += statSync(path.join(folder, String(name))).size;
  } catch {
    // moved away while we looked: the next look counts again
  }
  return size;
}

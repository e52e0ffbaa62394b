import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Machine, usualPatience } from './electron-machine.ts';
import { start } from './start.ts';

const VERSION = '45.4.1';

let folder: string;
let closers: (() => void)[] = [];
const lines: string[] = [];
const notes: string[] = [];
const served: (readonly string[])[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'start-'));
  for (const list of [lines, notes, served]) list.length = 0;
});
afterEach(() => {
  for (const close of closers) close();
  closers = [];
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = undefined;
});

/** A machine on which everything is as it should be, unless changed: a display, an ordinary user, Electron in place. */
function machine(env: NodeJS.ProcessEnv, changes: Partial<Machine> = {}): Machine {
  return {
    env: { PATH: process.env.PATH, electron_config_cache: path.join(folder, 'cache'), ...env },
    platform: 'linux',
    uid: 1000,
    appRoot: folder,
    patience: usualPatience,
    say: (line) => lines.push(line),
    note: (line) => notes.push(line),
    ...changes,
  };
}

async function startOn(given: Machine, ...args: string[]): Promise<void> {
  await start(args, new Map(), given, (serveArgs) => {
    served.push(serveArgs);
    return Promise.resolve();
  });
}

/** Listens on any port of this machine: accepts everybody and never says a word. */
function listen(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer((socket) => {
      closers.push(() => socket.destroy());
      socket.on('error', () => {}); // whoever is killed does not say goodbye
    });
    closers.push(() => server.close());
    server.listen(0, '127.0.0.1', () => resolve((server.address() as net.AddressInfo).port));
  });
}

/** A display somebody listens behind; TCP displays begin at port 6000. */
const display = async () => `127.0.0.1:${(await listen()) - 6000}`;

/** Puts a package `electron` there, whose installer runs `installer`. */
function electronPackage(installer = ''): void {
  const at = path.join(folder, 'node_modules/electron');
  mkdirSync(at, { recursive: true });
  writeFileSync(path.join(at, 'package.json'), JSON.stringify({ name: 'electron', version: VERSION }));
  writeFileSync(path.join(at, 'install.js'), installer);
}

/** A folder with a program that stands in for Electron. */
function fakeElectron(script: string): string {
  const dist = path.join(folder, 'dist');
  mkdirSync(dist, { recursive: true });
  writeFileSync(path.join(dist, 'electron'), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(dist, 'electron'), 0o755);
  return dist;
}

describe('no desktop: one line says why, and the browser serves', () => {
  const expectServed = (why: string | RegExp) => {
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(typeof why === 'string' ? `Serving in the browser: ${why}.` : why);
    expect(served).toHaveLength(1);
  };

  test('asked for, by --web or LAB_WEB=1', async () => {
    await startOn(machine({}), '--web', '--port', '0');
    expectServed('asked for');
    expect(served).toEqual([['--port=0']]);
    await startOn(machine({ LAB_WEB: '1' }));
    expect(lines[1]).toBe('Serving in the browser: asked for.');
  });

  test('--json: the browser, and standard output is left to the line of JSON', async () => {
    await startOn(machine({}), '--json');
    expect(lines).toEqual([]);
    expect(notes).toEqual(['Serving in the browser: asked for.']);
    expect(served).toEqual([['--json']]);
  });

  test('no display', async () => {
    await startOn(machine({}));
    expectServed('there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)');
  });

  test('displays nobody is behind', async () => {
    const gone = await display();
    for (const close of closers.splice(0)) close();
    await startOn(machine({ DISPLAY: gone }));
    await startOn(machine({ DISPLAY: ':987' }));
    await startOn(machine({ WAYLAND_DISPLAY: 'wayland-9', XDG_RUNTIME_DIR: folder }));
    await startOn(machine({ DISPLAY: 'nonsense' }));
    expect(lines.map((line) => line.replace('Serving in the browser: ', ''))).toEqual([
      `the display ${gone} does not answer (ECONNREFUSED).`,
      'the display :987 does not answer (ENOENT).',
      'the Wayland display wayland-9 does not answer (ENOENT).',
      'DISPLAY is “nonsense”, which names no display.',
    ]);
  });

  test('root, unless it is allowed: the sandbox is never dropped in silence', async () => {
    const DISPLAY = await display();
    await startOn(machine({ DISPLAY }, { uid: 0 }));
    expectServed(/root runs Chromium without its sandbox \(.*LAB_NO_SANDBOX=1\)\.$/);
  });

  test('the package electron is absent', async () => {
    await startOn(machine({ DISPLAY: await display() }));
    expectServed('Electron is not installed (npm ci does that)');
  });

  test('ELECTRON_OVERRIDE_DIST_PATH names a folder without Electron', async () => {
    electronPackage();
    await startOn(machine({ DISPLAY: await display(), ELECTRON_OVERRIDE_DIST_PATH: folder }));
    expectServed(`there is no Electron in ${folder}, which ELECTRON_OVERRIDE_DIST_PATH names`);
  });

  test('the source of the download cannot be reached', async () => {
    electronPackage('process.exit(3)');
    const port = await listen();
    for (const close of closers.splice(0)) close();
    const env = { DISPLAY: await display(), ELECTRON_MIRROR: `http://127.0.0.1:${port}/` };
    await startOn(machine(env));
    expectServed(`Electron ${VERSION} is not downloaded yet and 127.0.0.1 cannot be reached (ECONNREFUSED)`);
  });

  test('the source of the download is no address', async () => {
    electronPackage();
    await startOn(machine({ DISPLAY: await display(), ELECTRON_MIRROR: 'mirror' }));
    expectServed('the address of the Electron mirror, “mirror”, is none');
  });

  test('the download fails', async () => {
    electronPackage('console.error("HTTPError: Response code 404 (Not Found)\\n    at download"); process.exit(1)');
    await startOn(machine({ DISPLAY: await display(), ELECTRON_MIRROR: `http://127.0.0.1:${await listen()}/` }));
    expectServed(`Electron ${VERSION} could not be downloaded (HTTPError: Response code 404 (Not Found))`);
    expect(notes).toEqual([`Downloading Electron ${VERSION}, once …`]);
  });

  test('the download hangs: the installer is killed when nothing arrives any more', async () => {
    const port = await listen();
    electronPackage(`fetch('http://127.0.0.1:${port}/').catch(() => {})`);
    const patience = { ...usualPatience, stallMs: 300, lookMs: 10 };
    await startOn(machine({ DISPLAY: await display(), ELECTRON_MIRROR: `http://127.0.0.1:${port}/` }, { patience }));
    expectServed(`Electron ${VERSION} could not be downloaded (nothing arrived for 0.3 s)`);
  });

  test('a download that leaves nothing behind', async () => {
    electronPackage('');
    await startOn(machine({ DISPLAY: await display(), ELECTRON_MIRROR: `http://127.0.0.1:${await listen()}/` }));
    expectServed(`the download of Electron ${VERSION} has left nothing that can be started`);
  });

  test('Electron dies at once: a library is missing', async () => {
    electronPackage();
    const complaint = 'electron: error while loading shared libraries: libnss3.so: cannot open shared object file';
    const dist = fakeElectron(`echo "noise" >&2; echo "${complaint}" >&2; exit 127`);
    await startOn(machine({ DISPLAY: await display(), ELECTRON_OVERRIDE_DIST_PATH: dist }));
    expectServed(`Electron stopped at once (exit code 127: ${complaint})`);
  });

  test('Electron dies at once: by a signal', async () => {
    electronPackage();
    const dist = fakeElectron(
      'echo "[1:2:FATAL:sandbox.cc(9)] The SUID sandbox helper binary is missing" >&2; kill -TRAP $$',
    );
    await startOn(machine({ DISPLAY: await display(), ELECTRON_OVERRIDE_DIST_PATH: dist }));
    expectServed('Electron stopped at once (SIGTRAP: The SUID sandbox helper binary is missing)');
  });

  test('Electron cannot be executed', async () => {
    electronPackage();
    const dist = fakeElectron('exit 0');
    chmodSync(path.join(dist, 'electron'), 0o644);
    await startOn(machine({ DISPLAY: await display(), ELECTRON_OVERRIDE_DIST_PATH: dist }));
    expectServed('Electron could not be started (EACCES)');
  });
});

describe('the desktop', () => {
  test('opens on the app with the lab file, and its exit code is ours', async () => {
    electronPackage();
    const dist = fakeElectron(`printf '%s\\n' "$@" > ${folder}/args; env > ${folder}/env; exit 0`);
    const env = { DISPLAY: await display(), ELECTRON_OVERRIDE_DIST_PATH: dist, ELECTRON_RUN_AS_NODE: '1' };
    await startOn(machine(env), 'my.socketlab');
    expect(served).toEqual([]);
    expect(process.exitCode).toBe(0);
    expect(readFileSync(`${folder}/args`, 'utf8')).toBe(`${folder}\n--lab=${path.resolve('my.socketlab')}\n`);
    expect(readFileSync(`${folder}/env`, 'utf8')).not.toContain('ELECTRON_RUN_AS_NODE');
  });

  test('root with LAB_NO_SANDBOX=1: opens, and says --no-sandbox openly', async () => {
    electronPackage();
    const dist = fakeElectron('[ "$1" = --no-sandbox ]');
    const env = { DISPLAY: await display(), ELECTRON_OVERRIDE_DIST_PATH: dist, LAB_NO_SANDBOX: '1' };
    await startOn(machine(env, { uid: 0 }));
    expect(lines).toEqual([]);
    expect(process.exitCode).toBe(0);
  });

  test('is downloaded when it is missing, then opens', async () => {
    electronPackage(`
      const fs = require('node:fs');
      fs.mkdirSync(__dirname + '/dist');
      fs.writeFileSync(__dirname + '/dist/version', '${VERSION}');
      fs.writeFileSync(__dirname + '/dist/electron', '#!/bin/sh\\nexit 0', { mode: 0o755 });
      fs.writeFileSync(__dirname + '/path.txt', 'electron');
      fs.writeFileSync(process.env.TMPDIR + '/left-over', '');
    `);
    await startOn(machine({ DISPLAY: await display(), ELECTRON_MIRROR: `http://127.0.0.1:${await listen()}/` }));
    expect([lines, served]).toEqual([[], []]);
    expect(existsSync(path.join(folder, 'out/electron-download'))).toBe(false);
  });

  test('a copy kept by an earlier download needs no network', async () => {
    electronPackage('console.error("Error: the kept copy is used"); process.exit(1)');
    mkdirSync(path.join(folder, 'cache/abcd'), { recursive: true });
    writeFileSync(path.join(folder, `cache/abcd/electron-v${VERSION}-linux-x64.zip`), '');
    const env = { DISPLAY: await display(), ELECTRON_MIRROR: 'http://127.0.0.1:1/' };
    await startOn(machine(env));
    expect(lines[0]).toContain('(Error: the kept copy is used)');
  });

  test('a failure later than the first seconds is an exit code, not a reason to serve', async () => {
    electronPackage();
    const dist = fakeElectron('exit 7');
    const patience = { ...usualPatience, earlyMs: 0 };
    await startOn(machine({ DISPLAY: await display(), ELECTRON_OVERRIDE_DIST_PATH: dist }, { patience }));
    expect([served, process.exitCode]).toEqual([[], 7]);
  });

  test('options of serve are no mistake, and are named as without effect', async () => {
    electronPackage();
    const env = { DISPLAY: await display(), ELECTRON_OVERRIDE_DIST_PATH: fakeElectron('exit 0') };
    await startOn(machine(env), '--port', '0', '--no-open');
    expect(notes).toEqual(['The desktop app opens; --port, --no-open would count in the browser only (--web).']);
  });

  test('other systems are not asked for a display', async () => {
    electronPackage();
    const env = { ELECTRON_OVERRIDE_DIST_PATH: fakeElectron('exit 0') };
    await startOn(machine(env, { platform: 'darwin' }));
    expect(lines).toEqual([]);
  });
});

test.each([[['--prot', '1']], [['--port']], [['a.socketlab', 'b.socketlab']], [['a.socketlab', '--lab=b']]])(
  'wrong arguments end with the usage and open nothing: %j',
  async (args) => {
    await startOn(machine({}), ...args);
    expect([lines, served, notes.length, process.exitCode]).toEqual([[], [], 1, 2]);
  },
);

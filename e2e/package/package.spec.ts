// What `npm run dist` would ship, packed around a stand-in for Electron's folder: exactly which files, how large, with
// which fuses, and that those files boot.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { extractAll, listPackage } from '@electron/asar';
import { expect, test } from '@playwright/test';
import { firstPage, launch } from '../desktop/launch.ts';
import { appRoot } from '../desktop/target.ts';
import { fusesIn, makeStandIn } from './stand-in-electron.ts';

test.describe.configure({ mode: 'default' }); // packed once for all of them
test.skip(process.platform !== 'linux', 'the stand-in is one of Linux');

const { appId } = createRequire(import.meta.url)('../../build/electron-builder.cjs') as { appId: string };
const folder = path.join(appRoot, 'test-results/package');
const packed = path.join(folder, 'linux-unpacked');
const asar = path.join(packed, 'resources/app.asar');
const read = (name: string) => readFileSync(path.join(packed, name), 'utf8');

test.beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  const require = createRequire(import.meta.url);
  makeStandIn(path.join(folder, 'electron'), require('electron/package.json').version);
  const builder = require.resolve('electron-builder/cli.js');
  const config = path.join(appRoot, 'e2e/package/probe-config.cjs');
  const args = [`-c.electronDist=${path.join(folder, 'electron')}`, `-c.directories.output=${folder}`];
  const run = spawnSync(process.execPath, [builder, '--linux', 'dir', '--config', config, ...args], {
    cwd: appRoot,
    encoding: 'utf8',
  });
  expect(run.status, `${run.stdout}\n${run.stderr}`).toBe(0);
});

test('the archive holds the app and nothing else', () => {
  const files = listPackage(asar, { isPack: false }).map((file) => file.replaceAll('\\', '/'));
  const folders = new Set(files.map((file) => path.posix.dirname(file)));
  const own = files.filter((file) => !folders.has(file));
  const assets = own.filter((file) => file.startsWith('/out/renderer/assets/'));
  expect(own.filter((file) => !assets.includes(file)).sort()).toEqual([
    '/out/main/main.cjs',
    '/out/preload/preload.cjs',
    '/out/renderer/index.html',
    '/package.json',
  ]);
  expect(assets.length).toBeGreaterThan(2);
  for (const file of assets) expect(file).toMatch(/-[\w-]{8}\.(?:js|css|woff2)$/u);
});

test('it is small', () => {
  expect(statSync(asar).size).toBeLessThan(4 * 1024 * 1024);
  expect(gzipSync(readFileSync(asar)).length).toBeLessThan(2 * 1024 * 1024);
});

test('its package.json says what it is, and nothing of how it was made', () => {
  const out = path.join(folder, 'manifest');
  extractAll(asar, out);
  const { version } = JSON.parse(readFileSync(path.join(appRoot, 'package.json'), 'utf8')) as { version: string };
  const manifest = JSON.parse(readFileSync(path.join(out, 'package.json'), 'utf8')) as Record<string, unknown>;
  expect(manifest).toMatchObject({
    name: 'socket-lab',
    productName: 'Socket Lab',
    version,
    main: 'out/main/main.cjs',
    license: 'MIT',
  });
  for (const key of ['scripts', 'devDependencies', 'dependencies']) expect(manifest).not.toHaveProperty(key);
  const main = readFileSync(path.join(out, 'out/main/main.cjs'), 'utf8');
  expect(main).not.toContain(appRoot);
  expect(main).toContain(`"${appId}"`); // notifications on Windows need the same one
});

test('Electron’s fuses are set', () => {
  // In the order of Electron's own list; the ninth is one our tools do not know and leave as it was.
  expect(fusesIn(readFileSync(path.join(packed, 'socket-lab')))).toEqual([
    false, // RunAsNode
    true, // EnableCookieEncryption
    false, // EnableNodeOptionsEnvironmentVariable
    false, // EnableNodeCliInspectArguments
    true, // EnableEmbeddedAsarIntegrityValidation
    true, // OnlyLoadAppFromAsar
    false, // LoadBrowserProcessSpecificV8Snapshot
    false, // GrantFileProtocolExtraPrivileges
    true,
  ]);
});

test('the licences of everything inside lie beside it', () => {
  expect(read('LICENSE.socket-lab.txt')).toContain('MIT License');
  expect(existsSync(path.join(packed, 'LICENSES.chromium.html'))).toBe(true);
  const licences = read('LICENSES.bundled.txt');
  const inside = bundledPackages();
  expect(inside.size).toBeGreaterThan(8);
  for (const name of inside) expect(licences).toContain(`\n${name} `);
  expect(licences).not.toContain('comes without the text');
  expect(licences).toContain('SIL OPEN FONT LICENSE');
});

/** The packages in the bundles, by their source maps: found in another way than the list was made. */
function bundledPackages(): Set<string> {
  const names = new Set<string>();
  const assets = path.join(appRoot, 'out/renderer/assets');
  const maps = readdirSync(assets, { withFileTypes: true })
    .filter(({ name }) => name.endsWith('.map'))
    .map(({ name }) => path.join(assets, name));
  for (const file of [...maps, path.join(appRoot, 'out/main/main.cjs.map')]) {
    const { sources } = JSON.parse(readFileSync(file, 'utf8')) as { sources: string[] };
    for (const source of sources) {
      const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//u.exec(source)?.[1];
      if (name) names.add(name);
    }
  }
  return names;
}

test('the desktop entry, the MIME type and the icons of deb and AppImage', () => {
  const entry = readFileSync(path.join(folder, 'socket-lab.desktop'), 'utf8');
  for (const line of [
    'Name=Socket Lab',
    'Exec=socket-lab %U',
    'Icon=socket-lab',
    'Type=Application',
    'Categories=Development;',
    'MimeType=application/vnd.socketlab+json;',
  ]) {
    expect(entry.split('\n')).toContain(line);
  }
  const mime = readFileSync(path.join(folder, 'socket-lab.xml'), 'utf8');
  expect(mime).toContain('<mime-type type="application/vnd.socketlab+json">');
  expect(mime).toContain('<glob pattern="*.socketlab"/>');
  expect(JSON.parse(readFileSync(path.join(folder, 'icons.json'), 'utf8'))).toEqual(
    expect.arrayContaining([16, 24, 32, 48, 64, 128, 256, 512, 1024]),
  );
});

test('the packed files boot and work', async ({ browserName: _ }, info) => {
  const out = path.join(folder, 'extracted');
  extractAll(asar, out);
  const launched = await launch(info, out);
  try {
    const page = await firstPage(launched.app);
    await page.getByTestId('start-echo').click();
    await expect(page.locator('[role=row][data-conn-id]')).toHaveAttribute('data-state', 'open');
    expect(launched.errors()).not.toMatch(/\n\s+at /u);
  } finally {
    await launched.app.evaluate(({ dialog }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
    });
    await launched.close();
  }
});

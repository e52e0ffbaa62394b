// What only Electron itself can show. On the double each of these is skipped, by name and with the reason.
import { expect, openDesktop, test } from './fixture.ts';
import { target } from './launch.ts';

/** Skips the test on the double, and says why in the output. */
function needsElectron(reason: string): void {
  if (target.isDouble) console.log(`Skipped on the double: ${test.info().title} (${reason}).`);
  test.skip(target.isDouble, reason);
}

test('the page’s process is in the system’s sandbox', async ({ browserName: _ }, info) => {
  needsElectron('the double refuses other settings, and cannot show what Electron makes of these');
  test.skip(process.platform === 'linux', 'Playwright starts Electron without its sandbox on Linux');
  const desktop = await openDesktop(info);
  const pages = await desktop.app.evaluate(({ app }) => app.getAppMetrics().filter(({ type }) => type === 'Tab'));
  expect(pages.map(({ sandboxed }) => sandboxed)).toEqual([true]);
  await desktop.close();
});

test('the menu’s roles are the system’s own', async ({ browserName: _ }, info) => {
  needsElectron('the double keeps menus, and gives roles no meaning');
  const desktop = await openDesktop(info);
  const edit = await desktop.app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()
      ?.items.find(({ label }) => label === 'Edit')
      ?.submenu?.items.map(({ label }) => label),
  );
  expect(edit).toEqual(expect.arrayContaining(['Cut', 'Copy', 'Paste', 'Select All']));
  await desktop.close();
});

test('on macOS closing the window hides it, servers go on, and the Dock counts them', async ({
  browserName: _,
}, info) => {
  needsElectron('the double has no macOS');
  test.skip(process.platform !== 'darwin', 'this is not macOS');
  const desktop = await openDesktop(info);
  const caller = await desktop.caller();
  await caller.call('server.listen', { listen: { port: 0, host: '127.0.0.1' } });
  await expect.poll(() => desktop.app.evaluate(({ app }) => app.getBadgeCount())).toBe(1);
  const main = (act: 'close' | 'look') =>
    desktop.app.evaluate(({ BrowserWindow }, act) => {
      const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL() === 'app://lab/');
      if (act === 'close') window?.close();
      return window?.isVisible();
    }, act);
  await main('close');
  await expect.poll(() => main('look')).toBe(false);
  await desktop.app.evaluate(({ app }) => void app.emit('activate'));
  await expect.poll(() => main('look')).toBe(true);
  const { servers } = await caller.call('lab.snapshot', {});
  expect(servers.map(({ state }) => state)).toEqual(['listening']);
  await desktop.close();
});

// The native menu: fed by the page, and telling it what was chosen.
import type { Page } from '@playwright/test';
import { EMPTY_PAGE, expect, test } from './fixture.ts';
import { choose, itemIn } from './menu-bar.ts';

/** Tells the app a menu, as the page does. */
const tellMenu = (page: Page, commands: readonly object[]) =>
  page.evaluate((text) => window.socketLab?.shell.tell(text), JSON.stringify({ tell: 'menu', commands }));

test('what the page offers stands in the menu, and choosing it tells the page', async ({ desktop }) => {
  const { page, openWindow } = desktop;
  await page.evaluate(() => {
    const chosen: string[] = [];
    Object.assign(window, { chosen });
    window.socketLab?.shell.onTold((text) => chosen.push(text));
  });
  const teller = await openWindow(EMPTY_PAGE);
  await tellMenu(teller, [
    { id: 'spec.one', title: 'Do R&D…', group: 'Endpoint', keys: ['$mod+Shift+E', 'x'] },
    { id: 'spec.two', title: 'Not now', group: 'View', keys: ['f'], enabled: false },
    { id: 'spec.three', title: 'Sidebar', group: 'View', checked: true },
  ]);
  await expect
    .poll(() => itemIn(desktop, 'spec.one'))
    .toMatchObject({
      label: 'Do R&&D…',
      accelerator: 'CmdOrCtrl+Shift+E',
      enabled: true,
    });
  expect(await itemIn(desktop, 'spec.two')).toMatchObject({ enabled: false, accelerator: undefined });
  expect(await itemIn(desktop, 'spec.three')).toMatchObject({ checked: true });
  await choose(desktop, 'spec.one');
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { chosen: string[] }).chosen))
    .toEqual(['{"tell":"command","id":"spec.one"}']);
});

test('what is no menu is not taken, and the menu stays', async ({ desktop }) => {
  const teller = await desktop.openWindow(EMPTY_PAGE);
  await tellMenu(teller, [{ id: 'spec.good', title: 'Good', group: 'Endpoint' }]);
  await expect.poll(() => itemIn(desktop, 'spec.good')).toBeDefined();
  await tellMenu(teller, [{ id: 'spec.bad', title: 7, group: 'Endpoint' }]);
  await expect.poll(desktop.errors).toContain('A message of the page was not understood');
  expect(await itemIn(desktop, 'spec.good')).toBeDefined();
});

test('Help leads to the person’s own browser, and only to known sites', async ({ desktop }) => {
  const { app, page } = desktop;
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = (url: string) => Promise.resolve(void opened.push(url));
  });
  await choose(desktop, 'link-net');
  const opened = () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  expect(await opened()).toEqual(['https://nodejs.org/api/net.html']);
  await page.evaluate(() => void window.open('https://evil.example/'));
  await page.evaluate(() => void window.open('https://www.rfc-editor.org/rfc/rfc9293'));
  await expect.poll(opened).toEqual(['https://nodejs.org/api/net.html', 'https://www.rfc-editor.org/rfc/rfc9293']);
  expect(app.windows()).toHaveLength(1);
});

test('a file is shown in its folder, and only one of this machine by its whole path', async ({ desktop }) => {
  const { app, page } = desktop;
  await app.evaluate(({ shell }) => {
    const shown: string[] = [];
    Object.assign(globalThis, { shown });
    shell.showItemInFolder = (file: string) => void shown.push(file);
  });
  for (const file of ['//server/share', 'notes.txt', '/tmp/notes.txt']) {
    await page.evaluate((file) => {
      window.socketLab?.shell.tell(JSON.stringify({ tell: 'show-in-folder', path: file }));
    }, file);
  }
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { shown: string[] }).shown))
    .toEqual(['/tmp/notes.txt']);
});

test('the theme of the page is that of window, menus and dialogs, and of the next start', async ({ desktop }) => {
  const { app, page } = desktop;
  const source = () => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
  expect(await source()).toBe('system');
  await page.evaluate(() => window.socketLab?.shell.tell('{"tell":"theme","theme":"dark"}'));
  await expect.poll(source).toBe('dark');
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
});

test('the menu is made of the page’s commands, and does what they do', async ({ desktop }) => {
  const { page } = desktop;
  await expect.poll(() => itemIn(desktop, 'endpoint.playground')).toMatchObject({ accelerator: 'CmdOrCtrl+Shift+E' });
  expect(await itemIn(desktop, 'connection.finish')).toMatchObject({ enabled: false });
  expect(await itemIn(desktop, 'endpoint.stop-all')).toMatchObject({ enabled: false });
  await choose(desktop, 'endpoint.playground');
  await expect(page.locator('[role=row][data-conn-id]')).toHaveAttribute('data-state', 'open');
  await expect.poll(async () => (await itemIn(desktop, 'connection.finish'))?.enabled).toBe(true);
  await expect.poll(async () => (await itemIn(desktop, 'endpoint.stop-all'))?.enabled).toBe(true);
  await choose(desktop, 'connection.finish');
  await expect(page.locator('[role=row][data-conn-id]')).toHaveAttribute('data-state', 'receive-only');
  await choose(desktop, 'view.sidebar');
  await expect.poll(async () => (await itemIn(desktop, 'view.sidebar'))?.checked).toBe(false);
});

test('Endpoint is about the endpoint in mind: duplicate, copy its address and its command, rename', async ({
  desktop,
}) => {
  const { page } = desktop;
  expect(await itemIn(desktop, 'endpoint.duplicate')).toMatchObject({
    label: 'Duplicate the endpoint',
    enabled: false,
  });
  await choose(desktop, 'endpoint.playground');
  await page.locator('[data-endpoint]').first().focus();
  await expect
    .poll(async () => (await itemIn(desktop, 'endpoint.copy-command'))?.label)
    .toBe('Copy the terminal command for “Echo”');
  await choose(desktop, 'endpoint.copy-address');
  await expect(page.getByTestId('toast').filter({ hasText: /^Copied\.\D*127\.0\.0\.1:\d+/u })).toBeVisible();
  await choose(desktop, 'endpoint.copy-command');
  await expect(page.getByTestId('toast').filter({ hasText: /nc 127\.0\.0\.1 \d+/u })).toBeVisible();
  await page.locator('[data-endpoint]').nth(1).focus();
  await expect.poll(async () => (await itemIn(desktop, 'endpoint.duplicate'))?.label).toBe('Duplicate “Echo client”');
  await choose(desktop, 'endpoint.duplicate');
  await expect(page.getByTestId('client-item')).toHaveCount(2);
  expect(await itemIn(desktop, 'endpoint.rename')).toMatchObject({ accelerator: 'F2' });
  await choose(desktop, 'endpoint.rename');
  await expect(page.getByTestId('rename-field')).toBeFocused();
});

test('what may be chosen changes in a menu that is open', async ({ desktop }) => {
  const teller = await desktop.openWindow(EMPTY_PAGE);
  const one = { id: 'spec.one', title: 'One', group: 'Endpoint', checked: false };
  await tellMenu(teller, [{ ...one, enabled: false }]);
  await expect.poll(() => itemIn(desktop, 'spec.one')).toMatchObject({ enabled: false, checked: false });
  const sameMenu = (remember: boolean) =>
    desktop.app.evaluate(({ Menu }, remember) => {
      const kept = globalThis as { menu?: unknown };
      if (remember) kept.menu = Menu.getApplicationMenu();
      return kept.menu === Menu.getApplicationMenu();
    }, remember);
  await sameMenu(true);
  await tellMenu(teller, [{ ...one, enabled: true, checked: true }]);
  await expect.poll(() => itemIn(desktop, 'spec.one')).toMatchObject({ enabled: true, checked: true });
  expect(await sameMenu(false)).toBe(true);
  await tellMenu(teller, [{ ...one, title: 'Uno' }]);
  await expect.poll(() => itemIn(desktop, 'spec.one')).toMatchObject({ label: 'Uno' });
  expect(await sameMenu(false)).toBe(false);
});

test('Edit ▸ Undo is about the text while a text field has the focus', async ({ desktop }) => {
  const { page } = desktop;
  await choose(desktop, 'endpoint.playground');
  const composer = page.getByTestId('composer');
  await expect(composer).toBeFocused();
  const before = await composer.inputValue();
  await page.keyboard.type('x');
  await expect(composer).not.toHaveValue(before);
  await choose(desktop, 'edit.undo');
  await expect(composer).toHaveValue(before);
  await expect(page.locator('[role=row][data-conn-id]')).toHaveAttribute('data-state', 'open');
});

test('a connection opens in a window of its own, once', async ({ desktop }) => {
  const { app, page } = desktop;
  await choose(desktop, 'endpoint.playground');
  const row = page.locator('[role=row][data-conn-id]');
  await expect(row).toHaveAttribute('data-state', 'open');
  const id = await row.getAttribute('data-conn-id');
  const addresses = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.webContents.getURL()));

  await choose(desktop, 'connection.window');
  await expect.poll(async () => (await addresses()).sort()).toEqual(['app://lab/', `app://lab/?inspect=${id}`]);
  // The page's own window.open is refused, which Playwright may see as a window that comes and goes.
  const ownWindow = () => app.windows().find((window) => window.url().includes(`?inspect=${id}`));
  await expect.poll(() => [app.windows().length, ownWindow() !== undefined]).toEqual([2, true]);
  const own = ownWindow() as Page;
  await expect(own.getByTestId('inspector-window')).toBeVisible();
  await expect(own).toHaveTitle(new RegExp(`^#${id} `, 'u'));

  await app.evaluate(({ BrowserWindow }) => {
    const main = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL() === 'app://lab/');
    main?.focus();
  });
  await choose(desktop, 'connection.window');
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.webContents.getURL()))
    .toBe(`app://lab/?inspect=${id}`);
  expect(await addresses()).toHaveLength(2);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.close());
  await expect.poll(addresses).toEqual(['app://lab/']);
});

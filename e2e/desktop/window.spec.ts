import { expect, test } from './fixture.ts';

test('the window opens on the page, loaded from app://', async ({ desktop: { app, page } }) => {
  await expect(page).toHaveTitle(/Socket Lab/u);
  await expect(page.locator('#root > *')).not.toHaveCount(0);
  const window = await app.evaluate(({ BrowserWindow }) => {
    const { length, 0: window } = BrowserWindow.getAllWindows();
    const { width, height } = window?.getBounds() ?? {};
    return { length, url: window?.webContents.getURL(), width, height };
  });
  expect(window).toEqual({ length: 1, url: 'app://lab/', width: 1280, height: 800 });
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
});

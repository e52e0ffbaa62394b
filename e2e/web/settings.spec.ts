// Settings are kept, hold at once, and fall back with a notice when what was kept cannot be read (ux.md 1.3).
import { serveLab } from '../serve-lab.ts';
import { expect, test } from './fixture.ts';

test('settings hold at once, survive a reload, and what the forms begin with follows them', async ({ labPage }) => {
  const { page } = labPage;
  await page.keyboard.press('ControlOrMeta+,');
  await expect(page.getByTestId('settings-view')).toBeVisible();
  await page.getByTestId('setting-theme').selectOption('dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByTestId('setting-theme').selectOption('contrast');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast');
  await page.getByTestId('setting-density').selectOption('compact');
  await page.getByTestId('setting-defaultHost').fill('::1');
  await page.getByTestId('setting-defaultIdleTimeoutMs').fill('5000');
  await page.getByTestId('setting-foldAfterSeconds').fill('soon');
  await expect(page.getByTestId('settings-view')).toContainText('It stays 60.');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast');
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
  await page.getByTestId('listen').click();
  await expect(page.locator('[data-field=host] input')).toHaveValue('::1');
  await expect(page.getByTestId('field-idleTimeoutMs')).toHaveValue('5000');
  await page.keyboard.press('Escape');
  await page.getByTestId('settings').click();
  await page.getByTestId('settings-defaults').click();
  await expect(page.getByTestId('setting-defaultHost')).toHaveValue('127.0.0.1');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('settings-view')).toHaveCount(0);
  await expect(page.getByTestId('settings')).toBeFocused();
});

test('settings that cannot be read fall back one by one, and that is said', async ({ page }) => {
  await using lab = await serveLab();
  await page.addInitScript(() => {
    localStorage.setItem('socket-lab.settings', JSON.stringify({ theme: 'plaid', density: 'comfortable' }));
  });
  await page.goto(lab.url);
  await expect(page.getByTestId('toast')).toContainText('Some settings could not be read');
  await expect(page.getByTestId('toast')).toContainText('theme');
  await expect(page.locator('html')).toHaveAttribute('data-density', 'comfortable');
});

test('keeping no bytes is told to the engine, and again after it was changed back', async ({ labPage }) => {
  const { page, lab } = labPage;
  await page.getByTestId('settings').click();
  await page.getByRole('checkbox', { name: 'Keep the bytes' }).uncheck();
  await page.getByTestId('settings-close').click();
  await page.getByTestId('start-echo').click();
  const composer = page.getByTestId('composer');
  await expect(composer).toBeFocused();
  await page.keyboard.press('Enter');
  const client = (await lab.caller.call('lab.snapshot', {})).sockets.find((s) => s.origin === 'dialled');
  const socketId = client?.socketId as never;
  await lab.caller.socketWhen(socketId, (s) => s.counts.bytesRead === 6);
  const kept = async () => (await lab.caller.call('capture.read', { socketId })).chunks.length;
  expect(await kept()).toBe(0);
  await page.getByTestId('settings').click();
  await page.getByRole('checkbox', { name: 'Keep the bytes' }).check();
  await page.getByTestId('settings-close').click();
  await expect(page.getByTestId('settings-view')).toHaveCount(0);
  await composer.fill('again');
  await composer.press('Enter');
  await lab.caller.socketWhen(socketId, (s) => s.counts.bytesRead > 6);
  expect(await kept()).toBeGreaterThan(0);
});

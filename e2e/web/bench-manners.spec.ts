// Small things of the bench that decide how it feels: what is shown by itself, what makes room, what a form begins with.
import { dial, listen } from './crowd.ts';
import { expect, test } from './fixture.ts';
import { dialRaw } from './raw-client.ts';

test.use({ viewport: { width: 1280, height: 800 } });

test('an outside client that comes while nothing is selected is shown; the next one changes nothing', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Waits');
  await dial(lab, port); // one of ours selects nothing
  await expect(row()).toHaveCount(1);
  await expect(page.locator('aside[data-testid=inspector]')).toContainText('Select a connection');
  using first = await dialRaw(port);
  const { socketId } = await lab.caller.event('server.connection', (e) => e.socketId > 3);
  await expect(page.locator('aside[data-testid=inspector]')).toHaveAttribute('data-conn-id', String(socketId));
  await expect(page.getByTestId('speak-as')).toHaveValue('server');
  using _second = await dialRaw(port);
  await expect(row()).toHaveCount(3);
  await expect(page.locator('aside[data-testid=inspector]')).toHaveAttribute('data-conn-id', String(socketId));
  expect(first.closed()).toBe(undefined);
});

test('while somebody is in the grid nothing is selected by itself', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Waits');
  await dial(lab, port);
  await expect(row()).toHaveCount(1);
  await page.getByRole('grid').focus();
  using _guest = await dialRaw(port);
  await expect(row()).toHaveCount(2);
  await expect(page.locator('aside[data-testid=inspector]')).toContainText('Select a connection');
});

test('2.1 the column chooser says which columns a narrow window hides; asked for, they are shown', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo');
  await dial(lab, port);
  await expect(row()).toHaveCount(1);
  await page.getByRole('button', { name: 'Columns' }).click();
  const choice = page.locator('[data-choice=kind]');
  await expect(choice).toContainText('hidden: window too narrow');
  await expect(page.locator('[data-choice=sent]')).not.toContainText('hidden');
  await page.setViewportSize({ width: 1400, height: 800 });
  await expect(choice).not.toContainText('hidden');
  await page.setViewportSize({ width: 1280, height: 800 });
  await choice.getByRole('checkbox').uncheck();
  await choice.getByRole('checkbox').check();
  await expect(choice).not.toContainText('hidden');
  await expect(row().locator('[data-column=kind]')).toBeVisible();
});

test('the notices leave the Stream several lines', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo');
  await row(await dial(lab, port)).click();
  for (let i = 0; i < 8; i++) {
    await lab.caller.call('server.listen', { listen: { port, host: '127.0.0.1' } }).catch(() => {});
    await lab.caller.call('socket.connect', { target: { path: `/tmp/no-such-${process.pid}-${i}` } });
  }
  await page.getByTestId('notices-button').click();
  await expect(page.getByTestId('notices-drawer')).toBeVisible();
  const room = await page.locator('#inspector-panel').boundingBox();
  expect(room?.height ?? 0).toBeGreaterThan(60);
});

test('the tools take the place of the settings', async ({ labPage }) => {
  const { page, lab } = labPage;
  await listen(lab, 'Echo', 'echo');
  await page.keyboard.press('ControlOrMeta+,');
  await expect(page.getByTestId('settings-view')).toBeVisible();
  await page.getByRole('button', { name: 'Tools' }).click();
  await expect(page.getByTestId('tools')).toBeVisible();
  await expect(page.getByTestId('settings-view')).toHaveCount(0);
});

test('Listen begins as it was last chosen, and by hand where one wants to talk', async ({ labPage }) => {
  const { page, lab } = labPage;
  await page.getByTestId('start-by-hand').click();
  await expect(page.getByTestId('field-behaviour')).toHaveValue('');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByTestId('start-listen').click();
  await expect(page.getByTestId('field-behaviour')).toHaveValue('echo');
  await page.getByTestId('field-behaviour').selectOption('discard');
  await page.locator('[data-field=port] input').fill('0');
  await page.getByTestId('listen-submit').click();
  await lab.caller.event('server.listening');
  await page.reload();
  await page.getByTestId('listen').click();
  await expect(page.getByTestId('field-behaviour')).toHaveValue('discard');
});

test('4.1 the card Greeting says who begins where a behaviour does', async ({ labPage }) => {
  const { page } = labPage;
  await page.getByTestId('start-banner-server').click();
  await page.keyboard.press('Alt+2');
  await expect(page.getByTestId('card-greeting')).toContainText('Banner (Otherwise) begins');
});

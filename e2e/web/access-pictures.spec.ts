// Access: axe on the pictures of a connection and on the dialogs of Composer and grid (ux.md section 8, number 30).
import type { Locator } from '@playwright/test';
import { chooseTheme, serious } from './axe.ts';
import { expect, test } from './fixture.ts';
import { fillPipe, makePair, openTab } from './made-connections.ts';

for (const name of ['light', 'dark'] as const) {
  test(`UX30 axe finds nothing serious in the pictures of a busy pair, ${name}`, async ({ labPage }) => {
    test.setTimeout(240_000);
    const { page, lab } = labPage;
    await chooseTheme(page, name);
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-theme', name);
    const check = async (what: string) => expect.soft(await serious(page, name), what).toEqual([]);
    const { client, server } = await makePair(lab);
    await lab.caller.call('socket.pause', { socketId: server });
    await fillPipe(lab, client);
    await lab.caller.call('socket.end', { socketId: client });
    for (const [tab, table] of [
      ['ladder', 'ladder-table'],
      ['state', 'state-list-toggle'],
      ['pipes', 'pipes-table-toggle'],
      ['chart', 'chart-table-toggle'],
    ] as const) {
      await openTab(labPage, client, tab);
      await expect(page.getByTestId(table)).toBeVisible();
      await check(tab);
      await page.getByTestId(table).check();
      await check(`${tab} as text`);
    }
  });

  test(`UX30 axe finds nothing serious in the dialogs of the Composer and of the grid, ${name}`, async ({
    labPage,
  }) => {
    test.setTimeout(240_000);
    const { page, lab, row, composer } = labPage;
    await chooseTheme(page, name);
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-theme', name);
    const check = async (what: string) => expect.soft(await serious(page, name), what).toEqual([]);
    await makePair(lab); // several can be selected
    const other = await makePair(lab);
    await openTab(labPage, other.client, 'stream');
    await composer.fill('PING');
    const opened = async (what: string, shown: Locator) => {
      await expect(shown).toBeVisible();
      await check(what);
      await page.keyboard.press('Escape');
      await expect(shown).toHaveCount(0);
    };
    for (const [button, dialog] of [
      ['repeat', 'repeat-dialog'],
      ['history', 'history-dialog'],
    ] as const) {
      await page.getByTestId(button).click();
      await opened(dialog, page.getByTestId(dialog));
    }
    for (const [item, dialog] of [
      ['Save as snippet…', 'snippet-dialog'],
      ['All snippets…', 'snippets-dialog'],
    ] as const) {
      await page.getByTestId('snippets').click();
      await page.getByRole('menuitem', { name: item }).click();
      await opened(dialog, page.getByTestId(dialog));
    }
    await page.getByTestId('compose-mode').selectOption('file');
    await check('the file to send');
    await page.getByTestId('columns').click();
    await opened('the columns', page.getByTestId('column-chooser'));
    await page.getByTestId('group-by').click();
    await opened('the groups', page.getByRole('menu'));
    await page.getByTestId('filter-input').pressSequentially('state:open colour:red ');
    await expect(page.getByTestId('filter-notes')).toBeVisible();
    await check('a filter with a chip that hides nothing');
    await page.getByTestId('clear-filter').first().click();
    await row(other.client).click();
    await page.keyboard.press('ControlOrMeta+a');
    await expect(page.getByTestId('bulk-bar')).toBeVisible();
    await check('several connections selected');
  });
}

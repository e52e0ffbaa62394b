// Menus that are opened on something do what they say to that, and show the keys as they are (ux.md 6.1, 6.3).
import type { Page } from '@playwright/test';
import type { ServedLab } from '../serve-lab.ts';
import { expect, type LabPage, test } from './fixture.ts';
import { dialRaw } from './raw-client.ts';
import { pair } from './stream-pair.ts';

const command = (page: Page, id: string) => page.locator(`[role=menuitem][data-command="${id}"]`);
const name = (page: Page, text: string) => page.getByRole('button', { name: text, exact: true });
const server = ({ page }: LabPage, text: string) => page.getByTestId('server-item').filter({ has: name(page, text) });

async function listen({ caller }: ServedLab, title: string): Promise<number> {
  const { address } = await caller.call('server.listen', {
    name: title,
    listen: { port: 0, host: '127.0.0.1' },
    options: { allowHalfOpen: true },
  });
  return (address as { port: number }).port;
}
const dial = async ({ caller }: ServedLab, port: number) => {
  const { socketId } = await caller.call('socket.connect', {
    target: { port, host: '127.0.0.1' },
    options: { allowHalfOpen: true },
  });
  await caller.event('socket.paired', (e) => e.socketId === socketId);
  return socketId;
};

/** Gives a command other keys in the sheet of keys. */
async function changeKeys(page: Page, find: string, title: string, keys: string): Promise<void> {
  await page.keyboard.press('Control+/');
  await page.getByTestId('keys-find').fill(find);
  await page.getByRole('button', { name: `Change the key of ${title}`, exact: true }).press('Enter');
  await page.keyboard.press(keys);
  await page.getByTestId('key-take').press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('keys-sheet')).toHaveCount(0);
}

test('6.1 a key that was changed stands in the context menu, works there, and the old one does not', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  const port = await listen(lab, 'One');
  const id = await dial(lab, port);
  await changeKeys(page, 'rename', 'Rename the endpoint', 'F4');
  await name(page, 'One').click({ button: 'right' });
  await expect(command(page, 'endpoint.rename')).toContainText('F4');
  await expect(command(page, 'endpoint.activate')).toContainText('Space');
  await page.keyboard.press('Escape');
  await name(page, 'One').focus();
  await page.keyboard.press('F2');
  await expect(page.getByTestId('rename-field')).toHaveCount(0);
  await page.keyboard.press('F4');
  await expect(page.getByTestId('rename-field')).toBeFocused();
  await page.keyboard.press('Escape');

  await changeKeys(page, 'reset', 'Reset', 'Control+Shift+Y');
  await row(id).click({ button: 'right' });
  await expect(command(page, 'connection.reset')).toContainText('Ctrl+Shift+Y');
  await page.keyboard.press('Escape');
  await page.getByTestId('act-close-menu').click();
  await expect(page.getByTestId('act-reset')).toContainText('Ctrl+Shift+Y');
});

test('the menu by keyboard acts on the endpoint it was opened on, not on that of the selected connection', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  const port = await listen(lab, 'One');
  await listen(lab, 'Two');
  const id = await dial(lab, port);
  await row(id).click();
  await name(page, 'Two').focus();
  await page.keyboard.press('Shift+F10');
  await expect(command(page, 'endpoint.delete')).toHaveText(/Delete “Two”/u);
  await command(page, 'endpoint.activate').press('Enter');
  await expect(server(labPage, 'Two')).toHaveAttribute('data-state', 'stopped');
  await expect(server(labPage, 'One')).toHaveAttribute('data-state', 'listening');
  // By pointer, too, while another endpoint has the focus; and that is the one that is selected then.
  await name(page, 'Two').focus();
  await name(page, 'One').click({ button: 'right' });
  await command(page, 'endpoint.duplicate').click();
  await expect(page.getByTestId('server-item')).toHaveCount(3);
  await expect(name(page, 'One copy')).toBeVisible();
  await expect(server(labPage, 'One')).toHaveAttribute('data-selected', 'true');
});

test('the menu by keyboard acts on the row, and the one of several rows on all of them', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const port = await listen(lab, 'One');
  const [a, b] = [await dial(lab, port), await dial(lab, port)];
  await row(a).click();
  await page.keyboard.press('ArrowDown');
  await expect(row(b)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Shift+F10');
  await command(page, 'connection.finish').press('Enter');
  await expect(row(b)).toHaveAttribute('data-state', 'receive-only');
  await expect(row(a)).toHaveAttribute('data-state', 'open');
  await row(a).click();
  await row(b).click({ modifiers: ['Shift'] });
  await page.keyboard.press('Shift+F10');
  await expect(command(page, 'selection.close')).toHaveText('Close 2 connections');
  await page.keyboard.press('Escape');
  // The header of the inspector is about its own connection all the same.
  await page.getByTestId('act-more').click();
  await command(page, 'connection.dial-anew').click();
  await expect(row()).toHaveCount(3);
  // By pointer on a row that is not selected: that row.
  await row(a).click();
  await row(b).click({ button: 'right' });
  await command(page, 'connection.close').click();
  await expect(row(b)).toHaveAttribute('data-state', 'closed');
  await expect(row(a)).toHaveAttribute('data-state', 'open');
});

test('the menu of a heading sorts by that column and hides it; every column is sorted by from the palette', async ({
  labPage,
}) => {
  const { page, lab } = labPage;
  const port = await listen(lab, 'One');
  await dial(lab, port);
  await page.locator('#column-received').click({ button: 'right' });
  await command(page, 'grid.sort-descending').click();
  await expect(page.locator('#column-received')).toHaveAttribute('aria-sort', 'descending');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('sort by sent');
  await expect(page.getByTestId('palette-item').first()).toContainText('Sort by: ↑ Sent');
  await page.keyboard.press('Enter');
  await expect(page.locator('#column-sent')).toHaveAttribute('aria-sort', 'ascending');
  await page.locator('#column-received').click({ button: 'right' });
  await command(page, 'grid.hide-column').click();
  await expect(page.locator('#column-received')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(page.locator('#column-received')).toBeVisible();
});

test('the menu of the Stream acts on the chunk: the chosen one by keyboard, the one under the pointer', async ({
  labPage,
}) => {
  const { page, composer, chunks } = labPage;
  const { say } = await pair(labPage);
  await say('client', 'first');
  await say('client', 'second');
  const put = command(page, 'stream.toComposer');
  await expect(chunks('client')).toHaveCount(2);
  await chunks('client').first().locator('[data-from]').first().click();
  await expect(chunks('client').first()).toHaveAttribute('data-cursor', 'true');
  await page.getByTestId('stream-list').focus();
  await page.keyboard.press('j');
  await expect(chunks('client').nth(1)).toHaveAttribute('data-cursor', 'true');
  await page.keyboard.press('Shift+F10');
  await put.press('Enter');
  await expect(composer).toHaveValue('second');
  await chunks('client').first().locator('[data-from]').first().click({ button: 'right' });
  await expect(chunks('client').first()).toHaveAttribute('data-cursor', 'true');
  await put.click();
  await expect(composer).toHaveValue('first');
  await chunks('client').nth(1).locator('[data-from]').first().click({ button: 'right' });
  await command(page, 'stream.compare').click();
  await chunks('client').first().locator('[data-from]').first().click({ button: 'right' });
  await expect(command(page, 'stream.compare')).toHaveText(/Compare with chunk \d/u);
  await command(page, 'stream.compare').click();
  await expect(page.getByTestId('compare-summary')).toBeVisible();
});

test('Space, F2 and Delete act on the endpoint that has the focus, also when it was elsewhere meanwhile', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  const port = await listen(lab, 'One');
  await listen(lab, 'Two');
  const id = await dial(lab, port);
  await name(page, 'Two').focus();
  await row(id).click();
  await expect(page.getByTestId('connections-grid')).toBeFocused();
  await page.keyboard.press('F2'); // a key of the sidebar only
  await page.keyboard.press('Delete');
  await page.keyboard.press('Shift+F6');
  await expect(name(page, 'Two')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(server(labPage, 'Two')).toHaveAttribute('data-state', 'stopped');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('listen-dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(name(page, 'Two')).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('Second');
  await page.keyboard.press('Enter');
  await expect(name(page, 'Second')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(page.getByTestId('server-item')).toHaveCount(1);
  await expect(name(page, 'One')).toBeFocused();
  await expect(server(labPage, 'One')).toHaveAttribute('data-state', 'listening');
});

test('an endpoint that is kept after all keeps the focus', async ({ labPage }) => {
  const { page, lab } = labPage;
  const port = await listen(lab, 'One');
  await listen(lab, 'Two');
  using _client = await dialRaw(port);
  await lab.caller.event('server.connection');
  await name(page, 'One').focus();
  await page.keyboard.press('Delete');
  await expect(page.getByTestId('ask')).toContainText('1 outside client is connected');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('ask')).toHaveCount(0);
  await expect(name(page, 'One')).toBeFocused();
  await expect(page.getByTestId('server-item')).toHaveCount(2);
});

test('keys of an endpoint press no other button of the sidebar, and buttons keep Space and Enter', async ({
  labPage,
}) => {
  const { page, lab } = labPage;
  await listen(lab, 'One');
  await page.getByTestId('fold-servers').focus();
  await page.keyboard.press('Delete');
  await page.keyboard.press('Space');
  await expect(page.getByTestId('server-item')).toHaveCount(0); // folded, not deleted
  await page.keyboard.press('Space');
  await expect(server(labPage, 'One')).toHaveAttribute('data-state', 'listening');
  await page.getByTestId('server-more').focus();
  await page.keyboard.press('Enter');
  await expect(command(page, 'endpoint.rename')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('server-more')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(command(page, 'endpoint.rename')).toBeVisible();
  await expect(server(labPage, 'One')).toHaveAttribute('data-state', 'listening');
});

test('a name is typed after Rename was chosen in a menu: of a server, a client, a tap', async ({ labPage }) => {
  const { page, lab } = labPage;
  const port = await listen(lab, 'One');
  const target = { port, host: '127.0.0.1' };
  await lab.caller.call('client.create', { name: 'Two', target, options: {} });
  await lab.caller.call('tap.start', { name: 'Three', listen: { port: 0, host: '127.0.0.1' }, target });
  for (const [before, kind] of [
    ['One', 'server'],
    ['Two', 'client'],
    ['Three', 'tap'],
  ] as const) {
    await name(page, before).click({ button: 'right' });
    await command(page, 'endpoint.rename').click();
    await expect(page.getByTestId('rename-field')).toBeFocused();
    await page.keyboard.type(`${kind}!`);
    await page.keyboard.press('Enter');
    await expect(name(page, `${kind}!`)).toBeFocused();
    await page.keyboard.press('Control+z');
    await expect(name(page, before)).toBeVisible();
    await page.getByTestId(`${kind}-more`).click();
    await command(page, 'endpoint.rename').click();
    await expect(page.getByTestId('rename-field')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(name(page, before)).toBeFocused();
  }
});

test('what a menu offers is found in the palette, about the endpoint in mind', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const port = await listen(lab, 'One');
  await listen(lab, 'Two');
  const id = await dial(lab, port);
  const first = page.getByTestId('palette-item').first();
  const ask = async (words: string, wanted: RegExp) => {
    await expect(page.getByTestId('palette')).toHaveCount(0);
    await page.keyboard.press('Control+k');
    await expect(page.getByTestId('palette')).toBeVisible();
    await page.keyboard.type(words);
    await expect(first).toContainText(wanted);
  };
  await name(page, 'Two').focus();
  await ask('duplicate', /Duplicate “Two”.*/u);
  await page.keyboard.press('Enter');
  await expect(name(page, 'Two copy')).toBeVisible();
  await row(id).click(); // a connection of “One”
  await ask('copy terminal command', /Copy the terminal command for “One”/u);
  await page.keyboard.press('Escape');
  await ask('copy remote', /Copy remote address/u);
  await page.keyboard.press('Escape');
  await ask('dial the same', /Dial the same target once more/u);
  await page.keyboard.press('Enter');
  await expect(row()).toHaveCount(2);
});

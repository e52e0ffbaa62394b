// Undo, confirmation, and the endpoints in the sidebar: ux.md 1.3 and 6.6, section 8 number 40.
import net from 'node:net';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';

async function listenAt(page: Page, host: string): Promise<void> {
  await page.getByTestId('listen').click();
  await page.locator('[data-field=host] input').fill(host);
  await page.getByTestId('field-port').fill('0');
  await page.getByTestId('listen-submit').click();
}

test('UX40 listening for everyone asks once per server and shows Network!; 127.0.0.1 never asks', async ({
  labPage,
}) => {
  const { page, lab } = labPage;
  await listenAt(page, '127.0.0.1');
  await expect(page.getByTestId('exposure')).toHaveText('This machine');
  await expect(page.getByTestId('ask')).toHaveCount(0);

  await listenAt(page, '0.0.0.0');
  await expect(page.getByTestId('ask')).toContainText('Everyone on your network can reach this.');
  await expect(page.getByTestId('ask-machine')).toBeFocused();
  await page.getByTestId('ask-everyone').click();
  const open = page.getByTestId('server-item').nth(1);
  await expect(open.getByTestId('exposure')).toHaveText('Network!');
  await open.getByTestId('server-stop').click();
  await expect(open).toHaveAttribute('data-state', 'stopped');
  await open.getByTestId('server-start').click();
  await expect(open).toHaveAttribute('data-state', 'listening'); // not asked a second time
  await expect(page.getByTestId('ask')).toHaveCount(0);

  await listenAt(page, '');
  await expect(page.getByTestId('ask')).toBeVisible();
  await page.keyboard.press('Escape'); // the safe choice
  const safe = page.getByTestId('server-item').nth(2);
  await expect(safe.getByTestId('exposure')).toHaveText('This machine');
  const { servers } = await lab.caller.call('lab.snapshot', {});
  expect(servers[2]?.address).toMatchObject({ address: '127.0.0.1' });
});

test('a running server that was deleted comes back stopped, in its place, by the toast and by the key', async ({
  labPage,
}) => {
  const { page, lab } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(page.getByTestId('server-item')).toHaveAttribute('data-state', 'listening');
  const [server] = (await lab.caller.call('lab.snapshot', {})).servers;
  await page.getByRole('button', { name: 'Echo', exact: true }).focus();
  await page.keyboard.press('Delete');
  await expect(page.getByTestId('server-item')).toHaveCount(0);
  const toast = page.getByTestId('toast').filter({ hasText: 'Server “Echo” was deleted.' });
  await toast.getByTestId('toast-action').click();
  await expect(page.getByTestId('server-item')).toHaveAttribute('data-state', 'stopped');
  const [back] = (await lab.caller.call('lab.snapshot', {})).servers;
  expect(back).toMatchObject({ serverId: server?.serverId, name: 'Echo', listen: server?.listen, mock: server?.mock });

  await page.getByTestId('lab-menu').click();
  await page.getByRole('menuitem', { name: /Redo Delete server “Echo”/u }).click();
  await expect(page.getByTestId('server-item')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByTestId('server-item')).toHaveCount(1);
});

test('renaming, duplicating, deleting and their undo work by keyboard alone', async ({ labPage }) => {
  const { page } = labPage;
  await page.getByTestId('start-echo').click();
  const names = page.locator('[data-endpoint]');
  await expect(names).toHaveText(['Echo', 'Echo client']);
  await names.nth(0).focus();
  await page.keyboard.press('ArrowDown');
  await expect(names.nth(1)).toBeFocused();
  await page.keyboard.press('F2');
  await expect(page.getByTestId('rename-field')).toBeFocused();
  await page.keyboard.type('Caller');
  await page.keyboard.press('Enter');
  await expect(names).toHaveText(['Echo', 'Caller']);
  await expect(names.nth(1)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(names).toHaveText(['Echo', 'Echo client']);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(names).toHaveText(['Echo', 'Caller']);
  await page.keyboard.press('F2');
  await page.keyboard.type('never');
  await page.keyboard.press('Escape');
  await expect(names).toHaveText(['Echo', 'Caller']);
  await expect(names.nth(1)).toBeFocused();

  await names.nth(0).focus();
  await page.keyboard.press('Space');
  await expect(page.getByTestId('server-item')).not.toHaveAttribute('data-state', 'listening');
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Duplicate' }).press('Enter');
  await expect(names).toHaveText(['Echo', 'Echo copy', 'Caller']);
});

test('a client is dialled many times, and the sidebar tells the last result', async ({ labPage }) => {
  const { page, lab } = labPage;
  await page.getByTestId('start-echo').click();
  const client = page.getByTestId('client-item');
  await expect(client).toHaveAttribute('data-state', 'open');
  await client.getByTestId('client-dial').click();
  await expect(client).toContainText('2 open of 2');
  const { sockets, document } = await lab.caller.call('lab.snapshot', {});
  const dialled = sockets.filter((s) => s.origin === 'dialled');
  expect(dialled.map((s) => s.clientId)).toEqual(Array(2).fill(document.clients[0]?.clientId));
});

test('stopping a server with outside clients asks once, with the number in the button', async ({ labPage }) => {
  const { page, lab } = labPage;
  await listenAt(page, '127.0.0.1');
  await expect(page.getByTestId('server-item')).toHaveAttribute('data-state', 'listening');
  const [server] = (await lab.caller.call('lab.snapshot', {})).servers;
  const address = server?.address as { port: number } | undefined;
  const port = address?.port ?? 0;
  const outside = [net.connect(port, '127.0.0.1'), net.connect(port, '127.0.0.1')];
  await expect(page.getByTestId('server-item')).toContainText('2 open');
  await page.getByTestId('server-stop').click();
  await expect(page.getByTestId('ask')).toContainText('2 outside clients are connected to “server-');
  await expect(page.getByTestId('ask-cancel')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('server-item')).toHaveAttribute('data-state', 'listening');
  await page.getByTestId('server-stop').click();
  await expect(page.getByTestId('ask-destroy')).toHaveText('Stop and disconnect 2');
  const closed = outside.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
  for (const socket of outside) socket.on('error', () => {}).resume();
  await page.getByTestId('ask-destroy').click();
  await Promise.all(closed);
  await expect(page.getByTestId('server-item')).toHaveAttribute('data-state', 'stopped');
});

// What goes wrong and what can be done about it: ux.md section 8, numbers 15 and 18 to 22.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';

/** A port that nobody listens on: it was just free. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function listenOn(page: Page, fields: { port?: number; path?: string }): Promise<void> {
  await page.getByTestId('listen').click();
  if (fields.path !== undefined) {
    await page.getByTestId('mode-path').check({ force: true });
    await page.getByTestId('field-path').fill(fields.path);
  } else {
    await page.getByTestId('field-port').fill(String(fields.port));
  }
  await page.getByTestId('listen-submit').click();
}

test('UX15 the idle countdown names what will happen; with “notify only” the socket stays open and the row says so', async ({
  labPage,
}) => {
  const { page, row, end } = labPage;
  await page.getByTestId('start-echo').click();
  await page.getByTestId('act-more').click();
  await page.getByTestId('act-timeout').click();
  await page.getByTestId('field-timeoutMs').fill('60000');
  await page.getByTestId('field-onTimeout').selectOption('destroy');
  await page.getByTestId('timeout-submit').click();
  await expect(row().locator('[data-column=idle]')).toContainText('→ close');
  await page.getByTestId('act-more').click();
  await page.getByTestId('act-timeout').click();
  await page.getByTestId('field-timeoutMs').fill('150');
  await page.getByTestId('field-onTimeout').selectOption('notify');
  await page.getByTestId('timeout-submit').click();
  await expect(row().locator('[data-column=conditions]')).toContainText('Timed out, still open');
  await expect(end('client')).toHaveAttribute('data-state', 'open');
});

test('UX18 Reset is disabled on a UNIX socket, and the reason can be reached by keyboard', async ({ labPage }) => {
  const { page, lab, end } = labPage;
  const socketPath = path.join(lab.folder, 'echo.sock');
  await listenOn(page, { path: socketPath });
  await page.getByRole('button', { name: 'Connect a client' }).click();
  await expect(end('client')).toHaveAttribute('data-state', 'open');
  await page.getByTestId('act-close-menu').focus();
  await page.keyboard.press('Enter');
  const reset = page.getByTestId('act-reset');
  await expect(reset).toHaveAttribute('aria-disabled', 'true');
  await expect(reset).toContainText('UNIX sockets have no reset');
  await page.keyboard.press('End');
  await expect(reset).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(end('client')).toHaveAttribute('data-state', 'open');
});

test('UX19 a closed port is Refused at once, says so in three parts, and its buttons work', async ({ labPage }) => {
  const { page, row } = labPage;
  const port = await freePort();
  await page.getByTestId('start-connect').click();
  await page.getByTestId('field-port').fill(String(port));
  await page.getByTestId('connect-submit').click();
  await expect(row()).toHaveAttribute('data-state', 'refused', { timeout: 1_000 });
  const card = page.getByTestId('failure-card');
  await expect(card).toContainText(`Nothing is listening on 127.0.0.1:${port}.`);
  await expect(card).toContainText('The computer answered at once');
  await expect(card).toContainText('ECONNREFUSED');
  await page.getByTestId('start-server-here').click();
  await expect(page.getByTestId('server-item')).toHaveAttribute('data-state', 'listening');
  await page.getByTestId('try-again').click();
  await expect(row()).toHaveAttribute('data-state', 'open');
});

test('UX20 a second server on a taken port is offered the next one, in the form, and that works', async ({
  labPage,
}) => {
  const { page } = labPage;
  const port = await freePort();
  await listenOn(page, { port });
  await expect(page.getByTestId('server-item')).toHaveCount(1);
  await listenOn(page, { port });
  const dialog = page.getByTestId('listen-dialog');
  await expect(dialog.getByTestId('failure-card')).toContainText(`already listens on port ${port}.`);
  await expect(page.locator('dialog[open]')).toHaveCount(1);
  await dialog.getByTestId('use-next-port').click();
  await expect(page.getByTestId('server-item')).toHaveCount(2);
  await expect(page.getByTestId('server-item').nth(1)).toContainText(`127.0.0.1:${port + 1}`);
});

test('UX20 a port taken by another program is named as such', async ({ labPage }) => {
  const { page } = labPage;
  const other = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as net.AddressInfo;
  await listenOn(page, { port });
  await expect(page.getByTestId('failure-card')).toContainText(`Port ${port} is already taken.`);
  other.close();
});

test('UX21 a leftover socket file is named and removed; a live socket and a plain file never are', async ({
  labPage,
}) => {
  const { page, lab } = labPage;
  const stale = path.join(lab.folder, 'stale.sock');
  await leaveStaleSocket(stale);
  await listenOn(page, { path: stale });
  const card = page.getByTestId('failure-card');
  await expect(card).toContainText('A leftover socket file is in the way.');
  await page.getByTestId('remove-stale').click();
  await expect(page.getByTestId('server-item')).toHaveAttribute('data-state', 'listening');

  const live = path.join(lab.folder, 'live.sock');
  const other = net.createServer().listen(live);
  await new Promise((resolve) => other.once('listening', resolve));
  await listenOn(page, { path: live });
  await expect(card).toContainText(`Another program is using ${live}.`);
  await expect(page.getByTestId('remove-stale')).toHaveCount(0);
  expect(await lab.caller.refused('path.removeStale', { path: live })).toMatchObject({ code: 'NOT_STALE' });
  expect(existsSync(live)).toBe(true);
  await page.keyboard.press('Escape');
  other.close();

  const plain = path.join(lab.folder, 'notes.txt');
  writeFileSync(plain, 'keep me');
  await listenOn(page, { path: plain });
  await expect(page.getByTestId('listen-dialog')).toContainText('is an ordinary file, not a socket.');
  expect(await lab.caller.refused('path.removeStale', { path: plain })).toMatchObject({ code: 'NOT_STALE' });
  expect(existsSync(plain)).toBe(true);
});

test('UX22 a path of 120 bytes is refused on the form with the bytes over, and no file is made', async ({
  labPage,
}) => {
  const { page, lab } = labPage;
  const long = path.join(lab.folder, 'x'.repeat(119 - lab.folder.length));
  expect(Buffer.byteLength(long)).toBe(120);
  await listenOn(page, { path: long });
  await expect(page.getByTestId('field-path')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByTestId('listen-dialog')).toContainText('The path is too long by 13 bytes.');
  expect(readdirSync(lab.folder)).toEqual([]);
  expect((await lab.caller.call('lab.snapshot', {})).servers).toEqual([]);
});

/** A socket file whose program was killed. */
async function leaveStaleSocket(socketPath: string): Promise<void> {
  const code = `require('node:net').createServer().listen(${JSON.stringify(socketPath)}, () => process.kill(process.pid, 'SIGKILL'))`;
  const child = spawn(process.execPath, ['-e', code], { stdio: 'ignore' });
  await new Promise((resolve) => child.once('exit', resolve));
  expect(existsSync(socketPath)).toBe(true);
}

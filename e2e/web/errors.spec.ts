// The texts of ux.md 6.5 that can be made to happen here, and their steps; section 8 numbers 17 to 22.

import { existsSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { serveLab } from '../serve-lab.ts';
import { expect, test } from './fixture.ts';

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function strangerOn(where: net.ListenOptions): Promise<{ server: net.Server; port: number }> {
  const server = net.createServer((socket) => socket.on('error', () => {}));
  server.listen(where);
  await new Promise((resolve) => server.once('listening', resolve));
  return { server, port: (server.address() as net.AddressInfo).port };
}

async function listenOn(page: Page, fields: { port?: number; host?: string; path?: string }): Promise<void> {
  await page.getByTestId('listen').click();
  if (fields.path !== undefined) {
    await page.getByTestId('mode-path').check({ force: true });
    await page.getByTestId('field-path').fill(fields.path);
  } else {
    if (fields.host !== undefined) await page.locator('[data-field=host] input').fill(fields.host);
    await page.getByTestId('field-port').fill(String(fields.port));
  }
  await page.getByTestId('listen-submit').click();
}

async function connectTo(page: Page, fields: { port?: number; host?: string; path?: string }): Promise<void> {
  await page.getByTestId('connect').click();
  if (fields.path !== undefined) {
    await page.getByTestId('mode-path').check({ force: true });
    await page.getByTestId('field-path').fill(fields.path);
  } else {
    if (fields.host !== undefined) await page.locator('[data-field=host] input').fill(fields.host);
    await page.getByTestId('field-port').fill(String(fields.port));
  }
  await page.getByTestId('connect-submit').click();
}

const card = (page: Page) => page.getByTestId('failure-card');

test('text 1: a port another program has: its name, and a client that connects to it instead', async ({ labPage }) => {
  const { page, row } = labPage;
  const { server, port } = await strangerOn({ port: 0, host: '127.0.0.1' });
  await listenOn(page, { port });
  await expect(card(page)).toContainText(`Port ${port} is already taken.`);
  if (process.platform === 'linux') await expect(card(page)).toContainText(`pid ${process.pid}`);
  await expect(card(page)).toContainText('EADDRINUSE');
  await page.getByTestId('connect-to-it').click();
  await expect(page.getByTestId('field-port')).toHaveValue(String(port));
  await page.getByTestId('connect-submit').click();
  await expect(row()).toHaveAttribute('data-state', 'open');
  server.close();
});

test('text 2: the own server that has a port can be gone to', async ({ labPage }) => {
  const { page } = labPage;
  const port = await freePort();
  await listenOn(page, { port });
  await expect(page.getByTestId('server-item')).toHaveAttribute('data-state', 'listening');
  await listenOn(page, { port });
  await page.getByTestId('go-to-server').click();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await expect(page.locator('[data-endpoint]')).toBeFocused();
});

test('text 5: where a plain file is in the way, its path can be copied', async ({ labPage }) => {
  const { page, lab } = labPage;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const plain = path.join(lab.folder, 'notes.txt');
  writeFileSync(plain, 'keep me');
  await listenOn(page, { path: plain });
  await expect(card(page)).toContainText('is an ordinary file, not a socket.');
  await page.getByTestId('show-in-folder').click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(plain);
});

test('text 7: a missing folder is made, and the server listens in it', async ({ labPage }) => {
  const { page, lab } = labPage;
  const socketPath = path.join(lab.folder, 'new/folder/echo.sock');
  await listenOn(page, { path: socketPath });
  await expect(card(page)).toContainText(`The folder ${path.dirname(socketPath)} does not exist.`);
  await page.getByTestId('create-folder').click();
  await expect(page.getByTestId('server-item')).toHaveAttribute('data-state', 'listening');
  expect(statSync(path.dirname(socketPath)).mode & 0o777).toBe(0o700);
});

test('text 10: an address that is not this computer’s: its own are offered, and work', async ({ labPage }) => {
  const { page } = labPage;
  await listenOn(page, { host: '203.0.113.5', port: 0 });
  await expect(card(page)).toContainText('This computer does not have the address 203.0.113.5.');
  await page.getByTestId('use-loopback').click();
  await expect(page.getByTestId('server-item')).toContainText('127.0.0.1:');
});

test('text 11: a local address that is not this computer’s: the system chooses, in the client too', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  const { server, port } = await strangerOn({ port: 0, host: '127.0.0.1' });
  const target = { host: '127.0.0.1', port, localAddress: '203.0.113.9' };
  const { clientId } = await lab.caller.call('client.create', { target });
  await lab.caller.call('socket.connect', { clientId, target });
  await row().click();
  await expect(card(page)).toContainText('203.0.113.9 is not this computer’s.');
  await page.getByTestId('let-system-choose').click();
  await expect(row().nth(1)).toHaveAttribute('data-state', 'open');
  const { document } = await lab.caller.call('lab.snapshot', {});
  expect(document.clients[0]?.target).toEqual({ host: '127.0.0.1', port });
  server.close();
});

test('text 12: retrying every second is seen, can be stopped, and stops by itself when somebody answers', async ({
  labPage,
}) => {
  const { page, row } = labPage;
  const port = await freePort();
  await connectTo(page, { port });
  await expect(row()).toHaveAttribute('data-state', 'refused');
  await page.getByTestId('retry').click();
  await expect(page.getByTestId('retry-strip')).toContainText(`Dialling 127.0.0.1:${port} every second · 1 try`);
  await page.getByTestId('retry-stop').click();
  await expect(page.getByTestId('retry-strip')).toHaveCount(0);
  await page.getByTestId('retry').click();
  await expect(page.getByTestId('retry-strip')).toBeVisible();
  const { server } = await strangerOn({ port, host: '127.0.0.1' });
  await expect(row()).toHaveAttribute('data-state', 'open');
  await expect(page.getByTestId('retry-strip')).toHaveCount(0);
  server.close();
});

test('text 13: what was tried, one by one, is behind “Details of the attempts”', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  await expect(page.getByTestId('start')).toBeVisible(); // events before are nobody's
  const port = await freePort();
  const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
  const hostsTable = [{ host: 'two.test', addresses }];
  await lab.caller.call('socket.connect', { target: { host: 'two.test', port, hostsTable } });
  await row().click();
  await expect(card(page)).toContainText('127.0.0.1 and 127.0.0.2 were tried; both said no.');
  await page.getByTestId('show-attempts').click();
  await expect(page.getByTestId('attempts')).toBeInViewport();
  await expect(page.getByTestId('attempts')).toContainText(`127.0.0.2:${port}`);
});

test('text 14: a leftover is removed from where it was dialled', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const socketPath = path.join(lab.folder, 'left.sock');
  await using other = await serveLab();
  await other.caller.call('server.listen', { listen: { path: socketPath } });
  const gone = new Promise((resolve) => other.process.once('exit', resolve));
  other.process.kill('SIGKILL');
  await gone;
  await connectTo(page, { path: socketPath });
  await expect(row()).toHaveAttribute('data-state', 'refused');
  await expect(card(page)).toContainText('The socket file is a leftover');
  await page.getByTestId('remove-stale').click();
  await expect(page.getByTestId('toast')).toContainText('The leftover socket file is gone.');
  expect(existsSync(socketPath)).toBe(false);
});

test('text 15: waiting until a socket appears dials it then', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const socketPath = path.join(lab.folder, 'later.sock');
  await connectTo(page, { path: socketPath });
  await expect(card(page)).toContainText(`There is no socket at ${socketPath}.`);
  await page.getByTestId('wait-for-path').click();
  await expect(page.getByTestId('retry-strip')).toContainText(`Waiting until ${socketPath} appears`);
  await lab.caller.call('server.listen', { listen: { path: socketPath } });
  await expect(row()).toHaveAttribute('data-state', 'open');
  await expect(page.getByTestId('retry-strip')).toHaveCount(0);
});

test('UX17 text 16: a reset by the peer has three parts, and Reconnect works', async ({ labPage }) => {
  const { page, row } = labPage;
  const accepted: net.Socket[] = [];
  const server = net.createServer((socket) => accepted.push(socket)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  await connectTo(page, { port: (server.address() as net.AddressInfo).port });
  await expect(row()).toHaveAttribute('data-state', 'open');
  await expect.poll(() => accepted.length).toBe(1);
  accepted[0]?.resetAndDestroy();
  await expect(row()).toHaveAttribute('data-state', 'reset');
  await expect(row().locator('[data-chip=solid]')).toContainText('Reset');
  await expect(card(page)).toContainText('The peer reset the connection.');
  await expect(card(page)).toContainText('It threw the connection away instead of finishing.');
  await expect(card(page)).toContainText('ECONNRESET');
  await page.getByTestId('show-ladder').click();
  await expect(page.getByRole('tab', { name: 'Ladder' })).toHaveAttribute('aria-selected', 'true');
  await card(page).getByRole('button', { name: 'Reconnect' }).click();
  await expect(row()).toHaveAttribute('data-state', 'open');
  for (const socket of accepted) socket.destroy();
  server.close();
});

test('text 21: a name nobody has leads back to the address', async ({ labPage }) => {
  const { page } = labPage;
  await connectTo(page, { host: 'no-such-host.invalid', port: 80 });
  await expect(card(page)).toContainText(/There is no computer called|The name service did not answer/u);
  await page.getByTestId('edit-address').click();
  await expect(page.locator('[data-field=host] input')).toHaveValue('no-such-host.invalid');
});

test('text 24: a path that is too long can be made short', async ({ labPage }) => {
  const { page } = labPage;
  await page.getByTestId('listen').click();
  await page.getByTestId('mode-path').check({ force: true });
  await page.getByTestId('field-path').fill(`/tmp/${'x'.repeat(120)}`);
  await expect(page.getByTestId('listen-dialog')).toContainText('The path is too long by 18 bytes.');
  await page.getByTestId('use-temp-path').click();
  await expect(page.getByTestId('server-item')).toHaveAttribute('data-state', 'listening');
});

test('text 28: a port that is none is named while it is typed', async ({ labPage }) => {
  const { page } = labPage;
  await page.getByTestId('connect').click();
  for (const port of ['70000', '0', '-1']) {
    await page.getByTestId('field-port').fill(port);
    await expect(page.getByTestId('connect-dialog')).toContainText('Ports go from 0 to 65535.');
  }
  await page.getByTestId('field-port').fill('80');
  await expect(page.getByTestId('connect-dialog')).not.toContainText('Ports go from');
});

test('text 30: who was turned away is noted, counted and can be let in; a kind can be muted', async ({ labPage }) => {
  const { page, lab } = labPage;
  await expect(page.getByTestId('start')).toBeVisible(); // what happens before a page is there it does not note
  const { serverId, address } = await lab.caller.call('server.listen', {
    name: 'Small',
    listen: { port: 0, host: '127.0.0.1' },
    options: { maxConnections: 1 },
  });
  const { port } = address as { port: number };
  const outside = [1, 2, 3].map(() => net.connect(port, '127.0.0.1').on('error', () => {}));
  await page.getByTestId('notices-button').click();
  const notices = page.locator('[data-testid=notice][data-kind=turned-away]');
  await expect(notices).toHaveCount(2);
  await expect(notices.first()).toContainText(/“Small” turned away 127\.0\.0\.1:\d+\./u);
  await expect(notices.first()).toContainText('Its limit is 1 connection. The client sees connect, then end.');
  await notices.first().getByTestId('raise-server-limit').click();
  await expect.poll(async () => (await lab.caller.server(serverId)).options.maxConnections).toBe(2);
  await notices.first().getByTestId('notice-mute').click();
  await expect(notices).toHaveCount(0);
  await page.getByTestId('notices-drawer').getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByTestId('notices-drawer')).toContainText('No notices.');
  await expect(page.getByTestId('unmute')).toContainText('1 kind is muted');
  for (const socket of outside) socket.destroy();
});

test('text 31: an idle timeout that only notifies is noted, with the way to close and to change it', async ({
  labPage,
}) => {
  const { page, lab, end } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(end('client')).toHaveAttribute('data-state', 'open');
  const client = (await lab.caller.call('lab.snapshot', {})).sockets.find((s) => s.origin === 'dialled');
  await lab.caller.call('socket.setTimeout', { socketId: client?.socketId as never, timeoutMs: 100 });
  await page.getByTestId('notices-button').click();
  const notice = page.locator('[data-testid=notice][data-kind=idle]');
  await expect(notice).toContainText('No bytes for 100 ms.');
  await page.getByTestId('settings').click();
  await notice.getByTestId('notice-jump').click();
  await expect(page.getByTestId('settings-view')).toHaveCount(0);
  await notice.getByTestId('change-idle-action').click();
  await expect(page.getByTestId('timeout-dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await notice.getByTestId('close-idle').click();
  await expect(end('client')).toHaveAttribute('data-state', 'closed');
});

// Taps: ux.md 1.4 and 1.5, section 8 number 5.
import { readFileSync } from 'node:fs';
import net from 'node:net';
import type { LabPage } from './fixture.ts';
import { expect, test } from './fixture.ts';
import { openTab } from './made-connections.ts';
import { dialRaw } from './raw-client.ts';

/** A real server outside the lab that answers each chunk with its name in front. */
async function outsideServer(name: string) {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', (chunk) => socket.write(`${name}:${chunk.toString()}`));
    socket.on('end', () => socket.end(`${name}:bye`));
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  return { port, [Symbol.dispose]: () => void server.close() };
}

/** Starts a tap in the page; answers the port it listens on. */
async function startTap({ page }: LabPage, target: number): Promise<number> {
  await page.getByTestId('tap').click();
  await page.getByTestId('tap-target').fill(`127.0.0.1:${target}`);
  await page.getByTestId('tap-submit').click();
  const card = page.getByTestId('tap-card');
  await expect(card).toContainText(/Point your client at 127\.0\.0\.1:\d+/u);
  const port = Number(/127\.0\.0\.1:(\d+)/u.exec((await card.textContent()) ?? '')?.[1]);
  await page.getByTestId('tap-card-close').click();
  return port;
}

test('UX5 a tap takes two clicks and typing; the address to connect to is shown with Copy', async ({ labPage }) => {
  const { page, row } = labPage;
  using real = await outsideServer('real');
  await page.getByTestId('tap').click();
  await expect(page.getByTestId('tap-target')).toBeFocused();
  await page.keyboard.type(`localhost:${real.port}`);
  await page.getByTestId('tap-submit').click();
  const card = page.getByTestId('tap-card');
  await expect(card).toContainText(/Point your client at 127\.0\.0\.1:\d+/u);
  await expect(card.getByRole('button', { name: 'Copy', exact: true })).toBeVisible();
  const port = Number(/127\.0\.0\.1:(\d+)/u.exec((await card.textContent()) ?? '')?.[1]);
  await page.getByTestId('tap-card-close').click();
  await expect(page.getByTestId('tap-item')).toContainText(`:${port} → localhost:${real.port}`);

  using client = await dialRaw(port);
  client.send('hello');
  await expect.poll(client.received).toBe('real:hello');
  await expect(page.locator('[role=row][data-tap]')).toHaveCount(1);
  await expect(row()).toHaveCount(1);
  await expect(row().locator('[data-column=state] [data-chip]')).toHaveText(['Open', 'Open']);
});

test('a tapped connection shows both halves, and half-close passes through', async ({ labPage }) => {
  const { page, lab } = labPage;
  using real = await outsideServer('real');
  const port = await startTap(labPage, real.port);
  using client = await dialRaw(port);
  client.send('x');
  await expect.poll(client.received).toBe('real:x');
  await expect(page.locator('[role=row][data-tap]')).toHaveCount(1); // once the halves are joined
  await page.locator('[role=row][data-tap]').click();
  const banner = page.getByTestId('tap-banner');
  await expect(banner).toContainText(
    'A tap is two connections. Ending one does not end the other unless the tap passes it on.',
  );
  await expect(banner.getByTestId('tap-client-side')).toHaveAttribute('aria-pressed', 'true');
  await banner.getByTestId('tap-upstream-side').click();
  await expect(banner.getByTestId('tap-upstream-side')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('[data-testid=chunk][data-speaker=server]')).toContainText('real:x');
  client.finish();
  await expect.poll(client.received).toBe('real:xreal:bye');
  await expect.poll(client.closed).toBe('end');
  await lab.caller.event('socket.close', () => true);
  await expect(banner.getByTestId('tap-client-side')).toHaveAttribute('data-state', 'closed');
});

test('another target is for new connections, and can be undone', async ({ labPage }) => {
  const { page } = labPage;
  using first = await outsideServer('first');
  using second = await outsideServer('second');
  const port = await startTap(labPage, first.port);
  using old = await dialRaw(port);
  old.send('1');
  await expect.poll(old.received).toBe('first:1');
  await page.getByTestId('tap-item').locator('[data-endpoint]').focus();
  await page.keyboard.press('Enter');
  await page.getByTestId('tap-target').fill(`127.0.0.1:${second.port}`);
  await page.getByTestId('tap-submit').click();
  await expect(page.getByTestId('tap-item')).toContainText(`→ 127.0.0.1:${second.port}`);
  using fresh = await dialRaw(port);
  fresh.send('2');
  await expect.poll(fresh.received).toBe('second:2');
  old.send('3');
  await expect.poll(old.received).toBe('first:1first:3');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByTestId('tap-item')).toContainText(`→ 127.0.0.1:${first.port}`);
});

test('UX6 a fault of a tap is two clicks away, and stands on the tap and on its rows', async ({ labPage }) => {
  const { page, row } = labPage;
  using real = await outsideServer('real');
  const port = await startTap(labPage, real.port);
  using client = await dialRaw(port);
  client.send('x');
  await expect.poll(client.received).toBe('real:x');
  await expect(page.locator('[role=row][data-tap]')).toHaveCount(1);
  await page.getByTestId('tap-faults').click();
  await page.getByTestId('fault-dial-up').click();
  await expect(page.getByTestId('tap-fault-chip')).toHaveText(/^lets 5\s000 bytes a second through$/u);
  await expect(row()).toHaveAttribute('data-conditions', /fault/u);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByTestId('tap-fault-chip')).toHaveCount(0);
  await expect(row()).not.toHaveAttribute('data-conditions', /fault/u);
});

test('a tap is made by key, stopped, started, deleted and brought back', async ({ labPage }) => {
  const { page } = labPage;
  using real = await outsideServer('real');
  await page.keyboard.press('Alt+t');
  await expect(page.getByTestId('tap-dialog')).toBeVisible();
  await page.keyboard.type('nonsense');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('A host with a port');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(`127.0.0.1:${real.port}`);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('tap-card')).toBeVisible();
  await page.keyboard.press('Escape');
  const item = page.getByTestId('tap-item');
  await item.locator('[data-endpoint]').focus();
  await page.keyboard.press('Space');
  await expect(item).toHaveAttribute('data-state', 'stopped');
  await page.keyboard.press('Space');
  await expect(item).toHaveAttribute('data-state', 'listening');
  await page.keyboard.press('Delete');
  await expect(item).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(item).toHaveAttribute('data-state', 'listening');
});

test('a deleted tap comes back as itself: its number, its server, its connections, stopped if it was', async ({
  labPage,
}) => {
  const { page, lab } = labPage;
  using real = await outsideServer('real');
  const target = { host: '127.0.0.1', port: real.port };
  const { tapId, serverId } = await lab.caller.call('tap.start', { listen: { host: '127.0.0.1', port: 0 }, target });
  const item = page.getByTestId('tap-item');
  const numbers = async () => (await lab.caller.call('lab.snapshot', {})).taps.map((t) => [t.tapId, t.serverId]);
  for (const state of ['listening', 'stopped']) {
    await expect(item).toHaveAttribute('data-state', state);
    await item.locator('[data-endpoint]').focus();
    await page.keyboard.press('Delete');
    await expect(item).toHaveCount(0);
    await page.keyboard.press('ControlOrMeta+z');
    await expect(item).toHaveAttribute('data-state', state);
    expect(await numbers()).toEqual([[tapId, serverId]]);
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await expect(item).toHaveCount(0);
    await page.keyboard.press('ControlOrMeta+z');
    await expect(item).toHaveAttribute('data-state', state);
    if (state === 'stopped') continue;
    await item.getByTestId('tap-stop').click();
  }
  await item.getByTestId('tap-start').click();
  await expect(item).toHaveAttribute('data-state', 'listening');
  expect(await numbers()).toEqual([[tapId, serverId]]);
});

test('a tap is duplicated without listening, and gets a fault from the palette; both can be undone', async ({
  labPage,
}) => {
  const { page, lab } = labPage;
  using real = await outsideServer('real');
  const target = { host: '127.0.0.1', port: real.port };
  await lab.caller.call('tap.start', { name: 'Three', listen: { port: 0, host: '127.0.0.1' }, target });
  const items = page.getByTestId('tap-item');
  await items.locator('[data-endpoint]').click({ button: 'right' });
  await page.locator('[role=menuitem][data-command="endpoint.duplicate"]').click();
  await expect(items).toHaveCount(2);
  await expect(items.nth(1)).toContainText('Three copy');
  await expect(items.nth(1)).toHaveAttribute('data-state', 'stopped');
  await page.keyboard.press('Control+z');
  await expect(items).toHaveCount(1);
  await page.keyboard.press('Control+Shift+z');
  await expect(items).toHaveCount(2);
  await items.first().locator('[data-endpoint]').focus();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('fault of three laggy');
  await expect(page.getByTestId('palette-item').first()).toContainText('Fault of “Three”: Laggy');
  await page.keyboard.press('Enter');
  await expect(items.first().getByTestId('tap-fault-chip')).toBeVisible();
  await expect(items.nth(1).getByTestId('tap-fault-chip')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(items.first().getByTestId('tap-fault-chip')).toHaveCount(0);
});

test('the ladder of a tapped connection has three lifelines: client, tap and upstream', async ({ labPage }) => {
  const { page } = labPage;
  using real = await outsideServer('real');
  const port = await startTap(labPage, real.port);
  using client = await dialRaw(port);
  client.send('hello');
  await expect.poll(client.received).toBe('real:hello');
  await expect(page.locator('[role=row][data-tap]')).toHaveCount(1); // once the halves are joined
  await page.locator('[role=row][data-tap]').click();
  await page.getByTestId('tab-ladder').click();
  await expect(page.getByTestId('tap-banner')).toContainText('A tap is two connections.');
  const lanes = page.getByTestId('ladder-lanes');
  await expect(lanes).toContainText('client, outside');
  await expect(lanes).toContainText('TAP');
  await expect(lanes).toContainText('upstream, outside');
  const on = (what: string) => page.locator(`[data-testid=ladder-row][data-what="${what}"][data-lane=tap]`);
  await expect(on('data')).toHaveCount(2);
  await expect(on('write')).toHaveCount(2);
  await expect(page.getByRole('group', { name: /tap to its client open, tap to its upstream open/u })).toBeVisible();

  const svg = await Promise.all([page.waitForEvent('download'), page.getByTestId('ladder-svg').click()]);
  const file = readFileSync(await svg[0].path(), 'utf8');
  for (const name of ['client', 'tap', 'upstream']) expect(file).toContain(`>${name}</text>`);

  // The other half shows the same ladder; what is opened from it is opened where its bytes are.
  await page.getByTestId('tap-upstream-side').click();
  await expect(on('data')).toHaveCount(2);
  await page.getByTestId('tap-client-side').click();
  await on('write').first().click();
  await page.getByTestId('ladder-drawing').press('Enter');
  await expect(page.getByTestId('tab-stream')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByTestId('tap-upstream-side')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('[data-testid=chunk][data-cursor]')).toContainText('hello');

  await page.getByTestId('tab-ladder').click();
  await page.getByTestId('ladder-table').check();
  const cells = await page
    .getByTestId('ladder-table-row')
    .evaluateAll((rows) => rows.map((row) => row.textContent ?? ''));
  for (const said of [
    'clienttapdata “hello”',
    'tapupstreamwrite “hello”',
    'upstreamtapdata “real:',
    'tapclientwrite “real:',
  ]) {
    expect(cells.filter((text) => text.includes(said)).length, said).toBe(1);
  }
});

test('where both programs are of this lab, the ladder follows the bytes from one through the tap to the other', async ({
  labPage,
}) => {
  const { page, lab } = labPage;
  const { address } = await lab.caller.call('server.listen', {
    listen: { host: '127.0.0.1', port: 0 },
    mock: { otherwise: { kind: 'echo' } },
  });
  const port = await startTap(labPage, (address as { port: number }).port);
  const { socketId } = await lab.caller.call('socket.connect', { target: { host: '127.0.0.1', port } });
  await lab.caller.call('socket.write', { socketId, data: 'through' });
  await lab.caller.socketWhen(socketId, (s) => s.counts.bytesRead === 7);
  await openTab(labPage, socketId, 'ladder');
  await expect(page.getByTestId('ladder-lanes')).not.toContainText('outside');
  const arrows = page.locator('[data-testid=ladder-drawing] path[data-element=arrow]:not([stroke-dasharray])');
  await expect(arrows).toHaveCount(8); // four that arrive, each with its head
  await lab.caller.call('socket.end', { socketId });
  await expect(page.locator('[data-testid=ladder-row][data-what=fin-received][data-lane=upstream]')).toHaveCount(1);
});

test('socket options of a new tap hold for both of its sides', async ({ labPage }) => {
  const { page, lab } = labPage;
  using real = await outsideServer('real');
  await page.getByTestId('tap').click();
  await page.getByTestId('tap-target').fill(`127.0.0.1:${real.port}`);
  await page.getByTestId('tap-listen').fill('0');
  await page.getByTestId('tap-options').locator('summary').click();
  await page.getByTestId('tap-options').getByText('noDelay', { exact: true }).click();
  await page.getByTestId('tap-options').getByText('Keepalive', { exact: true }).click();
  await page.getByTestId('tap-high-water-mark').fill('many');
  await page.getByTestId('tap-submit').click();
  await expect(page.getByTestId('tap-dialog')).toContainText('A whole number of bytes');
  await page.getByTestId('tap-high-water-mark').fill('1234');
  await page.getByTestId('tap-submit').click();
  await page.getByTestId('tap-card-close').click();
  const { address } = await lab.caller.event('server.listening');
  using client = await dialRaw((address as { port: number }).port);
  client.send('x');
  await expect.poll(client.received).toBe('real:x');
  await expect(page.locator('[role=row][data-tap]')).toHaveCount(1);
  await page.locator('[role=row][data-tap]').click();
  for (const side of ['tap-client-side', 'tap-upstream-side']) {
    await page.getByTestId(side).click();
    await expect(page.getByText(/noDelay on · keepalive on/u)).toBeVisible();
  }
  const { sockets } = await lab.caller.call('lab.snapshot', {});
  expect(sockets.map(({ options }) => options)).toMatchObject([
    { noDelay: true, keepAlive: true, highWaterMark: 1_234 },
    { noDelay: true, keepAlive: true, highWaterMark: 1_234 },
  ]);
});

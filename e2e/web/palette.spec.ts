// The command palette and what can be typed into it: ux.md 6.2.
import { expect, test } from './fixture.ts';
import { makePair } from './made-connections.ts';

test('6.2 the palette opens by key, finds by synonym, runs by Enter, and gives the focus back', async ({ labPage }) => {
  const { page, row, composer, end } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(composer).toBeFocused();
  await page.keyboard.press('Control+k');
  const input = page.getByRole('combobox', { name: 'Command' });
  await expect(input).toBeFocused();
  await expect(page.getByText('For this connection')).toBeVisible();
  await page.keyboard.type('half close');
  const first = page.getByTestId('palette-item').first();
  await expect(first).toHaveAttribute('data-command', 'connection.finish');
  await expect(first).toContainText('f');
  const active = await input.getAttribute('aria-activedescendant');
  await expect(first).toHaveAttribute('id', active ?? '');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('palette')).toHaveCount(0);
  await expect(row()).toHaveAttribute('data-state', 'receive-only');
  await expect(end('server')).toHaveAttribute('data-state', 'send-only');
  await expect(composer).toBeFocused();
});

test('6.2 what cannot be done is listed with the reason, and says it', async ({ labPage }) => {
  const { page, row } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(row()).toHaveAttribute('data-state', 'open');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Dial again');
  const item = page.getByTestId('palette-item').first();
  await expect(item).toHaveAttribute('aria-disabled', 'true');
  await expect(item).toContainText('still connected');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('palette')).toBeVisible();
  await expect(page.getByTestId('palette').getByRole('status')).toContainText('still connected');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('palette')).toHaveCount(0);
});

test('6.2 an empty palette shows what fits the focus, then what was used last', async ({ labPage }) => {
  const { page } = labPage;
  await expect(page.getByTestId('start')).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByTestId('palette').getByText('Endpoints', { exact: true })).toBeVisible();
  await page.keyboard.type('colours dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('Control+Shift+P');
  const group = page.getByTestId('palette').getByRole('group', { name: 'Used lately' });
  await expect(group.getByTestId('palette-item').first()).toContainText('Colours: dark');
});

test('6.2 typed commands: listen, connect, send, reset, each with a preview', async ({ labPage }) => {
  const { page, lab, row, chunks } = labPage;
  const type = async (line: string, preview: RegExp) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(line);
    await expect(page.getByTestId('palette-item').first()).toContainText(preview);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('palette')).toHaveCount(0);
  };
  await type('listen 0 echo', /Listens on 127\.0\.0\.1:0, behaviour echo/u);
  const { address } = await lab.caller.event('server.listening');
  const { port } = address as { port: number };
  await type(`nc 127.0.0.1 ${port}`, new RegExp(`Connects to 127.0.0.1:${port}`, 'u'));
  await expect(row()).toHaveAttribute('data-state', 'open');
  const id = await row().getAttribute('data-conn-id');
  await type(`send #${id} hex 68 69`, /Sends 2 bytes/u);
  await expect(chunks('client')).toContainText('hi');
  await expect(chunks('server')).toContainText('hi');
  await type(`reset #${id}`, /Resets/u);
  await expect(row()).toHaveAttribute('data-state', 'reset');
  await page.keyboard.press('Control+k');
  await page.keyboard.type(`finish #${id}`);
  await expect(page.getByTestId('palette-item').first()).toContainText('closed');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('send #9999 x');
  await expect(page.getByTestId('palette-item').first()).toContainText('There is no connection #9999');
});

test('6.2 typed commands: a tap, and faults on a connection, each with a preview', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { client } = await makePair(lab);
  const { address } = await lab.caller.call('server.listen', { listen: { host: '127.0.0.1', port: 0 }, mock: null });
  const { port } = address as { port: number };
  const first = page.getByTestId('palette-item').first();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('fault #9999 laggy');
  await expect(first).toContainText('There is no connection #9999');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(`fault #${client} slow 5kB/s`);
  await expect(first).toContainText(new RegExp(`Puts “Slow” on #${client}: lets 5.000 bytes a second through`, 'u'));
  await page.keyboard.press('Enter');
  await expect(row(client)).toHaveAttribute('data-conditions', /fault/u);
  expect((await lab.caller.socket(client)).faults).toMatchObject([
    { fault: { kind: 'throttle', bytesPerSecond: 5_000, direction: 'both' } },
  ]);
  await page.keyboard.press('Control+k');
  await page.keyboard.type(`tap 0 -> 127.0.0.1:${port}`);
  await expect(first).toContainText(`Taps 127.0.0.1:${port}, for clients that connect to 127.0.0.1:0`);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('tap-item')).toContainText(`→ 127.0.0.1:${port}`);
});

test('6.2 endpoints and connections are found and gone to', async ({ labPage }) => {
  const { page, composer } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(composer).toBeFocused();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('server echo');
  await expect(page.getByRole('status').filter({ hasText: /result/u })).toHaveText(/^\d+ results?$/u);
  await page.getByTestId('palette-item').filter({ hasText: 'Server Echo' }).click();
  await expect(page.getByTestId('server-item').locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('echo client');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('connections-grid')).toBeFocused();
});

test('6.2 what is typed while the palette is being loaded is not lost, nor the Enter after it', async ({ labPage }) => {
  const { page } = labPage;
  let letThrough = () => {};
  const asked = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route(/\/palette-[^/]*\.js$/u, async (route) => {
    await asked;
    await route.continue();
  });
  await page.reload();
  await expect(page.getByTestId('start')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('subnet');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('palette')).toHaveCount(0); // what waits has no list yet
  await expect(page.getByRole('textbox', { name: 'Command' })).toHaveValue('subnet');
  letThrough();
  await expect(page.getByTestId('rule-entry')).toBeVisible();
});

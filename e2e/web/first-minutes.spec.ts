// The first minutes of a new user: ux.md section 8, numbers 1 to 4, 9 and 12.
import { expect, test } from './fixture.ts';

test('UX1 the first click gives a running echo server, an open pair and the focus in the Composer', async ({
  labPage,
}) => {
  const { page, row, composer } = labPage;
  await expect(page.getByTestId('start')).toBeVisible({ timeout: 2_000 });
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await page.getByTestId('start-echo').click();
  await expect(row()).toHaveAttribute('data-state', 'open');
  await expect(row()).toHaveAttribute('data-peer-state', 'open');
  await expect(page.getByTestId('server-item')).toHaveAttribute('data-state', 'listening');
  await expect(composer).toBeFocused();
});

test('UX2 Enter sends the preset text and the echo is seen, told by arrow, colour and word', async ({ labPage }) => {
  const { page, chunks, composer } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(composer).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(chunks('client')).toContainText('client →');
  await expect(chunks('server')).toContainText('← server', { timeout: 500 });
  await expect(chunks('client')).toContainText('hello');
  await expect(chunks('server')).toContainText('hello');
  const colours = await Promise.all(
    [chunks('client'), chunks('server')].map((chunk) => chunk.evaluate((e) => getComputedStyle(e).borderLeftColor)),
  );
  expect(colours[0]).not.toBe(colours[1]);
});

test('UX3 finishing sending makes the client Receive-only and the server Send-only, without a failure colour', async ({
  labPage,
}) => {
  const { page, row, end } = labPage;
  await page.getByTestId('start-echo').click();
  await page.getByTestId('act-finish').click();
  await expect(end('client')).toHaveAttribute('data-state', 'receive-only');
  await expect(end('server')).toHaveAttribute('data-state', 'send-only');
  await expect(row()).toHaveAttribute('data-state', 'receive-only');
  await expect(row()).toHaveAttribute('data-peer-state', 'send-only');
  await expect(page.locator('[data-chip=solid], [data-testid=failure-card]')).toHaveCount(0);
});

test('UX4 after that, what the server sends still arrives at the client', async ({ labPage }) => {
  const { page, lab, end, composer } = labPage;
  await page.getByTestId('start-echo').click();
  await page.getByTestId('act-finish').click();
  await expect(end('server')).toHaveAttribute('data-state', 'send-only');
  await page.getByTestId('speak-as').selectOption('server');
  await composer.fill('still here\\r\\n');
  await composer.press('Enter');
  const client = (await lab.caller.call('lab.snapshot', {})).sockets.find((s) => s.origin === 'dialled');
  await lab.caller.socketWhen(client?.socketId as never, (s) => s.counts.bytesRead === 12);
  await page.getByTestId('speak-as').selectOption('client');
  await expect(page.locator('[data-testid=chunk][data-direction=received]')).toContainText('still here');
});

test('UX9 every state chip has a word and a glyph', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { serverId, address } = await lab.caller.call('server.listen', {
    listen: { port: 0, host: '127.0.0.1' },
    options: { allowHalfOpen: true },
  });
  const target = { port: (address as { port: number }).port, host: '127.0.0.1' };
  const dial = async () => {
    const { socketId } = await lab.caller.call('socket.connect', { target });
    await lab.caller.event('socket.paired', (e) => e.socketId === socketId);
    return socketId;
  };
  const [open, half, reset, closed] = [await dial(), await dial(), await dial(), await dial()];
  await lab.caller.call('socket.end', { socketId: half });
  await lab.caller.call('socket.resetAndDestroy', { socketId: reset });
  await lab.caller.call('socket.destroy', { socketId: closed });
  await lab.caller.call('server.close', { serverId });
  const { socketId: refused } = await lab.caller.call('socket.connect', { target });
  const words = { [open]: 'Open', [half]: 'Receive-only', [reset]: 'Reset', [closed]: 'Closed', [refused]: 'Refused' };
  for (const [id, word] of Object.entries(words)) {
    const chip = row(Number(id)).locator('[data-chip]').first();
    await expect(chip).toHaveText(word);
    await expect(chip.locator('svg path')).toHaveCount(1);
  }
  await expect(row(half).locator('[data-chip]').nth(1)).toHaveText('Send-only');
  const glyphs = await page
    .locator('[data-chip] path')
    .evaluateAll((paths) => paths.map((p) => `${p.closest('[data-chip]')?.textContent} ${p.getAttribute('d')}`));
  const distinct = new Map(glyphs.map((entry) => entry.split(/ (?=M)/u, 2) as [string, string]));
  expect(new Set(distinct.values()).size).toBe(distinct.size);
});

test('UX12 Sent leaves out what is queued: Sent and Queued add up to what was written', async ({ labPage }) => {
  const { page, lab, row, end } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(end('server')).toHaveAttribute('data-state', 'open');
  const { sockets } = await lab.caller.call('lab.snapshot', {});
  const client = sockets.find((s) => s.origin === 'dialled');
  const server = sockets.find((s) => s.origin === 'accepted');
  if (!client || !server) throw new Error('both ends should be there');
  await lab.caller.call('socket.pause', { socketId: server.socketId });
  const megabyte = 'x'.repeat(1_000_000);
  for (let i = 0; i < 12; i++) await lab.caller.call('socket.write', { socketId: client.socketId, data: megabyte });
  await expect(end('client')).toHaveAttribute('data-conditions', /backpressure/u);
  const { counts } = await lab.caller.socketWhen(client.socketId, (s) => s.counts.queued > 0);
  expect(counts.bytesWritten).toBe(12_000_000);
  const text = (column: string) => row().locator(`[data-column=${column}]`).innerText();
  await expect.poll(async () => millions(await text('sent')) + millions(await text('queued'))).toBeCloseTo(12, 0);
  expect(millions(await text('queued'))).toBeGreaterThan(1);
});

/** The number in front of “MB”; NaN for anything else. */
const millions = (text: string) => Number(/^([\d.]+) MB$/u.exec(text.trim())?.[1]);

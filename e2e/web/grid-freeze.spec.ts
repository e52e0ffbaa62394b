// Freeze view: ux.md section 8, number 34.
import { dial, listen } from './crowd.ts';
import { expect, test } from './fixture.ts';

test('UX34 a frozen view stands still while the engine’s counters advance; unfreezing catches up at once', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Discard', 'discard', true);
  const [a, b] = [await dial(lab, port), await dial(lab, port)];
  await lab.caller.call('socket.write', { socketId: a, data: 'before' });
  await expect(row(a).locator('[data-column=sent]')).toHaveText('6 B');
  await row(a).click();
  await expect(page.getByTestId('chunk')).toHaveCount(1);
  await page.keyboard.press('ControlOrMeta+Shift+.');
  const banner = page.getByTestId('freeze-banner');
  await expect(banner).toBeVisible();
  const grid = page.getByTestId('connections-grid');
  const before = await grid.innerText();
  const status = await page.getByTestId('status-counts').innerText();

  for (let i = 0; i < 20; i++) await lab.caller.call('socket.write', { socketId: a, data: 'meanwhile ' });
  await lab.caller.call('socket.end', { socketId: b });
  const third = await dial(lab, port);
  await lab.caller.socketWhen(a, (s) => s.counts.bytesWritten === 206);
  // The banner has heard of all of it, so the page has; and nothing else has changed.
  await expect(banner).toContainText(/View frozen [2-9] s · (?:[4-9]\d|[1-9]\d\d) new events/u);
  expect(await grid.innerText()).toBe(before);
  expect(await page.getByTestId('status-counts').innerText()).toBe(status);
  await expect(page.getByTestId('chunk')).toHaveCount(1);
  await expect(row(b)).toHaveAttribute('data-state', 'open');
  await expect(row(third)).toHaveCount(0);
  const counts = (await lab.caller.socket(a)).counts;
  expect([counts.bytesWritten, counts.chunksSent]).toEqual([206, 21]);

  await page.getByRole('button', { name: 'Unfreeze' }).click();
  await expect(row(a).locator('[data-column=sent]')).toHaveText('206 B', { timeout: 500 });
  await expect(row(b)).toHaveAttribute('data-state', 'receive-only', { timeout: 500 });
  await expect(row(third)).toBeVisible();
  await expect(banner).toHaveCount(0);
  await expect(page.getByTestId('freeze')).toHaveAttribute('aria-pressed', 'false');
});

// Chart on real connections: ux.md section 3.4, and section 8 numbers 24 and 25.
import { expect, test } from './fixture.ts';
import { inState, makePair, openTab } from './made-connections.ts';

test('UX24 throughput, delay and flags: the table and the sentence have the numbers of the curves', async ({
  labPage,
}) => {
  const { page, lab } = labPage;
  const { client, server } = await makePair(lab);
  // Before the chart is opened: the capture knows.
  await lab.caller.call('socket.write', { socketId: client, data: 'x'.repeat(50_000) });
  await lab.caller.socketWhen(server, (s) => s.counts.bytesRead === 50_000);
  await openTab(labPage, client, 'chart');
  await expect(page.locator('[data-testid=chart] canvas')).toHaveCount(3);
  await expect(page.getByTestId('chart-sentence')).toContainText('client to server mean');
  await lab.caller.call('socket.end', { socketId: client });
  await inState(lab, server, 'send-only');
  await expect(page.getByTestId('chart')).toHaveAttribute('data-flags', /F/u);
  await page.getByTestId('chart-resolution').selectOption('10s');
  await page.getByTestId('chart-table-toggle').check();
  // 50,000 bytes within one or two buckets of ten seconds.
  const rates = page.getByTestId('chart-row').locator('td:nth-child(2)');
  const total = async () => {
    const texts = await rates.allInnerTexts();
    return texts.reduce((sum, text) => sum + Number.parseFloat(text) * (text.includes('kB') ? 1_000 : 1) * 10, 0);
  };
  await expect.poll(total).toBeGreaterThan(48_000);
  expect(await total()).toBeLessThan(52_000);
  await expect(page.getByTestId('chart-table')).toContainText('F client FIN');
});

test('UX25 the chart’s cursor follows what is chosen, keys move it, and Enter chooses the nearest event', async ({
  labPage,
}) => {
  const { page, lab } = labPage;
  const { client, server } = await makePair(lab);
  await lab.caller.call('socket.write', { socketId: client, data: 'hello' });
  await lab.caller.socketWhen(server, (s) => s.counts.bytesRead === 5);
  await openTab(labPage, client, 'chart');
  const plots = page.getByTestId('chart-plots');
  await plots.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(plots).toHaveAttribute('data-cursor', /\d/u);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('chart')).toHaveAttribute('data-selected-at', /\d/u);
  await page.keyboard.press('+');
  await expect(page.getByTestId('chart-reset')).toBeVisible();
  await page.getByTestId('chart-reset').click();
  await expect(page.getByTestId('chart-reset')).toHaveCount(0);
});

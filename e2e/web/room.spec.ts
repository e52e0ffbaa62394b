// In a low window what went wrong takes one line, and what is seen of the connection keeps the room: ux.md 1.3.
import { expect, test } from './fixture.ts';
import { closedPort } from './made-connections.ts';

test.use({ viewport: { width: 1280, height: 800 } });

test('1.3 a failure is one line where room is short, unfolds, and leaves the room to the tabs', async ({ labPage }) => {
  const { page, row } = labPage;
  await page.getByTestId('start-connect').click();
  await page.getByTestId('field-port').fill(String(await closedPort()));
  await page.getByTestId('connect-submit').click();
  await expect(row()).toHaveAttribute('data-state', 'refused');
  const card = page.getByTestId('failure-card');
  const room = async () => (await page.locator('#inspector-panel').boundingBox())?.height ?? 0;
  await expect(card).toHaveAttribute('data-folded', 'true');
  await expect(card.getByTestId('try-again')).toBeVisible();
  for (const tab of ['stream', 'ladder', 'state'] as const) {
    await page.getByTestId(`tab-${tab}`).click();
    await expect(page.getByTestId('composer-pane')).toHaveAttribute('data-form', 'line');
    expect(await room(), tab).toBeGreaterThan(200);
  }
  const technical = card.getByText('ECONNREFUSED');
  await expect(technical).toBeHidden();
  const fold = page.getByTestId('failure-fold');
  await fold.click();
  await expect(technical).toBeVisible();
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
  await fold.click();
  await expect(technical).toBeHidden();
  await page.setViewportSize({ width: 1280, height: 1200 });
  await expect(technical).toBeVisible();
  await expect(fold).toHaveCount(0);
});

test('2.3 the ends stand level, whatever is said of each, and a timeout of part of a second is no 0:00', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  const path = `${lab.folder}/a-path-as-long-as-they-get-in-some-runtime-directory.sock`;
  await lab.caller.call('server.listen', { name: 'Orders of the day', listen: { path } });
  const { socketId } = await lab.caller.call('socket.connect', { target: { path } });
  await row().first().click();
  await lab.caller.call('socket.setTimeout', { socketId, timeoutMs: 100, onTimeout: 'notify' });
  const card = (end: string) => page.locator(`[data-testid=end-card][data-end=${end}]`);
  await expect(card('client')).toContainText('of 100 ms → notify only');
  const chip = async (end: string) => (await card(end).locator('[data-chip]').first().boundingBox())?.y;
  expect(await chip('server')).toBe(await chip('client'));
});

// How the bench was left is remembered with the lab: ux.md 1.6.
import { expect, test } from './fixture.ts';

test('1.6 sizes of panes and the chosen tab come back with the lab, and make nothing unsaved', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  await page.getByTestId('start-echo').click();
  await lab.caller.event('socket.paired');
  await lab.caller.call('document.saved', { name: 'kept' });
  await expect(page.getByTestId('unsaved')).toHaveCount(0);
  const width = () => page.getByTestId('sidebar').evaluate((e) => e.getBoundingClientRect().width);
  const before = await width();
  await page.getByRole('separator', { name: 'Endpoints' }).focus();
  for (let presses = 0; presses < 2; presses++) await page.keyboard.press('ArrowRight');
  await page.getByTestId('tab-events').click();
  await lab.caller.event('lab.document', ({ document }) => JSON.stringify(document.layout).includes('"tab":"events"'));
  const chosen = await width();
  expect(chosen).toBeGreaterThan(before + 20);
  await page.reload();
  await row().first().click();
  await expect(page.getByTestId('tab-events')).toHaveAttribute('aria-selected', 'true');
  await expect.poll(async () => Math.abs((await width()) - chosen)).toBeLessThan(3);
  await expect(page.getByTestId('unsaved')).toHaveCount(0);
  const { text } = await lab.caller.call('document.text', {});
  expect(JSON.parse(text).layout.bench.tab).toBe('events');
});

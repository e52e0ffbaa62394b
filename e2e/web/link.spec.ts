// The engine out of reach and back again: what the page says, and that nothing is lost silently.
import { type ServedLab, serveLab } from '../serve-lab.ts';
import { expect, test } from './fixture.ts';

const portOf = ({ url }: ServedLab) => new URL(url).port;

test('a killed server is said once at the top, no act fails unseen, and a new one is met by itself', async ({
  page,
}) => {
  const uncaught: string[] = [];
  page.on('pageerror', (error) => uncaught.push(error.message));
  const first = await serveLab({ args: ['--token', 'the-same-again-and-again'] });
  await page.goto(first.url);
  await page.getByTestId('start-echo').click();
  await expect(page.locator('[data-testid=end-card][data-end=client]')).toHaveAttribute('data-state', 'open');
  await page.waitForLoadState('networkidle'); // every part of the page has been loaded
  const gone = new Promise((resolve) => first.process.once('exit', resolve));
  first.process.kill('SIGKILL');
  await gone;
  const banner = page.getByText('Not connected to Socket Lab');
  await expect(banner).toBeVisible();
  for (const tab of ['events', 'options', 'ladder', 'state', 'pipes', 'chart', 'stream']) {
    await page.getByTestId(`tab-${tab}`).click();
    await expect(page.getByTestId(`tab-${tab}`)).toHaveAttribute('aria-selected', 'true');
  }
  await page.getByTestId('act-pause').click();
  await expect(page.getByTestId('failure-card')).toContainText('There is no connection to the engine.');
  await page.getByTestId('tools-open').click();
  await page.getByTestId('tool-family').click();
  await expect(page.getByTestId('tools')).toContainText('There is no connection to the engine.');
  await page.keyboard.press('Escape');
  await using second = await serveLab({ args: ['--token', 'the-same-again-and-again', '--port', portOf(first)] });
  await expect(banner).toHaveCount(0);
  await second.caller.call('server.listen', { name: 'New', listen: { host: '127.0.0.1', port: 0 } });
  await expect(page.getByTestId('server-item')).toContainText('New');
  expect(uncaught).toEqual([]);
  await first[Symbol.asyncDispose]();
});

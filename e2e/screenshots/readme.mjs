// The picture of the README: a half-closed connection, and what Node and the kernel say of both its ends.
import path from 'node:path';
import { everySituation } from './situations.mjs';

export async function readmePicture(browser, lab) {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    deviceScaleFactor: 1.5,
  });
  page.setDefaultTimeout(5_000);
  await page.goto(lab.url);
  const all = await everySituation(lab);
  await page.locator(`[role=row][data-conn-id="${all.ids['client-finished']}"]`).click();
  await page.getByTestId('tab-state').click();
  await page.getByTestId('state-diagrams').waitFor();
  await page.waitForTimeout(1_500); // the kernel's tables are sampled a few times a second
  await page.screenshot({ path: path.resolve('build/screenshots/bench.png'), timeout: 10_000 });
  await all.close();
}

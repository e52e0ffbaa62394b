// The page stays where it is: it goes nowhere, opens no windows, and nothing it tries reaches the network.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from './fixture.ts';

let server: http.Server;
let elsewhere: string;
const hits: string[] = [];
test.beforeEach(async () => {
  hits.length = 0;
  server = http.createServer((request, response) => {
    hits.push(request.url ?? '');
    response.setHeader('content-type', 'text/html').end('<h1>elsewhere</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  elsewhere = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
test.afterEach(() => server.close());

/** What a page might try, given an address. */
const attempts: Readonly<Record<string, (href: string) => void>> = {
  'setting the location': (href) => {
    location.href = href;
  },
  'replacing the location': (href) => location.replace(href),
  'submitting a form': (href) => {
    const form = Object.assign(document.createElement('form'), { action: href });
    document.body.append(form);
    form.submit();
  },
  'a link': (href) => Object.assign(document.createElement('a'), { href }).click(),
  'a link to a new window': (href) => Object.assign(document.createElement('a'), { href, target: '_blank' }).click(),
  'a link to a named window': (href) => Object.assign(document.createElement('a'), { href, target: 'other' }).click(),
  'window.open': (href) => void window.open(href),
  'window.open with features': (href) => void window.open(href, 'popup', 'width=200,height=200'),
};

test('the page goes nowhere and opens nothing', async ({ desktop: { app, page } }) => {
  await page.evaluate(() => Object.assign(window, { same: true }));
  for (const address of [`${elsewhere}/`, 'other.html']) {
    for (const [name, attempt] of Object.entries(attempts)) {
      await test.step(`${name}: ${address}`, async () => {
        await page.evaluate(attempt, address).catch(() => {}); // a navigation would end the evaluation
        await otherDocumentLoaded(app);
        expect(await page.evaluate(() => 'same' in window)).toBe(true);
        expect(hits).toEqual([]);
        await expect.poll(() => addresses(app)).toEqual(['app://lab/']);
      });
    }
  }
});

test('the page may load itself again', async ({ desktop: { page } }) => {
  await page.evaluate(() => Object.assign(window, { same: true }));
  await Promise.all([page.waitForEvent('load'), page.evaluate(() => location.reload())]);
  expect(await page.evaluate(() => 'same' in window)).toBe(false);
  await expect(page.locator('#root > *')).not.toHaveCount(0);
});

/** Loads a document in a window of its own: what was attempted before has been decided by then. */
function otherDocumentLoaded(app: ElectronApplication): Promise<void> {
  return app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false });
    await window.loadURL('app://lab/empty');
    window.destroy();
  });
}

function addresses(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.webContents.getURL()));
}

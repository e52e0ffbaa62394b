// The lab as a document: ux.md section 8, number 8; new, open, save, recovery, files that cannot be opened.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { serveLab } from '../serve-lab.ts';
import { expect, test } from './fixture.ts';

const labFile = (content: object = {}) =>
  JSON.stringify({
    format: 'socketlab',
    version: 1,
    servers: ['One', 'Two', 'Three'].map((name) => ({ name, listen: { port: 0, host: '127.0.0.1' } })),
    clients: [{ name: 'db', target: { host: 'localhost', port: 5432 } }],
    ...content,
  });

/** Drags a file over the page; `then` is what becomes of it. */
async function drag(page: Page, name: string, text: string, then: 'drop' | 'dragleave'): Promise<void> {
  const data = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], fileName));
      return transfer;
    },
    [name, text] as const,
  );
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: data });
  await expect(page.getByTestId('drop-zone')).toBeVisible();
  await page.dispatchEvent('body', then, { dataTransfer: data });
  await expect(page.getByTestId('drop-zone')).toHaveCount(0);
}

async function menu(page: Page, name: string | RegExp): Promise<void> {
  await page.getByTestId('lab-menu').click();
  await page.getByRole('menuitem', { name }).click();
}

async function chooseFile(page: Page, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await menu(page, /^Open…/u);
  await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

/** Takes the browser's own way of saving away, so that saving is a download as in other browsers. */
const withoutPicker = (page: Page) =>
  page.addInitScript(() => Object.defineProperty(window, 'showSaveFilePicker', { value: undefined }));

test('UX8 opening a lab file opens no port; the banner says so and starts one or all', async ({ labPage }) => {
  const { page, lab } = labPage;
  await drag(page, 'three.socketlab', labFile(), 'drop');
  const banner = page.getByTestId('stopped-banner');
  await expect(banner).toContainText('3 servers are stopped.');
  await expect(page.getByTestId('lab-menu')).toHaveText(/^three/u);
  const before = await lab.caller.call('lab.snapshot', {});
  expect(before.servers.map(({ name, state, address }) => [name, state, address])).toEqual([
    ['One', 'stopped', null],
    ['Two', 'stopped', null],
    ['Three', 'stopped', null],
  ]);
  expect(before.sockets).toEqual([]);
  expect((await lab.caller.call('lab.stats', {})).openServers).toBe(0);
  await expect(page.getByTestId('start-selected')).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Two', exact: true }).click();
  await page.getByTestId('start-selected').click();
  await expect(page.getByTestId('server-item').nth(1)).toHaveAttribute('data-state', 'listening');
  await expect(banner).toContainText('2 servers are stopped.');
  await page.getByTestId('start-all').click();
  await expect(banner).toHaveCount(0);
  await expect(page.locator('[data-testid=server-item][data-state=listening]')).toHaveCount(3);
});

test('the drop zone is there only while a file is dragged, and takes lab files only', async ({ labPage }) => {
  const { page, lab } = labPage;
  await expect(page.getByTestId('start')).toBeVisible(); // from now on somebody listens to what is dragged
  await expect(page.getByTestId('drop-zone')).toHaveCount(0);
  await drag(page, 'a.socketlab', labFile(), 'dragleave');
  await drag(page, 'holiday.png', 'x', 'drop');
  await expect(page.getByTestId('toast')).toContainText('This is not a lab file.');
  expect((await lab.caller.call('lab.snapshot', {})).servers).toEqual([]);
});

test('hostile, cut-off, newer and foreign files are refused in words, ask nothing and lose nothing', async ({
  labPage,
}) => {
  const { page, lab } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(page.getByTestId('server-item')).toHaveCount(1);
  const before = (await lab.caller.call('document.text', {})).text;
  const whole = labFile();
  const wrong: readonly (readonly [text: string, why: string])[] = [
    ['', 'It is not JSON, or it is cut off.'],
    [whole.slice(0, 80), 'It is not JSON, or it is cut off.'],
    ['{"log":[]}', 'It is not a Socket Lab file.'],
    [labFile({ version: 2 }), 'It was made by a newer version of Socket Lab.'],
    [labFile({ servers: [{ listen: { prot: 1 } }] }), 'It is damaged at “servers.0.listen.prot”'],
    [labFile({ servers: '<img src=x onerror=alert(1)>' }), 'It is damaged at “servers”'],
    [labFile({ '<script>alert(1)</script>': 1 }), 'It is damaged'],
  ];
  for (const [text, why] of wrong) {
    await chooseFile(page, 'odd.socketlab', text);
    const toast = page.getByTestId('toast').filter({ hasText: why });
    await expect(toast).toContainText('“odd” cannot be opened. The lab is as it was.');
    await toast.getByRole('button', { name: 'Dismiss' }).click();
    await expect(page.getByTestId('ask')).toHaveCount(0);
    expect((await lab.caller.call('document.text', {})).text).toBe(before);
  }
  // Values only Node can judge are judged after the question; even “Discard” loses nothing then.
  await chooseFile(page, 'odd.socketlab', labFile({ servers: [{ listen: {}, options: { highWaterMark: 'many' } }] }));
  await page.getByTestId('ask-discard').click();
  await expect(page.getByTestId('toast')).toContainText('“odd” cannot be opened. The lab is as it was.');
  expect((await lab.caller.call('document.text', {})).text).toBe(before);
  await expect(page.getByTestId('server-item')).toHaveAttribute('data-state', 'listening');
});

test('changes that are not saved are marked, asked about, and saved as a file that opens again', async ({ page }) => {
  await withoutPicker(page);
  await using lab = await serveLab();
  await page.goto(lab.url);
  await page.getByTestId('start-echo').click();
  await expect(page.getByTestId('unsaved')).toBeVisible();
  await expect(page).toHaveTitle(/^● Untitled/u);
  await menu(page, 'New lab');
  const question = page.getByTestId('ask');
  await expect(question).toContainText('“Untitled” has changes that are not saved.');
  await expect(page.getByTestId('ask-cancel')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('server-item')).toHaveCount(1);

  const download = page.waitForEvent('download');
  await menu(page, 'New lab');
  await page.getByTestId('ask-save').click();
  const file = await (await download).path();
  expect((await download).suggestedFilename()).toBe('Untitled.socketlab');
  await expect(page.getByTestId('start')).toBeVisible();
  expect((await lab.caller.call('lab.snapshot', {})).servers).toEqual([]);
  await expect(page.getByTestId('unsaved')).toHaveCount(0);

  await chooseFile(page, 'again.socketlab', readFileSync(file, 'utf8'));
  await expect(page.getByTestId('server-item')).toHaveAttribute('data-state', 'stopped');
  await expect(page.getByTestId('client-item')).toContainText('Echo client');
  await expect(page.getByTestId('unsaved')).toHaveCount(0);
  await menu(page, 'New lab');
  await expect(page.getByTestId('start')).toBeVisible();
  await expect(page.getByTestId('recent-lab')).toHaveCount(2);
  await page.getByTestId('recent-lab').filter({ hasText: 'again' }).click();
  await expect(page.getByTestId('server-item')).toHaveCount(1);
});

test('where the browser can write files, saving again writes the same file without asking', async ({ page }) => {
  await page.addInitScript(() => {
    const written: string[] = [];
    const handle = {
      name: 'mine.socketlab',
      createWritable: () =>
        Promise.resolve({
          write: (text: string) => {
            written.push(text);
            return Promise.resolve();
          },
          close: () => Promise.resolve(),
        }),
    };
    let asked = 0;
    Object.assign(window, { written, asked: () => asked });
    Object.defineProperty(window, 'showSaveFilePicker', {
      value: () => {
        asked++;
        return Promise.resolve(handle);
      },
    });
  });
  await using lab = await serveLab();
  await page.goto(lab.url);
  await page.getByTestId('start-echo').click();
  await menu(page, /^Save as…/u);
  await expect(page.getByTestId('lab-menu')).toHaveText(/^mine/u);
  await expect(page.getByTestId('unsaved')).toHaveCount(0);
  await lab.caller.call('document.update', { notes: 'more' });
  await expect(page.getByTestId('unsaved')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByTestId('unsaved')).toHaveCount(0);
  const [texts, asked] = await page.evaluate(() => {
    const stubs = window as unknown as { written: string[]; asked(): number };
    return [stubs.written, stubs.asked()] as const;
  });
  expect(asked).toBe(1);
  expect(texts).toHaveLength(2);
  expect(texts[1]).toBe((await lab.caller.call('document.text', {})).text);
});

test('a lab that was opened from a file of this machine is saved there', async ({ page }) => {
  await using other = await serveLab();
  const file = path.join(other.folder, 'here.socketlab');
  writeFileSync(file, labFile());
  await using lab = await serveLab({ args: ['--lab', file] });
  await page.goto(lab.url);
  await expect(page.getByTestId('stopped-banner')).toContainText('3 servers are stopped.');
  await page.getByRole('button', { name: 'One', exact: true }).click();
  await page.keyboard.press('F2');
  await page.getByTestId('rename-field').fill('First');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('unsaved')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByTestId('unsaved')).toHaveCount(0);
  expect(readFileSync(file, 'utf8')).toContain('"name": "First"');
});

test('what was not saved when the engine died is offered to the next one, and opens no port', async ({ page }) => {
  const args = ['--token', 'the-same-for-both'];
  const first = await serveLab({ args });
  await page.goto(first.url);
  await page.getByTestId('start-echo').click();
  await expect(page.getByTestId('unsaved')).toBeVisible();
  await expect.poll(() => page.evaluate(() => localStorage.getItem('socket-lab.recovery'))).toContain('Echo client');
  const gone = new Promise((resolve) => first.process.once('exit', resolve));
  first.process.kill('SIGKILL');
  await gone;
  // The same address, as a person has it who starts Socket Lab again: storage belongs to the address.
  const port = new URL(first.url).port;
  await using second = await serveLab({ args: [...args, '--port', port] });
  const question = page.getByTestId('ask');
  await expect(question).toContainText('“Untitled” was not saved when Socket Lab ended.');
  await expect(page.getByTestId('ask-later')).toBeFocused();
  await page.getByTestId('ask-restore').click();
  await expect(page.getByTestId('server-item')).toHaveAttribute('data-state', 'stopped');
  await expect(page.getByTestId('client-item')).toContainText('Echo client');
  await expect(page.getByTestId('unsaved')).toBeVisible();
  expect((await second.caller.call('lab.stats', {})).openServers).toBe(0);
  await first[Symbol.asyncDispose]();
});

test('leaving the page with changes that are not saved is asked about', async ({ labPage }) => {
  const { page } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(page.getByTestId('unsaved')).toBeVisible();
  const dialog = page.waitForEvent('dialog');
  const reload = page.reload();
  expect((await dialog).type()).toBe('beforeunload');
  await (await dialog).accept();
  await reload;
  await expect(page.getByTestId('server-item')).toHaveCount(1);
});

test('a tap is a part of the lab: it makes it unsaved, is in the recovery copy, and is saved with it', async ({
  labPage,
}) => {
  const { page, lab } = labPage;
  await lab.caller.call('tap.create', {
    name: 'In between',
    listen: { port: 0 },
    target: { host: '127.0.0.1', port: 9 },
  });
  await expect(page.getByTestId('unsaved')).toBeVisible();
  await expect.poll(() => page.evaluate(() => localStorage.getItem('socket-lab.recovery'))).toContain('In between');
  await lab.caller.call('document.saved', { name: 'with a tap' });
  await expect(page.getByTestId('lab-menu')).toHaveText(/^with a tap/u);
  await expect(page.getByTestId('unsaved')).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => localStorage.getItem('socket-lab.recovery'))).toBeNull();
});

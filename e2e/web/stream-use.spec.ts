// What can be done with the bytes of the Stream: search, select, copy, save, compare, keys (ux.md 3.2, 6.1).
import { readFileSync } from 'node:fs';
import { expect, type LabPage, test } from './fixture.ts';
import { list, pair } from './stream-pair.ts';

test('UX 3.2 search: text, hex and regex across the borders of chunks, counted, stepped through, and stopped when hostile', async ({
  labPage,
}) => {
  const { page } = labPage;
  const { say } = await pair(labPage);
  await say('client', 'GET /a\r');
  await say('server', '100 go on\r\n');
  await say('client', '\nHost: x\r\n');
  await list(page).focus();
  await page.keyboard.press('ControlOrMeta+f');
  await expect(page.getByTestId('find-input')).toBeFocused();
  await page.keyboard.type('\\r\\n');
  await expect(page.getByTestId('find-result')).toHaveText('1 of 3');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('find-result')).toHaveText('2 of 3');
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByTestId('find-result')).toHaveText('1 of 3');
  await expect(page.getByTestId('scroll-marks').locator('i')).toHaveCount(3);
  await page.getByTestId('find-kind').selectOption('hex');
  await page.getByTestId('find-input').fill('0d 0a 48');
  await expect(page.getByTestId('find-result')).toHaveText('1 of 1');
  await page.getByTestId('find-kind').selectOption('regex');
  await page.getByTestId('find-input').fill('^host: \\w');
  await expect(page.getByTestId('find-result')).toHaveText('1 of 1');
  await page.getByTestId('find-case').check();
  await expect(page.getByTestId('find-result')).toContainText('not found in 28 B (both directions)');
  await page.getByTestId('find-speaker').selectOption('server');
  await expect(page.getByTestId('find-result')).toContainText('not found in 11 B (server → client)');
  await page.getByTestId('find-both').click();
  await page.getByTestId('find-input').fill('(');
  await expect(page.getByTestId('find-result')).toContainText('Unterminated group');
  await say('client', `${'a'.repeat(60)}!`);
  await page.getByTestId('find-input').fill('^(a+)+$');
  await expect(page.getByTestId('find-result')).toContainText('took too long', { timeout: 10_000 });
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('find-bar')).toHaveCount(0);
  await expect(list(page)).toBeFocused();
});

test('UX 3.2 selection: by mouse and by keys across chunks, read by the data inspector, copied in every way', async ({
  labPage,
  context,
}) => {
  const { page, chunks } = labPage;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { say } = await pair(labPage);
  await say('client', 'ABCD');
  await say('server', 'EFGH');
  const clip = () => page.evaluate(() => navigator.clipboard.readText());
  const text = chunks('client').locator('[data-from]').first();
  const box = await text.boundingBox();
  if (!box) throw new Error('the text should be there');
  const second = await chunks('server').locator('[data-from]').first().boundingBox();
  if (!second) throw new Error('the second chunk should be there');
  const width = box.width / 4;
  await page.mouse.move(box.x + 2 * width, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(second.x + 2 * width, second.y + second.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByTestId('data-inspector')).toContainText('4 bytes');
  await expect(page.getByTestId('data-inspector')).toContainText('uint16 BE17220');
  await list(page).focus();
  await page.keyboard.press('ControlOrMeta+c');
  await expect.poll(clip).toBe('CDEF');
  const copy = async (name: string) => {
    await page.getByTestId('copy-as').click();
    await page.getByRole('menuitem', { name, exact: true }).click();
  };
  for (const [name, wanted] of [
    ['Hex', '43 44 45 46'],
    ['Base64', 'Q0RFRg=='],
    ['Python bytes', "b'CDEF'"],
    ['JavaScript Buffer.from', "Buffer.from('43444546', 'hex')"],
  ] as const) {
    await copy(name);
    await expect.poll(clip).toBe(wanted);
  }
  await copy('printf … | nc');
  await expect.poll(clip).toMatch(/^printf 'CDEF' \| nc 127\.0\.0\.1 \d+$/u);
  await copy('Node script of the whole connection');
  await expect.poll(clip).toContain("[0, 'QUJDRA==']");
  await list(page).focus();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('selection-bar')).toHaveCount(0);
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  await expect(chunks('client')).toHaveAttribute('data-cursor', 'true');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByTestId('data-inspector')).toContainText('2 bytes');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByTestId('data-inspector')).toContainText('8 bytes');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('data-inspector')).toContainText('4 bytes');
});

test('UX 3.2 keys: g and G, h, n and N; letters only while the list has the focus', async ({ labPage }) => {
  const { page, chunks, composer } = labPage;
  const { client } = await pair(labPage);
  for (let i = 0; i < 100; i++)
    await labPage.lab.caller.call('socket.write', { socketId: client, data: `line ${i}\n` });
  await expect(list(page)).toContainText('line 99');
  await list(page).focus();
  await page.keyboard.press('g');
  await expect(chunks().first()).toContainText('line 0');
  await expect(list(page)).toHaveAttribute('data-following', 'false');
  await page.keyboard.press('h');
  await expect(list(page)).toHaveAttribute('data-view', 'hex');
  await page.keyboard.press('h');
  await page.keyboard.press('Shift+g');
  await expect(list(page)).toHaveAttribute('data-following', 'true');
  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type('line 4');
  await expect(page.getByTestId('find-result')).toHaveText(/of 11/u);
  await list(page).focus();
  const at = async () => Number((await page.getByTestId('find-result').innerText()).split(' ')[0]);
  const first = await at();
  await page.keyboard.press('n');
  await expect.poll(at).toBe((first % 11) + 1);
  await page.keyboard.press('Shift+n');
  await expect.poll(at).toBe(first);
  await composer.fill('');
  await composer.pressSequentially('hjk');
  await expect(composer).toHaveValue('hjk');
});

test('UX 3.2 saving raw bytes, sending again, comparing two chunks, putting bytes into the Composer', async ({
  labPage,
}) => {
  const { page, chunks, composer, lab } = labPage;
  const { say, server } = await pair(labPage);
  await say('client', '00ff10', 'hex');
  await say('server', 'hello');
  await say('server', 'hello!');
  const menu = async (chunk: ReturnType<LabPage['chunks']>, name: string) => {
    await chunk.locator('[data-from]').first().click({ button: 'right' });
    await page.getByRole('menuitem', { name }).click();
  };
  await chunks('server').first().locator('[data-from]').first().click();
  await page.getByTestId('stream-more').click();
  await page.getByRole('menuitem', { name: 'Save as' }).hover();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'All server bytes…' }).click();
  expect(readFileSync(await (await download).path())).toEqual(Buffer.from('hellohello!'));
  await chunks('server').first().locator('[data-from]').first().click();
  await menu(chunks('server').first(), 'Compare with another chunk…');
  await chunks('server').nth(1).locator('[data-from]').first().click();
  await page.getByTestId('compare-now').click();
  await expect(page.getByTestId('compare-summary')).toContainText(
    'One difference: 0 bytes only on the left (of 5), 1 only on the right (of 6).',
  );
  await page.keyboard.press('Escape');
  await chunks('server').first().locator('[data-from]').first().click();
  await menu(chunks('server').first(), 'Send this chunk again');
  await expect(chunks('server')).toHaveCount(3);
  expect((await lab.caller.socket(server)).counts.bytesWritten).toBe(16);
  await chunks('client').locator('[data-from]').first().click();
  await menu(chunks('client'), 'Put into the Composer');
  await expect(composer).toHaveValue('00 ff 10');
  await expect(page.getByTestId('compose-mode')).toHaveValue('hex');
});

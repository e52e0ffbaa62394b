// The Composer: ux.md 3.1. What is typed is what leaves, byte for byte, or it does not leave.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { SocketId } from '../../shared/contract/fields.ts';
import { expect, type LabPage, test } from './fixture.ts';
import { pair } from './stream-pair.ts';

const choose = (page: Page, name: string, value: string) => page.getByTestId(name).selectOption(value);
const preview = (page: Page) => page.getByTestId('composer-preview');

/** Everything a socket of the lab has received, as hex. */
const received = async ({ lab }: LabPage, socketId: SocketId) => (await lab.caller.received(socketId)).toString('hex');

test('UX 3.1 text: encodings, endings, an unknown escape is underlined and never sent, its fix works', async ({
  labPage,
}) => {
  const { page, composer } = labPage;
  const { server } = await pair(labPage);
  await composer.fill('é\\q');
  await expect(page.getByTestId('composer-problem')).toContainText('\\q is not an escape');
  await expect(page.locator('[data-testid=composer-pane] mark')).toHaveText('\\q');
  await composer.press('Enter');
  await page.getByRole('button', { name: 'Keep the backslash' }).click();
  await choose(page, 'compose-encoding', 'utf16le');
  await choose(page, 'compose-ending', 'custom');
  await page.getByTestId('compose-custom').fill('\\x03');
  await expect(preview(page)).toHaveText('7 bytes · E9 00 5C 00 71 00 03');
  await composer.press('Enter');
  await expect.poll(() => received(labPage, server)).toBe('e9005c00710003');
  await expect(composer).toHaveValue('');
  await expect(composer).toBeFocused();
});

test('UX 3.1 control characters that are pasted become visible, and others are shown and can be written as escapes', async ({
  labPage,
}) => {
  const { page, composer } = labPage;
  const { server } = await pair(labPage);
  const paste = (text: string) =>
    composer.evaluate((field, pasted) => {
      const data = new DataTransfer();
      data.setData('text', pasted);
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
  await composer.focus();
  await paste('a\u0000b');
  await expect(composer).toHaveValue('a\\0b');
  await page.getByTestId('compose-escapes').uncheck();
  await composer.fill('x\u001b[0m');
  await expect(page.getByTestId('composer-controls')).toContainText('xESC[0m');
  await page.getByTestId('write-as-escapes').click();
  await expect(composer).toHaveValue('x\\x1b[0m');
  await composer.press('Enter');
  await expect.poll(() => received(labPage, server)).toBe('781b5b306d');
});

test('UX 3.1 hex with an ASCII gutter, a missing digit with two ways out; base64 with its padding mended', async ({
  labPage,
}) => {
  const { page, composer } = labPage;
  const { server } = await pair(labPage);
  await choose(page, 'compose-mode', 'hex');
  await composer.fill('68 6');
  await expect(page.getByTestId('composer-problem')).toContainText('one digit short');
  await page.getByRole('button', { name: 'Add 0 in front' }).click();
  await expect(composer).toHaveValue('68 06');
  await composer.fill('00000000: 6869 0a  hi.');
  await expect(preview(page)).toContainText('3 bytes · 68 69 0A');
  await expect(preview(page)).toContainText('were left out');
  await expect(page.getByTestId('composer-ascii')).toHaveText('hi.');
  await composer.press('ControlOrMeta+Enter');
  await choose(page, 'compose-mode', 'base64');
  await composer.fill('aGk');
  await page.getByRole('button', { name: 'Fix the padding' }).click();
  await expect(composer).toHaveValue('aGk=');
  await composer.press('Enter');
  await expect.poll(() => received(labPage, server)).toBe('68690a6869');
});

test('UX 3.1 the preview shows head and tail of many bytes, and all of them at a click', async ({ labPage }) => {
  const { page, composer } = labPage;
  await pair(labPage);
  await choose(page, 'compose-mode', 'hex');
  await composer.fill('41*99 42');
  await expect(preview(page)).toHaveText(/^100 bytes · (41 ){24}… (41 ){11}42$/u);
  await preview(page).click();
  await expect(page.getByTestId('bytes-dialog')).toContainText('000060');
  await expect(page.getByTestId('bytes-dialog')).toContainText('AAAB');
});

test('UX 3.1 several writes with gaps leave as several chunks; Shift+Enter makes a line', async ({ labPage }) => {
  const { page, composer, lab, chunks } = labPage;
  const { client } = await pair(labPage);
  await choose(page, 'compose-writes', 'lines');
  await choose(page, 'compose-ending', 'crlf');
  await page.getByTestId('compose-gap').fill('30');
  await composer.fill('');
  await composer.pressSequentially('one');
  await composer.press('Shift+Enter');
  await composer.pressSequentially('two');
  await expect(preview(page)).toHaveText('10 bytes in 2 writes · 6F 6E 65 0D 0A │ 74 77 6F 0D 0A');
  await composer.press('ControlOrMeta+Enter');
  await expect(chunks('client')).toHaveCount(2);
  const sent = (await lab.caller.call('capture.read', { socketId: client })).chunks;
  expect(sent.map((chunk) => chunk.size)).toEqual([5, 5]);
  expect((sent[1]?.at ?? 0) - (sent[0]?.at ?? 0)).toBeGreaterThan(25);
});

test('UX 3.1 a template counts, and says in the preview that it is a sample', async ({ labPage }) => {
  const { page, composer } = labPage;
  const { server } = await pair(labPage);
  await choose(page, 'compose-mode', 'template');
  await page.getByTestId('compose-keep').check();
  await composer.fill('n={{counter}};');
  await expect(preview(page)).toContainText('a sample');
  await composer.press('Enter');
  await expect(preview(page)).toContainText('6E 3D 32 3B');
  await composer.press('Enter');
  await expect.poll(() => received(labPage, server)).toBe(Buffer.from('n=1;n=2;').toString('hex'));
  await composer.fill('{{nope}}');
  await expect(page.getByTestId('composer-problem')).toContainText('{{nope}} is not known');
});

test('UX 3.1 the ending is remembered for an endpoint, and history comes back by ↑ and by search', async ({
  labPage,
}) => {
  const { page, composer, lab } = labPage;
  const { client } = await pair(labPage);
  await choose(page, 'compose-ending', 'crlf');
  for (const text of ['first', 'second', 'second', 'third']) {
    await composer.fill(text);
    await composer.press('Enter');
    await expect(composer).toHaveValue('');
  }
  await composer.press('ArrowUp');
  await expect(composer).toHaveValue('third');
  await composer.press('ArrowUp');
  await expect(composer).toHaveValue('second');
  await composer.press('ArrowDown');
  await composer.press('ArrowDown');
  await expect(composer).toHaveValue('');
  await composer.press('ControlOrMeta+ArrowUp');
  await expect(page.getByTestId('history-entry')).toHaveCount(3);
  await expect(page.getByTestId('history-entry').nth(1)).toContainText('2×');
  await expect(page.getByTestId('history-entry').nth(1)).toContainText('sent');
  await page.getByTestId('history-search').fill('fir');
  await expect(page.getByTestId('history-entry')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(composer).toHaveValue('first');
  await expect(composer).toBeFocused();
  const { target } = await lab.caller.socket(client);
  const again = await lab.caller.call('socket.connect', { target: target ?? {} });
  await lab.caller.event('socket.paired', (e) => e.socketId === again.socketId);
  await page.locator(`[role=row][data-conn-id="${again.socketId}"]`).click();
  await expect(page.getByTestId('compose-ending')).toHaveValue('crlf');
});

test('UX 3.1 snippets: the built-in pack, one of the lab with folder and tags, changed, deleted and undone', async ({
  labPage,
}) => {
  const { page, composer, lab } = labPage;
  await pair(labPage);
  await page.getByTestId('snippets').click();
  await page.getByRole('menuitem', { name: 'Built in' }).hover();
  await page.getByRole('menuitem', { name: 'Redis PING' }).click();
  await expect(composer).toHaveValue('*1\\r\\n$4\\r\\nPING\\r\\n');
  await page.getByTestId('snippets').click();
  await page.getByRole('menuitem', { name: 'Save as snippet…' }).click();
  await page.getByTestId('snippet-save').click();
  await expect(page.getByTestId('snippet-dialog')).toContainText('A snippet needs a name.');
  await page.getByTestId('snippet-name').fill('Ping it');
  await page.getByTestId('snippet-folder').fill('Cache');
  await page.getByTestId('snippet-tags').fill('redis, smoke');
  await page.getByTestId('snippet-save').click();
  const kept = async () => (await lab.caller.call('lab.snapshot', {})).document.snippets;
  await expect
    .poll(kept)
    .toEqual([
      { name: 'Ping it', folder: 'Cache', tags: ['redis', 'smoke'], mode: 'text', text: '*1\\r\\n$4\\r\\nPING\\r\\n' },
    ]);
  await page.getByTestId('snippets').click();
  await page.getByRole('menuitem', { name: 'All snippets…' }).click();
  await page.getByTestId('snippets-search').fill('smoke');
  await expect(page.getByTestId('snippet')).toHaveCount(1);
  await page.getByTestId('snippet').getByRole('button', { name: 'Delete' }).click();
  await expect.poll(kept).toEqual([]);
});

test('UX 3.1 repeat: a pill that counts, its rate refused and warned about, Esc Esc stops every one', async ({
  labPage,
}) => {
  const { page, composer, lab } = labPage;
  const { client } = await pair(labPage);
  await composer.fill('tick');
  await page.getByTestId('repeat').click();
  await page.getByTestId('repeat-every').fill('0');
  await expect(page.getByTestId('repeat-dialog')).toContainText('At most 1 000 messages a second');
  await page.getByTestId('repeat-every').fill('2');
  await expect(page.getByTestId('repeat-warning')).toContainText('500 messages a second');
  await page.getByTestId('repeat-every').fill('20');
  await page.getByTestId('repeat-times').fill('5');
  await page.getByTestId('repeat-start').click();
  await lab.caller.event('repeat.ended', (e) => e.reason === 'done' && e.sent === 5);
  await lab.caller.socketWhen(client, (s) => s.counts.bytesWritten === 20);
  for (const until of ['stopped', 'reply']) {
    await page.getByTestId('repeat').click();
    await page.getByTestId('repeat-every').fill('50');
    await page.getByTestId('repeat-until').selectOption(until);
    if (until === 'reply') await page.getByTestId('repeat-reply').fill('enough\\n');
    await page.getByTestId('repeat-start').click();
  }
  await expect(page.getByTestId('repeat-pill')).toHaveCount(2);
  await expect(page.getByTestId('repeat-pill').first()).toContainText(/Repeating [1-9]/u);
  await page.reload();
  await expect(page.getByTestId('repeat-pill')).toHaveCount(2);
  await page.locator('[role=row][data-conn-id]').first().click();
  await composer.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('repeat-pill')).toHaveCount(0);
  expect((await lab.caller.call('lab.snapshot', {})).repeats).toEqual([]);
});

test('UX 3.1 broadcast: one message to all selected connections', async ({ labPage }) => {
  const { page, composer, lab } = labPage;
  const { client, server } = await pair(labPage);
  const { target } = await lab.caller.socket(client);
  const other = await lab.caller.call('socket.connect', { target: target ?? {} });
  const { peerSocketId } = await lab.caller.event('socket.paired', (e) => e.socketId === other.socketId);
  await page.locator(`[role=row][data-conn-id="${client}"]`).click();
  await page.locator(`[role=row][data-conn-id="${other.socketId}"]`).click({ modifiers: ['ControlOrMeta'] });
  await expect(page.getByTestId('send')).toHaveText('Send to 2 connections');
  await composer.fill('all');
  await composer.press('Enter');
  for (const socketId of [server, peerSocketId]) await lab.caller.socketWhen(socketId, (s) => s.counts.bytesRead === 3);
});

test('UX 3.1 what cannot send says why and what to do instead', async ({ labPage }) => {
  const { page, composer, row } = labPage;
  await pair(labPage);
  await composer.fill('bye');
  await composer.press('ControlOrMeta+Shift+Enter');
  await expect(page.getByTestId('composer-reason')).toContainText('This end has finished sending.');
  await composer.fill('still editable');
  await page.getByTestId('reason-speak').click();
  await expect(page.getByTestId('speak-as')).toHaveValue('server');
  await expect(page.getByTestId('composer-reason')).toHaveCount(0);
  await page.getByTestId('speak-as').selectOption('client');
  await page.getByTestId('reason-open').click();
  await expect(row()).toHaveCount(2);
});

test('UX 3.1 a file, chosen or by its path, with progress, pause and cancel, then the FIN', async ({ labPage }) => {
  const { page, lab } = labPage;
  const { server, client } = await pair(labPage);
  await choose(page, 'compose-mode', 'file');
  await page
    .getByTestId('file-input')
    .setInputFiles({ name: 'a.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(300_000, 7) });
  await expect(page.getByTestId('file-chosen')).toContainText('a.bin');
  await page.getByTestId('file-send').click();
  await expect(page.getByTestId('file-progress')).toHaveAttribute('data-state', 'done');
  await lab.caller.socketWhen(server, (s) => s.counts.bytesRead === 300_000);
  await page.getByRole('button', { name: 'Clear' }).click();
  const large = path.join(lab.folder, 'large.bin');
  writeFileSync(large, Buffer.alloc(20_000_000, 1));
  await lab.caller.call('socket.pause', { socketId: server });
  await page.getByTestId('file-path').fill(large);
  await page.getByTestId('file-then-end').check();
  await page.getByTestId('file-send').click();
  const second = page.getByTestId('file-progress').nth(1);
  await expect(second).toHaveAttribute('data-state', 'running');
  await second.getByTestId('file-pause').click();
  await expect(second).toContainText('held');
  await second.getByTestId('file-pause').click();
  await second.getByTestId('file-cancel').click();
  await expect(second).toHaveAttribute('data-state', 'failed');
  await expect(second).toContainText('were handed over');
  await lab.caller.call('socket.resume', { socketId: server });
  writeFileSync(large, Buffer.from('the end'));
  await page.getByTestId('file-send').click();
  await lab.caller.socketWhen(client, (s) => s.readyState === 'readOnly');
  await expect(page.getByTestId('file-progress').nth(2)).toHaveAttribute('data-state', 'done');
});

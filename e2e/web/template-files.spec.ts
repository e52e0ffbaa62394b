// {{file:name}} in the Composer's templates: ux.md 3.1. Only what a person has picked for this template is ever inserted.
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { pair } from './stream-pair.ts';

const bytes = Buffer.from([0xff, 0x00, 0x0a, 0x7b]);

/** Picks a file in the dialog that a button opens. */
async function pick(page: Page, button: string, name: string, buffer: Buffer): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByTestId(button).click()]);
  await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer });
}

test('3.1 a file picked for a template is inserted byte by byte, also in a repeat; another template knows nothing of it', async ({
  labPage,
}) => {
  const { page, lab, composer } = labPage;
  const { server } = await pair(labPage);
  const got = async () => (await lab.caller.received(server)).toString('hex');
  await page.getByTestId('compose-mode').selectOption('template');
  await composer.fill('<{{file:it}}>');
  const problem = page.getByTestId('composer-problem');
  await expect(problem).toContainText('No file was picked as “it”.');
  await expect(page.getByTestId('send')).toHaveAttribute('aria-disabled', 'true');
  await pick(page, 'template-pick', 'whatever.bin', bytes);
  await expect(page.getByTestId('composer-preview')).toContainText('6 bytes · 3C FF 00 0A 7B 3E');
  await page.getByTestId('compose-keep').check();
  await composer.press('ControlOrMeta+Enter');
  await expect.poll(got).toBe('3cff000a7b3e');
  await page.getByTestId('repeat').click();
  await page.getByTestId('repeat-every').fill('20');
  await page.getByTestId('repeat-times').fill('2');
  await page.getByTestId('repeat-start').click();
  await expect.poll(got).toBe('3cff000a7b3e'.repeat(3));
  await lab.caller.call('document.update', {
    snippets: [{ name: 'from a file', mode: 'template', text: '{{file:it}}!' }],
  });
  await page.getByTestId('snippets').click();
  await page.getByRole('menuitem', { name: 'from a file' }).click();
  await expect(problem).toContainText('No file was picked as “it”.');
});

test('3.1 a file is inserted under its own name where the caret is, and one that is too large is refused', async ({
  labPage,
}) => {
  const { page, composer } = labPage;
  await pair(labPage);
  await page.getByTestId('compose-mode').selectOption('template');
  await composer.fill('ab');
  await composer.press('ArrowLeft');
  await pick(page, 'template-insert', 'a{b}.bin', bytes);
  await expect(composer).toHaveValue('a{{file:a_b_.bin}}b');
  await expect(page.getByTestId('template-files')).toContainText('a_b_.bin · 4 B');
  await pick(page, 'template-insert', 'big.bin', Buffer.alloc(5_000_000));
  await expect(page.getByTestId('toast')).toContainText(
    '“big.bin” has 5.0 MB; a template takes files of up to 4.2 MB.',
  );
  await expect(composer).toHaveValue('a{{file:a_b_.bin}}b');
  await page.getByRole('button', { name: 'Take a_b_.bin away' }).click();
  await expect(page.getByTestId('composer-problem')).toContainText('No file was picked as “a_b_.bin”.');
});

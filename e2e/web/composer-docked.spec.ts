// The Composer stands under every tab of the inspector, under pictures as one line: ux.md 1.3 and 3.1.
import { expect, test } from './fixture.ts';
import { pair } from './stream-pair.ts';

const tabs = ['stream', 'ladder', 'state', 'pipes', 'chart', 'events', 'options', 'faults'] as const;

test.use({ viewport: { width: 1280, height: 800 } });

test('1.3 under every tab one can speak, and Mod+J leads there; a picture keeps its room', async ({ labPage }) => {
  const { page, lab, composer } = labPage;
  const { client } = await pair(labPage);
  let sent = '';
  for (const tab of tabs) {
    await page.getByTestId(`tab-${tab}`).click();
    await page.keyboard.press('ControlOrMeta+j');
    await expect(composer).toBeFocused();
    await page.getByTestId('speak-as').selectOption('server');
    await composer.fill(`${tab};`);
    await composer.press('Enter');
    sent += `${tab};`;
    await expect.poll(async () => String(await lab.caller.received(client))).toBe(sent);
    const room = await page.locator('#inspector-panel').boundingBox();
    expect(room?.height ?? 0, tab).toBeGreaterThan(200);
  }
});

test('3.1 under a picture the Composer is one line and says what is set; its form is remembered for pictures and lists', async ({
  labPage,
}) => {
  const { page, row, composer } = labPage;
  await pair(labPage);
  const [pane, toggle] = [page.getByTestId('composer-pane'), page.getByTestId('composer-form')];
  await expect(pane).toHaveAttribute('data-form', 'full');
  await page.getByTestId('compose-mode').selectOption('hex');
  await page.getByTestId('compose-ending').selectOption('crlf');
  await page.getByTestId('tab-ladder').click();
  await expect(pane).toHaveAttribute('data-form', 'line');
  await expect(page.getByTestId('composer-unusual')).toHaveText('Hex · CRLF');
  await composer.fill('41');
  await expect(page.getByTestId('composer-preview')).toHaveText('3 bytes · 41 0D 0A');
  await composer.fill('4');
  await expect(page.getByTestId('composer-problem')).toContainText('One digit short');
  await toggle.click();
  await expect(pane).toHaveAttribute('data-form', 'full');
  await expect(page.getByTestId('compose-mode')).toHaveValue('hex');
  await page.getByTestId('tab-stream').click();
  await toggle.click();
  await expect(pane).toHaveAttribute('data-form', 'line');
  await page.reload();
  await row().first().click();
  await expect(pane).toHaveAttribute('data-form', 'line');
  await page.getByTestId('tab-pipes').click();
  await expect(pane).toHaveAttribute('data-form', 'full');
});

test('3.1 what is typed while the message before is on its way stays', async ({ labPage }) => {
  const { page, composer } = labPage;
  await pair(labPage);
  await composer.fill('one');
  // Both in one turn of the page: the answer of the engine comes after the second.
  await page.evaluate(() => {
    const field = document.querySelector<HTMLTextAreaElement>('[data-testid=composer]');
    document.querySelector<HTMLButtonElement>('[data-testid=send]')?.click();
    const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set;
    set?.call(field, 'two');
    field?.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await expect(labPage.chunks('client')).toHaveCount(1);
  await expect(composer).toBeFocused();
  await expect(composer).toHaveValue('two');
});

// Wrong values in the forms: each is refused with a text at its own field, and nothing is made.
import { expect, test } from './fixture.ts';
import { outsideServer } from './made-connections.ts';

const listen: readonly (readonly [field: string, value: string, text: string])[] = [
  ['port', '65536', 'Ports go from 0 to 65535.'],
  ['port', '-1', 'Ports go from 0 to 65535.'],
  ['port', '1.5', 'Ports go from 0 to 65535.'],
  ['port', '80x', 'Ports go from 0 to 65535.'],
  ['host', '203.0.113.5', 'This computer does not have the address 203.0.113.5.'],
  ['host', 'no such host', 'There is no computer called “no such host”.'],
  ['idleTimeoutMs', '-1', 'out of range'],
  ['idleTimeoutMs', 'soon', 'It must be of type number'],
  ['keepAliveInitialDelay', 'x', 'It must be of type number'],
  ['blockList', '999.1.1.1', 'This is not an IP address.'],
  ['blockList', '10.0.0.0/99', 'out of range'],
];
const connect: typeof listen = [
  ['port', '65536', 'Ports go from 0 to 65535.'],
  ['port', 'http', 'Ports go from 0 to 65535.'],
  ['localAddress', 'here', 'This is not an IP address.'],
  ['localPort', '70000', 'Ports go from 0 to 65535.'],
  ['timeoutMs', '-5', 'out of range'],
  ['connectTimeoutMs', 'later', 'It must be of type number'],
  ['autoSelectFamilyAttemptTimeout', '0', 'out of range'],
  ['highWaterMark', '-1', 'This value cannot be used.'],
];

for (const [name, cases] of [
  ['listen', listen],
  ['connect', connect],
] as const) {
  test(`every wrong value on the ${name} form is refused at its field, and nothing is made`, async ({ labPage }) => {
    const { page, lab } = labPage;
    const dialog = page.getByTestId(`${name}-dialog`);
    for (const [field, value, text] of cases) {
      await page.getByTestId(name).click();
      await dialog.locator('summary').click();
      if (field !== 'port') await dialog.locator('[data-field=port] input').fill(name === 'listen' ? '0' : '1');
      const input = dialog.locator(`[data-field=${field}] :is(input, textarea)`);
      await input.fill(value);
      await page.getByTestId(`${name}-submit`).click();
      await expect(input, `${field} ${value}`).toHaveAttribute('aria-invalid', 'true');
      await expect(dialog.locator(`[data-field=${field}] [role=alert]`), `${field} ${value}`).toContainText(text);
      await expect(input).toHaveValue(value);
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    }
    const { servers, sockets } = await lab.caller.call('lab.snapshot', {});
    expect([servers, sockets]).toEqual([[], []]);
  });
}

test('a path without a folder, and a folder in place of a socket, are told apart at the field', async ({ labPage }) => {
  const { page, lab } = labPage;
  const dialog = page.getByTestId('listen-dialog');
  for (const [path, text] of [
    [`${lab.folder}/missing/a.sock`, `The folder ${lab.folder}/missing does not exist.`],
    [lab.folder, 'is a folder, not a socket.'],
  ] as const) {
    await page.getByTestId('listen').click();
    await page.getByTestId('mode-path').check({ force: true });
    await page.getByTestId('field-path').fill(path);
    await page.getByTestId('listen-submit').click();
    await expect(dialog).toContainText(text);
    await page.keyboard.press('Escape');
  }
  expect((await lab.caller.call('lab.snapshot', {})).servers).toEqual([]);
});

test('a form that is still being loaded: Escape is for it, and it may take the place of another', async ({
  labPage,
}) => {
  const { page } = labPage;
  await using stranger = await outsideServer();
  let letThrough = () => {};
  const asked = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route(/\/connect-dialog-[^/]*\.js$/u, async (route) => {
    await asked;
    await route.continue();
  });
  await page.reload();
  await expect(page.getByTestId('start')).toBeVisible();
  await page.getByTestId('connect').click();
  await expect(page.locator('dialog[open]')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await expect(page.getByTestId('connect')).toBeFocused();
  await page.getByTestId('listen').click();
  await page.getByTestId('field-port').fill(String(stranger.port));
  await page.getByTestId('listen-submit').click();
  await page.getByTestId('connect-to-it').click();
  letThrough();
  await expect(page.getByTestId('field-port')).toHaveValue(String(stranger.port));
  await expect(page.getByTestId('connect-submit')).toBeVisible();
});

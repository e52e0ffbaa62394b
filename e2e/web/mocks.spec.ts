// The Mocks view: ux.md 4 and 6.4, section 8 numbers 36 and 37, and the example of 4.1.
import net from 'node:net';
import type { Page } from '@playwright/test';
import type { LabPage } from './fixture.ts';
import { expect, test } from './fixture.ts';
import { dialRaw } from './raw-client.ts';

async function portOf({ lab }: LabPage): Promise<number> {
  const { servers } = await lab.caller.call('lab.snapshot', {});
  const address = servers[0]?.address as { port: number } | undefined;
  return address?.port ?? 0;
}

/** A running mock with a framing and two rules, in the Mocks view. */
async function startPingMock(labPage: LabPage): Promise<void> {
  const { page, lab } = labPage;
  await lab.caller.call('server.listen', {
    name: 'ping',
    listen: { host: '127.0.0.1', port: 0 },
    mock: {
      framing: { kind: 'delimiter', bytes: 'lf' },
      rules: [
        { id: 'r1', when: { kind: 'starts-with', text: 'GET ' }, do: [{ kind: 'send', text: 'GOT\n' }] },
        { id: 'r2', when: { kind: 'exact', text: 'PING' }, do: [{ kind: 'send', text: 'PONG\n' }] },
      ],
      otherwise: { kind: 'fixed-reply', text: 'ERR\n', per: 'message' },
    },
  });
  await page.getByTestId('view-mocks').click();
  await expect(page.getByTestId('mock-editor')).toBeVisible();
}

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

test('the gps-unit of 4.1 is built from an empty screen by keyboard alone, and answers a raw TCP client', async ({
  labPage,
}) => {
  const { page } = labPage;
  await expect(page.getByTestId('start')).toBeVisible();
  await press(page, 'Alt+2');
  await expect(page.getByTestId('mocks-view')).toContainText('Make a server that answers. No code.');
  await page.getByTestId('mock-blank').focus();
  await press(page, 'Enter');
  await expect(page.getByTestId('mock-name')).toBeFocused();
  await page.keyboard.type('gps-unit');
  await press(page, 'Enter');
  await expect(page.getByRole('heading', { name: 'Rules' })).toBeVisible();

  // Greeting
  await page.getByTestId('card-rules').focus();
  await press(page, 'ArrowUp', 'ArrowUp');
  await expect(page.getByTestId('card-greeting')).toBeFocused();
  await addByKeyboard(page, 'greeting-add', 'Send');
  await page.getByTestId('greeting-0-kind').press('Tab');
  await fillByKeyboard(page, 'field-text', 'READY\\r\\n');

  // The first rule asks for a framing.
  await page.getByTestId('card-greeting').focus();
  await press(page, 'ArrowDown', 'ArrowDown');
  await page.getByTestId('add-rule').focus();
  await press(page, 'Enter');
  await expect(page.getByTestId('framing-first')).toContainText('When is a message complete? TCP does not say.');
  await expect(page.getByRole('button', { name: 'LF', exact: true })).toBeFocused();
  await press(page, 'Enter');
  await expect(page.getByTestId('rule-form')).toBeVisible();
  await expect(page.getByTestId('when-kind')).toBeFocused();
  await expect(page.getByTestId('rule')).toContainText('R1');
  await expect(page.getByTestId('rule')).toContainText('PING → PONG');

  // A second rule, which waits before it answers, goes up to the first place.
  await page.getByTestId('add-rule').focus();
  await press(page, 'Enter');
  await expect(page.getByTestId('rule')).toHaveCount(2);
  await expect(page.getByTestId('when-kind')).toBeFocused();
  const form = page.getByTestId('rule-form');
  await form.getByTestId('field-text').first().focus();
  await press(page, 'ControlOrMeta+a');
  await page.keyboard.type('POS');
  await press(page, 'Enter');
  await expect(page.getByTestId('rule').nth(1)).toContainText('POS');
  await form.getByTestId('field-text').nth(1).focus();
  await press(page, 'ControlOrMeta+a');
  await page.keyboard.type('48.1,11.6\\n');
  await press(page, 'Enter');
  await expect(page.getByTestId('rule').nth(1)).toContainText('POS → 48.1,11.6');
  await page.getByTestId('rule').nth(1).getByRole('button').first().focus();
  await press(page, 'Alt+ArrowUp');
  await expect(page.getByTestId('rule').first()).toContainText('R2');
  await expect(page.getByTestId('rule').first().getByRole('button').first()).toBeFocused();

  // Otherwise
  await page.getByTestId('card-rules').focus();
  await press(page, 'ArrowDown');
  await page.getByTestId('otherwise-kind').focus();
  await page.keyboard.type('Fixed');
  await expect(page.getByTestId('otherwise-kind')).toHaveValue('fixed-reply');
  await fillByKeyboard(page, 'field-text', 'ERR\\n');

  await expect(page.getByTestId('mock-sentence')).toContainText('sends "READY\\r\\n"');
  await expect(page.getByTestId('mock-sentence')).toContainText('"POS" gets "48.1,11.6\\n"');
  await expect(page.getByTestId('mock-sentence')).toContainText('Anything else');
  await page.getByTestId('mock-start').focus();
  await press(page, 'Enter');
  await expect(page.getByTestId('mock-state')).toHaveAttribute('data-state', 'listening');

  using client = await dialRaw(await portOf(labPage));
  await expect.poll(client.received).toBe('READY\r\n');
  client.send('PING\nPOS\nWHAT\n');
  await expect.poll(client.received).toBe('READY\r\nPONG\r\n48.1,11.6\nERR\n');
});

async function addByKeyboard(page: Page, testId: string, title: string): Promise<void> {
  await page.getByTestId(testId).focus();
  await press(page, 'Enter');
  await expect(page.getByRole('menuitem', { name: title }).first()).toBeVisible();
  await page.getByRole('menuitem', { name: title }).first().focus();
  await press(page, 'Enter');
}

async function fillByKeyboard(page: Page, testId: string, text: string): Promise<void> {
  await page.getByTestId(testId).focus();
  await press(page, 'ControlOrMeta+a');
  await page.keyboard.type(text);
  await press(page, 'Enter');
}

test('UX36 Explain lists every rule with a reason, and the near miss mends a trailing CR', async ({ labPage }) => {
  const { page } = labPage;
  await startPingMock(labPage);
  using client = await dialRaw(await portOf(labPage));
  client.send('PING\r\n');
  await expect.poll(client.received).toBe('ERR\n');
  await page.getByTestId('mock-message').first().getByRole('button', { name: 'Explain' }).click();
  const rows = page.getByTestId('explain').locator('tr');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(0)).toHaveAttribute('data-matched', 'false');
  await expect(rows.nth(0)).toContainText('message starts “PING”');
  await expect(rows.nth(1)).toContainText('1 extra byte 0D at the end');
  await expect(rows.nth(2)).toContainText('Otherwise');
  await rows.nth(1).getByRole('button', { name: 'Ignore trailing CR/LF' }).click();
  await expect(rows.nth(1)).toHaveAttribute('data-matched', 'true');
  client.send('PING\r\n');
  await expect.poll(client.received).toBe('ERR\nPONG\n');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(rows.nth(1)).toHaveAttribute('data-matched', 'false');
});

test('UX37 a rule without a framing asks for the framing first', async ({ labPage }) => {
  const { page, lab } = labPage;
  await page.getByTestId('view-mocks').click();
  await page.getByTestId('mock-blank').click();
  await expect(page.getByTestId('form-rules')).toContainText('No rules: everything gets “no answer”.');
  await page.getByTestId('add-rule').click();
  await expect(page.getByTestId('framing-first')).toHaveText(
    /^When is a message complete\? TCP does not say\. Choose before adding rules\./u,
  );
  await expect(page.getByTestId('rule')).toHaveCount(0);
  await page.getByRole('button', { name: 'CRLF', exact: true }).click();
  await expect(page.getByTestId('rule')).toHaveCount(1);
  const { servers } = await lab.caller.call('lab.snapshot', {});
  expect(servers[0]?.mock).toMatchObject({ framing: { kind: 'delimiter', bytes: 'crlf' }, rules: [{ id: 'r1' }] });
});

test('every edit of a running mock holds at once, and can be undone and redone', async ({ labPage }) => {
  const { page } = labPage;
  await startPingMock(labPage);
  using client = await dialRaw(await portOf(labPage));
  await page.getByTestId('rule').nth(1).getByRole('button').first().click();
  await page.getByTestId('rule-form').getByTestId('field-text').nth(1).fill('pong!\\n');
  await page.getByTestId('rule-form').getByTestId('field-text').nth(1).press('Enter');
  await expect(page.getByTestId('rule').nth(1)).toContainText('PING → pong!');
  client.send('PING\n');
  await expect.poll(client.received).toBe('pong!\n');
  await expect(page.getByTestId('rule').nth(1)).toContainText('×1');
  await page.getByTestId('rule').nth(1).getByRole('button').first().focus();
  await page.keyboard.press('Delete');
  await expect(page.getByTestId('rule')).toHaveCount(1);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByTestId('rule')).toHaveCount(2);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByTestId('rule').nth(1)).toContainText('PING → PONG');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(page.getByTestId('rule').nth(1)).toContainText('PING → pong!');
});

test('a message that matched nothing becomes a rule', async ({ labPage }) => {
  const { page } = labPage;
  await startPingMock(labPage);
  using client = await dialRaw(await portOf(labPage));
  client.send('HELLO\r\n');
  await expect.poll(client.received).toBe('ERR\n');
  await expect(page.getByTestId('unmatched')).toContainText('1 message matched nothing');
  await page.getByTestId('make-rule').click();
  await expect(page.getByTestId('rule')).toHaveCount(3);
  await expect(page.getByTestId('rule').nth(2)).toContainText('HELLO → PONG');
  client.send('HELLO\r\n');
  await expect.poll(client.received).toBe('ERR\nPONG\r\n');
});

test('another port waits for a restart, which says what it costs', async ({ labPage }) => {
  const { page, lab } = labPage;
  await startPingMock(labPage);
  const before = await portOf(labPage);
  using client = await dialRaw(before);
  client.send('PING\n');
  await expect.poll(client.received).toBe('PONG\n');
  const free = await freePort();
  await page.getByTestId('mock-port').fill(String(free));
  await page.getByTestId('mock-port').press('Enter');
  await expect(page.getByTestId('restart-bar')).toContainText(`Restart to use port ${free}.`);
  await expect(page.getByTestId('restart')).toHaveText('Restart — 1 connection will be closed');
  expect(await portOf(labPage)).toBe(before);
  await page.getByTestId('restart').click();
  await lab.caller.event('server.listening', ({ address }) => (address as { port: number }).port === free);
  await expect(page.getByTestId('restart-bar')).toHaveCount(0);
});

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('a script is edited as steps or as text, and a mistake is told with its line', async ({ labPage }) => {
  const { page, lab } = labPage;
  await page.getByTestId('view-mocks').click();
  await page.getByTestId('mock-blank').click();
  await page.getByTestId('use-script').check({ force: true });
  await page.getByTestId('script-as-text').click();
  const text = page.getByTestId('script-text');
  await text.fill('send "220 ready\\r\\n"\nnonsense\n');
  await text.blur();
  await expect(page.getByRole('alert')).toContainText('“nonsense” is no step');
  await text.fill('send "220 ready\\r\\n"\nexpect starts "EHLO" within 10s\nsend "250 ok\\r\\n"\nfinish\n');
  await text.blur();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByTestId('script-as-text').click();
  await expect(page.getByTestId('step-item')).toHaveCount(4);
  await page.getByTestId('mock-start').click();
  await expect(page.getByTestId('mock-state')).toHaveAttribute('data-state', 'listening');
  using client = await dialRaw(await portOf(labPage));
  await expect.poll(client.received).toBe('220 ready\r\n');
  await expect(page.getByTestId('mock-socket')).toContainText('▶ step 2');
  client.send('EHLO me\r\n');
  await expect.poll(client.received).toBe('220 ready\r\n250 ok\r\n');
  expect((await lab.caller.call('lab.snapshot', {})).servers[0]?.mock?.script?.steps).toHaveLength(4);
});

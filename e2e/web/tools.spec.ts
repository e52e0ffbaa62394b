// The tools: what `net` offers beside connections, each with Node's call.
import { expect, test } from './fixture.ts';

test('Tools: an address is judged by Node as it is typed', async ({ labPage }) => {
  const { page } = labPage;
  await page.getByTestId('tools-open').click();
  const input = page.getByTestId('tool-address');
  await input.fill('::1');
  await expect(page.getByTestId('is-ip')).toHaveText(/net\.isIP\('::1'\).*6 – IPv6/u);
  await expect(page.getByTestId('is-ipv4')).toContainText('false');
  await expect(page.getByTestId('is-ipv6')).toContainText('true');
  await input.fill('127.0.0.01');
  await expect(page.getByTestId('is-ip')).toContainText('0 – not an IP address');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('tools')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('tools')).toHaveCount(0);
  await expect(page.getByTestId('tools-open')).toBeFocused();
});

test('Tools: a block list is built, tried, attached to a server, and turns its clients away', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { serverId, address } = await lab.caller.call('server.listen', {
    name: 'Guarded',
    listen: { port: 0, host: '127.0.0.1' },
  });
  const { port } = address as { port: number };
  await expect(page.getByTestId('server-item')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('subnet');
  await page.keyboard.press('Enter');
  const rule = page.getByTestId('rule-entry');
  for (const text of ['10.0.0.7', '10.1.0.1 - 10.1.0.9', '127.0.0.0/8', 'fc00::/7']) {
    await rule.fill(text);
    await rule.press('Enter');
    await expect(rule).toHaveValue('');
  }
  await expect(page.getByTestId('rules').getByRole('listitem')).toHaveText([
    "addAddress('10.0.0.7')",
    "addRange('10.1.0.1', '10.1.0.9')",
    "addSubnet('127.0.0.0', 8)",
    "addSubnet('fc00::', 7)",
  ]);
  await rule.fill('10.0.0.0/99');
  await page.getByTestId('rule-add').click();
  await expect(page.getByTestId('tools').getByRole('alert')).not.toBeEmpty();
  await page.getByTestId('rule-test').fill('10.1.0.5');
  await expect(page.getByTestId('rule-result')).toContainText('true – blocked');
  await page.getByTestId('rule-test').fill('10.1.0.10');
  await expect(page.getByTestId('rule-result')).toContainText('false – not blocked');
  await page.getByTestId('rule-attach').click();
  await expect(page.getByTestId('rule-said')).toContainText('Server Guarded has this list now');
  await lab.caller.call('socket.connect', { target: { host: '127.0.0.1', port } });
  const blocked = await lab.caller.event('server.blocked', (e) => e.serverId === serverId);
  expect(blocked.remoteAddress).toBe('127.0.0.1');
  await page.getByTestId('rule-detach').click();
  await expect(page.getByTestId('rule-said')).toContainText('no block list');
  await page.getByTestId('rule-connect-to').fill(`127.0.0.1:${port}`);
  await page.getByTestId('rule-connect').click();
  await expect(page.getByTestId('tools')).toHaveCount(0);
  await expect(row().last()).toHaveAttribute('data-state', 'failed');
  await expect(page.getByTestId('failure-card')).toContainText('ERR_IP_BLOCKED');
});

test('Tools: a socket address is normalised, and a bad one refused', async ({ labPage }) => {
  const { page } = labPage;
  await page.getByTestId('tools-open').click();
  await page.getByTestId('tool-socket-address').click();
  await page.getByTestId('sa-address').fill('0:0::0001');
  await page.getByTestId('sa-family').selectOption('ipv6');
  await page.getByTestId('sa-port').fill('80');
  const result = page.getByTestId('sa-result');
  await expect(result.getByRole('row', { name: /^address/u })).toContainText('::1');
  await expect(result.getByRole('row', { name: /^port/u })).toContainText('80');
  await page.getByTestId('sa-port').fill('70000');
  await expect(page.getByTestId('tools').getByRole('alert')).not.toBeEmpty();
});

test('Tools: the defaults for both families are read and set', async ({ labPage }) => {
  const { page, lab } = labPage;
  const { value } = await lab.caller.call('net.getDefaultAutoSelectFamily', {});
  await page.getByTestId('tools-open').click();
  await page.getByTestId('tool-addresses').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByTestId('tool-family')).toBeFocused();
  await expect(page.getByTestId('family-now')).toContainText(String(value));
  await page.getByTestId('family-toggle').click();
  await expect(page.getByTestId('family-now')).toContainText(String(!value));
  await page.getByTestId('attempt-timeout').fill('400');
  await page.getByTestId('attempt-timeout').press('Enter');
  await expect(page.getByTestId('attempt-timeout-now')).toContainText('400 ms');
  expect(await lab.caller.call('net.getDefaultAutoSelectFamilyAttemptTimeout', {})).toEqual({ value: 400 });
  await page.getByTestId('attempt-timeout').fill('x');
  await page.getByTestId('attempt-timeout-set').click();
  await expect(page.getByTestId('tools').getByRole('alert')).not.toBeEmpty();
});

test('Tools: a block list given to a saved client is one edit, which Undo takes back', async ({ labPage }) => {
  const { page, lab } = labPage;
  const target = { host: '127.0.0.1', port: 7 };
  await lab.caller.call('client.create', { name: 'Saved', target, options: { noDelay: true } });
  await expect(page.getByTestId('client-item')).toHaveCount(1);
  const options = async () => (await lab.caller.call('lab.snapshot', {})).document.clients[0]?.options;
  await page.getByTestId('tools-open').click();
  await page.getByTestId('tool-block-list').click();
  await page.getByTestId('rule-entry').fill('10.0.0.7');
  await page.getByTestId('rule-entry').press('Enter');
  await page.getByTestId('rule-attach').click();
  await expect(page.getByTestId('rule-said')).toHaveText('Client Saved has this list now.');
  await expect(page.getByTestId('tools')).toContainText('It has 1 rule.');
  expect(await options()).toEqual({ noDelay: true, blockList: [{ address: '10.0.0.7' }] });
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('tools')).toHaveCount(0);
  await page.locator('body').press('Control+z');
  await expect.poll(options).toEqual({ noDelay: true });
  await page.locator('body').press('Control+Shift+z');
  await expect.poll(options).toEqual({ noDelay: true, blockList: [{ address: '10.0.0.7' }] });
});

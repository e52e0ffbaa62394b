// Which rule fired, seen from the Stream: ux.md 3.2 and 4.4, section 8 number 35; Explain by key, number 36.
import { expect, test } from './fixture.ts';
import { dialRaw } from './raw-client.ts';

const rules = [
  { id: 'r1', when: { kind: 'exact', text: 'PING' }, do: [{ kind: 'send', text: 'PONG\n' }] },
  { id: 'r2', when: { kind: 'exact', text: 'BYE' }, do: [{ kind: 'send', text: 'CIAO\n' }] },
] as const;

test('UX35 a rule that fires is counted and named on its reply; edited since and deleted are told', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  const { address } = await lab.caller.call('server.listen', {
    name: 'pills',
    listen: { host: '127.0.0.1', port: 0 },
    mock: { framing: { kind: 'delimiter', bytes: 'lf' }, rules: structuredClone(rules) as never },
  });
  using client = await dialRaw((address as { port: number }).port);
  client.send('PING\n');
  await expect.poll(client.received).toBe('PONG\n');
  await row().click();
  const pills = page.getByTestId('rule-pill');
  await expect(pills).toHaveText('R1 PING → PONG');
  await expect(page.locator('[data-testid=chunk][data-speaker=server]').getByTestId('rule-pill')).toHaveCount(1);

  await pills.click();
  await expect(page.getByTestId('rule-form')).toBeVisible();
  await expect(page.getByTestId('rule').first()).toContainText('×1');
  await page.getByTestId('rule-form').getByTestId('field-text').nth(1).fill('pong\\n');
  await page.getByTestId('rule-form').getByTestId('field-text').nth(1).press('Enter');
  await expect(page.getByTestId('rule').first()).toContainText('PING → pong');
  client.send('PING\n');
  await expect.poll(client.received).toBe('PONG\npong\n');
  await expect(page.getByTestId('rule').first()).toContainText('×2');

  await page.keyboard.press('Alt+1');
  await expect(pills).toHaveText(['R1 · edited since', 'R1 PING → pong']);
  await pills.first().click();
  await page.getByTestId('rule').first().getByRole('button').first().focus();
  await page.keyboard.press('Delete');
  await expect(page.getByTestId('rule')).toHaveCount(1);
  await page.keyboard.press('Alt+1');
  await expect(pills).toHaveText(['R1 rule deleted', 'R1 rule deleted']);
  await expect(page.locator('button[data-testid=rule-pill]')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(pills).toHaveText([/R1/u, /R1/u]);
  await expect(page.locator('button[data-testid=rule-pill]')).toHaveCount(2);
});

test('UX36 X on a received message explains it, also when it came in two chunks', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { address } = await lab.caller.call('server.listen', {
    name: 'why',
    listen: { host: '127.0.0.1', port: 0 },
    mock: { framing: { kind: 'delimiter', bytes: 'lf' }, rules: structuredClone(rules) as never },
  });
  using client = await dialRaw((address as { port: number }).port);
  client.send('PI');
  const { sockets } = await lab.caller.call('lab.snapshot', {});
  await lab.caller.socketWhen(sockets[0]?.socketId as never, (s) => s.counts.bytesRead === 2);
  client.send('NG\n');
  await expect.poll(client.received).toBe('PONG\n');
  await row().click();
  await expect(page.getByTestId('rule-pill')).toBeVisible();
  await page.getByTestId('stream-list').focus();
  await page.keyboard.press('x');
  await expect(page.getByTestId('bench-message')).toHaveValue('PING');
  await expect(page.getByTestId('bench-result')).toContainText('R1 PING → PONG');
  await expect(page.getByTestId('explain').locator('tr')).toHaveCount(1);
});

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
  const { socketId } = await lab.caller.event('server.connection');
  await lab.caller.socketWhen(socketId, (s) => s.counts.bytesRead === 2);
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

test('3.2 “Make a rule from this” in the Stream makes a rule for the message, and it answers', async ({ labPage }) => {
  const { page, lab, row, chunks } = labPage;
  const { address } = await lab.caller.call('server.listen', {
    name: 'learn',
    listen: { host: '127.0.0.1', port: 0 },
    mock: { framing: { kind: 'delimiter', bytes: 'lf' }, rules: structuredClone(rules) as never },
  });
  using client = await dialRaw((address as { port: number }).port);
  client.send('STATUS\r\n');
  await row().click();
  await chunks('client').click();
  await chunks('client').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Make a rule from this' }).click();
  await expect(page.getByTestId('rule')).toHaveCount(3);
  await expect(page.getByTestId('rule').nth(2)).toContainText('R3');
  await expect(page.getByTestId('rule').nth(2)).toContainText('STATUS → PONG');
  client.send('STATUS\r\n');
  await expect.poll(client.received).toBe('PONG\r\n');
});

test('a fault is put on by the palette, and the Stream tells when it came and went', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { address } = await lab.caller.call('server.listen', {
    listen: { host: '127.0.0.1', port: 0 },
    mock: { otherwise: { kind: 'echo' } },
  });
  using client = await dialRaw((address as { port: number }).port);
  client.send('x');
  await expect.poll(client.received).toBe('x');
  await row().click();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('dribble');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-event="fault.applied"]')).toHaveCount(1);
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('remove all faults');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-event="fault.cleared"]')).toHaveCount(1);
  await expect(row()).not.toHaveAttribute('data-conditions', /fault/u);
});

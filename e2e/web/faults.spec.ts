// Faults on a live connection: ux.md 1.5 and 4.3, section 8 number 6.
import { expect, type LabPage, test } from './fixture.ts';
import { dialRaw } from './raw-client.ts';

async function echoWithClient({ lab, row }: LabPage) {
  const { address } = await lab.caller.call('server.listen', {
    name: 'Echo',
    listen: { host: '127.0.0.1', port: 0 },
    mock: { otherwise: { kind: 'echo' } },
  });
  const client = await dialRaw((address as { port: number }).port);
  await row().click();
  return client;
}

test('UX6 a preset is two clicks away and stands as a badge on the row', async ({ labPage }) => {
  const { page, row } = labPage;
  using client = await echoWithClient(labPage);
  await page.getByTestId('faults-menu').click();
  await page.getByTestId('fault-resets-after-1-kb').click();
  await expect(row()).toHaveAttribute('data-conditions', /fault/u);
  await expect(row()).toContainText(/Fault: resets after 1\s?000 bytes/u);
  client.send('x'.repeat(2_000));
  await expect.poll(client.closed).toBe('ECONNRESET');
});

test('a fault chosen and set in the form works, is listed, and is taken off again', async ({ labPage }) => {
  const { page, row } = labPage;
  using client = await echoWithClient(labPage);
  await page.getByTestId('faults-menu').click();
  await page.getByTestId('fault-choose').click();
  const panel = page.getByTestId('faults-panel');
  await expect(panel).toContainText('No faults: bytes pass as they are.');
  await panel.getByTestId('fault-kind').selectOption('corrupt');
  await panel.getByTestId('field-every').fill('0');
  await panel.getByTestId('field-every').press('Enter');
  await expect(panel.getByRole('alert')).toBeVisible();
  await panel.getByTestId('field-every').fill('1');
  await panel.getByTestId('field-every').press('Enter');
  await expect(panel.getByRole('alert')).toHaveCount(0);
  await panel.getByTestId('fault-apply').click();
  await expect(panel.getByTestId('active-fault')).toContainText('Spoils one byte in 1');
  client.send('abc');
  await expect.poll(() => client.received().length).toBe(3);
  expect(client.received()).not.toBe('abc');
  await panel.getByTestId('fault-remove').click();
  await expect(panel.getByTestId('active-fault')).toHaveCount(0);
  await expect(row()).not.toHaveAttribute('data-conditions', /fault/u);
  client.send('def');
  await expect.poll(() => client.received().slice(3)).toBe('def');
});

test('held chunks wait in the tray: forwarded, edited, discarded', async ({ labPage }) => {
  const { page, row, lab } = labPage;
  using client = await echoWithClient(labPage);
  await page.getByTestId('tab-faults').click();
  const panel = page.getByTestId('faults-panel');
  await panel.getByTestId('fault-kind').selectOption('hold');
  await panel.getByTestId('fault-apply').click();
  await expect(panel.getByTestId('active-fault')).toHaveCount(1);
  const { sockets } = await lab.caller.call('lab.snapshot', {});
  for (const [i, word] of ['one', 'two', 'three'].entries()) {
    client.send(word);
    await lab.caller.socketWhen(sockets[0]?.socketId as never, (s) => s.held === i + 1);
  }
  const held = panel.getByTestId('held');
  await expect(held).toHaveCount(3);
  await expect(row()).toHaveAttribute('data-conditions', /held/u);
  await held.nth(1).getByTestId('held-discard').click();
  await expect(held).toHaveCount(2);
  await held.nth(0).getByTestId('held-change').click();
  await held.nth(0).getByTestId('held-edit').fill('ONE\\r\\n');
  await held.nth(0).getByTestId('held-forward').click();
  await expect.poll(client.received).toBe('ONE\r\n');
  await panel.getByTestId('forward-all').click();
  await expect.poll(client.received).toBe('ONE\r\nthree');
  await expect(panel.getByTestId('held-tray')).toHaveCount(0);
});

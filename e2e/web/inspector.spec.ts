// The inspector: the two End cards, the Options and Events tabs, and its own window (ux.md 2.3 and 1.3).
import { expect, test } from './fixture.ts';

test('2.3 Close offers four ways, and each says which call it is', async ({ labPage }) => {
  const { page, end } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(end('server')).toHaveAttribute('data-state', 'open');
  await page.getByTestId('act-close-menu').click();
  await expect(page.getByRole('menuitem')).toHaveText([
    /Finish sending \(FIN\).*socket\.end/u,
    /Close when flushed.*socket\.destroySoon/u,
    /Close now.*socket\.destroy/u,
    /Reset \(RST\).*socket\.resetAndDestroy/u,
  ]);
  await page.getByTestId('act-reset').click();
  await expect(end('client')).toHaveAttribute('data-state', 'reset');
  await expect(end('server')).toHaveAttribute('data-state', 'reset');
});

test('2.3 a card shows the settings of its end, and the card of an outside peer only what can be known', async ({
  labPage,
}) => {
  const { page, lab, end, row } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(end('client')).toContainText('noDelay off · keepalive off · allow half-close on');
  await expect(end('server')).toContainText('rule: Echo');
  const { socketId } = (await lab.caller.call('lab.snapshot', {})).sockets.find((s) => s.origin === 'dialled') ?? {};
  await lab.caller.call('socket.setKeepAlive', { socketId: socketId as never, enable: true, initialDelayMs: 5000 });
  await lab.caller.call('socket.setNoDelay', { socketId: socketId as never, noDelay: true });
  await expect(end('client')).toContainText('noDelay on · keepalive on 5 s');
  // The lab's own web server is a peer that is not in the lab.
  const { port } = new URL(lab.url);
  const outside = await lab.caller.call('socket.connect', { target: { host: '127.0.0.1', port: Number(port) } });
  await row(outside.socketId).click();
  await expect(page.getByTestId('outside-card')).toContainText(`127.0.0.1:${port}`);
  await expect(page.getByTestId('outside-card')).toContainText('not part of this lab');
});

test('Options: every control calls Node and shows what came of it', async ({ labPage }) => {
  const { page, lab, end } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(end('client')).toHaveAttribute('data-state', 'open');
  await page.getByTestId('tab-options').click();
  const property = (name: string) => page.locator(`[data-property="${name}"] td`);
  await expect(property('readyState')).toHaveText('open');
  await expect(property('writableHighWaterMark')).toHaveText(/^\d+$/u);
  const option = (name: string) => page.getByTestId(`option-${name}`);

  await option('noDelay').getByRole('switch').click();
  await expect(option('noDelay').getByRole('switch')).toBeChecked();
  await option('keepAlive-delay').fill('5000');
  await page.getByTestId('option-keepAlive-set').click();
  await expect(end('client')).toContainText('noDelay on · keepalive on 5 s');
  await option('timeout-ms').fill('60000');
  await page.getByTestId('option-timeout-set').click();
  await expect(property('timeout')).toHaveText('60000');
  await option('timeout-ms').fill('-1');
  await page.getByTestId('option-timeout-set').click();
  await expect(option('timeout').getByRole('alert')).not.toBeEmpty();
  await expect(property('timeout')).toHaveText('60000');
  await option('reading').getByRole('switch').click();
  await expect(property('isPaused()')).toHaveText('true');
  await expect(end('client')).toHaveAttribute('data-conditions', /not-reading/u);
  await option('reading').getByRole('switch').click();
  await expect(property('isPaused()')).toHaveText('false');
  await option('cork').getByRole('button', { name: 'Cork', exact: true }).click();
  await expect(property('writableCorked')).toHaveText('1');
  await option('cork').getByRole('button', { name: 'Uncork' }).click();
  await expect(property('writableCorked')).toHaveText('0');
  await option('ref').getByRole('switch').click();
  await expect(property('hasRef()')).toHaveText('false');

  const client = (await lab.caller.call('lab.snapshot', {})).sockets.find((s) => s.origin === 'dialled');
  if (!client) throw new Error('the client should be there');
  await lab.caller.call('socket.write', { socketId: client.socketId, data: 'hé' });
  await expect(page.getByTestId('decoded')).toHaveText('hé');
  await page.getByTestId('option-encoding-choice').selectOption('hex');
  await expect(page.getByTestId('decoded')).toHaveText('68c3a9');
  await expect(property('encoding')).toHaveText('hex');
  await page.getByTestId('tab-events').click();
  await page.getByTestId('tab-options').click();
  await expect(page.getByTestId('option-encoding-choice')).toHaveValue('hex'); // as it was set, not as it was typed here
  await lab.caller.call('socket.destroy', { socketId: client.socketId });
  await expect(option('noDelay').getByRole('switch')).toHaveAttribute('aria-disabled', 'true');
  await expect(property('destroyed')).toHaveText('true');
});

test('Options: the attempts of a dial are listed with their results', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  await expect(page.getByTestId('start')).toBeVisible(); // from now on the page sees every event
  const { address } = await lab.caller.call('server.listen', { listen: { port: 0, host: '127.0.0.1' } });
  const { socketId } = await lab.caller.call('socket.connect', {
    target: {
      host: 'two.test',
      port: (address as { port: number }).port,
      autoSelectFamily: true,
      hostsTable: [
        {
          host: 'two.test',
          addresses: [
            { address: '127.0.0.9', family: 4 },
            { address: '127.0.0.1', family: 4 },
          ],
        },
      ],
    },
  });
  await row(socketId).click();
  await page.getByTestId('tab-options').click();
  const attempts = page.getByTestId('attempts');
  await expect(attempts).toContainText('look-up of two.test');
  await expect(attempts.getByRole('row', { name: /127\.0\.0\.9:/u })).toContainText('ECONNREFUSED');
  await expect(page.locator('[data-property="autoSelectFamilyAttemptedAddresses"] td')).toContainText('127.0.0.9');
});

test('Events: thousands of them, and only the rows in sight are in the document', async ({ labPage }) => {
  const { page, lab, end } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(end('client')).toHaveAttribute('data-state', 'open');
  await page.getByTestId('tab-events').click();
  const table = page.getByTestId('events');
  await expect(table).toContainText('client connected to');
  const client = (await lab.caller.call('lab.snapshot', {})).sockets.find((s) => s.origin === 'dialled');
  if (!client) throw new Error('the client should be there');
  const { socketId } = client;
  // Each change of a setting is a fact of its own.
  for (let i = 0; i < 5_200; i += 100) {
    await Promise.all(
      Array.from({ length: 100 }, (_, j) => lab.caller.call('socket.setNoDelay', { socketId, noDelay: j % 2 === 0 })),
    );
  }
  await expect.poll(async () => Number(await table.getAttribute('aria-rowcount'))).toBeGreaterThan(5_000);
  expect(await table.getByRole('row').count()).toBeLessThan(100);
  await expect(table).toHaveAttribute('data-following', 'true');
  await table.focus();
  await page.keyboard.press('Home');
  await expect(table).toHaveAttribute('data-following', 'false');
  const first = page.locator(`#${await table.getAttribute('aria-activedescendant')}`);
  await expect(first).toHaveAttribute('data-event', 'socket.created');
  await expect(first).toHaveAttribute('data-provenance', 'observed');
  await expect(first).toBeInViewport();
});

test('an event that is selected in the table is selected in the other views, and the other way round', async ({
  labPage,
}) => {
  const { page, end } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(end('server')).toHaveAttribute('data-state', 'open');
  await page.getByTestId('act-finish').click();
  await page.getByTestId('tab-events').click();
  const finish = page.locator('[data-event="socket.finish"]').first();
  await finish.click();
  await expect(finish).toHaveAttribute('aria-selected', 'true');
  await page.getByTestId('tab-options').click();
  await page.getByTestId('tab-events').click();
  await expect(page.locator('[data-event="socket.finish"]').first()).toHaveAttribute('aria-selected', 'true');
});

test('the inspector opens in a window of its own, which acts and says when its connection is gone', async ({
  labPage,
}) => {
  const { page, lab, end } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(end('client')).toHaveAttribute('data-state', 'open');
  await page.getByTestId('act-more').click();
  const opening = page.waitForEvent('popup');
  await page.getByTestId('act-window').click();
  const own = await opening;
  await expect(own.getByTestId('inspector-window')).toBeVisible();
  await expect(own).toHaveTitle(/^#\d+ Echo client – Socket Lab$/u);
  await expect(own.getByTestId('sidebar')).toHaveCount(0);
  await own.getByTestId('act-finish').click();
  await expect(end('client')).toHaveAttribute('data-state', 'receive-only');
  await expect(own.locator('[data-testid=end-card][data-end=client]')).toHaveAttribute('data-state', 'receive-only');
  await lab.caller.call('lab.reset', {});
  await expect(own.getByText('not in the list any more')).toBeVisible();
  await own.close();
});

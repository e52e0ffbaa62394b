// Filters of the Connections grid (ux.md 3.3) and what is done to many connections at once (6.6).
import path from 'node:path';
import { crowd, dial, gridOf, listen } from './crowd.ts';
import { expect, test } from './fixture.ts';

test('what is typed becomes chips and hides rows; a chip can be changed and taken away', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const echo = await listen(lab, 'Echo', 'echo');
  const gps = await listen(lab, 'GPS unit', 'discard');
  const [a, b, c] = [await dial(lab, echo.port, 'alice'), await dial(lab, gps.port), await dial(lab, gps.port)];
  await lab.caller.call('socket.resetAndDestroy', { socketId: c });
  await expect(row(c)).toHaveAttribute('data-state', 'reset');
  const input = page.getByTestId('filter-input');
  const chips = page.locator('[data-token]');
  const shown = page.getByTestId('shown-count');
  await expect(shown).toHaveText('3');
  await input.pressSequentially('server:gps ');
  await expect(chips).toHaveText(['server:gps']);
  await expect(row()).toHaveCount(2);
  await expect(shown).toHaveText('showing 2 of 3');
  await input.pressSequentially('-state:reset ');
  await expect(row()).toHaveCount(1);
  await expect(row(b)).toBeVisible();
  await input.press('Backspace');
  await expect(input).toHaveValue('-state:reset');
  await input.fill('');
  await page.getByRole('button', { name: 'Remove server:gps' }).click();
  await expect(row()).toHaveCount(3);
  await input.pressSequentially('alice|nobody');
  await expect(row()).toHaveCount(1);
  await expect(row(a)).toBeVisible();
  await input.fill('server:"GPS unit" state:reset|closed ');
  await expect(chips).toHaveText(['server:"GPS unit"', 'state:reset|closed']);
  await expect(row()).toHaveCount(1);
  await page.getByTestId('clear-filter').click();
  await expect(row()).toHaveCount(3);
});

test('a token with a problem is outlined, says why, and hides nothing', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo');
  await dial(lab, port);
  await page.getByTestId('filter-input').pressSequentially('sent>lots colour:red ');
  await expect(page.locator('[data-token][data-problem]')).toHaveCount(2);
  await expect(page.getByTestId('filter-notes')).toContainText('sent>lots hides nothing: A size');
  await expect(page.getByTestId('filter-notes')).toContainText('colour:red hides nothing: There is no key “colour”.');
  await expect(page.locator('[data-token="sent>lots"] button').first()).toHaveAccessibleDescription(/^A size/u);
  await expect(row()).toHaveCount(1);
});

test('keys and values are suggested, with how many connections each leaves', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const echo = await listen(lab, 'Echo', 'echo');
  const gps = await listen(lab, 'GPS unit', 'discard');
  await dial(lab, echo.port);
  await dial(lab, gps.port);
  await dial(lab, gps.port);
  const input = page.getByTestId('filter-input');
  const options = page.getByTestId('suggestions').getByRole('option');
  await input.pressSequentially('serv');
  await expect(options.first()).toContainText('server:');
  await input.press('ArrowDown');
  await expect(input).toHaveAttribute('aria-activedescendant', /.+/u);
  await input.press('Enter');
  await expect(input).toHaveValue('server:');
  await expect(options).toHaveText([/^server:"GPS unit".*2$/u, /^server:Echo.*1$/u]);
  await options.nth(1).click();
  await expect(page.locator('[data-token="server:Echo"]')).toBeVisible();
  await expect(row()).toHaveCount(1);
  await expect(input).toBeFocused();
});

test('a filter that hides all says so and offers to clear it', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo');
  await dial(lab, port);
  await dial(lab, port);
  await page.getByTestId('filter-input').pressSequentially('state:reset ');
  await expect(page.getByTestId('none-matches')).toContainText('No connection matches. 2 are hidden by state:reset.');
  await page.getByTestId('none-matches').getByRole('button', { name: 'Clear filter' }).click();
  await expect(row()).toHaveCount(2);
});

test('text: and hex: look into payload, say what that covers, and follow what comes', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo');
  const [a, b] = [await dial(lab, port), await dial(lab, port)];
  await lab.caller.call('socket.write', { socketId: a, data: 'hello ' });
  await lab.caller.call('socket.write', { socketId: a, data: 'world' });
  await lab.caller.socketWhen(a, (s) => s.counts.bytesRead === 11);
  const input = page.getByTestId('filter-input');
  await input.fill('text:"lo wor" ');
  await expect(row()).toHaveCount(1);
  await expect(row(a)).toBeVisible();
  await expect(page.getByTestId('filter-notes')).toContainText('the last 64 kB of each end');
  await lab.caller.call('socket.write', { socketId: b, data: 'hello world' });
  await expect(row()).toHaveCount(2);
  await page.getByTestId('clear-filter').click();
  await input.fill('-hex:00ff ');
  await expect(page.getByTestId('shown-count')).toHaveText('showing 2 of 2');
  await lab.caller.call('socket.write', { socketId: b, data: 'AP8=', encoding: 'base64' });
  await expect(row()).toHaveCount(1);
  await expect(row(a)).toBeVisible();
});

test('“Show only” and “Hide these” from a cell by pointer, and from any column by keyboard', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const echo = await listen(lab, 'Echo', 'echo', true);
  const [a, b] = [await dial(lab, echo.port), await dial(lab, echo.port)];
  await lab.caller.call('socket.end', { socketId: a });
  await expect(row(a)).toHaveAttribute('data-state', 'receive-only');
  await row(a).locator('[data-column=state]').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Hide these: state:receive-only' }).click();
  await expect(page.locator('[data-token="-state:receive-only"]')).toBeVisible();
  await expect(row(a)).toHaveCount(0);
  await row(b).locator('[data-column=state]').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Show only this server' }).click();
  await expect(page.locator('[data-token="server:=Echo"]')).toBeVisible();
  await page.getByTestId('clear-filter').click();
  await row(a).click();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Show only', exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: `id:${a}` }).press('Enter');
  await expect(row()).toHaveCount(1);
  await expect(row(a)).toBeVisible();
});

test('a saved filter has a name and a count, survives saving and opening the lab, and can be deleted', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo');
  const a = await dial(lab, port);
  await dial(lab, port);
  await lab.caller.call('socket.resetAndDestroy', { socketId: a });
  await page.getByTestId('filter-input').pressSequentially('state:reset ');
  await page.getByTestId('save-filter').click();
  await page.getByTestId('filter-name').fill('What was reset');
  await page.getByTestId('save-filter-submit').click();
  const saved = page.getByTestId('saved-filters').locator('[data-filter="What was reset"]');
  await expect(saved).toContainText('What was reset1');
  await saved
    .getByRole('button', { name: /What was reset/u })
    .first()
    .click();
  await expect(row()).toHaveCount(2);
  await saved
    .getByRole('button', { name: /What was reset/u })
    .first()
    .click();
  await expect(row()).toHaveCount(1);

  const { text } = await lab.caller.call('document.text', {});
  await lab.caller.call('lab.reset', {});
  await expect(saved).toHaveCount(0);
  await lab.caller.call('document.open', { text, name: path.basename('kept.socketlab') });
  await page.reload();
  await expect(saved).toContainText('What was reset0');
  await saved.getByRole('button', { name: 'Delete filter What was reset' }).click();
  await expect(saved).toHaveCount(0);
  expect(JSON.parse((await lab.caller.call('document.text', {})).text).filters).toBeUndefined();
});

test('many are closed together: asked once with the number in the button, the safe choice first', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo');
  await using outside = await crowd(port, 12);
  await row().first().click();
  await page.keyboard.press('ControlOrMeta+a');
  const bar = page.getByTestId('bulk-bar');
  await expect(bar).toContainText('12 selected');
  await bar.getByRole('button', { name: 'Close 12 connections' }).click();
  const ask = page.getByTestId('ask');
  await expect(ask).toContainText('Close 12 connections?');
  await expect(page.getByTestId('ask-keep')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(ask).toHaveCount(0);
  expect((await lab.caller.call('lab.snapshot', {})).sockets.every((s) => s.state === 'open')).toBe(true);
  await bar.getByRole('button', { name: 'Close 12 connections' }).click();
  await ask.getByRole('button', { name: 'Close 12 connections' }).click();
  await expect.poll(() => outside.sockets.every((socket) => socket.destroyed)).toBe(true);
  await expect(bar.getByRole('button', { name: 'Close' })).toHaveAccessibleDescription('All of them have ended');
});

test('a few pairs of the lab are finished without a question; what cannot be reset is said with number and reason', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo', true);
  const socketPath = path.join(lab.folder, 'a.sock');
  await lab.caller.call('server.listen', { listen: { path: socketPath }, options: { allowHalfOpen: true } });
  const tcp = [await dial(lab, port), await dial(lab, port)];
  const { socketId: onPath } = await lab.caller.call('socket.connect', { target: { path: socketPath } });
  await lab.caller.event('socket.paired', (e) => e.socketId === onPath);
  await row(tcp[0]).click();
  await row(onPath).click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: 'Finish sending on 3 connections' }).click();
  for (const id of [...tcp, onPath]) await expect(row(id)).toHaveAttribute('data-state', 'receive-only');
  await gridOf(page).focus();
  await page.keyboard.press('Shift+R');
  for (const id of tcp) await expect(row(id)).toHaveAttribute('data-state', 'reset');
  await expect(page.getByTestId('notices')).toContainText('1 of 3 could not be reset: UNIX sockets have no reset.');
  await expect(row(onPath)).toHaveAttribute('data-state', 'receive-only');
});

test('the kernel’s view: its column and its filter, sampled while they are wanted', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo', true);
  const [a, b] = [await dial(lab, port), await dial(lab, port)];
  const { level } = await lab.caller.call('kernel.watch', { socketIds: [] });
  await page.getByTestId('columns').click();
  await page.getByTestId('column-chooser').getByRole('checkbox', { name: 'Kernel' }).check();
  await page.keyboard.press('Escape');
  const cell = row(a).locator('[data-column=kernel]');
  if (level === 'none') {
    await expect(cell).toHaveText('');
    return;
  }
  await expect(cell).toHaveText('ESTABLISHED');
  await lab.caller.call('socket.end', { socketId: a });
  await expect(cell).toHaveText('FIN_WAIT_2');
  await page.getByTestId('filter-input').fill('kernel:close_wait ');
  await expect(row()).toHaveCount(1);
  await expect(row(a)).toBeVisible();
  await page.getByTestId('filter-input').fill('kernel:established ');
  await page.getByRole('button', { name: 'Remove kernel:close_wait' }).click();
  await expect(row()).toHaveCount(1);
  await expect(row(b)).toBeVisible();
});

test('the kernel’s view of the grid and of an open tab are sampled side by side', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo', true);
  const [a, b] = [await dial(lab, port), await dial(lab, port)];
  const { kernelView } = await lab.caller.call('lab.about', {});
  test.skip(kernelView === 'none', 'this system does not tell');
  await page.getByTestId('columns').click();
  await page.getByTestId('column-chooser').getByRole('checkbox', { name: 'Kernel' }).check();
  await page.keyboard.press('Escape');
  const cell = row(a).locator('[data-column=kernel]');
  await expect(cell).toHaveText('ESTABLISHED');
  await row(b).click();
  await page.getByTestId('tab-state').click();
  const established = page.locator(
    '[data-testid=state-column][data-end=client] [data-testid=machine-tcp] [data-state="ESTABLISHED"]',
  );
  await expect(established).toHaveAttribute('data-provenance', 'sampled');
  await lab.caller.call('socket.end', { socketId: a });
  await expect(cell).toHaveText('FIN_WAIT_2');
});

// The Connections grid: ux.md section 8, number 28 and the rows of 33; sorting, groups, columns, folding.

import { crowd, dial, gridOf, listen, rowsInSight } from './crowd.ts';
import { expect, test } from './fixture.ts';

test('UX28 the keys reach everything on a row: its actions, its menu with reasons, the headers', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo', true);
  const first = await dial(lab, port);
  const second = await dial(lab, port);
  const grid = gridOf(page);
  await row(first).click();
  await page.mouse.move(0, 0);
  await page.keyboard.press('ArrowRight');
  await expect(grid).toHaveAttribute('aria-activedescendant', `connection-${first}-action-0`);
  await expect(page.locator(`#connection-${first}-action-0`)).toHaveAccessibleName('Finish sending');
  await page.keyboard.press('Enter');
  await expect(row(first)).toHaveAttribute('data-state', 'receive-only');
  await expect(page.locator(`#connection-${first}-action-0`)).toHaveAccessibleDescription('Already finished sending');
  await page.keyboard.press('ArrowLeft');
  await expect(grid).toHaveAttribute('aria-activedescendant', `connection-${first}`);

  await page.keyboard.press('Shift+F10');
  const menu = page.getByRole('menu');
  const finish = menu.getByRole('menuitem', { name: 'Finish sending' });
  await expect(finish).toHaveAttribute('aria-disabled', 'true');
  await expect(finish).toContainText('Already finished sending');
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(grid).toBeFocused();

  await page.keyboard.press('ArrowDown');
  await expect(row(second)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  await expect(grid).toHaveAttribute('aria-activedescendant', 'column-state');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.locator('#column-id')).toHaveAttribute('aria-sort', 'descending');
  expect(await rowsInSight(page)).toEqual([second, first]);
});

test('the letters act on the row the keys are on', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo', true);
  const [a, b] = [await dial(lab, port), await dial(lab, port)];
  await row(a).click();
  await page.keyboard.press('p');
  await expect(row(a)).toHaveAttribute('data-conditions', /not-reading/u);
  await page.keyboard.press('f');
  await expect(row(a)).toHaveAttribute('data-state', 'receive-only');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+R');
  await expect(row(b)).toHaveAttribute('data-state', 'reset');
  await expect(row(a)).toHaveAttribute('data-state', 'receive-only');
});

test('a grid that was cleared under the pointer holds nothing back afterwards', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo');
  await row(await dial(lab, port)).hover();
  await lab.caller.call('lab.reset', {});
  await expect(row()).toHaveCount(0);
  await page.mouse.move(0, 0);
  const again = await listen(lab, 'Discard', 'discard');
  const [a, b] = [await dial(lab, again.port), await dial(lab, again.port)];
  await page.locator('#column-sent').click();
  await page.locator('#column-sent').click();
  await page.mouse.move(0, 0);
  await page.getByTestId('filter-input').focus();
  await lab.caller.call('socket.write', { socketId: b, data: 'more' });
  await expect.poll(() => rowsInSight(page)).toEqual([b, a]);
  await expect(page.getByTestId('sort-badge')).toHaveText('Sorted: ↑ Sent');
});

test('several rows are selected with Shift, Ctrl, Space and Ctrl+A, and no longer with Escape', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo');
  const ids = [await dial(lab, port), await dial(lab, port), await dial(lab, port), await dial(lab, port)];
  const [a, b, c, d] = ids;
  const selected = () => page.locator('[role=row][aria-selected=true]').count();
  await row(a).click();
  await row(c).click({ modifiers: ['Shift'] });
  expect(await selected()).toBe(3);
  await row(b).click({ modifiers: ['ControlOrMeta'] });
  await expect(row(b)).toHaveAttribute('aria-selected', 'false');
  expect(await selected()).toBe(2);
  await row(d).click();
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Shift+ArrowUp');
  expect(await selected()).toBe(3);
  await page.keyboard.press(' ');
  await expect(row(b)).toHaveAttribute('aria-selected', 'false');
  await page.keyboard.press('ControlOrMeta+a');
  expect(await selected()).toBe(4);
  await page.keyboard.press('Escape');
  expect(await selected()).toBe(0);
});

test('UX33 rows do not move under a grid that is pointed at or has the focus; the badge says so', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Discard', 'discard');
  const [a, b] = [await dial(lab, port), await dial(lab, port)];
  const order = () => rowsInSight(page);
  const badge = page.getByTestId('sort-badge');
  await page.locator('#column-sent').click();
  await page.locator('#column-sent').click();
  await page.mouse.move(0, 0);
  await page.getByTestId('filter-input').focus();
  await lab.caller.call('socket.write', { socketId: b, data: 'some' });
  await expect.poll(order).toEqual([b, a]);
  await expect(badge).toHaveText('Sorted: ↑ Sent');

  await row(a).hover();
  await expect(badge).toHaveText('Sort paused');
  await lab.caller.call('socket.write', { socketId: a, data: 'more than that' });
  const late = await dial(lab, port);
  await expect(row(a).locator('[data-column=sent]')).toHaveText('14 B');
  await expect(row(late)).toBeVisible();
  // Two seconds without a byte: the grid's one-second tick has been and gone.
  await expect(row(a).locator('[data-column=idle]')).toHaveText('0:02');
  expect(await order()).toEqual([b, a, late]);
  await page.mouse.move(0, 0);
  await expect.poll(order).toEqual([a, b, late]);

  await row(a).click();
  await page.mouse.move(0, 0);
  await lab.caller.call('socket.write', { socketId: b, data: 'much, much more than that' });
  await expect(row(b).locator('[data-column=sent]')).toHaveText('29 B');
  await expect(row(b).locator('[data-column=idle]')).toHaveText('0:02');
  expect(await order()).toEqual([a, b, late]);
  await badge.click();
  await expect.poll(order).toEqual([b, a, late]);
});

test('groups have sums, close and open one by one or all at once, and their header sticks', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const echo = await listen(lab, 'Echo', 'echo');
  const gps = await listen(lab, 'GPS unit', 'discard');
  const ids = [await dial(lab, echo.port), await dial(lab, gps.port), await dial(lab, echo.port)];
  await lab.caller.call('socket.resetAndDestroy', { socketId: ids[2] as never });
  await page.getByTestId('group-by').click();
  await page.getByRole('menuitem', { name: 'Group by server' }).click();
  const header = (name: string) => page.locator('[data-divider=group]', { hasText: name });
  await expect(header('Echo')).toContainText('Echo— 1 open, 1 failed');
  await expect(header('GPS unit')).toContainText('— 1 open');
  await expect(gridOf(page)).toHaveAttribute('aria-rowcount', '6');
  await header('Echo').click();
  await expect(header('Echo')).toHaveAttribute('aria-expanded', 'false');
  await expect(row(ids[0])).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expect(row(ids[0])).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await expect(gridOf(page)).toHaveAttribute('aria-activedescendant', `group-server-${echo.serverId}`);
  await page.getByTestId('group-by').click();
  await page.getByRole('menuitem', { name: 'Collapse all' }).click();
  await expect(row()).toHaveCount(0);
  await page.getByTestId('group-by').click();
  await page.getByRole('menuitem', { name: 'Expand all' }).click();
  await expect(row()).toHaveCount(3);
  await page.mouse.move(0, 0); // what comes now would stand apart under the pointer
  await page.getByTestId('filter-input').focus();

  await using _crowd = await crowd(echo.port, 60);
  await expect(header('Echo')).toContainText('61 open');
  await gridOf(page).evaluate((element) => element.scrollTo(0, 800));
  await expect(header('Echo')).toBeInViewport();
  expect((await header('Echo').boundingBox())?.y).toBe(
    ((await page.getByTestId('grid-header').boundingBox())?.y ?? 0) + 26,
  );
});

test('columns are shown, hidden, moved and widened by pointer and keyboard, and the lab keeps them', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo');
  const id = await dial(lab, port);
  const headings = () => page.locator('[role=columnheader]').evaluateAll((all) => all.map((e) => e.id.slice(7)));
  await expect(row(id)).toBeVisible();
  const before = await headings();
  await page.getByTestId('columns').click();
  const chooser = page.getByTestId('column-chooser');
  await chooser.getByRole('checkbox', { name: 'Local' }).check();
  await chooser.getByRole('checkbox', { name: 'Rate' }).uncheck();
  await page.keyboard.press('Escape');
  await expect.poll(headings).toEqual([...before.filter((one) => one !== 'rate'), 'local']);
  await expect(row(id).locator('[data-column=local]')).toContainText('127.0.0.1:');

  const width = async () => (await page.locator('#column-id').boundingBox())?.width ?? 0;
  const [start, handle] = [await width(), await page.getByTestId('resize-id').boundingBox()];
  if (!handle) throw new Error('there is a handle');
  await page.mouse.move(handle.x + 5, handle.y + 10);
  await page.mouse.down();
  await page.mouse.move(handle.x + 45, handle.y + 10);
  await page.mouse.up();
  await expect.poll(width).toBe(start + 40);
  await row(id).click();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(width).toBe(start + 24);
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(async () => (await headings()).slice(0, 3)).toEqual(['state', 'route', 'id']);

  await lab.caller.event('lab.document', ({ document }) => JSON.stringify(document.layout).includes('"id":'));
  await page.reload();
  await expect.poll(async () => (await headings()).slice(0, 3)).toEqual(['state', 'route', 'id']);
  await expect.poll(width).toBe(start + 24);
});

test('density sets the height of rows', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo');
  const id = await dial(lab, port);
  for (const [name, height] of [
    ['Compact', 24],
    ['Comfortable', 34],
    ['Normal', 28],
  ] as const) {
    await page.getByTestId('density').click();
    await page.getByRole('menuitem', { name }).click();
    await expect.poll(async () => (await row(id).boundingBox())?.height).toBe(height);
  }
});

test('closed rows fold after the time that was set, and can be opened', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo');
  await page.evaluate(() => localStorage.setItem('socket-lab.settings', JSON.stringify({ foldAfterSeconds: 1 })));
  await page.reload();
  const [a, b] = [await dial(lab, port), await dial(lab, port)];
  await expect(row(b)).toBeVisible();
  await lab.caller.call('socket.destroy', { socketId: a });
  await expect(row(a)).toHaveAttribute('data-state', 'closed');
  const fold = page.locator('[data-divider=fold]');
  await expect(fold).toHaveText('Closed (1)');
  await expect(row(a)).toHaveCount(0);
  await fold.click();
  await expect(row(a)).toBeVisible();
  await fold.click();
  await expect(row(a)).toHaveCount(0);
  await page.mouse.move(0, 0);
  await page.getByTestId('filter-input').focus();
  await lab.caller.call('socket.destroy', { socketId: b });
  await expect(page.getByTestId('all-ended')).toContainText('All 2 connections have ended.');
  await page.getByRole('button', { name: 'Show closed' }).click();
  await expect(row()).toHaveCount(2);
});

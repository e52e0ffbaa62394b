// What must stay readable and reachable in the smallest usual window, 1280 by 800 (ux.md 2.1, 6.4 and 6.6).
import { dial, listen } from './crowd.ts';
import { expect, test } from './fixture.ts';
import { closedPort, fillPipe, makePair } from './made-connections.ts';

test.use({ viewport: { width: 1280, height: 800 } });

test('2.1 the badge of a condition is whole: how much is queued, and what a FIN waits behind', async ({ labPage }) => {
  const { lab, row } = labPage;
  const [full, finished] = [await makePair(lab), await makePair(lab)];
  for (const { client, server } of [full, finished]) {
    await lab.caller.call('socket.pause', { socketId: server });
    await fillPipe(lab, client);
  }
  await lab.caller.call('socket.end', { socketId: finished.client });
  for (const [id, text] of [
    [full.client, /^Queued \d.* · wait$/u],
    [finished.client, /^FIN behind \d.* MB$/u],
  ] as const) {
    const badge = row(id).locator('[data-column=conditions] [data-condition]').first();
    await expect(badge).toHaveText(text);
    expect(await badge.evaluate((e) => [e, ...e.children].every((one) => one.scrollWidth <= one.clientWidth + 1))).toBe(
      true,
    );
  }
});

test('2.1 the cell Queued fills up to the high-water mark, and is empty where nothing waits', async ({ labPage }) => {
  const { lab, row } = labPage;
  const [full, idle] = [await makePair(lab), await makePair(lab)];
  await lab.caller.call('socket.pause', { socketId: full.server });
  await fillPipe(lab, full.client);
  const cell = (id: number) => row(id).locator('[data-column=queued] [data-fill]');
  await expect(cell(full.client)).toHaveAttribute('data-fill', '100%');
  await expect(cell(full.client)).not.toHaveText('');
  await expect(cell(idle.client)).toHaveAttribute('data-fill', '0%');
  await expect(cell(idle.client)).toHaveText('');
});

test('6.6 a toast leaves the Composer free: Send can be clicked while Undo is offered', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo');
  await row(await dial(lab, port)).click();
  await page.getByRole('button', { name: 'Echo', exact: true }).focus();
  await page.keyboard.press('Delete');
  await expect(page.getByTestId('toast')).toContainText('was deleted');
  const [toast, composer] = [page.getByTestId('toast'), page.getByTestId('composer-pane')];
  const [above, below] = [await toast.boundingBox(), await composer.boundingBox()];
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
});

test('6.4 with nobody connected the empty grid names the server that came last', async ({ labPage }) => {
  const { page, lab } = labPage;
  await listen(lab, 'First');
  await expect(page.getByTestId('connections-pane')).toContainText('First is listening on');
  await listen(lab, 'Second');
  await expect(page.getByTestId('connections-pane')).toContainText('Second is listening on');
});

test('2.3 where a dial was refused nothing is said of the other side but where it was looked for', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  const port = await closedPort();
  const { socketId } = await lab.caller.call('socket.connect', { target: { port, host: '127.0.0.1' } });
  await expect(row(socketId)).toHaveAttribute('data-state', 'refused');
  await row(socketId).click();
  await expect(page.getByTestId('outside-card')).toHaveText(
    `SERVER127.0.0.1:${port}No connection was made: nothing is known of this side.`,
  );
});

test('3.3 the suggestions of the filter are whole, although the pane of the grid is lower', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo');
  await row(await dial(lab, port)).click();
  await page.getByTestId('filter-input').click();
  await page.getByTestId('filter-input').press('ArrowDown');
  const [list, field] = [page.getByTestId('suggestions'), page.getByTestId('filter-input')];
  await expect(list).toBeVisible();
  const [listed, typed] = [await list.boundingBox(), await field.boundingBox()];
  if (!listed || !typed) throw new Error('both are shown');
  expect(listed.y).toBeGreaterThanOrEqual(typed.y + typed.height);
  const foot = [listed.x + 60, listed.y + listed.height - 20] as const;
  const onTop = ([x, y]: readonly [number, number]) =>
    document.elementFromPoint(x, y)?.closest('[data-testid=suggestions]') !== null;
  expect(await page.evaluate(onTop, foot)).toBe(true);
});

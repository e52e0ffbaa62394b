// The Stream on screen: ux.md 3.2 and 6.4, requirement 33's part about following.
import { expect, test } from './fixture.ts';
import { list, pair, view } from './stream-pair.ts';

test('UX 3.2 views: text with control signs and broken bytes as chips, hex in columns, mixed, turns', async ({
  labPage,
}) => {
  const { page, chunks } = labPage;
  const { say } = await pair(labPage);
  await say('client', 'GET /\r\n');
  await say('server', '6f6bff0a', 'hex');
  await say('server', 'more');
  await expect(chunks('client')).toContainText('GET /CRLF');
  await expect(chunks('server').first()).toContainText('ok‹FF›LF');
  await view(page, 'hex');
  await expect(chunks('client')).toContainText('474554202f0d0a');
  await expect(chunks('client')).toContainText('GET /..');
  await page.getByTestId('stream-columns').selectOption('32');
  await expect(chunks('client').locator('[data-from]')).toHaveCount(7);
  await view(page, 'mixed');
  await expect(chunks('client')).toContainText('47 45 54 20 2f 0d 0a');
  await view(page, 'turns');
  await expect(chunks('server').nth(0)).toContainText('← server');
  await expect(chunks('server').nth(1)).not.toContainText('← server');
  await view(page, 'text');
  await page.getByTestId('stream-more').click();
  await page.getByRole('menuitem', { name: 'Names of control characters' }).click();
  await expect(chunks('client')).not.toContainText('CR');
  await page.reload();
  await page.locator('[role=row][data-conn-id]').first().click();
  await expect(chunks('client')).toBeVisible();
  await expect(chunks('client')).not.toContainText('CR');
});

test('UX 3.2 times: wall clock, since connect, since the chunk before, since the other side spoke', async ({
  labPage,
}) => {
  const { page, chunks } = labPage;
  const { say } = await pair(labPage);
  await say('client', 'a');
  await say('server', 'b');
  const time = (name: string) => page.getByTestId('stream-time').selectOption(name);
  await expect(chunks('client')).toContainText(/\d\d:\d\d:\d\d\.\d{3}/u);
  await time('connect');
  await expect(chunks('client')).toContainText(/\d\.\d{3}/u);
  await time('turn');
  await expect(chunks('client')).toContainText('—');
  await expect(chunks('server')).toContainText(/⇄ [\d.]+ m?s/u);
  await time('previous');
  await expect(chunks('server')).toContainText(/\+\d\.\d{3}/u);
});

test('UX33 Follow stays off after scrolling up, tells how many are new, and what is read does not move', async ({
  labPage,
}) => {
  const { page } = labPage;
  const { client, say } = await pair(labPage);
  for (let i = 0; i < 120; i++)
    await labPage.lab.caller.call('socket.write', { socketId: client, data: `line ${i}\n` });
  await expect(list(page)).toContainText('line 119');
  await list(page).hover();
  await page.mouse.wheel(0, -600);
  await expect(list(page)).toHaveAttribute('data-following', 'false');
  const top = () =>
    list(page).evaluate((scroller) => {
      const edge = scroller.getBoundingClientRect().top;
      const row = [...scroller.querySelectorAll('[data-testid=chunk]')].find(
        (e) => e.getBoundingClientRect().top >= edge,
      );
      return `${row?.getAttribute('data-index')} ${Math.round((row?.getBoundingClientRect().top ?? 0) - edge)}`;
    });
  const read = await top();
  for (let i = 0; i < 30; i++) await say('client', 'new');
  await expect(page.getByTestId('stream-new')).toHaveText('↓ 30 new');
  expect(await top()).toBe(read);
  await list(page).focus();
  await page.keyboard.press('End');
  await expect(list(page)).toHaveAttribute('data-following', 'true');
  await expect(page.getByTestId('stream-new')).toHaveCount(0);
  await expect(list(page).locator('[data-testid=chunk]').last()).toContainText('new');
});

test('UX 3.2 filter: direction, contents, size; an empty answer has a way out', async ({ labPage }) => {
  const { page, chunks } = labPage;
  const { say } = await pair(labPage);
  await say('client', 'one');
  await say('server', 'twotwo');
  await say('client', 'three two');
  await page.getByTestId('stream-filter').click();
  await page.getByTestId('filter-speaker').selectOption('client');
  await expect(chunks()).toHaveCount(2);
  await page.getByTestId('filter-contains').fill('two');
  await expect(chunks()).toHaveCount(1);
  await expect(chunks()).toHaveText(/three two/u);
  await page.getByTestId('filter-speaker').selectOption('both');
  await expect(chunks()).toHaveCount(2);
  await page.getByTestId('filter-size').fill('7');
  await expect(chunks()).toHaveCount(1);
  await page.getByTestId('filter-size').fill('99');
  await page.getByTestId('filter-contains').fill('');
  await expect(page.getByTestId('stream-empty')).toContainText('No chunk matches. 3 are hidden by the filter.');
  await page.getByRole('button', { name: 'Clear filter' }).last().click();
  await expect(chunks()).toHaveCount(3);
});

test('UX 6.4 a silent Stream offers to send, a counted one to keep payload from now on', async ({ labPage }) => {
  const { page, composer, chunks } = labPage;
  const { say } = await pair(labPage);
  await expect(page.getByTestId('stream-empty')).toContainText('Connected. No bytes yet in either direction.');
  await page.getByTestId('stream-send').click();
  await expect(composer).toBeFocused();
  await page.getByTestId('stream-more').click();
  await page.getByRole('menuitem', { name: 'Count only, keep no payload' }).click();
  await say('client', 'secret');
  await expect(page.getByTestId('stream-empty')).toContainText(
    'Bytes were counted but not kept (Count only is on). 6 B passed.',
  );
  await page.getByTestId('stream-keep').click();
  await say('client', 'open');
  await expect(chunks('client')).toContainText('open');
  await expect(page.getByTestId('stream-overflow')).toHaveText('Oldest 6 B not kept');
});

test('UX 3.2 five thousand chunks and one of a megabyte are drawn a screen at a time', async ({ labPage }) => {
  const { page, lab } = labPage;
  const { client, say } = await pair(labPage);
  for (let i = 0; i < 5_000; i++) await lab.caller.call('socket.write', { socketId: client, data: `line ${i}\n` });
  await expect(list(page)).toContainText('line 4999');
  const drawn = () => list(page).locator('[data-row-start]').count();
  expect(await drawn()).toBeLessThan(120);
  await list(page).focus();
  await page.keyboard.press('g');
  await expect(list(page)).toContainText('line 0');
  expect(await drawn()).toBeLessThan(120);
  await say('client', 'x'.repeat(1_000_000));
  await page.keyboard.press('End');
  await view(page, 'hex');
  await expect(list(page).locator('[data-row-start]').last()).toHaveAttribute('data-row-start', String(999_984));
  expect(await drawn()).toBeLessThan(120);
  // A page that draws everything would show it on the way: at no place is there more than a screen of rows.
  const most = await list(page).evaluate(async (scroller) => {
    let most = 0;
    for (let i = 0; i < 20; i++) {
      scroller.scrollTop = (scroller.scrollHeight / 20) * i;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      most = Math.max(most, scroller.querySelectorAll('[data-row-start]').length);
    }
    return most;
  });
  expect(most).toBeLessThan(120);
});

test('UX25 an event that is chosen in the Stream is chosen in Events, and the other way round', async ({ labPage }) => {
  const { page, lab } = labPage;
  const { client } = await pair(labPage);
  await lab.caller.call('socket.pause', { socketId: client });
  await lab.caller.call('socket.resume', { socketId: client });
  const fact = (type: string) => page.locator(`[data-testid=stream] [data-event="${type}"]`).last();
  await fact('socket.paused').click();
  await expect(fact('socket.paused')).toHaveAttribute('data-linked', 'true');
  await page.getByTestId('tab-events').click();
  const chosen = page.locator('[data-testid=events] [aria-selected=true]');
  await expect(chosen).toHaveAttribute('data-event', 'socket.paused');
  await page.getByTestId('events').focus();
  await page.keyboard.press('End');
  await expect(chosen).toHaveAttribute('data-event', 'socket.resumed');
  await page.getByTestId('tab-stream').click();
  await expect(fact('socket.resumed')).toHaveAttribute('data-linked', 'true');
  await expect(page.locator('[data-testid=stream] [data-linked]')).toHaveCount(1);
});

test('3.2 control characters are signs of about one letter, a tab is an arrow against a bar, and all of them can be left out', async ({
  labPage,
}) => {
  const { page, chunks } = labPage;
  const { say } = await pair(labPage);
  await say('client', 'a\tb\u0000\r\n');
  const chunk = chunks('client').first();
  await expect(chunk).toContainText('aTABbNULCRLF');
  for (const [name, most] of [
    ['NUL', 26],
    ['CR', 20],
    ['LF', 20],
    ['TAB', 22],
  ] as const) {
    const sign = await chunk.getByTitle(name, { exact: true }).boundingBox();
    expect(sign?.width ?? 0, name).toBeGreaterThan(8);
    expect(sign?.width ?? 0, name).toBeLessThan(most);
    expect(sign?.height ?? 0, name).toBeLessThan(19);
  }
  await page.getByTestId('stream-more').click();
  await page.getByRole('menuitem', { name: 'Names of control characters' }).click();
  await expect(chunk).not.toContainText('NUL');
});

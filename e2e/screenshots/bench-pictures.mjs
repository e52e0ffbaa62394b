// Pictures of the Bench with connections: the grid, the inspector's tabs in every situation, the Composer, menus.
import { crowd, outsideServer } from './lab.mjs';
import { choose, everySituation, leave, rowOf, troubled } from './situations.mjs';

const tabs = ['stream', 'ladder', 'state', 'pipes', 'chart', 'events', 'options', 'faults'];

export async function bench(stage) {
  const { page, lab, shot, t, attempt } = stage;
  const all = await everySituation(lab);
  await rowOf(page, all.ids['client-finished']).click();
  await shot('every-situation');
  await attempt('menus', async () => {
    await rowOf(page, all.ids.open).click();
    await t('act-more').click();
    await shot('menu-more');
    await leave(page);
    await t('act-close-menu').click();
    await shot('menu-close');
    await leave(page);
    await rowOf(page, all.ids['full-pipe']).click({ button: 'right' });
    await shot('menu-row');
    await leave(page);
    await t('server-more').first().click({ force: true });
    await shot('menu-server');
    await leave(page);
  });
  await attempt('idle timeout', async () => {
    await rowOf(page, all.ids.open).click();
    await t('act-more').click();
    await t('act-timeout').click();
    await shot('timeout-dialog');
    await leave(page);
  });
  await attempt('notices', async () => {
    await t('notices-button').click();
    await shot('notices');
    await t('notices-button').click();
  });
  await attempt('undo', async () => {
    await page.getByRole('button', { name: 'Echo', exact: true }).focus();
    await page.keyboard.press('Delete');
    await t('toast').first().waitFor();
    await shot('undo-toast');
  });
  await all.close();
}

export async function inspector({ page, lab, shot, t, attempt }) {
  const all = await everySituation(lab);
  // In a narrow window and with many rows the inspector is where the room is wanted.
  for (const [situation, id] of Object.entries(all.ids)) {
    await attempt(situation, async () => {
      await choose(page, id);
      const few = ['idle-fired', 'server-finished', 'fin-unread', 'closed'].includes(situation);
      for (const tab of few ? ['stream', 'ladder', 'state', 'pipes'] : tabs) {
        if (!(await t(`tab-${tab}`).isVisible())) continue;
        await t(`tab-${tab}`).click();
        await shot(`${situation}-${tab}`);
      }
      await t('tab-stream').click();
    });
  }
  await all.close();
}

/** What the lab's own faults and a stuck server look like, a replay, a range; then without colours. */
export async function views({ page, lab, shot, t, attempt }) {
  const trouble = await troubled(lab);
  for (const [situation, id] of Object.entries(trouble.ids)) {
    await attempt(situation, async () => {
      await choose(page, id);
      for (const tab of ['ladder', 'state', 'pipes']) {
        await t(`tab-${tab}`).click();
        await shot(`${situation}-${tab}`);
      }
    });
  }
  trouble.close();
  await attempt('silent', async () => {
    const outside = await outsideServer();
    const { socketId } = await lab.api('socket.connect', { name: 'silent', target: { port: outside.port } });
    const quietAfter = (seconds) =>
      page.evaluate((quietAfterSeconds) => {
        localStorage.setItem('socket-lab.settings', JSON.stringify({ quietAfterSeconds }));
        location.reload();
      }, seconds);
    await quietAfter(1);
    await choose(page, socketId);
    await t('silence').waitFor();
    for (const tab of ['stream', 'ladder', 'state']) {
      await t(`tab-${tab}`).click();
      await shot(`silent-${tab}`);
    }
    await quietAfter(60);
    await outside.close();
  });
  const all = await everySituation(lab);
  await attempt('replay and range', async () => {
    await choose(page, all.ids.open);
    await t('tab-ladder').click();
    await t('ladder-replay-start').click();
    await t('replay-position').fill('9');
    await shot('replay');
    await t('replay-end').click();
    await t('ladder-range-from').fill('0.013');
    await shot('range');
  });
  await page.evaluate(() => (document.documentElement.style.filter = 'grayscale(1)'));
  for (const situation of ['client-finished', 'full-pipe', 'reset', 'refused', 'closed']) {
    await attempt(`${situation} in gray`, async () => {
      await choose(page, all.ids[situation]);
      for (const tab of ['ladder', 'state', 'pipes']) {
        await t(`tab-${tab}`).click();
        await shot(`gray-${situation}-${tab}`);
      }
    });
  }
  await all.close();
}

export async function stream({ page, lab, shot, t, attempt }) {
  const all = await everySituation(lab);
  await rowOf(page, all.ids.open).click();
  await t('tab-stream').click();
  for (const mode of await t('stream-mode')
    .locator('option')
    .evaluateAll((options) => options.map((o) => o.value))) {
    await attempt(mode, async () => {
      await t('stream-mode').selectOption(mode);
      await shot(mode);
    });
  }
  await attempt('find', async () => {
    await t('stream-mode').selectOption('mixed');
    await t('stream-find').click();
    await t('find-input').fill('1');
    await shot('find');
    await t('find-kind').selectOption('regex');
    await t('find-input').fill('(');
    await shot('find-problem');
    await leave(page);
  });
  await attempt('selection', async () => {
    await t('stream-mode').selectOption('hex');
    // The last chunk is on screen whole: the list follows its end.
    const bytes = t('chunk').last().locator('[data-from]');
    const [from, to] = [await bytes.first().boundingBox(), await bytes.nth(4).boundingBox()];
    await page.mouse.move(from.x + 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + 2, to.y + to.height / 2, { steps: 5 });
    await page.mouse.up();
    await t('selection-bar').waitFor();
    await shot('selection');
    await leave(page);
  });
  await attempt('filter and menu', async () => {
    await t('stream-mode').selectOption('text');
    await t('stream-filter').click();
    await shot('filter');
    await t('stream-filter').click();
    await t('stream-more').click();
    await shot('more');
    await leave(page);
    await t('chunk').first().click({ button: 'right' });
    await shot('chunk-menu');
    await leave(page);
  });
  await all.close();
}

export async function composer({ page, lab, shot, t, attempt }) {
  const all = await everySituation(lab);
  await rowOf(page, all.ids.open).click();
  const opens = async (what, button, dialog) =>
    attempt(what, async () => {
      await t(button).click();
      if (dialog) await t(dialog).waitFor();
      await shot(what);
      await leave(page);
    });
  await attempt('problem', async () => {
    await t('composer').fill('é\\q');
    await shot('problem');
    await t('composer').fill('hello {{n}}');
    await shot('typed');
    await t('compose-mode').selectOption('hex');
    await t('composer').fill('68 65 6');
    await shot('hex');
    await t('compose-mode').selectOption('file');
    await shot('file');
    await t('compose-mode').selectOption('text');
  });
  await t('compose-mode').selectOption('text');
  await t('composer').fill('PING');
  await opens('repeat', 'repeat', 'repeat-dialog');
  await opens('history', 'history', 'history-dialog');
  await opens('snippets', 'snippets');
  await attempt('snippet', async () => {
    await t('snippets').click();
    await page.getByRole('menuitem', { name: 'Save as snippet…' }).click();
    await shot('snippet-new');
    await leave(page);
    await t('snippets').click();
    await page.getByRole('menuitem', { name: 'All snippets…' }).click();
    await shot('snippets-all');
    await leave(page);
  });
  await all.close();
}

export async function grid({ page, lab, shot, t, attempt }) {
  const all = await everySituation(lab);
  await rowOf(page, all.ids.open).click();
  await attempt('filters', async () => {
    await t('filter-input').pressSequentially('state:open sent>lots colour:red ');
    await shot('filter-notes');
    await t('filter-input').pressSequentially('st');
    await shot('filter-suggestions');
    await leave(page);
    await t('clear-filter').click();
    await t('filter-input').pressSequentially('state:connecting ');
    await shot('filter-none');
    await t('clear-filter').first().click();
  });
  await attempt('columns', async () => {
    await t('columns').click();
    await shot('columns');
    await leave(page);
  });
  await attempt('groups', async () => {
    await t('group-by').click();
    await shot('group-menu');
    await page.getByRole('menuitem').nth(1).click();
    await shot('grouped');
    await t('group-by').click();
    await page.getByRole('menuitem').first().click();
  });
  await attempt('bulk', async () => {
    await rowOf(page, all.ids.open).click();
    await page.keyboard.press('Control+a');
    await t('bulk-bar').waitFor();
    await shot('bulk');
    await leave(page);
  });
  await attempt('frozen', async () => {
    await t('freeze').click();
    await shot('frozen');
    await t('freeze').click();
  });
  await all.close();
}

export async function many({ page, lab, shot, t, attempt }) {
  await lab.api('lab.reset');
  const { address } = await lab.api('server.listen', { name: 'Discard', listen: { port: 0, host: '127.0.0.1' } });
  const few = await crowd(address.port, 500);
  for (const [i, socket] of few.sockets.entries()) {
    socket.write('x'.repeat(i * 37 + 1));
    if (i % 7 === 0) socket.end();
    if (i % 50 === 0) socket.resetAndDestroy();
  }
  await page.locator('[role=row][data-conn-id]').first().click();
  await shot('500');
  await attempt('bulk question', async () => {
    await page.keyboard.press('Control+a');
    await t('bulk-bar').getByRole('button', { name: /Close/u }).click();
    await t('ask').waitFor();
    await shot('bulk-question');
    await leave(page);
    await leave(page);
  });
  const more = await crowd(address.port, 1_650);
  await attempt('storm', async () => {
    await t('storm-banner').waitFor({ timeout: 20_000 });
    await shot('2000');
  });
  more.close();
  few.close();
}

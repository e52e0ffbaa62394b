// Pictures of the screens around the connections: Start, forms, the sidebar, Mocks, a lost link.
import { closedPort, until } from './lab.mjs';
import { everySituation, leave, manyServers } from './situations.mjs';

export async function start({ page, lab, shot, t, attempt }) {
  await lab.api('lab.reset');
  await t('start').waitFor();
  await shot('empty');
  await attempt('palette', async () => {
    await page.keyboard.press('Control+k');
    await t('palette').waitFor();
    await shot('palette');
    await page.keyboard.type('fin');
    await shot('palette-typed');
    await page.keyboard.type('zzqq');
    await shot('palette-nothing');
    await leave(page);
  });
  await attempt('keys', async () => {
    await page.keyboard.press('Control+/');
    await t('keys-sheet').waitFor();
    await shot('keys');
    await leave(page);
  });
  await attempt('tools', async () => {
    await t('tools-open').click();
    await t('tools').waitFor();
    const all = await t('tools').getByRole('tab').all();
    for (const [i, tab] of all.entries()) {
      await tab.click();
      await shot(`tools-${i}`);
    }
    await leave(page);
  });
  await attempt('settings', async () => {
    await t('settings').click();
    await t('settings-view').waitFor();
    for (let i = 0; i < 4; i++) {
      await shot(`settings-${i}`);
      await page.mouse.move(640, 500);
      await page.mouse.wheel(0, 600);
    }
    await t('settings-close').click();
  });
  await attempt('lab menu', async () => {
    await t('lab-menu').click();
    await shot('lab-menu');
    await leave(page);
  });
}

export async function forms({ page, lab, shot, t, attempt }) {
  await lab.api('lab.reset');
  const advanced = async (form, name) => {
    await form.locator('summary').first().click();
    await form.locator('summary').first().scrollIntoViewIfNeeded();
    await shot(`${name}-advanced`);
    await form
      .locator('summary')
      .first()
      .evaluate((e) => e.parentElement.lastElementChild.scrollIntoView({ block: 'end' }));
    await shot(`${name}-advanced-end`);
  };
  await attempt('listen', async () => {
    await t('listen').click();
    await shot('listen');
    await advanced(t('listen-dialog'), 'listen');
    await t('field-port').fill('99999');
    await t('listen-submit').click();
    await shot('listen-bad-port');
    await t('mode-path').check({ force: true });
    await t('field-path').fill(`/tmp/${'long'.repeat(30)}.sock`);
    await t('listen-submit').click();
    await shot('listen-long-path');
    await leave(page);
  });
  await attempt('taken port', async () => {
    const { address } = await lab.api('server.listen', { name: 'First', listen: { port: 0, host: '127.0.0.1' } });
    await t('listen').click();
    await t('field-port').fill(String(address.port));
    await t('listen-submit').click();
    await t('failure-card').first().waitFor();
    await shot('listen-taken');
    await leave(page);
  });
  await attempt('for everyone', async () => {
    await t('listen').click();
    await page.locator('[data-field=host] input').fill('0.0.0.0');
    await t('field-port').fill('0');
    await t('listen-submit').click();
    await t('ask').waitFor();
    await shot('ask-everyone');
    await t('ask-everyone').click();
    await shot('nobody-connected');
  });
  await attempt('connect', async () => {
    await t('connect').click();
    await shot('connect');
    await advanced(t('connect-dialog'), 'connect');
    await t('field-port').fill('99999');
    await t('connect-submit').click();
    await shot('connect-bad-port');
    await leave(page);
  });
}

export async function servers({ page, lab, shot, t, attempt }) {
  await manyServers(lab, 200);
  await t('server-item').first().waitFor();
  await shot('200');
  await attempt('selected', async () => {
    await t('connect').click();
    await t('field-port').fill(String(await closedPort()));
    await t('connect-submit').click();
    await t('failure-card').first().waitFor();
    await shot('200-refused');
  });
  await attempt('scrolled', async () => {
    await page.mouse.move(120, 500);
    await page.mouse.wheel(0, 3_000);
    await shot('200-scrolled');
  });
}

export async function mocks({ lab, shot, t }) {
  await lab.api('lab.reset');
  await t('view-mocks').click();
  await shot('empty');
  await lab.api('server.listen', {
    name: 'ping',
    listen: { host: '127.0.0.1', port: 0 },
    mock: {
      framing: { kind: 'delimiter', bytes: 'lf' },
      rules: [{ id: 'r2', when: { kind: 'exact', text: 'PING' }, do: [{ kind: 'send', text: 'PONG\n' }] }],
      otherwise: { kind: 'fixed-reply', text: 'ERR\n', per: 'message' },
    },
  });
  await t('mock-editor').waitFor();
  await shot('editor');
  await t('view-bench').click();
}

/** The link is lost: after this the lab is gone, so it stands last. */
export async function last({ lab, shot, t }) {
  const all = await everySituation(lab);
  lab.child.kill('SIGKILL');
  await until('the lost link', () =>
    t('status-bar')
      .innerText()
      .then((text) => text.includes('Not connected')),
  );
  await shot('lost-link');
  await all.close();
}

// A mock built in the UI, with a real program in front of it; and a mock as a file and as a script. Issue of mocks, "shown by".
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from '@playwright/test';
import { serious } from './axe.ts';
import { expect, test } from './fixture.ts';
import { dialRaw } from './raw-client.ts';

const hasRedis = spawnSync('redis-cli', ['--version']).status === 0;
/** What needs redis-cli is only there where redis-cli is. */
const withRedis: typeof test | undefined = hasRedis ? test : undefined;

/** Adds a rule in the page: a pattern, and the text that answers it. */
async function addRule(page: Page, pattern: string, reply: string): Promise<void> {
  const count = await page.getByTestId('rule').count();
  await page.getByTestId('add-rule').click();
  await expect(page.getByTestId('rule')).toHaveCount(count + 1);
  const form = page.getByTestId('rule-form');
  await form.getByTestId('when-kind').selectOption('regex');
  await form.getByTestId('field-pattern').fill(pattern);
  await form.getByTestId('field-pattern').press('Enter');
  await form.getByTestId('do-item').first().getByTestId('field-text').fill(reply);
  await form.getByTestId('do-item').first().getByTestId('field-text').press('Enter');
}

withRedis?.(
  'redis-cli talks to a mock built in the UI: PING, SET and GET by rules with captured groups',
  async ({ labPage }) => {
    const { page, lab } = labPage;
    await page.getByTestId('view-mocks').click();
    await page.getByTestId('mock-blank').click();
    await page.getByTestId('card-framing').click();
    await page.getByTestId('framing-kind').selectOption('quiet');
    await page.getByTestId('field-ms').fill('20');
    await page.getByTestId('field-ms').press('Enter');
    await page.getByTestId('card-rules').click();
    await addRule(page, '\\bPING\\r\\n$', '+PONG\\r\\n');
    await addRule(page, '\\bSET\\r\\n\\$\\d+\\r\\n(?<key>\\w+)\\r\\n\\$\\d+\\r\\n(?<given>\\w+)\\r\\n$', '+OK\\r\\n');
    await page.getByTestId('do-add').click();
    await page.getByTestId('do-add-set-state').click();
    const second = page.getByTestId('do-item').nth(1);
    await second.getByTestId('field-name').fill('kept');
    await second.getByTestId('field-name').press('Enter');
    await second.getByTestId('field-value').fill('{{key}}-is-{{given}}');
    await second.getByTestId('field-value').press('Enter');
    await addRule(page, '\\bGET\\r\\n', '+{{kept}}\\r\\n');
    await page.getByTestId('card-otherwise').click();
    await page.getByTestId('otherwise-kind').selectOption('fixed-reply');
    await page.getByTestId('field-text').fill('-ERR unknown\\r\\n');
    await page.getByTestId('field-text').press('Enter');
    await page.getByTestId('mock-start').click();
    const { address } = await lab.caller.event('server.listening');
    const { port } = address as { port: number };

    const cli = spawn('redis-cli', ['-h', '127.0.0.1', '-p', String(port)]);
    let told = '';
    cli.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
    cli.stdin.end('PING\nSET colour blue\nGET colour\nNOPE\n');
    await new Promise((resolve) => cli.once('close', resolve));
    expect(told.split('\n').slice(0, 4)).toEqual(['PONG', 'OK', 'colour-is-blue', 'ERR unknown']);
    await expect(page.getByTestId('mock-live')).toContainText('3 answered by rules');
  },
);

test('a mock goes out as a file, comes in again, and as a Node script behaves the same', async ({ labPage }) => {
  const { page, lab } = labPage;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await lab.caller.call('server.create', {
    name: 'ping',
    listen: { host: '127.0.0.1', port: 0 },
    mock: {
      framing: { kind: 'delimiter', bytes: 'lf' },
      rules: [{ id: 'r1', when: { kind: 'exact', text: 'PING' }, do: [{ kind: 'send', text: 'PONG\n' }] }],
    },
  });
  await page.getByTestId('view-mocks').click();
  await page.getByTestId('mock-more').click();
  const downloading = page.waitForEvent('download');
  await page.getByTestId('mock-export').click();
  const file = path.join(lab.folder, 'ping.mock.json');
  await (await downloading).saveAs(file);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 'socketlab-mock', name: 'ping' });

  await page.getByTestId('mock-more').click();
  const choosing = page.waitForEvent('filechooser');
  await page.getByTestId('mock-import').click();
  await (await choosing).setFiles(file);
  await expect(page.getByTestId('mock-name')).toHaveValue('ping-2');
  await expect(page.getByTestId('rule')).toContainText('PING → PONG');

  await page.getByTestId('mock-more').click();
  await page.getByTestId('mock-node-script').click();
  const script = path.join(lab.folder, 'mock.mjs');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toContain('createServer');
  writeFileSync(script, await copied());
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  using client = await dialRaw(JSON.parse(line.replace('listening ', '')).port);
  client.send('PING\n');
  await expect.poll(client.received).toBe('PONG\n');
  child.kill();
});

test('a file that is no mock is refused with the reason', async ({ labPage }) => {
  const { page, lab } = labPage;
  await page.getByTestId('view-mocks').click();
  const file = path.join(lab.folder, 'bad.json');
  writeFileSync(file, '{"rules":[{"id":"r1","when":{"kind":"nonsense"},"do":[]}]}');
  const choosing = page.waitForEvent('filechooser');
  await page.getByTestId('mock-import').click();
  await (await choosing).setFiles(file);
  await expect(page.getByTestId('toast')).toContainText('bad.json was not imported.');
  await expect(page.getByTestId('mock-editor')).toHaveCount(0);
});

test('UX6 a broken peer is two clicks from Start', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  await page.getByTestId('start-broken').click();
  await page.getByTestId('broken-cuts-off').click();
  const { address } = await lab.caller.event('server.listening');
  using client = await dialRaw((address as { port: number }).port);
  client.send('0123456789abcdef');
  await expect.poll(client.closed).toBeDefined();
  expect(client.received()).toBe('0123456789');
  await expect(row()).toHaveCount(1);
});

for (const theme of ['light', 'dark'] as const) {
  test(`UX30 axe finds nothing serious in Mocks, the tap form and the faults, ${theme}`, async ({ labPage }) => {
    test.setTimeout(240_000);
    const { page, lab, row } = labPage;
    await page.emulateMedia({ colorScheme: theme });
    const check = async (what: string) => expect.soft(await serious(page, theme), what).toEqual([]);
    await page.getByTestId('view-mocks').click();
    await check('no mocks');
    const { address } = await lab.caller.call('server.listen', {
      name: 'ping',
      listen: { host: '127.0.0.1', port: 0 },
      mock: {
        framing: { kind: 'delimiter', bytes: 'lf' },
        rules: [
          { id: 'r1', when: { kind: 'not', of: { kind: 'any' } }, do: [], off: true },
          { id: 'r2', when: { kind: 'exact', text: 'PING' }, do: [{ kind: 'send', text: 'PONG\n' }] },
        ],
        wire: [{ kind: 'delay', ms: 1 }],
      },
    });
    using client = await dialRaw((address as { port: number }).port);
    client.send('PING\nWHAT\n');
    await expect.poll(client.received).toBe('PONG\n');
    await page.getByTestId('rule').nth(1).getByRole('button').first().click();
    await page.getByTestId('mock-message').first().getByRole('button', { name: 'Explain' }).click();
    await expect(page.getByTestId('explain')).toBeVisible();
    for (const card of ['rules', 'wire', 'ending']) {
      await page.getByTestId(`card-${card}`).click();
      await check(card);
    }
    await page.getByTestId('tap').click();
    await check('the tap form');
    await page.keyboard.press('Escape');
    await page.getByTestId('view-bench').click();
    await row().click();
    await page.getByTestId('tab-faults').click();
    await expect(page.getByTestId('faults-panel')).toBeVisible();
    await check('faults');
  });
}

// Tags, and the rules that have fired on a connection: ux.md 2.1, 2.2, 3.3 and 6.6.
import { dial, listen } from './crowd.ts';
import { expect, test } from './fixture.ts';

test('2.2 T tags the selected connection; badge, column, filter and every window know it; undo takes it back', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo');
  const [one, other] = [await dial(lab, port), await dial(lab, port)];
  await row(one).click();
  await page.getByTestId('connections-pane').getByRole('grid').press('t');
  await page.getByTestId('tag-field').fill('slow one, demo, demo');
  await page.getByTestId('tag-field').press('Enter');
  await expect(row(one).locator('[data-condition=tagged]')).toHaveText('slow one · demo');
  await expect(row(one)).toHaveAccessibleName(/slow one, demo/u);
  expect((await lab.caller.socket(one)).tags).toEqual(['slow one', 'demo']);
  const second = await page.context().newPage();
  await second.goto(page.url());
  await expect(second.locator(`[role=row][data-conn-id="${one}"] [data-condition=tagged]`)).toHaveText(
    'slow one · demo',
  );
  await second.close();
  await page.getByTestId('filter-input').fill('tag:=demo ');
  await expect(row()).toHaveCount(1);
  await expect(row(one)).toBeVisible();
  await page.getByTestId('clear-filter').click();
  await expect(row(other)).toBeVisible();
  await page.getByTestId('connections-pane').getByRole('grid').press('ControlOrMeta+z');
  await expect(row(one).locator('[data-condition=tagged]')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(row(one).locator('[data-condition=tagged]')).toHaveText('slow one · demo');
});

test('3.3 several connections are tagged at once; what only one of them has stays with it', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo');
  const [one, two] = [await dial(lab, port), await dial(lab, port)];
  await lab.caller.call('socket.tag', { socketId: one, tags: ['own'] });
  await expect(row(one)).toContainText('own');
  await row(one).click();
  await row(two).click({ modifiers: ['ControlOrMeta'] });
  await page.getByTestId('bulk-tag').click();
  await expect(page.getByTestId('tag-field')).toHaveValue('');
  await page.getByTestId('tag-field').fill('both');
  await page.getByTestId('tag-save').click();
  await lab.caller.socketWhen(two, (s) => s.tags?.join() === 'both');
  expect((await lab.caller.socket(one)).tags).toEqual(['own', 'both']);
  await page.getByTestId('bulk-clear').click();
  await row(two).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Tag…' }).click();
  await expect(page.getByTestId('tag-field')).toHaveValue('both');
  await page.getByRole('button', { name: 'own' }).click();
  await page.getByTestId('tag-save').click();
  await lab.caller.socketWhen(two, (s) => s.tags?.join() === 'both,own');
});

test('2.1 the column Rule and rule:… know which rule of a mock has fired', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { address } = await lab.caller.call('server.listen', {
    name: 'Pong',
    listen: { port: 0, host: '127.0.0.1' },
    mock: {
      framing: { kind: 'delimiter', bytes: 'lf' },
      rules: [{ id: 'r1', when: { kind: 'exact', text: 'PING' }, do: [{ kind: 'send', text: 'PONG\n' }] }],
    },
  });
  const { port } = address as { port: number };
  const [asks, silent] = [await dial(lab, port), await dial(lab, port)];
  await lab.caller.call('socket.write', { socketId: asks, data: 'PING\n' });
  await lab.caller.event('mock.rule-fired');
  await page.getByTestId('filter-input').fill('rule:"PING" ');
  await expect(row()).toHaveCount(1);
  await page.getByTestId('clear-filter').click();
  await page.getByTestId('filter-input').fill('-rule:r1 ');
  await expect(row(silent)).toBeVisible();
  await expect(row(asks)).toHaveCount(0);
  await page.getByTestId('clear-filter').click();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByTestId('column-chooser').getByLabel('Rule', { exact: true }).check();
  await expect(row(asks).locator('[data-column=rule]')).toHaveText('R1 PING → PONG');
  await expect(row(silent).locator('[data-column=rule]')).toHaveText('');
});

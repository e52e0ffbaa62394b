// State on real connections: ux.md section 2.5, and section 8 numbers 13, 14, 23 and 24.
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { closedPort, fillPipe, inState, makePair, openTab, outsideServer } from './made-connections.ts';

const node = (page: Page, end: string, machine: string, state: string) =>
  page.locator(
    `[data-testid=state-column][data-end=${end}] [data-testid=machine-${machine}] [data-testid=state-node][data-state="${state}"]`,
  );
const list = (page: Page, end: string) => page.locator(`[data-testid=state-list][data-end=${end}]`);
const mismatch = (page: Page, end: string) =>
  page.locator(`[data-testid=state-column][data-end=${end}] [data-testid=mismatch]`);

test('UX23 UX24 a half-close: the way of both ends, solid where seen, and the same as a list', async ({ labPage }) => {
  const { page, lab } = labPage;
  const { client } = await makePair(lab);
  await openTab(labPage, client, 'state');
  await lab.caller.call('socket.end', { socketId: client });
  await expect(node(page, 'client', 'node', 'readOnly')).toHaveAttribute('data-look', 'current');
  await expect(node(page, 'server', 'node', 'writeOnly')).toHaveAttribute('data-look', 'current');
  await expect(node(page, 'client', 'node', 'open')).toHaveAttribute('data-look', 'visited');
  await expect(list(page, 'client')).toContainText('readOnly (observed,');
  const looks = await page
    .getByTestId('state-node')
    .evaluateAll((nodes) =>
      nodes.map((n) => [n.getAttribute('data-look') === 'never', n.getAttribute('data-provenance') !== null]),
    );
  for (const [never, known] of looks) expect(known).toBe(!never);
  await expect(page.getByTestId('machine-node')).toHaveCount(2);
  await expect(page.getByTestId('kernel-level')).toBeVisible();
});

test('Linux: the kernel’s states of a half-close are sampled', async ({ labPage }) => {
  const { page, lab } = labPage;
  test.skip((await lab.caller.call('lab.about', {})).kernelView !== 'full', 'the kernel’s view is not full here');
  const { client } = await makePair(lab);
  await openTab(labPage, client, 'state');
  await expect(node(page, 'client', 'tcp', 'ESTABLISHED')).toHaveAttribute('data-provenance', 'sampled');
  await lab.caller.call('socket.end', { socketId: client });
  await expect(node(page, 'client', 'tcp', 'FIN_WAIT_2')).toHaveAttribute('data-look', 'current');
  await expect(node(page, 'server', 'tcp', 'CLOSE_WAIT')).toHaveAttribute('data-look', 'current');
  await expect(list(page, 'client')).toContainText('FIN_WAIT_2 (sampled,');
  await expect(mismatch(page, 'client')).toHaveText('Both views agree.');
});

test('UX14 M1: the peer finishes while reading is stopped', async ({ labPage }) => {
  const { page, lab } = labPage;
  test.skip((await lab.caller.call('lab.about', {})).kernelView !== 'full', 'the kernel’s view is not full here');
  const { client, server } = await makePair(lab);
  await openTab(labPage, client, 'state');
  await lab.caller.call('socket.pause', { socketId: server });
  await lab.caller.call('socket.write', { socketId: client, data: 'unread' });
  await lab.caller.call('socket.end', { socketId: client });
  await expect(mismatch(page, 'server')).toHaveAttribute('data-mismatch', 'M1');
  await expect(mismatch(page, 'server')).toContainText('has not read far enough to notice');
  await expect(node(page, 'server', 'node', 'open')).toHaveAttribute('data-look', 'current');
});

test('UX13 M2: end() behind a megabyte', async ({ labPage }) => {
  const { page, lab } = labPage;
  test.skip((await lab.caller.call('lab.about', {})).kernelView !== 'full', 'the kernel’s view is not full here');
  const { client, server } = await makePair(lab);
  await openTab(labPage, client, 'state');
  await lab.caller.call('socket.pause', { socketId: server });
  await fillPipe(lab, client);
  await lab.caller.call('socket.end', { socketId: client });
  await expect(mismatch(page, 'client')).toHaveAttribute('data-mismatch', 'M2');
  await expect(mismatch(page, 'client')).toContainText('The FIN cannot go out until');
});

test('keys walk the way, T shows the list, and a state that is clicked is chosen everywhere', async ({ labPage }) => {
  const { page, lab } = labPage;
  const { client } = await makePair(lab);
  await openTab(labPage, client, 'state');
  await lab.caller.call('socket.end', { socketId: client });
  await expect(node(page, 'client', 'node', 'readOnly')).toHaveAttribute('data-look', 'current');
  const diagrams = page.getByTestId('state-diagrams');
  await diagrams.focus();
  await page.keyboard.press('ArrowRight');
  await expect(diagrams.getByRole('status')).toContainText('client');
  await expect(page.getByTestId('state-list-toggle')).not.toBeChecked();
  await page.keyboard.press('t');
  await expect(page.getByTestId('state-list-toggle')).toBeChecked();
  await node(page, 'client', 'node', 'readOnly').click();
  await page.getByTestId('tab-ladder').click();
  await expect(page.locator('[data-testid=ladder-row][data-chosen]')).toHaveAttribute('data-what', 'fin');
});

test('refused, reset, UNIX and an outside peer: what is known and what is not', async ({ labPage }) => {
  const { page, lab } = labPage;
  await using outside = await outsideServer();
  const { socketId: refused } = await lab.caller.call('socket.connect', {
    target: { port: await closedPort(), host: '127.0.0.1' },
  });
  await inState(lab, refused, 'refused');
  await openTab(labPage, refused, 'state');
  await expect(node(page, 'client', 'node', 'closed')).toHaveAttribute('data-look', 'current');
  await expect(list(page, 'client')).toContainText('CLOSED (inferred');

  const { client, server } = await makePair(lab);
  await lab.caller.call('socket.resetAndDestroy', { socketId: server });
  await inState(lab, client, 'reset');
  await openTab(labPage, client, 'state');
  await expect(page.locator('[data-end=client] [data-edge="ESTABLISHED-CLOSED"]')).toContainText('RST');

  const unix = await makePair(lab, { unix: true });
  await openTab(labPage, unix.client, 'state');
  await expect(page.getByTestId('machine-unix')).toHaveCount(2);
  await expect(page.getByTestId('state')).toContainText('UNIX sockets have no SYN, FIN or TIME_WAIT.');

  const { socketId: abroad } = await lab.caller.call('socket.connect', {
    target: { port: outside.port, host: '127.0.0.1' },
  });
  await inState(lab, abroad, 'open');
  await openTab(labPage, abroad, 'state');
  await expect(
    page
      .locator('[data-testid=state-column][data-end=server] [data-testid=machine-node] text')
      .filter({ hasText: '?' }),
  ).toHaveCount(5);
});

// A page that comes later knows what happened before it: after a reload, in a second page, in a window of one connection.
import type { Page } from '@playwright/test';
import { expect, type LabPage, test } from './fixture.ts';
import { inState, makePair } from './made-connections.ts';

/** A half-closed connection that has stopped and gone on reading, all of it before the page is looked at. */
async function halfClosed({ lab }: LabPage) {
  const pair = await makePair(lab);
  await lab.caller.call('socket.pause', { socketId: pair.server });
  await lab.caller.call('socket.write', { socketId: pair.client, data: 'hello' });
  await lab.caller.call('socket.resume', { socketId: pair.server });
  await lab.caller.socketWhen(pair.server, (s) => s.counts.bytesRead === 5);
  await lab.caller.call('socket.end', { socketId: pair.client });
  await inState(lab, pair.server, 'send-only');
  return pair;
}

/** What Ladder, State, Stream and Events show of it. */
async function isWhole(page: Page): Promise<void> {
  await page.getByTestId('tab-ladder').click();
  const row = (what: string) => page.locator(`[data-testid=ladder-row][data-what="${what}"]`);
  for (const what of ['dial', 'accept', 'paused', 'write', 'resumed', 'data', 'fin', 'fin-received']) {
    await expect(row(what)).toHaveCount(1);
  }
  await expect(page.getByTestId('ladder')).not.toContainText('no longer kept');
  await page.getByTestId('tab-state').click();
  await expect(page.locator('[data-testid=state-list][data-end=server]')).toContainText(/writeOnly \(observed, [\d.]/u);
  await page.getByTestId('tab-events').click();
  await expect(page.locator('[data-testid=events] [data-event="socket.created"]')).toHaveCount(2);
  await expect(page.locator('[data-testid=events] [data-event="socket.paused"]')).toHaveCount(1);
  await page.getByTestId('tab-stream').click();
  await expect(page.locator('[data-testid=stream] [data-event="socket.finish"]')).toHaveCount(1);
}

test('after a reload nothing of a connection is missing', async ({ labPage }) => {
  const { page, row } = labPage;
  const { client } = await halfClosed(labPage);
  await page.reload();
  await row(client).click();
  await isWhole(page);
});

test('a second page and the window of one connection are as whole', async ({ labPage }) => {
  const { page, lab } = labPage;
  const { client } = await halfClosed(labPage);
  const second = await page.context().newPage();
  await second.goto(lab.url);
  await second.locator(`[role=row][data-conn-id="${client}"]`).click();
  await isWhole(second);
  const address = new URL(second.url());
  address.searchParams.set('inspect', String(client));
  await second.goto(address.href);
  await expect(second.getByTestId('inspector-window')).toBeVisible();
  await isWhole(second);
});

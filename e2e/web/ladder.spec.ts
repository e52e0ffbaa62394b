// The Ladder on real connections: ux.md section 2.6, and section 8 numbers 17, 23, 24 and 25.
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, type LabPage, test } from './fixture.ts';
import { closedPort, fillPipe, inState, makePair, openTab, outsideServer } from './made-connections.ts';

const marks = (page: Page, element: string) =>
  page.locator(`[data-testid=ladder-drawing] path[data-element="${element}"]`);
const texts = (page: Page) => page.locator('[data-testid=ladder-drawing] text');
const rowsOf = (page: Page, what: string): Locator => page.locator(`[data-testid=ladder-row][data-what="${what}"]`);

/** A pair that has exchanged two short texts, with its ladder open. */
async function talked({ page, lab, ...rest }: LabPage) {
  const pair = await makePair(lab);
  await lab.caller.call('socket.write', { socketId: pair.client, data: 'onetwothree' });
  await lab.caller.socketWhen(pair.server, (s) => s.counts.bytesRead === 11);
  await lab.caller.call('socket.write', { socketId: pair.server, data: 'four' });
  await lab.caller.socketWhen(pair.client, (s) => s.counts.bytesRead === 4);
  await openTab({ page, lab, ...rest }, pair.client, 'ladder');
  await expect(rowsOf(page, 'data')).toHaveCount(2);
  return pair;
}

test('UX23 writes are arrows to the reads they became; everything has a provenance, and the legend is there', async ({
  labPage,
}) => {
  const { page } = labPage;
  await talked(labPage);
  await expect(texts(page).filter({ hasText: '11 B · “onetwothree”' })).toHaveCount(1);
  await expect(page.getByTestId('ladder-legend')).toContainText('Arrows are program writes and reads, not packets.');
  await expect(page.getByTestId('ladder-legend')).toContainText('inferred');
  const bare = page.locator('[data-testid=ladder-drawing] :is(path, text):not([data-provenance])');
  await expect(bare).toHaveCount(0);
  await expect(marks(page, 'handshake')).toHaveCount(0);
  await page.getByTestId('ladder-inferred').check();
  await expect(texts(page).filter({ hasText: /^SYN$/u })).toHaveCount(1);
  const lines = marks(page, 'handshake').and(page.locator('[stroke-dasharray]'));
  await expect(lines).toHaveCount(3);
  const provenances = await marks(page, 'handshake').evaluateAll((all) =>
    all.map((e) => e.getAttribute('data-provenance')),
  );
  expect(new Set(provenances)).toEqual(new Set(['inferred']));
});

test('UX24 the table has the same rows and bytes as the drawing', async ({ labPage }) => {
  const { page } = labPage;
  await talked(labPage);
  const drawn = Number(await page.getByTestId('ladder').getAttribute('data-rows'));
  await page.getByTestId('ladder-table').check();
  const table = page.getByRole('table');
  await expect(table).toHaveAttribute('aria-rowcount', String(drawn + 1));
  const cells = await page
    .getByTestId('ladder-table-row')
    .evaluateAll((rows) => rows.map((row) => row.textContent ?? ''));
  expect(cells.filter((text) => text.includes('clientserverdata “onetwothree”11observed')).length).toBe(1);
  expect(cells.filter((text) => text.includes('serverclientwrite “four”4observed')).length).toBe(1);
});

test('UX25 the event chosen in the Ladder with keys is chosen in the chart, and Enter opens it in the Stream', async ({
  labPage,
}) => {
  const { page } = labPage;
  await talked(labPage);
  const drawing = page.getByTestId('ladder-drawing');
  await drawing.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('[data-testid=ladder-row][data-chosen]')).toHaveAttribute('data-what', 'write');
  await expect(drawing.getByRole('status')).toContainText('server to client, write “four”, 4 bytes, observed');
  await page.getByTestId('tab-chart').click();
  await expect(page.getByTestId('chart')).toHaveAttribute('data-selected-at', /^\d/u);
  await page.getByTestId('tab-ladder').click();
  await drawing.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('tab-stream')).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('[data-testid=chunk][data-direction=sent]')).toContainText('four');
});

test('UX25 one event is chosen in Ladder, Stream and Chart, whichever of them it was chosen in', async ({
  labPage,
}) => {
  const { page, lab } = labPage;
  const { client, server } = await talked(labPage);
  const at = async (socketId: typeof client, index: number) => {
    const { chunks } = await lab.caller.call('capture.read', { socketId, maxChunkBytes: 0 });
    return String(chunks.find((chunk) => chunk.index === index)?.at);
  };
  const chosenRow = page.locator('[data-testid=ladder-row][data-chosen]');
  const chosenChunk = page.locator('[data-testid=chunk][data-cursor]');

  await rowsOf(page, 'data').and(page.locator('[data-lane=server]')).click();
  await page.getByTestId('tab-stream').click();
  await expect(chosenChunk).toHaveCount(1);
  await expect(chosenChunk).toContainText('onetwothree');
  await expect(chosenChunk).toHaveAttribute('data-direction', 'received'); // the server's end: its chunk it is
  await expect(chosenChunk).toHaveAttribute('data-index', '0');
  await page.getByTestId('tab-chart').click();
  await expect(page.getByTestId('chart')).toHaveAttribute('data-selected-at', await at(server, 0));

  await page.getByTestId('tab-stream').click();
  await page.locator('[data-testid=chunk][data-index="1"]').click();
  await page.getByTestId('tab-ladder').click();
  await expect(chosenRow).toHaveCount(1);
  await expect(chosenRow).toHaveAttribute('data-what', 'write');
  await expect(chosenRow).toHaveAttribute('data-lane', 'server');
  await page.getByTestId('tab-chart').click();
  await expect(page.getByTestId('chart')).toHaveAttribute('data-selected-at', await at(server, 1));

  const plots = page.getByTestId('chart-plots');
  await plots.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  const selectedAt = Number(await page.getByTestId('chart').getAttribute('data-selected-at'));
  await page.getByTestId('tab-ladder').click();
  await expect(chosenRow).toHaveCount(1);
  const row = Number(await chosenRow.getAttribute('data-row'));
  await page.getByTestId('ladder-table').check();
  const { sockets } = await lab.caller.call('lab.snapshot', {});
  const since = selectedAt - (sockets.find((s) => s.socketId === client)?.openedAt ?? 0);
  await expect(page.getByTestId('ladder-table-row').nth(row)).toContainText((since / 1000).toFixed(3));
});

test('UX3 a half-close is a FIN from the end that finished; the other direction goes on', async ({ labPage }) => {
  const { page, lab } = labPage;
  const { client, server } = await makePair(lab);
  await openTab(labPage, client, 'ladder');
  await lab.caller.call('socket.end', { socketId: server });
  await inState(lab, client, 'send-only');
  await lab.caller.call('socket.write', { socketId: client, data: 'still here' });
  await expect(rowsOf(page, 'fin')).toHaveAttribute('data-lane', 'server');
  await expect(rowsOf(page, 'fin-received')).toHaveAttribute('data-lane', 'client');
  await expect(texts(page).filter({ hasText: /^FIN$/u })).toHaveCount(1);
  await expect(texts(page).filter({ hasText: '“still here”' })).toHaveCount(1);
});

test('UX16 UX13 a full pipe: hatched while not reading, brackets for write() = false and for the FIN that waits', async ({
  labPage,
}) => {
  const { page, lab } = labPage;
  const { client, server } = await makePair(lab);
  await openTab(labPage, client, 'ladder');
  await lab.caller.call('socket.pause', { socketId: server });
  await fillPipe(lab, client);
  await lab.caller.call('socket.end', { socketId: client });
  await inState(lab, client, 'receive-only');
  await expect(texts(page).filter({ hasText: /FIN waits behind \d/u })).toHaveCount(1);
  await expect(marks(page, 'not-reading').first()).toBeVisible();
  await expect(marks(page, 'backpressure').first()).toBeVisible();
  await lab.caller.call('socket.resume', { socketId: server });
  await inState(lab, server, 'send-only');
  await expect(texts(page).filter({ hasText: /FIN waits .*m?s/u })).toHaveCount(1);
  await expect(rowsOf(page, 'fin-received')).toHaveCount(1);
});

test('UX17 a reset ends both lifelines with a cross', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { client, server } = await makePair(lab);
  await openTab(labPage, client, 'ladder');
  await lab.caller.call('socket.resetAndDestroy', { socketId: server });
  await inState(lab, client, 'reset');
  await expect(marks(page, 'reset-end')).toHaveCount(2);
  await expect(marks(page, 'rst').first()).toHaveAttribute('data-provenance', 'observed');
  await expect(row(client).locator('[data-chip=solid]').first()).toHaveText('Reset');
  // The text of the failure takes room; the names of the lanes are whole all the same.
  await page.setViewportSize({ width: 1280, height: 640 });
  const heightOf = async (id: string) => (await page.getByTestId(id).boundingBox())?.height ?? 0;
  expect(await heightOf('ladder-lanes')).toBeGreaterThanOrEqual(22);
  expect(await heightOf('ladder-drawing')).toBeGreaterThanOrEqual(60);
  await expect(page.getByTestId('ladder-legend')).toBeInViewport();
});

test('refused, timed out, over UNIX and with an outside peer: only what was seen is drawn', async ({ labPage }) => {
  const { page, lab } = labPage;
  await using outside = await outsideServer();
  const { socketId: refused } = await lab.caller.call('socket.connect', {
    target: { port: await closedPort(), host: '127.0.0.1' },
  });
  await inState(lab, refused, 'refused');
  await openTab(labPage, refused, 'ladder');
  await expect(texts(page).filter({ hasText: /^ECONNREFUSED$/u })).toHaveCount(1);
  await expect(page.getByTestId('ladder')).toContainText('server, outside');

  const { client } = await makePair(lab);
  await lab.caller.call('socket.setTimeout', { socketId: client, timeoutMs: 100, onTimeout: 'destroy' });
  await inState(lab, client, 'closed');
  await openTab(labPage, client, 'ladder');
  await expect(texts(page).filter({ hasText: 'idle timeout → close' })).toHaveCount(1);

  const unix = await makePair(lab, { unix: true });
  await openTab(labPage, unix.client, 'ladder');
  await page.getByTestId('ladder-inferred').check();
  await expect(rowsOf(page, 'accept')).toHaveCount(1);
  await expect(marks(page, 'handshake')).toHaveCount(0);

  const { socketId: abroad } = await lab.caller.call('socket.connect', {
    target: { port: outside.port, host: '127.0.0.1' },
  });
  await lab.caller.socketWhen(abroad, (s) => s.counts.bytesRead > 0);
  await openTab(labPage, abroad, 'ladder');
  await expect(texts(page).filter({ hasText: /^\?$/u })).toHaveCount(1);
  await expect(texts(page).filter({ hasText: '“220 outside' })).toHaveCount(1);
});

test('many chunks are one row that opens with Space, and only what is in sight is in the document', async ({
  labPage,
}) => {
  const { page, lab } = labPage;
  const { client, server } = await makePair(lab);
  await openTab(labPage, client, 'ladder');
  for (let i = 0; i < 300; i++) await lab.caller.call('socket.write', { socketId: client, data: 'y'.repeat(1_000) });
  await lab.caller.socketWhen(server, (s) => s.counts.bytesRead === 300_000);
  await expect(texts(page).filter({ hasText: /×300 .*300 kB/u })).toHaveCount(1);
  const rows = () => page.getByTestId('ladder').getAttribute('data-rows').then(Number);
  const folded = await rows();
  await page.getByTestId('ladder-drawing').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  await expect.poll(rows).toBeGreaterThan(folded + 300);
  expect(await page.getByTestId('ladder-row').count()).toBeLessThan(80);
  await page.getByTestId('ladder-mode').selectOption('true');
  await expect(texts(page).filter({ hasText: '1.0 kB' }).first()).toBeVisible();
});

test('the ladder is saved as SVG and as PNG', async ({ labPage }) => {
  const { page } = labPage;
  const { client } = await talked(labPage);
  const saved = async (button: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId(button).click()]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  const svg = await saved('ladder-svg');
  expect(svg.name).toBe(`ladder-${client}.svg`);
  expect(svg.bytes.toString()).toContain('“onetwothree”');
  expect(svg.bytes.toString()).toContain('Arrows are program writes and reads, not packets.');
  const png = await saved('ladder-png');
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
});

test('a replay goes through the events again, says so, and shows nothing of what came after', async ({ labPage }) => {
  const { page } = labPage;
  await talked(labPage);
  await page.getByTestId('ladder-follow').uncheck();
  await page.getByTestId('ladder-replay-start').click();
  const bar = page.getByTestId('ladder-replay');
  await expect(bar).toContainText(/^Replay of \d\d:\d\d:\d\d–\d\d:\d\d:\d\d/u);
  await expect(bar).toContainText('7 of 7'); // it has gone through once
  await page.getByTestId('replay-position').fill('0');
  await expect(bar).toContainText('1 of 7');
  await expect(page.getByTestId('ladder-row')).toHaveCount(1);
  await expect(rowsOf(page, 'dial')).toHaveCount(1);
  await page.getByTestId('ladder-drawing').focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await expect(bar).toContainText('4 of 7');
  await expect(rowsOf(page, 'write')).toHaveCount(1);
  await expect(rowsOf(page, 'data')).toHaveCount(0);
  await expect(texts(page).filter({ hasText: '11 B not read yet' })).toHaveCount(1);
  await page.getByTestId('replay-speed').selectOption('1/10');
  await page.getByTestId('replay-play').click();
  await expect(bar).toContainText('7 of 7');
  await expect(rowsOf(page, 'data')).toHaveCount(2);
  await expect(texts(page).filter({ hasText: 'not read yet' })).toHaveCount(0);
  await page.keyboard.press('ArrowLeft');
  await expect(bar).toContainText('6 of 7');
  await page.getByTestId('replay-end').click();
  await expect(bar).toHaveCount(0);
  await expect(rowsOf(page, 'data')).toHaveCount(2);
});

test('a range of the time: what reaches out of it says where to, and its times stay the same', async ({ labPage }) => {
  const { page, lab } = labPage;
  const { client, server } = await talked(labPage);
  const { chunks } = await lab.caller.call('capture.read', { socketId: server, maxChunkBytes: 0 });
  const { openedAt } = await lab.caller.socket(client);
  const readAt = ((chunks[0]?.at ?? 0) - openedAt) / 1000;
  await page.getByTestId('ladder-range-from').fill(String(readAt - 0.000_01));
  await expect(rowsOf(page, 'dial')).toHaveCount(0);
  await expect(rowsOf(page, 'data')).toHaveCount(2);
  await expect(rowsOf(page, 'write')).toHaveCount(1);
  await expect(texts(page).filter({ hasText: /^earlier$/u })).toHaveCount(1);
  await expect(
    texts(page)
      .filter({ hasText: `${readAt.toFixed(3)} s` })
      .first(),
  ).toBeVisible();
  await page.getByTestId('ladder-range-to').fill('0.0000001');
  await expect(page.getByTestId('ladder')).toContainText('Nothing happened in this range.');
  await page.getByTestId('ladder-range-from').fill('');
  await page.getByTestId('ladder-range-to').fill('');
  await expect(rowsOf(page, 'dial')).toHaveCount(1);
});

// Pipes on real connections: ux.md section 2.4, and section 8 numbers 12, 16 and 24.
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { fillPipe, makePair, openTab, outsideServer } from './made-connections.ts';

const pipe = (page: Page, from: string) => page.locator(`[data-testid=pipe][data-from=${from}]`);
const bucket = (page: Page, from: string, id: string) => pipe(page, from).locator(`[data-bucket=${id}]`);

test('UX16 a full pipe: four labelled buckets with numbers, a closed valve, and the sentence', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  const { client, server } = await makePair(lab);
  await openTab(labPage, client, 'pipes');
  await lab.caller.call('socket.pause', { socketId: server });
  const { counts } = await fillPipe(lab, client);
  await expect(row(client)).toHaveAttribute('data-conditions', /backpressure/u);
  await expect(pipe(page, 'client').locator('[data-bucket]')).toHaveText([
    /App queue \(Node\).*\d MB.*limit \d+ kB, over it/u,
    /Kernel send buffer/u,
    /Peer’s kernel buffer/u,
    /Peer’s program.*\d/u,
  ]);
  await expect(bucket(page, 'client', 'app')).toHaveAttribute('data-bytes', String(counts.queued));
  await expect(pipe(page, 'client').getByTestId('valve').last()).toHaveAttribute('data-state', 'closed');
  await expect(pipe(page, 'client').getByTestId('pipe-sentence')).toContainText(
    'Full. The server program is not reading',
  );
  await lab.caller.call('socket.resume', { socketId: server });
  await expect(pipe(page, 'client').getByTestId('pipe-sentence')).toContainText(
    'Everything that was written has been read.',
  );
  await expect(row(client)).not.toHaveAttribute('data-conditions', /backpressure/u);
});

test('UX24 UX12 the table has the same numbers, and they add up to what was written', async ({ labPage }) => {
  const { page, lab } = labPage;
  const { client, server } = await makePair(lab);
  await openTab(labPage, client, 'pipes');
  await lab.caller.call('socket.pause', { socketId: server });
  const { counts } = await fillPipe(lab, client);
  await expect(bucket(page, 'client', 'app')).toHaveAttribute('data-bytes', String(counts.queued));
  const full = (await lab.caller.call('lab.about', {})).kernelView === 'full';
  if (full) await expect(bucket(page, 'client', 'kernel-in')).toHaveAttribute('data-provenance', 'sampled');
  const ids = ['app', 'kernel-out', 'kernel-in', 'program'];
  const drawn = await Promise.all(ids.map((id) => bucket(page, 'client', id).getAttribute('data-bytes')));
  await page.getByTestId('pipes-table-toggle').check();
  const cells = page.getByTestId('pipes-table').locator('tr[data-from=client] td:nth-child(3)');
  const listed = (await cells.allInnerTexts()).map((text) => (text === '?' ? null : text.replaceAll(/\s/gu, '')));
  expect(listed).toEqual(drawn);
  await expect(page.getByTestId('pipes-table')).toContainText('12 000 000');
});

test('an outside peer and a UNIX socket: our half, and no number that nobody has told', async ({ labPage }) => {
  const { page, lab } = labPage;
  await using outside = await outsideServer();
  const { socketId } = await lab.caller.call('socket.connect', { target: { port: outside.port, host: '127.0.0.1' } });
  await lab.caller.socketWhen(socketId, (s) => s.counts.bytesRead > 0);
  await openTab(labPage, socketId, 'pipes');
  await expect(page.getByTestId('pipes')).toContainText('We can see our half.');
  await expect(bucket(page, 'client', 'program')).not.toHaveAttribute('data-bytes', /./u);
  await expect(bucket(page, 'server', 'program')).toHaveAttribute('data-bytes', '13');
  const unix = await makePair(lab, { unix: true });
  await openTab(labPage, unix.client, 'pipes');
  await expect(bucket(page, 'client', 'kernel-out')).toContainText('not told of UNIX sockets');
  await expect(bucket(page, 'client', 'kernel-out')).not.toHaveAttribute('data-provenance', /./u);
});

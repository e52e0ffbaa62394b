// Why Node and the kernel differ, as the page says it: ux.md section 2.5. M1 and M2 are in `state.spec.ts`.
import type { Page } from '@playwright/test';
import { blockedServer } from '../../electron/engine/testing/blocked-server.ts';
import type { Target } from '../../shared/contract/dial-options.ts';
import type { SocketId } from '../../shared/contract/fields.ts';
import { farLab, noCable } from '../own-network.ts';
import { Peer } from '../peers/peer.ts';
import type { ServedLab } from '../serve-lab.ts';
import { expect, type LabPage, test } from './fixture.ts';
import { inState, makePair, openTab } from './made-connections.ts';

const mismatch = (page: Page, end: string) =>
  page.locator(`[data-testid=state-column][data-end=${end}] [data-testid=mismatch]`);

async function says(page: Page, end: string, id: string, sentence: RegExp): Promise<void> {
  await expect(mismatch(page, end)).toHaveAttribute('data-mismatch', id, { timeout: 10_000 });
  await expect(mismatch(page, end)).toHaveText(sentence);
}

async function dial({ caller }: ServedLab, target: Target, options = {}): Promise<SocketId> {
  const { socketId } = await caller.call('socket.connect', { target, options });
  await caller.socketWhen(socketId, (s) => s.state === 'open');
  return socketId;
}

/** Fills the queue of a server whose program accepts nobody: the first that waits in it, and one that is not answered. */
async function fillQueue(lab: ServedLab, port: number) {
  const target = { port, host: '127.0.0.1' };
  const queued = await dial(lab, target);
  await dial(lab, target); // a kernel lets in one more than the backlog, which is 1
  const { socketId: unanswered } = await lab.caller.call('socket.connect', { target });
  return { queued, unanswered };
}

async function showsBoth(labPage: LabPage, { queued, unanswered }: { queued: SocketId; unanswered: SocketId }) {
  const { page, row } = labPage;
  await openTab(labPage, queued, 'state');
  await says(page, 'client', 'M7', /^The server’s kernel accepted the connection\. The server program has not\.$/u);
  await expect(row(queued)).toHaveAttribute('data-conditions', /not-accepted/u);
  await openTab(labPage, unanswered, 'state');
  await says(page, 'client', 'M3', /^Nobody has answered\. Next attempt in \d.*s\.$/u);
  await expect(row(unanswered)).toHaveAttribute('data-state', 'connecting');
}

const needsCable = noCable();

test('M4: the cable is pulled, and nothing comes back; the ladder has a mark for each time the kernel sends again', async ({
  page,
}) => {
  test.skip(needsCable !== undefined, `no network of its own: ${needsCable}`);
  await using lab = await farLab();
  await page.goto(lab.url);
  const { socketId } = await lab.caller.call('socket.connect', { target: lab.far });
  await lab.caller.socketWhen(socketId, (s) => s.state === 'open');
  await page.locator(`[role=row][data-conn-id="${socketId}"]`).click();
  await page.getByTestId('tab-state').click();
  await expect(mismatch(page, 'client')).toHaveText('Both views agree.');
  await lab.cable(false);
  await lab.caller.call('socket.write', { socketId, data: 'anybody there' });
  await says(page, 'client', 'M4', /^Nothing is coming back\. Node has not been told anything yet\.$/u);
  await expect(page.locator(`[role=row][data-conn-id="${socketId}"]`)).toContainText(/No answer ×[2-9]/u);
  await page.getByTestId('tab-ladder').click();
  const again = page.locator('[data-testid=ladder-drawing] text').filter({ hasText: /^sent again ×/u });
  await expect(again.first()).toHaveAttribute('data-provenance', 'sampled');
  await lab.cable(true);
  await page.getByTestId('tab-state').click();
  await expect(mismatch(page, 'client')).toHaveText('Both views agree.', { timeout: 15_000 });
});

async function skipWithoutKernel({ lab }: LabPage): Promise<void> {
  test.skip((await lab.caller.call('lab.about', {})).kernelView !== 'full', 'the kernel’s view is not full here');
}

test('M3 M7: the blocked worker of a Node program, its queue full', async ({ labPage }) => {
  await skipWithoutKernel(labPage);
  using stuck = await blockedServer(1);
  await showsBoth(labPage, await fillQueue(labPage.lab, stuck.port));
});

test('M3 M7: a frozen Python program, its queue full', async ({ labPage }) => {
  await skipWithoutKernel(labPage);
  const { peer, where } = await Peer.listen('tcp');
  try {
    expect(await peer.do('backlog 1')).toBe('listening');
    peer.process.kill('SIGSTOP');
    await showsBoth(labPage, await fillQueue(labPage.lab, Number(where)));
  } finally {
    await peer.kill();
  }
});

test('M5: the end that closed first keeps the address pair for a while', async ({ labPage }) => {
  await skipWithoutKernel(labPage);
  const { page, lab, row } = labPage;
  const { client, server } = await makePair(lab);
  await openTab(labPage, client, 'state');
  await lab.caller.call('socket.end', { socketId: client });
  await inState(lab, server, 'send-only');
  await lab.caller.call('socket.end', { socketId: server });
  await inState(lab, client, 'closed');
  await says(page, 'client', 'M5', /^The program is done\. The kernel keeps the address pair for (?:\d+ s|1 min)/u);
  await expect(row(client)).toHaveAttribute('data-conditions', /time-wait/u);
});

test('M6: this end is gone, and a Python program has not finished', async ({ labPage }) => {
  await skipWithoutKernel(labPage);
  const { page, lab } = labPage;
  const { peer, where } = await Peer.listen('tcp');
  try {
    const client = await dial(lab, { port: Number(where), host: '127.0.0.1' });
    expect(await peer.do('accept')).toBe('accepted');
    await openTab(labPage, client, 'state');
    await lab.caller.call('socket.destroy', { socketId: client });
    await says(
      page,
      'client',
      'M6',
      /^This end is gone; the peer has not finished\. The kernel gives it (?:\d+ s|1 min)\.$/u,
    );
  } finally {
    await peer.kill();
  }
});

test('M8: a cable the lab has cut, which neither program notices; the pipes show the cut', async ({ labPage }) => {
  await skipWithoutKernel(labPage);
  const { page, lab } = labPage;
  const { client, server } = await makePair(lab);
  await openTab(labPage, client, 'state');
  await lab.caller.call('fault.apply', { socketId: client, fault: { kind: 'silence', direction: 'both' } });
  for (const end of ['client', 'server']) {
    await says(page, end, 'M8', /^Both programs believe this connection is fine\.$/u);
  }
  await page.getByTestId('tab-pipes').click();
  const pipe = (from: string) => page.locator(`[data-testid=pipe][data-from=${from}]`);
  await expect(pipe('client').getByTestId('valve').first()).toHaveAttribute('data-state', 'cut');
  await expect(pipe('server').getByTestId('valve').last()).toHaveAttribute('data-state', 'cut');
  await expect(pipe('client').getByTestId('pipe-sentence')).toContainText('Cut. A fault lets nothing through');
  await lab.caller.call('fault.clear', { socketId: client });
  await lab.caller.call('fault.apply', { socketId: server, fault: { kind: 'throttle', bytesPerSecond: 5_000 } });
  await expect(pipe('client').getByTestId('valve')).toHaveCount(3);
  await expect(pipe('server').getByTestId('valve').first()).toHaveAttribute('data-state', 'narrow');
  await expect(pipe('server').getByTestId('valve').first()).toContainText('5.0 kB/s');
  await page.getByTestId('pipes-table-toggle').check();
  await expect(page.locator('tr[data-from=server][data-bucket=app]')).toContainText('narrow: 5.0 kB/s');
});

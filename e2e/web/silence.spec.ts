// A peer that is not heard, and what the kernel knows that Node does not, told without being asked: ux.md 2.2.
import { farLab, noCable } from '../own-network.ts';
import { expect, test } from './fixture.ts';
import { inState, makePair, outsideServer } from './made-connections.ts';

test('UX14 the peer finishes while reading is stopped: a badge, no other state, and Send-only after Resume', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  test.skip((await lab.caller.call('lab.about', {})).kernelView !== 'full', 'the kernel’s view is not full here');
  const { client, server } = await makePair(lab);
  await expect(row()).toHaveCount(1);
  await lab.caller.call('socket.pause', { socketId: server });
  await lab.caller.call('socket.write', { socketId: client, data: 'unread' });
  await lab.caller.call('socket.end', { socketId: client });
  // Nothing is open that shows the kernel's view: the row in sight is enough.
  await expect(row()).toHaveAttribute('data-conditions', /peer-finished/u);
  await expect(row()).toHaveAttribute('data-peer-state', 'open');
  await row().click();
  await expect(page.locator('[data-testid=end-card][data-end=server]')).toContainText('Peer finished — unread');
  await lab.caller.call('socket.resume', { socketId: server });
  await inState(lab, server, 'send-only');
  await expect(row()).toHaveAttribute('data-peer-state', 'send-only');
  await expect(row()).not.toHaveAttribute('data-conditions', /peer-finished/u);
});

test('a quiet peer: what is known is said, a probe asks its kernel, and keepalive is as it was', async ({
  labPage,
}) => {
  const { page, lab, row } = labPage;
  await page.getByTestId('settings').click();
  await page.getByTestId('setting-quietAfterSeconds').fill('1');
  await page.getByTestId('setting-quietAfterSeconds').press('Enter');
  await page.getByTestId('settings-close').click();
  await using outside = await outsideServer();
  const { socketId } = await lab.caller.call('socket.connect', { target: { host: '127.0.0.1', port: outside.port } });
  await inState(lab, socketId, 'open');
  await row(socketId).click();
  const notice = page.getByTestId('silence');
  await expect(notice).toHaveAttribute('data-silence', 'quiet');
  await expect(notice).toContainText(/Nothing heard for \d.* TCP notices a peer that is gone only when/u);
  await expect(row(socketId)).toHaveAttribute('data-state', 'open');
  await page.getByTestId('silence-probe').click();
  const seen = await lab.caller.call('kernel.details', { socketId }).then(
    () => true,
    () => false,
  );
  const result = page.getByTestId('probe-result');
  await expect(result).toHaveAttribute('data-phase', seen ? 'answered' : 'unseen');
  if (!seen) return;
  await expect(result).toContainText('the peer’s kernel is there. Its program may still be stuck.');
  const keepAlive = async () => (await lab.caller.call('lab.snapshot', {})).sockets[0]?.options.keepAlive ?? false;
  await expect.poll(keepAlive).toBe(false);
  await page.getByTestId('silence-keepalive').click();
  await expect.poll(keepAlive).toBe(true);
  await expect(page.getByTestId('silence-keepalive')).toHaveAttribute('aria-disabled', 'true');
  await page.getByTestId('silence-hide').click();
  await expect(notice).toHaveCount(0);
  await expect(row(socketId)).toHaveAttribute('data-conditions', /quiet/u);
});

const needsCable = noCable();

test('half-open: an idle connection whose cable is pulled is open for ever; keepalive, from the notice, finds out', async ({
  page,
}) => {
  test.skip(needsCable !== undefined, `no network of its own: ${needsCable}`);
  await using lab = await farLab();
  await page.addInitScript(() => localStorage.setItem('socket-lab.settings', JSON.stringify({ quietAfterSeconds: 1 })));
  await page.goto(lab.url);
  const { socketId } = await lab.caller.call('socket.connect', { target: lab.far });
  await lab.caller.socketWhen(socketId, (s) => s.state === 'open');
  const row = page.locator(`[role=row][data-conn-id="${socketId}"]`);
  await row.click();
  await lab.cable(false);
  const notice = page.getByTestId('silence');
  await expect(notice).toHaveAttribute('data-silence', 'quiet');
  await page.getByTestId('silence-keepalive').click();
  await expect(page.getByTestId('probe-result')).toHaveText('Asking the peer’s kernel…');
  await expect(notice).toHaveAttribute('data-silence', 'no-answer');
  await expect(notice).toContainText(
    /^This end has not been told\. .* \d+ keepalive probes went unanswered(, next probe in .*)?\. This is half-open\./u,
  );
  await expect(row).toHaveAttribute('data-state', 'open');
  await expect(row).toHaveAttribute('data-conditions', /no-answer/u);
  await expect(row).toHaveAttribute('data-state', 'timed-out');
  await expect(page.getByTestId('failure-card')).toContainText('The peer stopped answering.');
  await expect(page.getByTestId('failure-card')).toContainText(/keepalive probes went unanswered/u);
  await expect(notice).toHaveCount(0);
});

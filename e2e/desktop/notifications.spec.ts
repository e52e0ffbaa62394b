// Notifications of the system: only while nobody looks at the window. What was shown, only the double remembers.
import { type Desktop, expect, test } from './fixture.ts';
import { target } from './launch.ts';

test.skip(!target.isDouble, 'Electron does not tell which notifications it has shown');

/** Makes a server stop by itself: its port is taken, and it tries once more in vain. */
async function stopByItself(desktop: Desktop) {
  const caller = await desktop.caller();
  const { address } = await caller.call('server.listen', { listen: { port: 0, host: '127.0.0.1' } });
  const listen = { port: (address as { port: number }).port, host: '127.0.0.1' };
  const { serverId } = await caller.call('server.create', { name: 'Late', listen });
  await caller.call('server.listen', { serverId, retry: { everyMs: 10, times: 1 } }).catch(() => {}); // refused
  await caller.event('server.error');
}
const shown = ({ app }: Desktop) =>
  app.evaluate(({ Notification }) =>
    (Notification as unknown as { shown: { title: string }[] }).shown.map(({ title }) => title),
  );
const hideWindows = ({ app }: Desktop) =>
  app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.hide();
  });

test('a server that stopped by itself is told while nobody looks; a click brings the window back', async ({
  desktop,
}) => {
  await hideWindows(desktop);
  await stopByItself(desktop);
  await expect.poll(() => shown(desktop)).toEqual(['Late has stopped']);
  await desktop.app.evaluate(({ Notification }) => {
    (Notification as unknown as { shown: NodeJS.EventEmitter[] }).shown[0]?.emit('click');
  });
  const visible = () =>
    desktop.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL() === 'app://lab/')
        ?.isVisible(),
    );
  await expect.poll(visible).toBe(true);
});

test('to somebody who looks at the window nothing is shown', async ({ desktop }) => {
  await expect
    .poll(() => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null))
    .toBe(true);
  await stopByItself(desktop);
  await expect.poll(() => desktop.page.getByText('Late').count()).toBeGreaterThan(0); // the page has heard of it
  expect(await shown(desktop)).toEqual([]);
});

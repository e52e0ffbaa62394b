// What goes wrong, and what goes on: a page that crashes, an exception in the main process, a window on a display that
// has gone.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Desktop, expect, openDesktop, test } from './fixture.ts';

/** A pair of sockets over a server of the lab. */
async function pair(desktop: Desktop) {
  const caller = await desktop.caller();
  const listen = { port: 0, host: '127.0.0.1' };
  const { address } = await caller.call('server.listen', { listen, mock: { otherwise: { kind: 'echo' } } });
  const target = { port: (address as { port: number }).port, host: '127.0.0.1' };
  const { socketId } = await caller.call('socket.connect', { target });
  await caller.event('socket.paired');
  return { caller, socketId };
}

const crash = ({ app }: Desktop) =>
  app.evaluate(({ BrowserWindow }) => {
    const main = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL() === 'app://lab/');
    main?.webContents.forcefullyCrashRenderer();
  });

/**
 * The value of an expression in the page. Asked through Electron: for Playwright a page that has crashed once is gone
 * for good. Undefined while there is no page.
 */
const inPage = ({ app }: Desktop, expression: string): Promise<unknown> =>
  app.evaluate(
    ({ BrowserWindow }, expression) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL() === 'app://lab/')
        ?.webContents.executeJavaScript(expression)
        .catch(() => undefined),
    expression,
  );
const isThere = (selector: string) => `document.querySelector(${JSON.stringify(selector)}) !== null`;

test('a page that crashes is loaded again, onto the same sockets', async ({ desktop }) => {
  const { caller, socketId } = await pair(desktop);
  const row = `[data-conn-id="${socketId}"]`;
  await expect(desktop.page.locator(row).first()).toBeVisible();
  await desktop.page.evaluate(() => Object.assign(window, { old: true }));
  await crash(desktop);
  await expect.poll(desktop.errors).toContain('The page has ended');
  await caller.call('socket.write', { socketId, data: 'still here' });
  await caller.socketWhen(socketId, (socket) => socket.counts.bytesRead === 10);
  await expect.poll(() => inPage(desktop, isThere(row))).toBe(true);
  expect(await inPage(desktop, '"old" in window')).toBe(false);
  await expect
    .poll(() => inPage(desktop, 'document.querySelector("[data-testid=notices]").textContent'))
    .toContain('The lab and its sockets have gone on.');
});

test('a page that crashes again and again is left, and the person is asked', async ({ desktop }) => {
  await desktop.person.pressing('Load it again');
  for (let i = 0; i < 4; i++) {
    await expect.poll(() => inPage(desktop, isThere('#root > *'))).toBe(true);
    await crash(desktop);
    await expect.poll(() => desktop.errors().split('The page has ended').length).toBe(i + 2);
  }
  await expect.poll(desktop.person.boxes).toMatchObject([{ message: 'The page ends again and again' }]);
  await expect.poll(() => inPage(desktop, isThere('#root > *'))).toBe(true);
});

test('an exception nobody caught is a notice with its stack, and the lab goes on', async ({ desktop }) => {
  desktop.expectBugs();
  const { caller, socketId } = await pair(desktop);
  await desktop.app.evaluate(
    () =>
      void setImmediate(() => {
        throw new RangeError('thrown on purpose');
      }),
  );
  expect(await caller.event('lab.problem')).toMatchObject({
    message: 'thrown on purpose',
    stack: expect.stringContaining('RangeError: thrown on purpose\n    at '),
  });
  await expect(desktop.page.getByTestId('notices')).toContainText('RangeError: thrown on purpose');
  await desktop.app.evaluate(() => void Promise.reject(new Error('refused on purpose')));
  await caller.event('lab.problem', (event) => event.message === 'refused on purpose');
  await caller.call('socket.write', { socketId, data: 'still here' });
  await caller.socketWhen(socketId, (socket) => socket.counts.bytesRead === 10);
});

test('the window comes back where it was', async ({ desktop }, info) => {
  const bounds = (of: Desktop) => of.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  await desktop.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 60, width: 900, height: 620 }),
  );
  await desktop.close();
  const again = await openDesktop(info);
  expect(await bounds(again)).toEqual({ x: 40, y: 60, width: 900, height: 620 });
  await again.close();
});

test('a window whose display has gone opens on one that is there', async ({ desktop }, info) => {
  await desktop.close();
  const state = { bounds: { x: 90_000, y: 50, width: 900, height: 620 }, maximized: false, fullScreen: false };
  writeFileSync(path.join(info.outputPath('profile'), 'kept.json'), JSON.stringify({ windows: { '': state } }));
  const again = await openDesktop(info);
  const fits = await again.app.evaluate(({ BrowserWindow, screen }) => {
    const { x, y, width, height } = BrowserWindow.getAllWindows()[0]?.getBounds() ?? {
      x: 0,
      y: 0,
      width: 0,
      height: 0,
    };
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const inside = areas.some((a) => x >= a.x && y >= a.y && x < a.x + a.width && y < a.y + a.height);
    return { inside, width, height };
  });
  expect(fits).toEqual({ inside: true, width: 900, height: 620 });
  await again.close();
});

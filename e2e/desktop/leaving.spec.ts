// What is asked before the app ends, and that Cancel means it.
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { type Desktop, expect, test } from './fixture.ts';

const quit = ({ app }: Desktop) => app.evaluate((electron) => void setImmediate(() => electron.app.quit()));
const closeWindow = ({ app }: Desktop) =>
  app.evaluate(({ BrowserWindow }) => void setImmediate(() => BrowserWindow.getAllWindows()[0]?.close()));

/** A saved lab with a listening server “Echo”, and the port. */
async function savedLab(desktop: Desktop) {
  const caller = await desktop.caller();
  const listen = { port: 0, host: '127.0.0.1' };
  const { address } = await caller.call('server.listen', { name: 'Echo', listen });
  await caller.call('document.saved', { name: 'My lab' });
  return { caller, port: (address as { port: number }).port };
}

test('nothing to lose: nothing is asked', async ({ desktop }) => {
  await savedLab(desktop);
  await quit(desktop);
  expect(await desktop.ended).toBe(0);
});

test('outside clients are named; Cancel keeps them, Quit disconnects them', async ({ desktop }) => {
  const { caller, port } = await savedLab(desktop);
  const clients = [net.connect(port, '127.0.0.1'), net.connect(port, '127.0.0.1')];
  const closed = Promise.all(clients.map((client) => new Promise((resolve) => client.once('close', resolve).resume())));
  for (const _ of clients) await caller.event('server.connection');
  await quit(desktop);
  await expect.poll(desktop.person.boxes).toMatchObject([
    {
      message: '2 outside clients are connected to Echo. Quit and disconnect them?',
      buttons: ['Cancel', 'Quit and disconnect 2'],
      defaultId: 0,
      cancelId: 0,
    },
  ]);
  const { sockets } = await caller.call('lab.snapshot', {});
  expect(sockets.map(({ state }) => state)).toEqual(['open', 'open']);
  await desktop.person.pressing('Quit and disconnect');
  await quit(desktop);
  expect(await desktop.ended).toBe(0);
  await closed;
});

test('our own clients are no outside clients', async ({ desktop }) => {
  const { caller, port } = await savedLab(desktop);
  await caller.call('socket.connect', { target: { port, host: '127.0.0.1' } });
  await caller.event('socket.paired');
  await quit(desktop);
  expect(await desktop.ended).toBe(0);
});

test('a lab that is not saved: closing the window asks; Save and quit writes the file', async ({ desktop }, info) => {
  test.skip(process.platform === 'darwin', 'on macOS closing the window hides it');
  const caller = await desktop.caller();
  await caller.call('server.create', { name: 'Precious', listen: { port: 0 } });
  await closeWindow(desktop);
  await expect
    .poll(desktop.person.boxes)
    .toMatchObject([
      { message: 'Save the changes to “Untitled”?', buttons: ['Cancel', 'Quit without saving', 'Save and quit'] },
    ]);
  await desktop.person.pressing('Save and quit');
  await closeWindow(desktop); // no file is chosen: it stays
  await expect.poll(async () => (await desktop.person.fileDialogs()).save).toBe(1);
  expect((await caller.call('lab.snapshot', {})).servers).toHaveLength(1);
  await desktop.person.choosing(info.outputPath('precious.socketlab'));
  await closeWindow(desktop);
  expect(await desktop.ended).toBe(0);
  expect(readFileSync(info.outputPath('precious.socketlab'), 'utf8')).toContain('Precious');
});

test('a signal asks nobody', async ({ desktop }) => {
  test.skip(process.platform === 'win32', 'Windows has no signals');
  const caller = await desktop.caller();
  await caller.call('server.create', { listen: { port: 0 } });
  desktop.app.process().kill('SIGTERM');
  expect(await desktop.ended).toBe(0);
});

// How the app ends, and what a second start does.
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { formatLabFile } from '../../shared/lab-text.ts';
import { type Desktop, expect, test } from './fixture.ts';

const QUIT_WITHIN_MS = 3_000;

/** Opens a TCP and a UNIX server in the lab, with a foreign client on the first that never goes by itself. */
async function openSockets(desktop: Desktop) {
  const caller = await desktop.caller();
  const socketFile = path.join(os.tmpdir(), `lab-${process.pid}-${performance.now()}.sock`);
  const { address } = await caller.call('server.listen', { listen: { port: 0, host: '127.0.0.1' } });
  await caller.call('server.listen', { listen: { path: socketFile } });
  const { port } = address as { port: number };
  const client = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const closed = new Promise((resolve) => client.once('end', resolve).once('error', resolve));
  client.resume();
  await caller.event('server.connection');
  return { port, socketFile, client, closed };
}

const ways: Readonly<Record<string, (desktop: Desktop) => unknown>> = {
  'the app is told to quit': ({ app }) => app.evaluate((electron) => void setImmediate(() => electron.app.quit())),
  'its window is closed': ({ app }) =>
    app.evaluate(({ BrowserWindow }) => {
      setImmediate(() => {
        for (const window of BrowserWindow.getAllWindows()) window.close();
      });
    }),
  'it gets SIGTERM': ({ app }) => app.process().kill('SIGTERM'),
};

for (const [name, end] of Object.entries(ways)) {
  test(`every socket is closed before the app has gone: ${name}`, async ({ desktop }) => {
    test.skip(process.platform === 'darwin' && name === 'its window is closed', 'on macOS the app goes on');
    test.skip(process.platform === 'win32' && name === 'it gets SIGTERM', 'Windows has no signals');
    const { port, socketFile, client, closed } = await openSockets(desktop);
    expect(existsSync(socketFile)).toBe(true);
    await desktop.person.pressing('without saving');
    const startedAt = performance.now();
    await end(desktop);
    await closed;
    expect(await desktop.ended).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(QUIT_WITHIN_MS);
    expect(existsSync(socketFile)).toBe(false);
    client.destroy();
    const server = net.createServer().listen(port, '127.0.0.1');
    await once(server, 'listening'); // the port is free again
    server.close();
  });
}

test('a second start brings the first window to the front and ends', async ({ desktop }) => {
  const state = () =>
    desktop.app.evaluate(({ BrowserWindow }) => {
      const { length, 0: window } = BrowserWindow.getAllWindows();
      return { length, minimized: window?.isMinimized(), visible: window?.isVisible(), focused: window?.isFocused() };
    });
  await expect.poll(async () => (await state()).visible).toBe(true);
  await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  await expect.poll(async () => (await state()).minimized).toBe(true);
  const [code] = (await once(desktop.again(), 'exit')) as [number | null];
  expect(code).toBe(0);
  await expect.poll(state).toEqual({ length: 1, minimized: false, visible: true, focused: true });
});

test('a second start with a lab file opens it in the first', async ({ desktop }, info) => {
  const file = info.outputPath('my.socketlab');
  writeFileSync(file, formatLabFile({ servers: [{ name: 'From a file', listen: { port: 0 } }], clients: [] }));
  await once(desktop.again(file), 'exit');
  const caller = await desktop.caller();
  await expect
    .poll(async () => (await caller.call('lab.snapshot', {})).servers.map(({ name, state }) => [name, state]))
    .toEqual([['From a file', 'stopped']]);
});

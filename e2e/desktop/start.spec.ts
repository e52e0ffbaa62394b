// `npm start` as it is built: the desktop app where Electron can run, else the browser and the reason.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { appEnvironment, target } from './launch.ts';
import { appRoot } from './target.ts';

const command = path.join(appRoot, 'out/cli/cli.cjs');
const running: ChildProcess[] = [];
test.afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGTERM'); // passed on to the app
});

function start(args: readonly string[], changes: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [command, 'start', ...args], {
    env: { ...appEnvironment(), ...changes },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const lines: string[] = [];
  const heard = { text: '' };
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    heard.text += text;
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { child, lines, heard, ended };
}

test('without a display the browser serves, and says why', async () => {
  test.skip(process.platform !== 'linux', 'other systems always have a display');
  const { child, lines, ended } = start(['--port', '0', '--no-open'], { DISPLAY: '', WAYLAND_DISPLAY: '' });
  await expect.poll(() => lines.length).toBe(3);
  expect(lines[0]).toBe('Serving in the browser: there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).');
  const url = /http:\S+/u.exec(lines[1] ?? '')?.[0];
  expect((await fetch(url as string)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('with a display the desktop app opens, and a signal to the command ends both', async ({
  browserName: _,
}, info) => {
  test.skip(process.platform !== 'linux', 'the profile’s place is given in the way of Linux');
  // The double shows nothing, so anything that answers will do for a display.
  const display = net.createServer().listen(0, '127.0.0.1');
  await once(display, 'listening');
  const { port } = display.address() as net.AddressInfo;
  const env = {
    ...(target.isDouble && { DISPLAY: `127.0.0.1:${port - 6000}`, WAYLAND_DISPLAY: '' }),
    ...(process.getuid?.() === 0 && { LAB_NO_SANDBOX: '1' }),
    XDG_CONFIG_HOME: info.outputPath('config'),
  };
  // Of two started at once one is the first instance; the other tells it and ends, which shows that it is up.
  const both = [start([], env), start([], env)];
  const ends = both.map(async (one) => ({ one, code: await one.ended }));
  const { one: second, code } = await Promise.race(ends);
  expect([code, second.lines]).toEqual([0, []]);
  const first = both.find((one) => one !== second) as typeof second;
  first.child.kill('SIGTERM');
  expect([await first.ended, first.lines, first.heard.text]).toEqual([0, [], expect.not.stringContaining('Error')]);
  display.close();
});

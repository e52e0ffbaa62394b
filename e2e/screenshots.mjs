// Pictures of the app in its main situations, in both themes and at two sizes, to be looked at by people:
// `node e2e/screenshots.mjs [folder]`. With `--readme` the one picture of the README is taken anew.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import { WebSocket } from 'ws';
import { ensureChromium } from './ensure-chromium.mjs';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
const forReadme = process.argv.includes('--readme');
const folder = path.resolve(process.argv.slice(2).find((arg) => !arg.startsWith('--')) ?? 'test-results/screenshots');
mkdirSync(folder, { recursive: true });

const lab = await serve();
const api = await dial(lab.api);
const executablePath = ensureChromium();
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : [],
});
try {
  if (forReadme) await readmePicture();
  else for (const size of sizes) for (const theme of ['light', 'dark']) await allSituations(size, theme);
} finally {
  await browser.close();
  lab.child.kill();
}

async function allSituations(size, theme) {
  const page = await browser.newPage({ viewport: size, colorScheme: theme });
  const shot = async (name) => {
    await page.waitForTimeout(350); // counters repaint four times a second; a picture wants them settled
    await page.screenshot({ path: path.join(folder, `${name}-${theme}-${size.width}.png`) });
  };
  await api('lab.reset');
  await page.goto(lab.url);
  await page.getByTestId('start').waitFor();
  await shot('0-start');
  await page.getByTestId('listen').click();
  await shot('1-listen');
  await page.locator('summary').click();
  await page.locator('summary').scrollIntoViewIfNeeded();
  await shot('1-listen-advanced');
  await page.keyboard.press('Escape');
  await page.getByTestId('start-echo-server').click();
  await shot('2-nobody-connected');
  await api('lab.reset');
  await threeConnections(page);
  await shot('3-three-stream');
  await page.getByTestId('stream-mode').selectOption('hex');
  await shot('3-three-hex');
  await page.getByTestId('stream-mode').selectOption('text');
  await page.getByTestId('tab-events').click();
  await shot('3-three-events');
  await page.getByTestId('tab-stream').click();
  await page.locator('[role=row][data-state=refused]').click();
  await shot('4-refused');
  await page.getByTestId('connect').click();
  await page.getByTestId('field-port').fill('99999');
  await page.getByTestId('connect-submit').click();
  await shot('5-bad-port');
  await page.keyboard.press('Escape');
  await manyConnections(500);
  await page.locator('[data-testid=connections-grid]').evaluate((grid) => grid.scrollTo(0, 4_000));
  await shot('6-500-connections');
  await page.close();
}

/** A half-closed pair with a conversation, one not read, and a refused one. */
async function threeConnections(page) {
  await page.getByTestId('playground').click();
  await page.locator('[role=row][data-state=open]').waitFor();
  const { sockets, servers } = await api('lab.snapshot');
  const client = sockets.find((s) => s.origin === 'dialled').socketId;
  const server = sockets.find((s) => s.origin === 'accepted').socketId;
  const { port } = servers[0].address;
  await api('socket.write', { socketId: client, data: 'hello\n' });
  await api('socket.write', { socketId: client, data: 'GET /räksmörgås HTTP/1.0\r\n\r\n' });
  await api('socket.write', { socketId: server, data: 'ff00fe62696e617279c3a9', encoding: 'hex' });
  await api('socket.setTimeout', { socketId: client, timeoutMs: 45_000, onTimeout: 'destroy' });
  await api('socket.end', { socketId: client });
  await api('socket.write', { socketId: server, data: 'still here\r\n' });
  const second = await api('socket.connect', { name: 'importer', target: { port, host: '127.0.0.1' }, paused: true });
  await until(async () => (await api('lab.snapshot')).sockets.some((s) => s.peerSocketId === second.socketId));
  const accepted = (await api('lab.snapshot')).sockets.find((s) => s.peerSocketId === second.socketId).socketId;
  for (let i = 0; i < 6; i++) await api('socket.write', { socketId: accepted, data: 'x'.repeat(1_000_000) });
  await api('socket.connect', { target: { port: await freePort(), host: '127.0.0.1' } });
  await page.locator('[role=row][data-state=refused]').waitFor();
  await page.locator('[role=row][data-state=receive-only]').click();
}

async function manyConnections(count) {
  const { servers } = await api('lab.snapshot');
  const target = { port: servers[0].address.port, host: '127.0.0.1' };
  for (let i = 0; i < count; i++) {
    const { socketId } = await api('socket.connect', { target });
    if (i % 3 === 0) await api('socket.write', { socketId, data: 'x'.repeat(i * 37) });
    if (i % 7 === 0) await api('socket.end', { socketId });
    if (i % 50 === 0) await api('socket.resetAndDestroy', { socketId });
  }
}

async function readmePicture() {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    deviceScaleFactor: 1.5,
  });
  await page.goto(lab.url);
  await threeConnections(page);
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: path.resolve('build/screenshots/bench.png') });
}

function serve() {
  const command = path.resolve(import.meta.dirname, '../electron/cli/launch.mjs');
  const child = spawn(process.execPath, [command, 'serve', '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve) =>
    createInterface({ input: child.stdout }).once('line', (line) => resolve({ child, ...JSON.parse(line) })),
  );
}

function dial(address) {
  const socket = new WebSocket(address);
  const waiting = new Map();
  let last = 0;
  socket.on('message', (data) => {
    const { id, result, error } = JSON.parse(String(data));
    const call = waiting.get(id);
    waiting.delete(id);
    if (error) call?.reject(new Error(error.message));
    else call?.resolve(result);
  });
  const call = (method, params = {}) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      socket.send(JSON.stringify({ jsonrpc: '2.0', id: last, method, params }));
    });
  return new Promise((resolve) => socket.once('open', () => resolve(call)));
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function until(look) {
  while (!(await look())) await new Promise((resolve) => setTimeout(resolve, 10));
}

// The lab that is pictured: the served app, a caller of its API, and waits that all have a limit.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';

/** No wait is longer than this, in milliseconds. */
export const LIMIT = 10_000;

/** Starts the app: its address, `api(method, params)`, a folder for socket files, and `close()`. */
export async function startLab() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'socket-lab-'));
  const command = path.resolve(import.meta.dirname, '../../electron/cli/launch.mjs');
  const child = spawn(process.execPath, [command, 'serve', '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: folder,
  });
  // The first start may build the app.
  const line = await limited(
    'the lab',
    new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    300_000,
  );
  const { url, api: address } = JSON.parse(line);
  const { api, close } = await dial(address);
  return {
    url,
    api,
    folder,
    child,
    close: () => {
      close();
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a promise answers, or an error that names it when that takes too long. */
export function limited(what, promise, milliseconds = LIMIT) {
  let timer;
  const over = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([promise, over]).finally(() => clearTimeout(timer));
}

/** Looks until it sees something, and answers that. */
export async function until(what, look) {
  for (const end = Date.now() + LIMIT; Date.now() < end; ) {
    const seen = await look();
    if (seen) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${what} did not come within ${LIMIT} ms`);
}

/** A port of this machine where nothing listens. */
export async function closedPort() {
  const server = await outsideServer();
  await server.close();
  return server.port;
}

/** A server that is not part of the lab: it greets and echoes. */
export function outsideServer() {
  return new Promise((resolve) => {
    const sockets = new Set();
    const server = net.createServer({ allowHalfOpen: true }, (socket) => {
      sockets.add(socket);
      socket.on('error', () => {}).write('220 outside\r\n');
      socket.pipe(socket);
    });
    const close = () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => server.close(done));
    };
    server.listen(0, '127.0.0.1', () => resolve({ port: server.address().port, close }));
  });
}

/** Connections from outside the lab, which read and drop what they get. */
export async function crowd(port, count) {
  const sockets = [];
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(100, count - sockets.length) }, () => connect(port));
    sockets.push(...(await limited('a crowd', Promise.all(some))));
  }
  return { sockets, close: () => sockets.forEach((socket) => void socket.destroy()) };
}

function connect(port) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: '127.0.0.1' }, () => resolve(socket));
    socket.once('error', reject).resume();
    socket.once('connect', () => socket.on('error', () => {}));
  });
}

async function dial(address) {
  const socket = new WebSocket(address, { maxPayload: 256 * 1024 * 1024 });
  const waiting = new Map();
  let last = 0;
  socket.on('message', (data) => {
    const { id, result, error } = JSON.parse(String(data));
    const call = waiting.get(id);
    waiting.delete(id);
    if (error) call?.reject(new Error(error.message));
    else call?.resolve(result);
  });
  await limited('the API', new Promise((resolve) => socket.once('open', resolve)));
  const api = (method, params = {}) =>
    limited(
      method,
      new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject });
        socket.send(JSON.stringify({ jsonrpc: '2.0', id: last, method, params }));
      }),
    );
  return { api, close: () => socket.close() };
}

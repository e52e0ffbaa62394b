// The programs of a benchmark, each in a process of its own: bare servers, a served lab, and load generators.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';

const here = import.meta.dirname;
const command = path.resolve(here, '../../out/cli/cli.cjs');

/** A bare `net` server of a kind (`echo`, `accept`, `idle`, or `relay` with a port); answers its port. */
export async function bareServer(kind, ...args) {
  const child = spawn(process.execPath, [path.join(here, 'bare-server.mjs'), kind, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = Number(await firstLine(child));
  return { port, pid: child.pid, stop: () => stop(child) };
}

/** A served lab and a caller of its API; each event the caller gets goes to `onEvent`. */
export async function lab(onEvent) {
  const child = spawn(process.execPath, [command, 'serve', '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { api, url, pid } = JSON.parse(await firstLine(child));
  const { call, close } = await caller(api, onEvent);
  return {
    call,
    url,
    pid,
    stop: async () => {
      close();
      await stop(child);
    },
  };
}

/** A server of a lab on any loopback port; answers its port. */
export async function labServer({ call }, definition = {}) {
  const { address } = await call('server.listen', {
    listen: { port: 0, host: '127.0.0.1', backlog: 4096 },
    ...definition,
  });
  return address.port;
}

/** Runs a load generator to its end; answers what it measured. */
export async function load(kind, options) {
  const child = spawn(process.execPath, [path.join(here, 'load.mjs'), kind, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return JSON.parse(await firstLine(child));
}

/** A load generator that stays until it is stopped, once it has said that it is ready. */
export async function standingLoad(kind, options) {
  const child = spawn(process.execPath, [path.join(here, 'load.mjs'), kind, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ready = JSON.parse(await firstLine(child));
  return { ready, stop: () => stop(child) };
}

/** Resident memory of a process in bytes. */
export function residentBytes(pid) {
  return Number(/^VmRSS:\s+(\d+) kB/mu.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) * 1024;
}

/** Calls over the API as a script makes them. */
export function caller(address, onEvent = () => {}) {
  const socket = new WebSocket(address, { maxPayload: 256 * 1024 * 1024 });
  const waiting = new Map();
  let last = 0;
  socket.on('message', (data) => {
    const { id, result, error, params } = JSON.parse(String(data));
    params?.events?.forEach(onEvent);
    const call = waiting.get(id);
    waiting.delete(id);
    if (error) call?.reject(Object.assign(new Error(error.message), error.data));
    else call?.resolve(result);
  });
  const call = (method, params = {}) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      socket.send(JSON.stringify({ jsonrpc: '2.0', id: last, method, params }));
    });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve({ call, close: () => socket.close() })).once('error', reject);
  });
}

export function firstLine(child) {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`a program of the benchmark ended with ${code}`)));
  });
}

export function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return gone;
}

// A Socket Lab of its own for a test: the built command, serving on any port, and a caller of its API.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { TestCaller } from '../electron/engine/testing/test-caller.ts';
import { webSocketTransport } from '../electron/web/websocket-transport.ts';

const command = path.resolve(import.meta.dirname, '../out/cli/cli.cjs');

export interface ServedLab extends AsyncDisposable {
  readonly url: string;
  readonly api: string;
  readonly pid: number;
  readonly process: ChildProcess;
  /** A caller of the API that has its snapshot and remembers every event. */
  readonly caller: TestCaller;
  /** A folder for socket files, removed at the end. */
  readonly folder: string;
}

export interface ServeOptions {
  readonly args?: readonly string[];
  /** Descriptors for the child, from 3 on. */
  readonly descriptors?: readonly number[];
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts `socket-lab serve` and waits for its line. */
export async function serveLab({
  args = [],
  descriptors = [],
  env = process.env,
}: ServeOptions = {}): Promise<ServedLab> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'socket-lab-'));
  const child = spawn(process.execPath, [command, 'serve', '--port', '0', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit', ...descriptors],
    cwd: folder,
    env,
  });
  const line = await firstLine(child);
  const { url, api, pid } = JSON.parse(line) as { url: string; api: string; pid: number };
  const caller = new TestCaller(await dialApi(api));
  await caller.call('lab.snapshot', {});
  const close = async () => {
    caller.client.close();
    if (child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, api, pid, process: child, caller, folder, [Symbol.asyncDispose]: close };
}

/** A transport to the API as an outside script has it. */
export function dialApi(api: string) {
  return new Promise<ReturnType<typeof webSocketTransport>>((resolve, reject) => {
    const socket = new WebSocket(api, { maxPayload: 256 * 1024 * 1024 });
    socket.once('open', () => resolve(webSocketTransport(socket))).once('error', reject);
  });
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error('the command has no output');
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`socket-lab ended with ${code} before it was ready`)));
  });
}

// A lab in a network of its own, with a peer behind a cable that can be pulled. Its page is reached through a UNIX socket,
// because no address of that network is in reach from outside.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { TestCaller } from '../electron/engine/testing/test-caller.ts';
import { dialApi } from './serve-lab.ts';

const script = path.join(import.meta.dirname, 'own-network-inside.mjs');

export interface FarLab extends AsyncDisposable {
  readonly url: string;
  readonly caller: TestCaller;
  /** A server on the other side of the cable that accepts and reads. */
  readonly far: { readonly host: string; readonly port: number };
  /** Pulls the cable out of the other side, or puts it back. */
  cable(plugged: boolean): Promise<void>;
}

/** Why a lab cannot have a network of its own with a cable in it here; undefined when it can. */
export function noCable(): string | undefined {
  if (process.platform !== 'linux') return 'this is not Linux';
  const tried = spawnSync('unshare', ['-Urn', 'ip', 'link', 'add', 'near', 'type', 'veth', 'peer', 'name', 'far'], {
    encoding: 'utf8',
  });
  return tried.error?.message ?? (tried.status === 0 ? undefined : tried.stderr.trim() || `unshare: ${tried.status}`);
}

export async function farLab(): Promise<FarLab> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'far-lab-'));
  const door = path.join(folder, 'door.sock');
  // The lab answers only to requests for its own port: it gets the number of the entrance.
  const entrance = net.createServer((outer) => {
    const inner = net.connect(door);
    inner.on('error', () => outer.destroy()).on('close', () => outer.destroy());
    outer.on('error', () => inner.destroy()).on('close', () => inner.destroy());
    outer.pipe(inner).pipe(outer);
  });
  await new Promise<void>((resolve) => entrance.listen(0, '127.0.0.1', resolve));
  const { port } = entrance.address() as net.AddressInfo;
  const inside = spawn('unshare', ['-Urn', process.execPath, script, door, String(port)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: folder,
  });
  const lines = linesOf(inside);
  const { url, api, far } = JSON.parse(await lines()) as { url: string; api: string; far: FarLab['far'] };
  const caller = new TestCaller(await dialApi(api));
  await caller.call('lab.snapshot', {});
  return {
    url,
    caller,
    far,
    cable: async (plugged) => {
      inside.stdin?.write(plugged ? 'up\n' : 'down\n');
      await lines();
    },
    [Symbol.asyncDispose]: async () => {
      caller.client.close();
      const gone = new Promise((resolve) => inside.once('exit', resolve));
      inside.stdin?.end();
      await gone;
      entrance.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function linesOf(child: ChildProcess): () => Promise<string> {
  if (!child.stdout) throw new Error('the child has no output');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the network of its own has ended');
    return value;
  };
}

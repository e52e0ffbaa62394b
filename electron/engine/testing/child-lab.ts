import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { Listeners, type Transport } from '../../../shared/contract/transport.ts';
import { workerSource } from '../../worker-source.ts';
import { TestCaller } from './test-lab.ts';

export interface ChildOptions {
  /** Descriptors of this process that the child gets as 3, 4, … */
  readonly fds?: readonly number[];
  /** Most descriptors the child may have open (`ulimit -n`). */
  readonly mostDescriptors?: number;
  readonly cwd?: string;
  /** In a network namespace of its own, where `shell` may do as it likes with its only link, `lo`. */
  readonly ownNetwork?: boolean;
}

/** A caller of an engine that runs in a child process. At the end the child must close everything and exit by itself. */
export class ChildLab extends TestCaller implements AsyncDisposable {
  readonly process: ChildProcess;
  /** Resolves with the exit code, or with the name of the signal that ended the child. */
  readonly exit: Promise<number | string | null>;

  private constructor(child: ChildProcess) {
    super(lineTransport(child));
    this.process = child;
    this.exit = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  }

  static async start(options: ChildOptions = {}): Promise<ChildLab> {
    const { fds = [], mostDescriptors, cwd, ownNetwork } = options;
    bundle ??= makeBundle();
    const file = await bundle;
    const before = [
      ...(mostDescriptors === undefined ? [] : [`ulimit -n ${mostDescriptors}`]),
      ...(ownNetwork ? ['ip link set lo up'] : []),
    ];
    const plain = [process.execPath, file];
    const prepared = before.length === 0 ? plain : ['sh', '-c', `${before.join(' && ')} && exec "$0" "$1"`, ...plain];
    const [command, ...args] = ownNetwork ? ['unshare', '-Urn', ...prepared] : prepared;
    const lab = new ChildLab(
      spawn(command as string, args, { stdio: ['pipe', 'pipe', 'inherit', ...fds], ...(cwd !== undefined && { cwd }) }),
    );
    await lab.call('lab.snapshot', {});
    return lab;
  }

  /** Has the child run a shell command to its end; for what belongs to its network namespace. */
  shell(command: string): void {
    this.process.stdin?.write(`sh ${command}\n`);
  }

  /** From now on only what the engine holds keeps the child alive. */
  letGo(): void {
    this.process.stdin?.write('unref\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.process.stdin?.end();
    const tooLong = setTimeout(() => this.process.kill('SIGKILL'), 5_000);
    const code = await this.exit;
    clearTimeout(tooLong);
    if (code !== 0 && !this.process.killed) throw new Error(`the child has ended with ${code}`);
  }
}

function lineTransport(child: ChildProcess): Transport {
  const envelopes = new Listeners<unknown>();
  const closes = new Listeners<string>();
  if (!child.stdout) throw new Error('the child has no standard output');
  createInterface({ input: child.stdout }).on('line', (line) => envelopes.call(JSON.parse(line)));
  child.once('exit', (code, signal) => closes.call(`exit ${code ?? signal}`));
  child.stdin?.on('error', () => {}); // the child is gone; its exit says so
  return {
    send: (envelope) => void child.stdin?.write(`${JSON.stringify(envelope)}\n`),
    onEnvelope: (handle) => envelopes.add(handle),
    onClose: (handle) => closes.add(handle),
    close: () => child.stdin?.end(),
  };
}

/** Why a process cannot have a network of its own here, or undefined when it can. */
export function noOwnNetwork(): string | undefined {
  const tried = spawnSync('unshare', ['-Urn', 'ip', 'link', 'set', 'lo', 'up'], { encoding: 'utf8' });
  return tried.error?.message ?? (tried.status === 0 ? undefined : tried.stderr.trim() || `unshare: ${tried.status}`);
}

let bundle: Promise<string> | undefined;

/** The child's program as one file of JavaScript, which every version of Node can run. */
async function makeBundle(): Promise<string> {
  const made = await build({
    configFile: false,
    plugins: [workerSource()],
    logLevel: 'error',
    root: path.resolve(import.meta.dirname, '../../..'),
    ssr: { noExternal: true },
    build: {
      ssr: 'electron/engine/testing/child-main.ts',
      write: false,
      target: 'node20',
      rolldownOptions: { external: [/^node:/], output: { format: 'cjs', codeSplitting: false } },
    },
  });
  if (!('output' in made)) throw new Error('the child could not be bundled');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'child-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'child.cjs');
  writeFileSync(file, made.output[0].code);
  return file;
}

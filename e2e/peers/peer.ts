// Foreign programs at the other end: a Python peer driven line by line, and command-line tools run to their end.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';

const script = path.join(import.meta.dirname, 'peer.py');

/** A Python process with one socket. */
export class Peer {
  readonly process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;

  constructor(args: readonly string[]) {
    this.process = spawn('python3', [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (!this.process.stdout) throw new Error('the peer has no output');
    this.#reader = createInterface({ input: this.process.stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /** A listening peer, and where it listens. */
  static async listen(family: 'tcp' | 'unix', socketPath?: string): Promise<{ peer: Peer; where: string }> {
    const peer = new Peer(['listen', family, ...(socketPath === undefined ? [] : [socketPath])]);
    const [, where = ''] = (await peer.line()).split(' ');
    return { peer, where };
  }

  static async connect(family: 'tcp' | 'unix', where: string | number): Promise<Peer> {
    const peer = new Peer(['connect', family, String(where)]);
    await peer.line();
    return peer;
  }

  async line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('the peer has ended');
    return value;
  }

  /** Has the peer do something; answers what it says about it. */
  do(command: string): Promise<string> {
    this.tell(command);
    return this.line();
  }
  /** Has the peer start something that answers later. */
  tell(command: string): void {
    this.process.stdin?.write(`${command}\n`);
  }

  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await gone;
  }
}

/** Runs a command to its end with some input; answers its output. */
export function run(command: string, args: readonly string[], input: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('error', reject);
    child.once('close', () => resolve(Buffer.concat(output)));
    child.stdin.on('error', () => {}); // a peer that hangs up early shows in its output
    child.stdin.end(input);
  });
}

/** Whether a program is installed. */
export function has(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false; // not on the PATH
  }
}

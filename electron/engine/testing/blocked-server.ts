import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A server in a process of its own that listens and never accepts: its program is stuck. Killed when disposed. */
export async function blockedServer(backlog: number): Promise<{ port: number } & Disposable> {
  const program = `
    const server = require('node:net').createServer();
    server.listen({ port: 0, host: '127.0.0.1', backlog: ${backlog} }, () => {
      require('node:fs').writeSync(1, String(server.address().port));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return { port: Number(port), [Symbol.dispose]: () => child.kill('SIGKILL') };
}

// Command-line programs as clients of our servers and as servers of our clients, over TCP and UNIX, byte for byte.

import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Params } from '../../shared/contract/methods.ts';
import type { ServedLab } from '../serve-lab.ts';
import { expect, test } from './fixture.ts';
import { has, run } from './peer.ts';

const payload = randomBytes(1_500_000);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function echoServer(lab: ServedLab, family: 'tcp' | 'unix'): Promise<string> {
  const listen = family === 'tcp' ? { port: 0, host: '127.0.0.1' } : { path: path.join(lab.folder, 'echo.sock') };
  const { address } = await lab.caller.call('server.listen', { listen, mock: { otherwise: { kind: 'echo' } } });
  return typeof address === 'string' ? address : String(address?.port);
}

/** How each tool dials an address, sends its input, finishes, and prints what comes back. */
const dialling: Readonly<Record<string, (family: 'tcp' | 'unix', where: string) => [string, string[]]>> = {
  nc: (family, where) => ['nc', family === 'tcp' ? ['-N', '127.0.0.1', where] : ['-N', '-U', where]],
  socat: (family, where) => [
    'socat',
    ['-t', '10', '-', family === 'tcp' ? `TCP:127.0.0.1:${where}` : `UNIX-CONNECT:${where}`],
  ],
  ncat: (family, where) => ['ncat', family === 'tcp' ? ['127.0.0.1', where] : ['-U', where]],
};

for (const [tool, command] of Object.entries(dialling)) {
  for (const family of ['tcp', 'unix'] as const) {
    test(`${tool} gets its own bytes back from an echo server over ${family}`, async ({ lab }) => {
      test.skip(!has(tool), `${tool} is not installed`);
      const where = await echoServer(lab, family);
      const echoed = await run(...command(family, where), payload);
      expect(echoed.length).toBe(payload.length);
      expect(sha256(echoed)).toBe(sha256(payload));
      const { sockets } = await lab.caller.call('lab.snapshot', {});
      expect(sockets[0]?.counts).toMatchObject({ bytesRead: payload.length, bytesWritten: payload.length });
    });
  }
}

for (const family of ['tcp', 'unix'] as const) {
  test(`a client of ours gets its file back from socat running cat over ${family}`, async ({ lab }) => {
    test.skip(!has('socat'), 'socat is not installed');
    const file = path.join(lab.folder, 'payload.bin');
    writeFileSync(file, payload);
    const socketPath = path.join(lab.folder, 'cat.sock');
    const address = family === 'tcp' ? 'TCP-LISTEN:0,bind=127.0.0.1' : `UNIX-LISTEN:${socketPath}`;
    const socat = spawn('socat', ['-d', '-d', '-t', '10', address, 'EXEC:cat'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const listening = await new Promise<string>((resolve) => {
      createInterface({ input: socat.stderr }).on('line', (line) => line.includes('listening on') && resolve(line));
    });
    const target: Params<'socket.create'>['target'] =
      family === 'tcp' ? { host: '127.0.0.1', port: Number(/:(\d+)$/u.exec(listening)?.[1]) } : { path: socketPath };
    const { socketId } = await lab.caller.call('socket.connect', { target, options: { allowHalfOpen: true } });
    await lab.caller.event('socket.connect');
    await lab.caller.call('socket.sendFile', { socketId, path: file, thenEnd: true });
    await lab.caller.event('socket.close', (e) => e.socketId === socketId);
    expect(sha256(await lab.caller.received(socketId))).toBe(sha256(payload));
    expect((await lab.caller.socket(socketId)).close).toMatchObject({ cause: 'fin', first: 'us', hadError: false });
    socat.kill();
  });
}

test('curl gets a fixed HTTP answer from a mock', async ({ lab }) => {
  test.skip(!has('curl'), 'curl is not installed');
  const text = 'HTTP/1.0 200 OK\r\ncontent-length: 3\r\n\r\nhi\n';
  const { address } = await lab.caller.call('server.listen', {
    listen: { port: 0, host: '127.0.0.1' },
    mock: { otherwise: { kind: 'fixed-reply', text, per: 'connection' } },
  });
  const { port } = address as { port: number };
  expect(String(await run('curl', ['-s', '-m', '10', `http://127.0.0.1:${port}/`], Buffer.alloc(0)))).toBe('hi\n');
});

test('nc sees a banner server finish after its banner', async ({ lab }) => {
  test.skip(!has('nc'), 'nc is not installed');
  const { address } = await lab.caller.call('server.listen', {
    listen: { port: 0, host: '127.0.0.1' },
    mock: { otherwise: { kind: 'banner', text: '220 ready\r\n', afterwards: 'finish' } },
  });
  const { port } = address as { port: number };
  expect(String(await run('nc', ['-N', '127.0.0.1', String(port)], Buffer.alloc(0)))).toBe('220 ready\r\n');
});

// Dialling UNIX paths that nobody answers on: the system's code, and the cause in words.
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { storyOf } from '../testing/peers.ts';
import { TestLab } from '../testing/test-lab.ts';

const unix = process.platform !== 'win32';

async function closeOf(lab: TestLab, path: string) {
  const { socketId } = await lab.call('socket.connect', { target: { path } });
  return await lab.event('socket.close', (e) => e.socketId === socketId);
}

test.runIf(unix)(
  'K13 K38 B50 dialling what is no listening socket: the code of the system, and what is there',
  async () => {
    await using lab = await TestLab.open();
    const at = (name: string) => lab.path(name);
    writeFileSync(at('file'), '');
    mkdirSync(at('folder'));
    execFileSync('mkfifo', [at('fifo')]);
    const { server } = await lab.rawServer(() => {}, { path: at('before') });
    renameSync(at('before'), at('leftover')); // closing looks for the file under its old name and leaves this one
    await new Promise((resolve) => server.close(resolve));

    const missing = await closeOf(lab, at('missing'));
    expect(missing).toMatchObject({ hadError: true, cause: 'error', first: 'unknown' });
    expect(missing.failure).toMatchObject({
      code: 'ENOENT',
      syscall: 'connect',
      address: at('missing'),
      message: `There is no socket at ${at('missing')}.`,
    });
    expect(storyOf(lab, missing.socketId)).toEqual([
      'created',
      'connectionAttempt',
      'connectionAttemptFailed',
      'error',
      'close',
    ]);
    for (const [name, why] of [
      ['file', 'That path is a file, not a socket.'],
      ['folder', 'That path is a folder, not a socket.'],
      ['fifo', 'That path is a FIFO, not a socket.'],
      ['leftover', 'The socket file is a leftover of a program that was killed.'],
    ] as const) {
      const { failure, socketId } = await closeOf(lab, at(name));
      expect(failure).toMatchObject({
        code: 'ECONNREFUSED',
        message: `Nobody is listening on ${at(name)}.`,
        why,
      });
      expect((await lab.socket(socketId)).state).toBe('refused');
    }
  },
);

test.runIf(unix)('K13 K38 B36 a full queue on a UNIX path says so at once: EAGAIN', async () => {
  await using lab = await TestLab.open();
  const path = lab.path('full.sock');
  const { serverId } = await lab.call('server.listen', { listen: { path, backlog: 1 } });
  await lab.call('server.pauseAccepting', { serverId, ms: 60_000 });
  let failure: unknown;
  for (let i = 0; i < 5 && !failure; i++) {
    const { socketId } = await lab.call('socket.connect', { target: { path } });
    const { state, close } = await lab.socketWhen(socketId, (s) => s.state !== 'connecting' && s.state !== 'created');
    if (state !== 'open') failure = close?.failure;
  }
  expect(failure).toMatchObject({
    code: 'EAGAIN',
    message: 'The server’s queue is full.',
    why: expect.stringContaining(
      process.platform === 'linux' ? `2 connections are waiting to be accepted on ${path}.` : 'Connections are waiting',
    ),
  });
});

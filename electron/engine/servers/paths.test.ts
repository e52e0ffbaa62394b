import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ChildLab } from '../testing/child-lab.ts';
import { insideItsFolder, refusedValue } from '../testing/refusals.ts';
import { TestLab, until } from '../testing/test-lab.ts';

const unix = process.platform !== 'win32';
const linux = process.platform === 'linux';

/** A socket file left behind by an engine that was killed. */
async function leftover(socketPath: string): Promise<void> {
  await using child = await ChildLab.start();
  await child.call('server.listen', { listen: { path: socketPath } });
  child.process.kill('SIGKILL');
  await child.exit;
}

test.runIf(unix)('P1 P12 a UNIX socket: its address is the path as given, both ends are paired', async () => {
  await using lab = await TestLab.open();
  const { serverId, address } = await lab.call('server.listen', { listen: { path: lab.path('a b\nü') } });
  expect(address).toBe(lab.path('a b\nü'));
  expect(await lab.call('server.address', { serverId })).toEqual({ address });
  const client = await lab.dial({ path: lab.path('a b\nü') });
  const { peerSocketId, pairing } = await lab.event('socket.paired', (e) => e.socketId === client);
  expect(pairing).toBe('inferred');
  expect(await lab.socket(peerSocketId)).toMatchObject({ kind: 'unix', local: { path: address }, remote: null });
  expect(await lab.socket(client)).toMatchObject({ kind: 'unix', local: null, remote: { path: address } });
});

test.runIf(unix)('P2 the longest path that fits works, also in bytes of UTF-8', async () => {
  await using lab = await TestLab.open();
  const { maxPathBytes } = await lab.call('lab.about', {});
  const room = maxPathBytes - Buffer.byteLength(`${lab.folder}/`);
  for (const name of ['a'.repeat(room), 'é'.repeat(room >> 1).padEnd(room - (room >> 1), 'a')]) {
    const longest = lab.path(name);
    expect(Buffer.byteLength(longest)).toBe(maxPathBytes);
    await lab.call('server.listen', { listen: { path: longest } });
    await lab.dial({ path: longest });
    expect(readdirSync(lab.folder)).toContain(name);
    const failure = await lab.refused('server.listen', { listen: { path: `${longest}b` } });
    expect(failure).toMatchObject({ code: 'PATH_TOO_LONG', message: 'The path is too long by 1 byte.' });
    expect(failure.why).toContain(`yours has ${maxPathBytes + 1}`);
    expect((await lab.refused('socket.connect', { target: { path: `${longest}b` } })).code).toBe('PATH_TOO_LONG');
  }
});

test.runIf(unix)('P4 closing removes the file at once, with connections still there', async () => {
  await using lab = await TestLab.open();
  const socketPath = lab.path('gone');
  const { serverId } = await lab.call('server.listen', { listen: { path: socketPath } });
  expect(await lab.call('path.inspect', { path: socketPath })).toMatchObject({ kind: 'live' });
  const client = await lab.dial({ path: socketPath });
  await lab.event('server.connection');
  await lab.call('server.close', { serverId });
  expect(existsSync(socketPath)).toBe(false);
  expect(await lab.server(serverId)).toMatchObject({ state: 'closing', address: null, connections: 1 });
  expect((await lab.socket(client)).state).toBe('open');
  await lab.call('server.listen', { serverId });
  expect(existsSync(socketPath)).toBe(true);
});

test.runIf(unix)(
  'P5 a leftover of a killed program is named, removed on request only, and then listened on',
  async () => {
    await using lab = await TestLab.open();
    const socketPath = lab.path('stale');
    await leftover(socketPath);
    expect(await lab.call('path.inspect', { path: socketPath })).toMatchObject({ kind: 'stale', folder: 'writable' });
    expect(await lab.refused('server.listen', { listen: { path: socketPath } })).toMatchObject({
      code: 'EADDRINUSE',
      message: 'A leftover socket file is in the way.',
      next: ['remove-stale-socket', 'choose-other-path'],
    });
    expect(existsSync(socketPath)).toBe(true);
    expect(await lab.call('path.removeStale', { path: socketPath })).toEqual({});
    expect(await lab.call('path.inspect', { path: socketPath })).toEqual({ kind: 'missing', folder: 'writable' });
    await lab.call('server.listen', { listen: { path: socketPath } });
  },
);

test.runIf(unix)('P5 S41 path.removeStale leaves everything alone that is no leftover', async () => {
  await using lab = await TestLab.open();
  await lab.call('server.listen', { listen: { path: lab.path('ours') } });
  await lab.rawServer((socket) => socket.destroy(), { path: lab.path('theirs') });
  writeFileSync(lab.path('file'), 'precious');
  mkdirSync(lab.path('folder'));
  execFileSync('mkfifo', [lab.path('fifo')]);
  symlinkSync(lab.path('nowhere'), lab.path('dangling'));
  symlinkSync(lab.path('file'), lab.path('link'));
  const before = readdirSync(lab.folder);
  const kinds = { ours: 'live', theirs: 'live', file: 'file', folder: 'directory', fifo: 'fifo', dangling: 'link' };
  for (const [name, kind] of Object.entries({ ...kinds, link: 'file', missing: 'missing' })) {
    expect((await lab.call('path.inspect', { path: lab.path(name) })).kind, name).toBe(kind);
    expect((await lab.refused('path.removeStale', { path: lab.path(name) })).code, name).toBe('NOT_STALE');
  }
  expect(readdirSync(lab.folder)).toEqual(before);
  expect((await lab.call('path.inspect', { path: '/dev/null' })).kind).toBe('device');
  expect((await lab.call('lab.snapshot', {})).sockets).toEqual([]); // nobody knocked on our own server
});

test('path.inspect and path.removeStale refuse what is no path', async () => {
  await using lab = await TestLab.open();
  for (const method of ['path.inspect', 'path.removeStale'] as const) {
    for (const [given, code] of [
      ['', 'ERR_INVALID_ARG_VALUE'],
      ['a\0b', 'EINVAL'],
      ['a'.repeat(500), 'PATH_TOO_LONG'],
      [5, '-32602'],
      [undefined, '-32602'],
    ] as const) {
      expect((await lab.refused(method, { path: given })).code).toBe(code);
    }
  }
});

test.runIf(unix)('S28 S41 P6 what is at a taken path is named: a live socket, a file, a folder, a FIFO', async () => {
  await using lab = await TestLab.open();
  await lab.rawServer((socket) => socket.destroy(), { path: lab.path('theirs') });
  await lab.call('server.listen', { name: 'Mine', listen: { path: lab.path('ours') } });
  writeFileSync(lab.path('file'), '');
  execFileSync('mkfifo', [lab.path('fifo')]);
  const refusal = async (name: string) => lab.refused('server.listen', { listen: { path: lab.path(name) } });
  expect(await refusal('theirs')).toMatchObject({
    code: 'EADDRINUSE',
    address: lab.path('theirs'),
    message: `Another program is using ${lab.path('theirs')}.`,
    why: 'It answered when we knocked.',
  });
  expect(await refusal('ours')).toMatchObject({
    message: `“Mine” already listens on ${lab.path('ours')}.`,
    next: ['go-to-server', 'choose-other-path'],
  });
  expect((await refusal('file')).message).toContain('is an ordinary file, not a socket');
  expect((await refusal('fifo')).message).toContain('is a FIFO, not a socket');
  expect((await refusal('')).message).toContain('is a folder, not a socket');
  expect(await refusal('missing/a')).toMatchObject({
    code: 'EACCES',
    message: `The folder ${lab.path('missing')} does not exist.`,
    next: ['create-folder', 'choose-other-path'],
  });
  expect(await lab.call('path.inspect', { path: lab.path('missing/a') })).toEqual({
    kind: 'missing',
    folder: 'missing',
  });
  expect((await lab.call('path.inspect', { path: lab.path('file/a') })).folder).toBe('not-a-folder');
  expect(statSync(lab.path('file')).isFile()).toBe(true);
});

test.runIf(linux)('P11 an abstract name: no file, the name as given, inspected like a path', async () => {
  await using lab = await TestLab.open();
  const name = `\0${path.basename(lab.folder)}`;
  expect(await lab.call('path.inspect', { path: name })).toEqual({ kind: 'missing' });
  const { serverId, address } = await lab.call('server.listen', { listen: { path: name } });
  expect(address).toBe(name);
  expect(await lab.server(serverId)).toMatchObject({ kind: 'abstract', address: name });
  expect(await lab.call('path.inspect', { path: name })).toEqual({ kind: 'live' });
  const client = await lab.dial({ path: name });
  await lab.event('socket.paired', (e) => e.socketId === client);
  expect((await lab.refused('server.listen', { listen: { path: name } })).code).toBe('EADDRINUSE');
  const { capabilities, reasons } = await lab.call('lab.about', {});
  expect(capabilities.abstractPaths).toBe(true);
  expect(capabilities.exactAbstractPaths || reasons.exactAbstractPaths).toBeTruthy();
  expect(readdirSync(lab.folder)).toEqual([]);
});

test.runIf(unix)(
  'P13 relative paths stay as typed; the engine never changes its folder, so the file is removed',
  async () => {
    await using lab = await TestLab.open();
    await insideItsFolder(lab, async () => {
      const { serverId, address } = await lab.call('server.listen', { listen: { path: './here' } });
      expect(address).toBe('./here');
      expect(await lab.call('path.inspect', { path: lab.path('here') })).toMatchObject({ kind: 'live' });
      await lab.dial({ path: 'here' });
      expect(await lab.refused('server.listen', { listen: { path: lab.path('here') } })).toMatchObject({
        code: 'EADDRINUSE',
        message: `“server-1” already listens on ${lab.path('here')}.`,
      });
      await lab.call('server.close', { serverId });
      expect(readdirSync(lab.folder)).toEqual([]);
    });
  },
);

test.runIf(unix)(
  'P7 a pipe name of Windows is an ordinary file name elsewhere, and there are no named pipes',
  async () => {
    await using lab = await TestLab.open();
    await insideItsFolder(lab, async () => {
      const { serverId } = await lab.call('server.listen', { listen: { path: '\\\\.\\pipe\\x' } });
      expect(readdirSync(lab.folder)).toEqual(['\\\\.\\pipe\\x']);
      await lab.call('server.close', { serverId });
    });
    const { capabilities, reasons } = await lab.call('lab.about', {});
    expect(capabilities.namedPipes).toBe(false);
    expect(reasons.namedPipes).toBe('Named pipes exist on Windows only.');
  },
);

test.runIf(unix)(
  'S34 S35 S36 readableAll, writableAll: the rights and the owner of the file can be inspected',
  async () => {
    await using lab = await TestLab.open();
    const modeOf = async (name: string, flags: object) => {
      await lab.call('server.listen', { listen: { path: lab.path(name), ...flags } });
      const { mode = 0, uid, gid } = await lab.call('path.inspect', { path: lab.path(name) });
      expect({ uid, gid }).toEqual({ uid: process.getuid?.(), gid: statSync(lab.folder).gid });
      return mode;
    };
    expect((await modeOf('r', { readableAll: true })) & 0o444).toBe(0o444);
    expect((await modeOf('w', { writableAll: true })) & 0o222).toBe(0o222);
    expect((await modeOf('rw', { readableAll: true, writableAll: true })) & 0o666).toBe(0o666);
    const plain = await modeOf('plain', {});
    expect(plain).toBe(0o777 & ~process.umask());
    expect(await modeOf('truthy', { readableAll: 1, writableAll: 'yes' })).toBe(plain); // only `true` is true, as in Node
  },
);

test.runIf(unix)('P4 P5 a file that was renamed away is left, and is a leftover then', async () => {
  await using lab = await TestLab.open();
  const { serverId } = await lab.call('server.listen', { listen: { path: lab.path('a') } });
  renameSync(lab.path('a'), lab.path('b'));
  await lab.call('server.close', { serverId });
  await until(
    async () => (await lab.call('path.inspect', { path: lab.path('b') })).kind === 'stale',
    () => 'stale',
  );
  expect((await lab.call('path.inspect', { path: lab.path('a') })).kind).toBe('missing');
  await lab.call('path.removeStale', { path: lab.path('b') });
  expect(await refusedValue(lab, { path: '' })).toBe('ERR_INVALID_ARG_VALUE');
});

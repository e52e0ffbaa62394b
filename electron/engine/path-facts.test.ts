import { existsSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ServerId } from '../../shared/contract/fields.ts';
import { accessFacts, nameIn, permissionText } from './owners.ts';
import { TestLab } from './testing/test-lab.ts';

test('path.createFolder: makes a missing folder for its owner, and touches nothing that is there', async () => {
  await using lab = await TestLab.open();
  const path = lab.path('a/b/echo.sock');
  expect(await lab.refused('server.listen', { listen: { path } })).toMatchObject({
    code: 'EACCES',
    next: ['create-folder', 'choose-other-path'],
  });
  expect(await lab.call('path.createFolder', { path })).toEqual({ folder: lab.path('a/b') });
  expect(statSync(lab.path('a/b')).mode & 0o777).toBe(0o700);
  expect((await lab.call('server.listen', { listen: { path } })).address).toBe(path);
  expect(await lab.refused('path.createFolder', { path })).toMatchObject({ code: 'NOT_MISSING' });
  writeFileSync(lab.path('file'), '');
  for (const wrong of [lab.path('file/x.sock'), '\0name', lab.path('x')]) {
    expect(await lab.refused('path.createFolder', { path: wrong }), wrong).toMatchObject({ code: 'NOT_MISSING' });
  }
  expect(await lab.refused('path.createFolder', { path: lab.path('file/x/y.sock') })).toMatchObject({
    code: 'ENOTDIR',
  });
  expect(await lab.refused('path.createFolder', { path: 'x'.repeat(300) })).toMatchObject({ code: 'PATH_TOO_LONG' });
  expect(existsSync('/tmp/name')).toBe(false);
});

test('net.addresses: what this machine can listen on, and it can', async () => {
  await using lab = await TestLab.open();
  const { addresses } = await lab.call('net.addresses', {});
  expect(addresses.map(({ address }) => address)).toContain('127.0.0.1');
  const [first] = addresses;
  await lab.tcpServer({ listen: { port: 0, host: first?.address ?? '' } });
});

test('a server that was removed comes back under its number; a number that is taken or was never given is not', async () => {
  await using lab = await TestLab.open();
  const { serverId } = await lab.call('server.create', { listen: { port: 0 } });
  const other = await lab.call('server.create', { listen: { port: 0 } });
  expect((await lab.call('server.create', { serverId, listen: { port: 0 } })).serverId).not.toBe(serverId);
  await lab.call('server.remove', { serverId });
  expect(await lab.call('server.create', { serverId, listen: { port: 0 } })).toEqual({ serverId });
  const unheard = 1e6 as ServerId;
  expect((await lab.call('server.create', { serverId: unheard, listen: {} })).serverId).not.toBe(unheard);
  const { clientId } = await lab.call('client.create', { target: { port: 1 } });
  const taken = clientId as number as ServerId;
  expect((await lab.call('server.create', { serverId: taken, listen: {} })).serverId).not.toBe(taken);
  await lab.call('server.remove', { serverId: other.serverId });
});

test('owners and permissions are told as ls tells them', () => {
  expect(permissionText(0o660)).toBe('rw-rw----');
  expect(permissionText(0o4755)).toBe('rwxr-xr-x');
  expect(nameIn('passwd', 0)).toBe('root');
  expect(nameIn('group', 4_000_000)).toBe('4000000');
  expect(accessFacts({ mode: 0o140660, uid: 0, gid: 4_000_000 })).toEqual({
    text: 'rw-rw---- root:4000000',
    group: '4000000',
  });
  expect(accessFacts({ mode: 0o140600, uid: 0, gid: 4_000_000 })).toEqual({ text: 'rw------- root:4000000' });
});

test.runIf(process.platform === 'linux')('EADDRINUSE names the program that has the port', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.rawServer(() => {});
  const failure = await lab.refused('server.listen', { listen: { port, host: '127.0.0.1' } });
  expect(failure.why).toContain(`, pid ${process.pid}.`);
});

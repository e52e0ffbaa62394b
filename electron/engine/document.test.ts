import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CallRefused } from '../../shared/contract/failures.ts';
import type { ServerId } from '../../shared/contract/fields.ts';
import { isUnsaved, labDigest } from '../../shared/lab-text.ts';
import { randomFrom } from '../../shared/testing/random.ts';
import { TestLab } from './testing/test-lab.ts';

const echo = {
  name: 'Echo',
  listen: { port: 0, host: '127.0.0.1' },
  options: {},
  mock: { otherwise: { kind: 'echo' as const } },
};

test('a lab saved and opened again is the same, and nothing listens', async () => {
  await using lab = await TestLab.open();
  await lab.call('server.create', echo);
  await lab.call('client.create', {
    name: 'db',
    target: { host: 'localhost', port: 5432 },
    options: { noDelay: true },
  });
  const snippets = [{ name: 'ping', mode: 'text' as const, text: 'PING', ending: 'crlf' as const }];
  await lab.call('document.update', {
    name: 'mine',
    snippets,
    filters: [{ name: 'bad', text: 'state:failed' }],
    notes: 'n',
    layout: { a: 1 },
  });
  const { text } = await lab.call('document.text', {});
  await lab.call('lab.reset', {});
  expect(await lab.call('document.open', { text, name: 'mine' })).toEqual({ servers: 1, clients: 1 });
  const { servers, sockets, document } = await lab.call('lab.snapshot', {});
  expect(servers).toMatchObject([{ ...echo, state: 'stopped', address: null }]);
  expect(sockets).toEqual([]);
  expect(document).toMatchObject({ name: 'mine', snippets, notes: 'n', layout: { a: 1 } });
  expect(document.clients).toMatchObject([
    { name: 'db', target: { host: 'localhost', port: 5432 }, options: { noDelay: true } },
  ]);
  expect((await lab.call('document.text', {})).text).toBe(text);
});

test('what differs from the file is unsaved: definitions count, whether a server runs does not', async () => {
  await using lab = await TestLab.open();
  const unsaved = async () => {
    const { servers, document } = await lab.call('lab.snapshot', {});
    return isUnsaved(servers, document);
  };
  expect(await unsaved()).toBe(false);
  const { serverId } = await lab.call('server.create', echo);
  expect(await unsaved()).toBe(true);
  await lab.call('document.saved', { name: 'mine' });
  expect(await unsaved()).toBe(false);
  await lab.call('server.listen', { serverId });
  expect(await unsaved()).toBe(false);
  await lab.call('server.close', { serverId });
  await lab.event('server.close');
  await lab.call('server.update', { serverId, name: 'Other' });
  expect(await unsaved()).toBe(true);
  await lab.call('server.update', { serverId, name: 'Echo' });
  expect(await unsaved()).toBe(false);
  const written = labDigest((await lab.call('document.text', {})).text);
  await lab.call('document.update', { notes: 'x' });
  expect(await unsaved()).toBe(true);
  await lab.call('document.saved', { savedDigest: written }); // an edit made while the file was written is not in it
  expect(await unsaved()).toBe(true);
  await lab.call('document.update', { notes: '' });
  expect(await unsaved()).toBe(false);
});

test('a file that cannot be opened is refused with the reason, and the lab stays as it is', async () => {
  await using lab = await TestLab.open();
  const { serverId } = await lab.tcpServer();
  const file = (content: object) =>
    JSON.stringify({ format: 'socketlab', version: 1, servers: [], clients: [], ...content });
  const wrong: readonly (readonly [text: string, why: RegExp])[] = [
    ['', /not JSON/u],
    ['{"format":"socketlab"', /cut off/u],
    ['[]', /not a Socket Lab file/u],
    ['{"format":"other","version":1}', /not a Socket Lab file/u],
    [file({ version: 2 }), /newer version/u],
    [file({ extra: 1 }), /damaged at “extra”/u],
    [file({ servers: [{ listen: { prot: 1 } }] }), /damaged at “servers\.0\.listen\.prot”/u],
    [file({ snippets: [{ name: 'x', mode: 'nonsense', text: '' }] }), /damaged/u],
    [file({ clients: Array.from({ length: 10_001 }, () => ({ target: {} })) }), /damaged/u],
  ];
  for (const [text, why] of wrong) {
    const failure = await lab.refused('document.open', { text });
    expect(failure, text).toMatchObject({ code: 'BAD_LAB_FILE' });
    expect(failure.why).toMatch(why);
  }
  const values = await lab.refused('document.open', {
    text: file({ servers: [{ listen: {}, options: { keepAliveInitialDelay: 'x' } }] }),
  });
  expect(values).toMatchObject({ code: 'ERR_INVALID_ARG_TYPE' });
  expect((await lab.server(serverId)).state).toBe('listening');
});

test('opening a lab closes the one before', async () => {
  await using lab = await TestLab.open();
  const { serverId } = await lab.pair();
  const { text } = await lab.call('document.text', {});
  await lab.call('document.open', { text });
  expect(await lab.event('lab.opened')).toMatchObject({ servers: 1, clients: 0 });
  const { servers, sockets } = await lab.call('lab.snapshot', {});
  expect(sockets).toEqual([]);
  expect(servers.map((s) => s.state)).toEqual(['stopped']);
  expect(servers[0]?.serverId).not.toBe(serverId);
});

test('clients can be made, changed, removed, and come back under their number', async () => {
  await using lab = await TestLab.open();
  const target = { host: '127.0.0.1', port: 1 };
  const { clientId } = await lab.call('client.create', { name: 'a', target });
  const second = await lab.call('client.create', { name: 'b', target });
  await lab.call('client.update', { clientId, name: 'changed', target, options: { timeoutMs: 5 } });
  await lab.call('client.remove', { clientId });
  expect(await lab.refused('client.remove', { clientId })).toMatchObject({ code: 'UNKNOWN_CLIENT' });
  expect(await lab.refused('client.update', { clientId, target })).toMatchObject({ code: 'UNKNOWN_CLIENT' });
  expect(await lab.call('client.create', { clientId, name: 'a', target })).toEqual({ clientId });
  const { clients } = (await lab.call('lab.snapshot', {})).document;
  expect(clients.map((c) => [c.clientId, c.name])).toEqual([
    [clientId, 'a'],
    [second.clientId, 'b'],
  ]);
  const { socketId } = await lab.call('socket.create', { clientId, target });
  expect((await lab.socket(socketId)).clientId).toBe(clientId);
  expect(await lab.refused('client.create', { target: { path: 'x'.repeat(200) } })).toMatchObject({
    code: 'PATH_TOO_LONG',
  });
});

test('a lab is written to a file in one step and opened from it; only lab files are written', async () => {
  await using lab = await TestLab.open();
  await lab.call('server.create', echo);
  const path = lab.path('mine.socketlab');
  writeFileSync(path, 'before');
  expect(await lab.call('document.saveFile', { path })).toEqual({ path });
  const { servers, document } = await lab.call('lab.snapshot', {});
  expect(document).toMatchObject({ name: 'mine', path });
  expect(isUnsaved(servers, document)).toBe(false);
  expect(readdirSync(lab.folder)).toEqual(['mine.socketlab']);
  expect(readFileSync(path, 'utf8')).toBe((await lab.call('document.text', {})).text);
  await lab.call('lab.reset', {});
  expect(await lab.call('document.openFile', { path })).toEqual({ servers: 1, clients: 0 });
  expect((await lab.call('lab.snapshot', {})).document).toMatchObject({ name: 'mine', path });
  for (const wrong of ['a.txt', '.bashrc', '.socketlab', 'x.socketlab.txt']) {
    expect(await lab.refused('document.saveFile', { path: lab.path(wrong) }), wrong).toMatchObject({
      code: 'NOT_A_LAB_NAME',
    });
  }
  expect(await lab.refused('document.saveFile', { path: lab.path('no/x.socketlab') })).toMatchObject({
    code: 'ENOENT',
  });
  expect(await lab.refused('document.openFile', { path: lab.path('gone.socketlab') })).toMatchObject({
    code: 'ENOENT',
  });
  expect(await lab.refused('document.openFile', { path: lab.folder })).toMatchObject({ code: 'EISDIR' });
  expect(readdirSync(lab.folder)).toEqual(['mine.socketlab']);
  expect((await lab.call('lab.snapshot', {})).servers).toHaveLength(1);
});

test('a file cut off anywhere, or changed anywhere, opens or is refused, and never does harm', async () => {
  await using lab = await TestLab.open();
  await lab.call('server.create', echo);
  await lab.call('client.create', { name: 'db', target: { host: 'localhost', port: 5432 }, options: { timeoutMs: 5 } });
  const { text } = await lab.call('document.text', {});
  for (let length = 0; length < text.trimEnd().length; length += 7) {
    expect(await lab.refused('document.open', { text: text.slice(0, length) }), `${length}`).toMatchObject({
      code: 'BAD_LAB_FILE',
    });
  }
  const random = randomFrom(7);
  for (let round = 0; round < 300; round++) {
    const at = random.below(text.length);
    const changed = `${text.slice(0, at)}${String.fromCharCode(random.below(0xffff))}${text.slice(at + 1)}`;
    const before = (await lab.call('document.text', {})).text;
    try {
      await lab.call('document.open', { text: changed });
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error;
      expect((await lab.call('document.text', {})).text).toBe(before);
    }
    expect((await lab.call('lab.snapshot', {})).servers.every((s) => s.state === 'stopped')).toBe(true);
  }
});

test('values that are no definitions are refused wherever they stand', async () => {
  await using lab = await TestLab.open();
  const hostile = [null, 7, 'x', [], {}, { __proto__: { listen: {} } }, { listen: null }, { listen: 7 }, true];
  const file = (content: object) =>
    JSON.stringify({ format: 'socketlab', version: 1, servers: [], clients: [], ...content });
  const deep = `{"format":"socketlab","version":1,"servers":[],"clients":[],"layout":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`;
  const texts = [
    ...hostile.flatMap((value) => [
      file({ servers: [value] }),
      file({ clients: [value] }),
      file({ servers: value }),
      file({ snippets: [value] }),
      file({ filters: [value] }),
    ]),
    ...[null, 7, true, [], {}].map((notes) => file({ notes })),
    deep,
    file({ version: '1' }),
    file({ version: 0 }),
    file({ servers: [{ listen: { port: 1 }, mock: { otherwise: { kind: 'nobody' } } }] }),
    file({ clients: [{ target: { port: 1 }, clientId: 1 }] }),
    `\ufeff${file({})}`,
  ];
  for (const text of texts) {
    const outcome = await lab.call('document.open', { text }).then(
      () => 'opened',
      (error: unknown) => (error instanceof CallRefused ? 'refused' : error),
    );
    const harmless = text === file({ servers: [] }) || text === file({ clients: [] });
    expect([text.slice(0, 120), outcome]).toEqual([text.slice(0, 120), harmless ? 'opened' : 'refused']);
  }
});

test('a caller without the right to files cannot bring paths in with a lab file', async () => {
  await using lab = await TestLab.open();
  const guest = lab.caller({ files: false });
  const text = JSON.stringify({
    format: 'socketlab',
    version: 1,
    servers: [{ listen: { path: '/tmp/x' } }],
    clients: [],
  });
  expect(await guest.refused('document.open', { text })).toMatchObject({ code: 'FILES_NOT_ALLOWED' });
  expect((await lab.call('lab.snapshot', {})).servers).toEqual([]);
  expect(await lab.refused('server.listen', { serverId: 1 as ServerId })).toMatchObject({ code: 'UNKNOWN_SERVER' });
});

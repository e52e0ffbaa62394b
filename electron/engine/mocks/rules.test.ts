// Rules, scripts, endings and forwarding on real sockets, with what is told about them.
import { appendFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Mock } from '../../../shared/mocks/mock.ts';
import { WatchedPeer } from '../testing/peers.ts';
import { TestLab, until } from '../testing/test-lab.ts';

async function talk(lab: TestLab, mock: Mock, options: object = {}) {
  const { serverId, port } = await lab.tcpServer({ mock, options });
  const peer = new WatchedPeer(await lab.rawClient({ port, host: '127.0.0.1' }));
  const { socketId } = await lab.event('server.connection', (e) => e.serverId === serverId);
  return { serverId, socketId, peer, port };
}

const lines = { kind: 'delimiter', bytes: 'lf' } as const;
const pong: Mock = {
  framing: lines,
  rules: [{ id: 'r1', when: { kind: 'exact', text: 'PING' }, do: [{ kind: 'send', text: 'PONG\n' }] }],
  otherwise: { kind: 'fixed-reply', text: 'ERR\n', per: 'message' },
};

test('a rule fires: it is counted and told with the chunk that fired it, and the reply carries it', async () => {
  await using lab = await TestLab.open();
  const { serverId, socketId, peer } = await talk(lab, pong);
  peer.socket.write('PING\nWHAT\n');
  expect(String(await peer.got(9))).toBe('PONG\nERR\n');
  expect(await lab.event('mock.rule-fired')).toMatchObject({
    serverId,
    socketId,
    ruleId: 'r1',
    chunkIndex: 0,
    revision: 1,
  });
  expect(await lab.event('mock.unmatched')).toMatchObject({ preview: 'WHAT', size: 4, data: 'V0hBVA==' });
  const { chunks } = await lab.call('capture.read', { socketId });
  expect(chunks.map(({ rule }) => rule)).toEqual([undefined, { id: 'r1', revision: 1 }, undefined]);
  expect((await lab.server(serverId)).mockCounts).toMatchObject({ rules: { r1: { times: 1 } }, unmatched: 1 });
});

test('thousands of hits are counted, and told merged', async () => {
  await using lab = await TestLab.open();
  const { serverId, peer } = await talk(lab, pong);
  peer.socket.write('PING\n'.repeat(3_000));
  await peer.got(15_000);
  await lab.event('mock.rule-fired', (e) => (e.times ?? 1) > 100);
  await until(
    async () => (await lab.server(serverId)).mockCounts?.rules.r1?.times === 3_000,
    () => 'all hits',
  );
  expect(lab.events.filter((e) => e.type === 'mock.rule-fired').length).toBeLessThan(500);
});

test('an edit works for the next message, and a rule that was changed is newer than its replies', async () => {
  await using lab = await TestLab.open();
  const { serverId, peer } = await talk(lab, pong);
  peer.socket.write('PING\n');
  await peer.got(5);
  const rule = { id: 'r1', when: { kind: 'exact', text: 'PING' }, do: [{ kind: 'send', text: 'NEW!\n' }] } as const;
  await lab.call('server.update', { serverId, mock: { ...pong, rules: [rule, { ...rule, id: 'r2' }] } });
  peer.socket.write('PING\n');
  expect(String(await peer.got(10))).toBe('PONG\nNEW!\n');
  expect(await lab.server(serverId)).toMatchObject({ mockRevision: 2, ruleRevisions: { r1: 2, r2: 2 } });
});

test('who finishes early still gets every answer, and then the end', async () => {
  await using lab = await TestLab.open();
  const slow: NonNullable<Mock['rules']>[number] = {
    id: 'r1',
    when: { kind: 'any' },
    do: [
      { kind: 'wait', ms: 30 },
      { kind: 'echo', suffix: '!' },
    ],
  };
  const { peer, socketId } = await talk(lab, { framing: lines, rules: [slow] });
  peer.socket.end('one\ntwo');
  await peer.saw('end');
  expect(String(peer.bytes)).toBe('one!two!');
  expect(await lab.event('socket.close', (e) => e.socketId === socketId)).toMatchObject({
    cause: 'fin',
    first: 'peer',
  });
});

test('a reset is a reset, behind the reply', async () => {
  await using lab = await TestLab.open();
  const bye: NonNullable<Mock['rules']>[number] = {
    id: 'r1',
    when: { kind: 'any' },
    do: [{ kind: 'send', text: 'bye' }, { kind: 'reset' }],
  };
  const { peer } = await talk(lab, { framing: lines, rules: [bye] });
  peer.socket.write('x\n');
  expect(await peer.ending()).toEqual(['error:ECONNRESET', 'close:true']);
  expect(String(peer.bytes)).toBe('bye');
});

test('a script is followed step by step, and its place is told; expecting in vain ends it', async () => {
  await using lab = await TestLab.open();
  const steps = [
    { kind: 'send', text: '220\n' },
    { kind: 'expect', match: { kind: 'starts-with', text: 'EHLO' } },
    { kind: 'send', text: '250\n' },
    { kind: 'expect', match: { kind: 'any' }, withinMs: 20 },
  ] as const;
  const { peer, socketId } = await talk(lab, { framing: lines, script: { steps: [...steps] } });
  await peer.got(4);
  expect(await lab.call('mock.state', { socketId })).toMatchObject({ position: 1 });
  peer.socket.write('EHLO\n');
  expect(String(await peer.got(8))).toBe('220\n250\n');
  await peer.saw('end');
  expect((await lab.event('mock.note')).text).toMatch(/^Step 4: any message was expected within 20 ms/u);
  expect((await lab.socket(socketId)).scriptPosition).toBe(4);
});

test('a file is served with its progress, and followed as it grows; one that is missing is told', async () => {
  await using lab = await TestLab.open();
  const file = lab.path('served.txt');
  writeFileSync(file, 'x'.repeat(200_000));
  const whole = await talk(lab, { otherwise: { kind: 'file', file } });
  await whole.peer.saw('end');
  expect(whole.peer.size).toBe(200_000);
  expect(await lab.event('transfer.done')).toMatchObject({ bytesSent: 200_000, bytesTotal: 200_000 });
  writeFileSync(file, 'first ');
  const growing = await talk(lab, { otherwise: { kind: 'file', file, watch: true } });
  await growing.peer.got(6);
  appendFileSync(file, 'second');
  expect(String(await growing.peer.got(12))).toBe('first second');
  await talk(lab, { otherwise: { kind: 'file', file: lab.path('none') } });
  expect((await lab.event('mock.note')).text).toMatch(/could not be sent/u);
});

test('a proxy whose rules get the first go, and messages that are passed on one by one', async () => {
  await using lab = await TestLab.open();
  const { port } = await lab.tcpServer({
    mock: {
      framing: lines,
      rules: [{ id: 'u', when: { kind: 'any' }, do: [{ kind: 'echo', prefix: 'up:', suffix: '\n' }] }],
    },
  });
  const target = { host: '127.0.0.1', port };
  const rules: Mock['rules'] = [
    { id: 'r1', when: { kind: 'exact', text: 'PING' }, do: [{ kind: 'send', text: 'PONG\n' }] },
  ];
  const proxy = await talk(lab, { framing: lines, rules, otherwise: { kind: 'relay', target } });
  proxy.peer.socket.write('PING\n');
  await proxy.peer.got(5);
  proxy.peer.socket.end('other\n');
  await proxy.peer.saw('end');
  expect(String(proxy.peer.bytes)).toBe('PONG\nup:other\n');
  const forward: Mock['rules'] = [{ id: 'f', when: { kind: 'any' }, do: [{ kind: 'forward', target }] }];
  const asking = await talk(lab, { framing: lines, rules: forward });
  asking.peer.socket.write('a\nb\n');
  expect(String(await asking.peer.got(10))).toBe('up:a\nup:b\n');
});

test('broadcast reaches all others; discard and chargen keep their rates; endings after messages', async () => {
  await using lab = await TestLab.open();
  const room = await talk(lab, { otherwise: { kind: 'broadcast' } });
  const other = new WatchedPeer(await lab.rawClient({ port: room.port, host: '127.0.0.1' }));
  await lab.event('server.connection', (e) => e.serverId === room.serverId && e.socketId !== room.socketId);
  room.peer.socket.write('hello');
  expect(String(await other.got(5))).toBe('hello');
  expect(room.peer.size).toBe(0);
  const startedAt = performance.now();
  const chargen = await talk(lab, { otherwise: { kind: 'chargen', bytesPerSecond: 100_000, totalBytes: 30_000 } });
  expect((await chargen.peer.got(30_000)).subarray(0, 5).toString()).toBe(' !"#$');
  expect(performance.now() - startedAt).toBeGreaterThan(200);
  const once = await talk(lab, {
    framing: lines,
    otherwise: { kind: 'echo' },
    ending: { after: { messages: 1, do: 'close' } },
  });
  once.peer.socket.write('a\nb\n');
  await once.peer.saw('end');
  expect(String(once.peer.bytes)).toBe('a\n');
});

test('idle connections end as was chosen, busy ones do not', async () => {
  await using lab = await TestLab.open();
  const { peer, socketId } = await talk(lab, {
    otherwise: { kind: 'echo' },
    ending: { idle: { ms: 60, do: 'finish' } },
  });
  const { at } = await lab.event('socket.created', (e) => e.socketId === socketId);
  await peer.saw('end');
  const finish = await lab.event('socket.finish', (e) => e.socketId === socketId);
  expect(finish.at - at).toBeGreaterThanOrEqual(58);
});

test('a caller without files may not have a mock read one', async () => {
  await using lab = await TestLab.open();
  const remote = lab.caller({ files: false });
  const mock = { greeting: [{ kind: 'send', file: '/etc/passwd' }] };
  expect(await remote.refused('server.create', { listen: { port: 0 }, mock })).toMatchObject({
    code: 'FILES_NOT_ALLOWED',
  });
});

test('a stream whose bytes all get lost does not stop the world', async () => {
  await using lab = await TestLab.open();
  const { peer } = await talk(lab, {
    otherwise: { kind: 'chargen', bytesPerSecond: null },
    wire: [{ kind: 'cut-after', bytes: 10, afterwards: 'silent' }],
  });
  await peer.got(10);
  expect(await lab.call('lab.about', {})).toMatchObject({ name: expect.any(String) });
});

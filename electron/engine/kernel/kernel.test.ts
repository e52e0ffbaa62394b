// The kernel's view of a living lab: who is told what, from when to when, and what happens where nothing can be read.
// Real sockets, and the tables of this machine.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EventOf } from '../../../shared/contract/events.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { type TestCaller, TestLab, until } from '../testing/test-lab.ts';
import { type LookThread, startLookThread } from './look-thread.ts';

const linux = process.platform === 'linux';
const sampled = (caller: TestCaller, match: (event: EventOf<'kernel.sampled'>) => boolean = () => true) =>
  caller.event('kernel.sampled', match);
const rowOf = (event: EventOf<'kernel.sampled'>, socketId: SocketId) =>
  event.rows.find((row) => row.socketId === socketId);

describe.runIf(linux)('on Linux', () => {
  test('a watcher gets the rows of what it watches, and its snapshot holds them', async () => {
    await using lab = await TestLab.open();
    const { client, accepted } = await lab.pair();
    expect(await lab.call('lab.about', {})).toMatchObject({ kernelView: 'full' });
    expect(await lab.call('kernel.watch', { socketIds: [client, accepted], everyMs: 250 })).toEqual({ level: 'full' });
    const event = await sampled(lab);
    for (const socketId of [client, accepted]) {
      expect(rowOf(event, socketId)).toMatchObject({
        life: 1,
        state: 'ESTABLISHED',
        sendQueue: 0,
        receiveQueue: 0,
        timer: 'off',
        retransmits: 0,
        probes: 0,
        provenance: 'sampled',
      });
      expect((await lab.socket(socketId)).kernel?.state).toBe('ESTABLISHED');
    }
    expect(event.at - (rowOf(event, client)?.sampledAt ?? 0)).toBeGreaterThanOrEqual(0);
  });

  test('samples go on, no faster than four times a second, and end with an empty watch', async () => {
    await using lab = await TestLab.open();
    const { client } = await lab.pair();
    await lab.call('kernel.watch', { socketIds: [client], everyMs: 1 });
    const times = await until(
      async () => {
        const all = (await lab.seen()).filter((e) => e.type === 'kernel.sampled').map((e) => e.at);
        return all.length >= 4 && all;
      },
      () => 'four samples',
    );
    // A single one may be told late; on the whole there is a quarter of a second for each.
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan((times.length - 1) * 200);
    await lab.call('kernel.watch', { socketIds: [] });
    expect(await sampled(lab, (e) => e.gone?.includes(client) ?? false)).toMatchObject({ rows: [] });
    expect(await lab.socket(client)).not.toHaveProperty('kernel');
  });

  test('a socket that is watched again before the next sample is known again, to the engine too', async () => {
    await using lab = await TestLab.open();
    const { client } = await lab.pair();
    await lab.call('kernel.watch', { socketIds: [client] });
    await sampled(lab);
    await lab.call('kernel.watch', { socketIds: [] });
    await lab.call('kernel.watch', { socketIds: [client] });
    const before = lab.events.length;
    await until(
      () => lab.events.slice(before).some((e) => e.type === 'kernel.sampled' && e.rows.length > 0),
      () => 'the next sample',
    );
    expect((await lab.socket(client)).kernel?.state).toBe('ESTABLISHED');
  });

  test('each caller is told of its own sockets only, and one that leaves takes nothing with it', async () => {
    await using lab = await TestLab.open();
    const { client, accepted } = await lab.pair();
    const other = lab.caller();
    await other.call('lab.snapshot', {});
    await lab.call('kernel.watch', { socketIds: [client] });
    await other.call('kernel.watch', { socketIds: [accepted] });
    expect((await sampled(lab, (e) => e.rows.length > 0)).rows.map((r) => r.socketId)).toEqual([client]);
    expect((await sampled(other, (e) => e.rows.length > 0)).rows.map((r) => r.socketId)).toEqual([accepted]);
    expect((await lab.socket(accepted)).kernel).toBeUndefined();
    other.client.close();
    const before = lab.events.length;
    await until(
      () => lab.events.slice(before).some((e) => e.type === 'kernel.sampled'),
      () => 'samples for the caller that stays',
    );
  });

  test('a watched socket that is dialled again is sampled in its next life', async () => {
    await using lab = await TestLab.open();
    const { client } = await lab.pair();
    await lab.call('kernel.watch', { socketIds: [client] });
    const first = rowOf(await sampled(lab, (e) => e.rows.length > 0), client);
    await lab.call('socket.destroy', { socketId: client });
    await lab.event('socket.close', (e) => e.socketId === client);
    await lab.call('socket.connect', { socketId: client });
    const again = await sampled(lab, (e) => rowOf(e, client)?.life === 2 && rowOf(e, client)?.state === 'ESTABLISHED');
    expect(rowOf(again, client)?.inode).not.toBe(first?.inode);
  });

  test('more sockets than are told in full: unchanged ones by number, changed ones in full', async () => {
    await using lab = await TestLab.open();
    const { client, accepted } = await lab.pair();
    const nobody = Array.from({ length: 600 }, (_, i) => (10_000 + i) as SocketId);
    await lab.call('kernel.watch', { socketIds: [client, accepted, ...nobody] });
    await sampled(lab, (e) => e.rows.length === 2);
    await sampled(lab, (e) => e.rows.length === 0 && e.same?.length === 2);
    await lab.call('socket.pause', { socketId: accepted });
    await lab.call('socket.write', { socketId: client, data: 'x'.repeat(300_000) });
    await sampled(lab, (e) => (rowOf(e, accepted)?.receiveQueue ?? 0) > 0);
  });

  test('S21 S23 the accept queue: its length as the system clamps it, and how many wait', async () => {
    await using lab = await TestLab.open();
    const { serverId, port } = await lab.tcpServer({ listen: { port: 0, host: '127.0.0.1', backlog: 2 } });
    const { serverId: long } = await lab.tcpServer({ listen: { port: 0, host: '127.0.0.1', backlog: 1e6 } });
    expect((await lab.server(serverId)).effectiveBacklog).toBe(2);
    expect((await lab.server(long)).effectiveBacklog).toBeLessThan(1e6);
    await lab.call('kernel.watch', { socketIds: [], serverIds: [serverId] });
    await sampled(lab, (e) => e.servers?.[0]?.acceptQueue?.used === 0);
    await lab.call('server.pauseAccepting', { serverId, ms: 60_000 });
    await lab.rawClient({ port, host: '127.0.0.1' });
    const { servers } = await sampled(lab, (e) => e.servers?.[0]?.acceptQueue?.used === 1);
    expect(servers).toEqual([{ serverId, acceptQueue: { used: 1, limit: 2 } }]);
    expect((await lab.server(serverId)).acceptQueue).toEqual({ used: 1, limit: 2 });
    await lab.call('server.close', { serverId });
    await sampled(lab, (e) => e.servers?.[0]?.acceptQueue === null);
    expect(await lab.server(serverId)).not.toHaveProperty('effectiveBacklog');
  });

  test.each(['file', 'abstract'])('the accept queue of a UNIX server (%s)', async (kind) => {
    await using lab = await TestLab.open();
    const name = kind === 'file' ? lab.path('queue.sock') : `\0lab-queue-${process.pid}`;
    const { serverId } = await lab.call('server.listen', { listen: { path: name, backlog: 3 } });
    await lab.call('kernel.watch', { socketIds: [], serverIds: [serverId] });
    await lab.call('server.pauseAccepting', { serverId, ms: 60_000 });
    for (let i = 0; i < 2; i++) await lab.rawClient({ path: name });
    await sampled(lab, (e) => e.servers?.[0]?.acceptQueue?.used === 2 && e.servers[0].acceptQueue.limit === 3);
  });

  test('UNIX ends have a state and no queue sizes; a closed one has no row', async () => {
    await using lab = await TestLab.open();
    const name = lab.path('s.sock');
    await lab.call('server.listen', { listen: { path: name } });
    const client = await lab.dial({ path: name });
    await lab.call('kernel.watch', { socketIds: [client] });
    const row = rowOf(await sampled(lab, (e) => e.rows.length > 0), client);
    expect(row).toMatchObject({
      state: 'CONNECTED',
      sendQueue: null,
      receiveQueue: null,
      timer: null,
      retransmits: null,
    });
    await lab.call('socket.destroy', { socketId: client });
    const gone = await sampled(lab, (e) => rowOf(e, client)?.state === 'CLOSE');
    expect(rowOf(gone, client)).toMatchObject({ provenance: 'inferred' });
  });

  test('IPv6 and IPv4 through a dual-stack server are found in their tables', async () => {
    await using lab = await TestLab.open();
    const { serverId } = await lab.call('server.listen', { listen: { port: 0, host: '::' } });
    const { port } = (await lab.server(serverId)).address as { port: number };
    for (const host of ['::1', '127.0.0.1']) {
      const client = await lab.dial({ port, host });
      const { peerSocketId } = await lab.event('socket.paired', (e) => e.socketId === client);
      await lab.call('kernel.watch', { socketIds: [client, peerSocketId] });
      await sampled(lab, (e) => e.rows.length === 2 && e.rows.every((row) => row.state === 'ESTABLISHED'));
    }
  });

  test('a socket that was never dialled has no row', async () => {
    await using lab = await TestLab.open();
    const { socketId } = await lab.call('socket.create', { target: { port: 9 } });
    await lab.call('kernel.watch', { socketIds: [socketId] });
    expect(rowOf(await sampled(lab), socketId)).toMatchObject({ state: 'CLOSE', provenance: 'inferred' });
  });

  test('another program’s end on this computer is seen, and whether it has been accepted', async () => {
    await using lab = await TestLab.open();
    const { port } = await lab.rawServer((socket) => socket.pause(), {});
    const socketId = await lab.dial({ port, host: '127.0.0.1' });
    await lab.call('kernel.watch', { socketIds: [socketId] });
    const seen = await sampled(lab, (e) => rowOf(e, socketId)?.peer !== undefined);
    expect(rowOf(seen, socketId)?.peer).toMatchObject({ state: 'ESTABLISHED', inAcceptQueue: false });
  });

  test('a table that is missing is a level and a reason, and what was known is taken back', async () => {
    await using lab = await TestLab.open({ kernel: { tables: '/proc/self/missing' } });
    const { client } = await lab.pair();
    await lab.call('kernel.watch', { socketIds: [client] });
    const { level, reason } = await lab.event('kernel.level');
    expect([level, reason]).toEqual(['none', expect.stringMatching(/^The kernel’s tables cannot be read: ENOENT/u)]);
    expect(await lab.call('lab.about', {})).toMatchObject({ kernelView: 'none', reasons: { kernelView: reason } });
    expect(await lab.socket(client)).not.toHaveProperty('kernel');
    expect((await lab.call('lab.snapshot', {})).kernel).toEqual({ level, reason });
  });

  test('a table in an unknown form is a level and a reason, never a number', async () => {
    const tables = mkdtempSync(path.join(os.tmpdir(), 'tables-'));
    writeFileSync(path.join(tables, 'tcp'), 'something else\n');
    await using lab = await TestLab.open({ kernel: { tables } });
    const { client } = await lab.pair();
    await lab.call('kernel.watch', { socketIds: [client] });
    expect((await lab.event('kernel.level')).reason).toContain('no table of TCP sockets');
    expect(await lab.socket(client)).not.toHaveProperty('kernel');
    rmSync(tables, { recursive: true });
  });

  test('a thread that dies is a level and a reason; the next comes back to full', async () => {
    const threads: LookThread[] = [];
    await using lab = await TestLab.open({
      kernel: {
        startThread: (options) => {
          const thread = startLookThread(options);
          threads.push(thread);
          return thread;
        },
      },
    });
    const { client } = await lab.pair();
    await lab.call('kernel.watch', { socketIds: [client] });
    await sampled(lab, (e) => e.rows.length > 0);
    await threads[0]?.close();
    const { level, reason } = await lab.event('kernel.level');
    expect([level, reason]).toEqual(['none', 'The sampler has stopped: it was ended.']);
    await sampled(lab, (e) => e.gone?.includes(client) ?? false);
    await lab.event('kernel.level', (e) => e.level === 'full');
    expect(threads).toHaveLength(2);
  }, 15_000);

  test('the thread ends with the engine', async () => {
    let thread: LookThread | undefined;
    const lab = await TestLab.open({ kernel: { startThread: (options) => (thread = startLookThread(options)) } });
    const { client } = await lab.pair();
    await lab.call('kernel.watch', { socketIds: [client] });
    await sampled(lab);
    await lab[Symbol.asyncDispose]();
    await expect(thread?.look({ servers: undefined })).rejects.toThrow('it was ended');
  });
});

test('a system whose tables are unknown: level none with a reason, from the start', async () => {
  await using lab = await TestLab.open({ kernel: { platform: 'sunos' } });
  const { client } = await lab.pair();
  const reason = 'There is no known way to read the kernel’s tables on sunos.';
  expect(await lab.call('kernel.watch', { socketIds: [client] })).toEqual({ level: 'none', reason });
  expect(await lab.call('lab.about', {})).toMatchObject({ kernelView: 'none', reasons: { kernelView: reason } });
});

// What holds over every transport. Each scenario gets a way to dial one engine as often as it likes; it asserts by
// throwing, so that Vitest and Playwright can both run it.
import assert from 'node:assert/strict';
import { TestCaller, until } from '../../electron/engine/testing/test-caller.ts';
import { unnumbered } from '../../shared/contract/batches.ts';
import type { Envelope, Transport } from '../../shared/contract/transport.ts';
import { followBatch } from '../../shared/model/follow.ts';
import { type LabState, labOfSnapshot } from '../../shared/model/lab-state.ts';

/** Dials the engine under test; what is dialled is closed by whoever runs the scenario. */
export type Dial = () => Transport | Promise<Transport>;

export interface Scenario {
  readonly name: string;
  run(dial: Dial): Promise<void>;
}

type Answer = {
  id?: unknown;
  result?: unknown;
  error?: { code: number; message: string; data?: { code: string; message: string } };
};

/** Sends an envelope as it is and waits for the answer with its id (null for what has none). */
async function ask(transport: Transport, envelope: unknown, id: unknown): Promise<Answer> {
  let answer: Answer | undefined;
  const undo = transport.onEnvelope((received) => {
    if ('id' in (received as Answer) && (received as Answer).id === id) answer = received as Answer;
  });
  transport.send(envelope as Envelope);
  await until(
    () => answer !== undefined,
    () => `an answer to ${JSON.stringify(envelope)}`,
  );
  undo();
  return answer as unknown as Answer;
}

const call = (id: number, method: string, params?: unknown) => ({
  jsonrpc: '2.0',
  id,
  method,
  ...(params !== undefined && { params }),
});
const echo = { mock: { otherwise: { kind: 'echo' as const } } };

/** A caller with its snapshot, a listening echo server, and a socket connected to it. */
async function busyLab(dial: Dial) {
  const caller = new TestCaller(await dial());
  await caller.call('lab.snapshot', {});
  const { serverId, address } = await caller.call('server.listen', { listen: { port: 0, host: '127.0.0.1' }, ...echo });
  const target = { port: (address as { port: number }).port, host: '127.0.0.1' };
  const { socketId } = await caller.call('socket.connect', { target });
  await caller.event('socket.paired', (e) => e.socketId === socketId);
  return { caller, serverId, socketId, target };
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'a call is answered, params may be left out',
    async run(dial) {
      const transport = await dial();
      const { result } = await ask(transport, call(1, 'lab.about'), 1);
      assert.equal((result as { name: string }).name, 'Socket Lab');
      assert.equal(typeof (result as { pid: number }).pid, 'number');
    },
  },
  {
    name: 'violations of JSON-RPC and of the schemas have the standard codes, and nothing else happens',
    async run(dial) {
      const transport = await dial();
      const codeOf = async (envelope: unknown, id: unknown) => (await ask(transport, envelope, id)).error?.code;
      assert.equal(await codeOf(call(1, 'lab.nothing'), 1), -32601);
      assert.equal(await codeOf(call(2, 'toString'), 2), -32601);
      assert.equal(await codeOf(call(3, 'server.close', {}), 3), -32602);
      assert.equal(await codeOf(call(4, 'server.close', { serverId: '1' }), 4), -32602);
      assert.equal(await codeOf(call(5, 'server.create', { listen: { prot: 1 } }), 5), -32602);
      assert.equal(
        await codeOf(call(6, 'server.create', { listen: {}, mock: { otherwise: { kind: 'nope' } } }), 6),
        -32602,
      );
      assert.equal(await codeOf(call(7, 'lab.about', []), 7), -32602);
      assert.equal(await codeOf({ id: 8, method: 'lab.about' }, 8), -32600);
      assert.equal(await codeOf([call(9, 'lab.about')], null), -32600);
      assert.equal(await codeOf({ jsonrpc: '2.0', id: { a: 1 }, method: 'lab.about' }, null), -32600);
      const { result } = await ask(transport, call(10, 'lab.snapshot'), 10);
      assert.deepEqual((result as { servers: unknown[] }).servers, []);
    },
  },
  {
    name: 'an expected refusal is -32000 with a failure: Node’s code, a headline, Node’s own text',
    async run(dial) {
      const transport = await dial();
      const bad = await ask(transport, call(1, 'socket.connect', { target: { port: 65_536 } }), 1);
      assert.equal(bad.error?.code, -32000);
      assert.equal(bad.error?.data?.code, 'ERR_SOCKET_BAD_PORT');
      assert.equal(bad.error?.message, bad.error?.data?.message);
      const unknown = await ask(transport, call(2, 'socket.end', { socketId: 999_999 }), 2);
      assert.equal(unknown.error?.data?.code, 'UNKNOWN_SOCKET');
      const nulled = await ask(transport, call(3, 'socket.connect', { target: { port: null } }), 3);
      assert.equal(nulled.error?.data?.code, 'ERR_INVALID_ARG_TYPE');
    },
  },
  {
    name: 'a notification is carried out and not answered',
    async run(dial) {
      const transport = await dial();
      const seen: unknown[] = [];
      transport.onEnvelope((envelope) => seen.push(envelope));
      transport.send({ jsonrpc: '2.0', method: 'server.create', params: { listen: { port: 0 }, name: 'quiet' } });
      const { result } = await ask(transport, call(1, 'lab.snapshot'), 1);
      assert.deepEqual(
        (result as { servers: { name: string }[] }).servers.map((s) => s.name),
        ['quiet'],
      );
      assert.equal(seen.length, 1);
    },
  },
  {
    name: 'requests of one caller start in the order received',
    async run(dial) {
      const { caller, socketId } = await busyLab(dial);
      const words = Array.from({ length: 50 }, (_, i) => `${i} `);
      await Promise.all(words.map((data) => caller.call('socket.write', { socketId, data })));
      const all = words.join('');
      await caller.socketWhen(socketId, (s) => s.counts.bytesRead === all.length);
      assert.equal(String(await caller.received(socketId)), all);
    },
  },
  {
    name: 'events are numbered without gaps, also over a second snapshot',
    async run(dial) {
      const { caller, socketId } = await busyLab(dial);
      await caller.call('socket.write', { socketId, data: 'x' });
      await caller.call('lab.snapshot', {});
      await caller.call('socket.destroy', { socketId });
      await caller.event('socket.close', (e) => e.socketId === socketId);
      // The snapshot sends what is waiting before it answers, so every batch up to its number is here.
      const { sequence } = await caller.call('lab.snapshot', {});
      let next = caller.batches[0]?.first ?? 0;
      for (const { first, events } of caller.batches) {
        assert.equal(first, next);
        next += events.filter((e) => !unnumbered.has(e.type)).length;
      }
      assert.equal(sequence, next);
    },
  },
  {
    name: 'a mirror that follows the batches ends where a fresh snapshot begins',
    async run(dial) {
      const caller = new TestCaller(await dial());
      let mirror: LabState = labOfSnapshot(await caller.call('lab.snapshot', {}));
      caller.client.onBatch((batch) => {
        const followed = followBatch(mirror, batch);
        assert.notEqual(followed, 'gap');
        if (followed !== 'gap') mirror = followed.state;
      });
      const other = await busyLab(dial);
      await other.caller.call('socket.write', { socketId: other.socketId, data: 'mirror' });
      await other.caller.call('socket.pause', { socketId: other.socketId });
      await other.caller.call('socket.end', { socketId: other.socketId });
      await other.caller.call('server.close', { serverId: other.serverId, sockets: 'destroy' });
      await caller.event('server.close');
      await other.caller.call('socket.resume', { socketId: other.socketId }).catch(() => {});
      await caller.event('socket.close', (e) => e.socketId === other.socketId);
      const fresh = labOfSnapshot(await caller.call('lab.snapshot', {}));
      assert.equal(mirror.sequence, fresh.sequence);
      assert.deepEqual([...mirror.servers.values()], [...fresh.servers.values()]);
      assert.deepEqual([...mirror.sockets.values()], [...fresh.sockets.values()]);
    },
  },
  {
    name: 'every byte value travels unchanged both ways',
    async run(dial) {
      const { caller, socketId } = await busyLab(dial);
      const bytes = Buffer.from(Array.from({ length: 256 * 64 }, (_, i) => (i * 7) & 255));
      await caller.call('socket.write', { socketId, data: bytes.toString('base64'), encoding: 'base64' });
      await caller.socketWhen(socketId, (s) => s.counts.bytesRead === bytes.length);
      assert.ok(bytes.equals(await caller.received(socketId)));
    },
  },
  {
    name: 'the last counts of a life come before its close',
    async run(dial) {
      const { caller, socketId } = await busyLab(dial);
      await caller.call('socket.end', { socketId, data: 'last words' });
      await caller.event('socket.close', (e) => e.socketId === socketId);
      const close = caller.events.findIndex((e) => e.type === 'socket.close' && e.socketId === socketId);
      const counted = caller.events
        .slice(0, close)
        .findLast((e) => e.type === 'sockets.counted' && e.rows.includes(socketId));
      assert.ok(counted?.type === 'sockets.counted');
      const at = counted.rows.indexOf(socketId);
      assert.deepEqual(counted.rows.slice(at, at + 6), [socketId, 10, 10, 0, 1, 1]);
    },
  },
  {
    name: 'a caller that leaves does not stop the lab, and the next one finds it as it is',
    async run(dial) {
      const first = await busyLab(dial);
      first.caller.client.close();
      const second = new TestCaller(await dial());
      const { servers, sockets } = await second.call('lab.snapshot', {});
      assert.equal(servers[0]?.state, 'listening');
      assert.equal(sockets.find((s) => s.socketId === first.socketId)?.state, 'open');
      await second.call('socket.write', { socketId: first.socketId, data: 'hi' });
      await second.socketWhen(first.socketId, (s) => s.counts.bytesRead === 2);
    },
  },
  {
    name: 'nobody gets events before asking for a snapshot',
    async run(dial) {
      const silent = new TestCaller(await dial());
      await silent.call('lab.about', {});
      const { caller, socketId } = await busyLab(dial);
      await caller.call('socket.destroy', { socketId });
      await caller.event('socket.close', (e) => e.socketId === socketId);
      assert.deepEqual(silent.events, []);
    },
  },
  {
    name: 'the kernel’s view comes while it is watched, with a level, and is taken back afterwards',
    async run(dial) {
      const { caller, socketId, serverId } = await busyLab(dial);
      const { kernelView } = await caller.call('lab.about', {});
      const watched = await caller.call('kernel.watch', { socketIds: [socketId], serverIds: [serverId] });
      assert.equal(watched.level, kernelView);
      if (kernelView === 'none') return;
      const { rows } = await caller.event('kernel.sampled', (e) => e.rows.length > 0);
      assert.deepEqual(
        rows.map((row) => [row.socketId, row.state, row.provenance]),
        [[socketId, 'ESTABLISHED', 'sampled']],
      );
      assert.equal((await caller.socket(socketId)).kernel?.state, 'ESTABLISHED');
      await caller.call('kernel.watch', { socketIds: [] });
      await caller.event('kernel.sampled', (e) => e.gone?.includes(socketId) ?? false);
      assert.equal((await caller.socket(socketId)).kernel, undefined);
    },
  },
  {
    name: 'resetting the lab closes and forgets everything, and says how much',
    async run(dial) {
      const { caller } = await busyLab(dial);
      assert.deepEqual(await caller.call('lab.reset', {}), { closed: { servers: 1, sockets: 2 } });
      const { servers, sockets } = await caller.call('lab.snapshot', {});
      assert.deepEqual([servers, sockets], [[], []]);
      assert.equal((await caller.call('lab.stats', {})).captureBytes, 0);
    },
  },
];

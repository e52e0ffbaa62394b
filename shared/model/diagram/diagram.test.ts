// The way through the machines, from real orders of events, with and without the kernel's samples.
import { expect, test } from 'vitest';
import type { Socket } from '../../contract/records.ts';
import { endLike } from '../../testing/ladder-ends.ts';
import { testCounts, testSocket } from '../../testing/records.ts';
import { drawnMachine, machineSummary, visitText } from './describe.ts';
import { type KernelSample, tcpVisits, unixVisits } from './kernel-visits.ts';
import { between, mirrored, stateSize } from './machine.ts';
import { nodeMachine, tcpMachine, unixMachine } from './machines.ts';
import { nodeVisits, type Visit } from './visits.ts';

type Events = NonNullable<Parameters<typeof endLike>[2]>;
const half = { allowHalfOpen: true };
const client = (more: Partial<Socket> = {}) => testSocket(1, { openedAt: 10, connectedAt: 11, options: half, ...more });
const server = (more: Partial<Socket> = {}) =>
  testSocket(2, { origin: 'accepted', openedAt: 11, connectedAt: 11, options: half, ...more });
const closed = (
  cause: 'fin' | 'rst' | 'local-destroy' | 'local-reset' | 'refused' | 'error',
  more: Partial<Socket> = {},
) =>
  ({
    readyState: 'closed',
    state: 'closed',
    closedAt: 30,
    close: { hadError: cause === 'rst' || cause === 'refused' || cause === 'error', cause, first: 'us' },
    ...more,
  }) as const;
const texts = (visits: readonly Visit[]) => visits.map((visit) => visitText(visit, 10));
const node = (socket: Socket, events: Events) => texts(nodeVisits(endLike(socket, [], events)));
const kernel = (socket: Socket, events: Events, samples: KernelSample[] = [], more = {}) =>
  texts(tcpVisits({ ...endLike(socket, [], events), samples, ...more }));
const sample = (at: number, state: KernelSample['state']): KernelSample => ({ at, state, provenance: 'sampled' });
const connect = { type: 'socket.connect', at: 11, local: null, remote: null } as const;
const finish = (at: number) => ({ type: 'socket.finish', at }) as const;
const end = (at: number) => ({ type: 'socket.end', at }) as const;

test('the places are fixed: no two states lie on each other, and the mirror keeps them apart', () => {
  for (const machine of [nodeMachine, tcpMachine, unixMachine]) {
    for (const form of [machine, mirrored(machine)]) {
      for (const [i, a] of form.states.entries()) {
        expect(a.x - stateSize.width / 2).toBeGreaterThanOrEqual(0);
        expect(a.x + stateSize.width / 2).toBeLessThanOrEqual(form.width);
        for (const b of form.states.slice(i + 1)) {
          expect(Math.abs(a.x - b.x) >= stateSize.width || Math.abs(a.y - b.y) >= stateSize.height).toBe(true);
        }
      }
    }
    expect(mirrored(mirrored(machine))).toEqual(machine);
    const ids = new Set(machine.states.map(({ id }) => id));
    for (const edge of machine.edges) expect([ids.has(edge.from), ids.has(edge.to)]).toEqual([true, true]);
  }
  expect(tcpMachine.states.length).toBe(11);
  expect(nodeMachine.states.length).toBe(5);
});

test('Node: the end that finishes first goes over readOnly, the other over writeOnly', () => {
  expect(
    node(client(closed('fin')), [
      connect,
      finish(20),
      end(28),
      { type: 'socket.close', at: 30, hadError: false, cause: 'fin', first: 'us', discardedBytes: 0 },
    ]),
  ).toEqual([
    'opening (observed, 0 ms)',
    'open (observed, 1 ms)',
    'readOnly (observed, 10 ms)',
    'closed (observed, 18 ms)',
  ]);
  expect(node(server({ readyState: 'writeOnly', state: 'send-only' }), [end(20.5)])).toEqual([
    'open (observed, 1 ms)',
    'writeOnly (observed, 11 ms)',
  ]);
});

test('Node: end() behind queued bytes is readOnly before the FIN has gone', () => {
  const socket = client({ readyState: 'readOnly', state: 'receive-only', counts: testCounts({ queued: 5 }) });
  expect(node(socket, [connect, { type: 'socket.updated', at: 15, socket }]).at(-1)).toBe('readOnly (observed, 5 ms)');
});

test('Node: what happened before the page was opened has no time, except what the record tells', () => {
  expect(node(client({ readyState: 'readOnly', state: 'receive-only' }), [])).toEqual([
    'opening (observed, 0 ms)',
    'open (observed, 1 ms)',
    'readOnly (observed, no longer kept)',
  ]);
});

test('Node: events that begin in the middle neither repeat a state nor invent one', () => {
  const drain = { type: 'socket.drain', at: 40 } as const;
  expect(node(client(), [drain])).toEqual(['opening (observed, 0 ms)', 'open (observed, 1 ms)']);
  // FIN before the page was opened: the end that comes later is not taken for the first of the two.
  expect(node(client({ readyState: 'closed', state: 'closing' }), [drain, end(50)])).toEqual([
    'opening (observed, 0 ms)',
    'open (observed, 1 ms)',
    'closed (observed, no longer kept)',
  ]);
});

test('Node: refused goes from opening to closed', () => {
  expect(node(client(closed('refused', { connectedAt: undefined })), [])).toEqual([
    'opening (observed, 0 ms)',
    'closed (observed, 20 ms)',
  ]);
});

test('kernel: without a look at it everything is inferred', () => {
  expect(kernel(client(), [connect])).toEqual(['SYN_SENT (inferred, 0 ms)', 'ESTABLISHED (inferred, 1 ms)']);
  expect(kernel(server(), [])).toEqual([
    'SYN_RECV (inferred, 1 ms, too brief to sample)',
    'ESTABLISHED (inferred, 1 ms)',
  ]);
});

test('kernel: a half-close with samples: what was seen is sampled, what lies between is too brief', () => {
  expect(
    kernel(
      client({ readyState: 'readOnly' }),
      [connect, finish(20)],
      [sample(12, 'ESTABLISHED'), sample(22, 'FIN_WAIT_2')],
    ),
  ).toEqual([
    'SYN_SENT (inferred, 0 ms)',
    'ESTABLISHED (sampled, 1 ms)',
    'FIN_WAIT_1 (inferred, 10 ms)',
    'FIN_WAIT_2 (sampled, 12 ms)',
  ]);
  expect(kernel(server(), [end(20)], [sample(13, 'ESTABLISHED'), sample(22, 'CLOSE_WAIT')]).at(-1)).toBe(
    'CLOSE_WAIT (sampled, 10 ms)',
  );
});

test('kernel: the peer’s FIN is seen by the kernel although Node has not noticed (M1)', () => {
  expect(kernel(server({ paused: true }), [], [sample(20, 'CLOSE_WAIT')]).at(-1)).toBe('CLOSE_WAIT (sampled, 10 ms)');
});

test('kernel: active and passive close to their ends', () => {
  const active = kernel(client(closed('fin')), [connect, finish(20), end(28)], [sample(31, 'TIME_WAIT')]);
  expect(active.slice(2)).toEqual([
    'FIN_WAIT_1 (inferred, 10 ms)',
    'FIN_WAIT_2 (inferred, too brief to sample)',
    'TIME_WAIT (sampled, 18 ms)',
  ]);
  const passive = kernel(server(closed('fin')), [end(20), finish(27)]);
  expect(passive.slice(2)).toEqual([
    'CLOSE_WAIT (inferred, 10 ms)',
    'LAST_ACK (inferred, 17 ms)',
    'CLOSED (inferred, 20 ms)',
  ]);
});

test('kernel: a reset and a refusal go straight to CLOSED, and no orderly way is made up', () => {
  expect(kernel(client(closed('local-reset')), [connect]).slice(1)).toEqual([
    'ESTABLISHED (inferred, 1 ms)',
    'CLOSED (inferred, 20 ms, by RST)',
  ]);
  expect(kernel(client(closed('local-destroy')), [connect], [], { peerWasReset: true }).at(-1)).toContain('by RST');
  expect(kernel(client(closed('refused', { connectedAt: undefined })), [])).toEqual([
    'SYN_SENT (inferred, 0 ms)',
    'CLOSED (inferred, 20 ms, by RST)',
  ]);
  expect(kernel(client(closed('error')), [connect]).slice(2)).toEqual(['CLOSED (inferred, 20 ms)']);
});

test('kernel: a sample outweighs what was concluded from Node', () => {
  // destroy() with the peer’s FIN unread: Node’s events say FIN_WAIT_1, the table says otherwise.
  const steps = kernel(client(closed('local-destroy')), [connect], [sample(31, 'LAST_ACK')]);
  expect(steps.slice(2).at(-1)).toBe('LAST_ACK (sampled, 21 ms)');
});

test('UNIX sockets show what was sampled and nothing of TCP', () => {
  expect(texts(unixVisits({ ...endLike(client({ kind: 'unix' }), []), samples: [sample(12, 'CONNECTED')] }))).toEqual([
    'CONNECTED (sampled, 2 ms)',
  ]);
  expect(unixMachine.note).toBe('UNIX sockets have no SYN, FIN or TIME_WAIT.');
});

test('what is drawn: the last state is current, inferred ones are marked, an RST is a jump', () => {
  const visits = tcpVisits({
    ...endLike(client(closed('local-reset')), [], [connect]),
    samples: [sample(12, 'ESTABLISHED')],
  });
  const { states, edges, jumps } = drawnMachine(tcpMachine, visits);
  const look = (id: string) => states.find((state) => state.id === id)?.look;
  expect([look('SYN_SENT'), look('ESTABLISHED'), look('CLOSED'), look('LISTEN')]).toEqual([
    'inferred',
    'visited',
    'current',
    'never',
  ]);
  expect(edges.filter(({ visited }) => visited).map(({ label }) => label)).toEqual(['SYN+ACK in']);
  expect(jumps).toEqual([{ from: 'ESTABLISHED', to: 'CLOSED', label: 'RST' }]);
  expect(machineSummary(tcpMachine, visits)).toBe('Kernel: now CLOSED, after 3 states');
});

test('a way between two states is the shortest there is', () => {
  expect(between(tcpMachine, 'ESTABLISHED', 'TIME_WAIT')).toEqual(['FIN_WAIT_1', 'FIN_WAIT_2']);
  expect(between(tcpMachine, 'ESTABLISHED', 'ESTABLISHED')).toEqual([]);
  expect(between(unixMachine, 'CONNECTED', 'CONNECTING')).toBeUndefined();
});

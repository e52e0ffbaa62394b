// From facts to the ladder: what is drawn in each situation, and that nothing is drawn that was not seen.
import { expect, test } from 'vitest';
import { cutUp, endLike } from '../../testing/ladder-ends.ts';
import { type Random, randomFrom } from '../../testing/random.ts';
import { testCounts, testSocket } from '../../testing/records.ts';
import { buildLadder } from './build-ladder.ts';
import type { Ladder, LadderInput } from './ladder-facts.ts';

const build = (input: LadderInput, inferred = false) => buildLadder(input, { inferred });
const dialled = (more = {}) => testSocket(1, { openedAt: 0, connectedAt: 1, ...more });
const accepted = (more = {}) => testSocket(2, { origin: 'accepted', openedAt: 1.2, connectedAt: 1.2, ...more });
/** Instants as `lane kind`, in order. */
const story = ({ instants }: Ladder) => instants.map(({ lane, kind }) => `${lane} ${kind}`);
/** Arrows as `kind from→to bytes`, by the names of what they connect. */
const drawn = ({ instants, arrows }: Ladder) =>
  arrows.map(({ kind, from, to, bytes }) => {
    const name = (position: number) => (position < 0 ? '?' : `${instants[position]?.lane} ${instants[position]?.kind}`);
    return `${kind}: ${name(from)} → ${name(to)}${bytes > 0 ? ` ${bytes}` : ''}`;
  });
const closed = (cause: string, more = {}) => ({
  readyState: 'closed',
  closedAt: 20,
  close: { hadError: cause === 'rst', cause, first: 'us' },
  ...more,
});

test('a greeting and its echo: arrows from each write to the read it became, in the order of time', () => {
  const ladder = build({
    client: endLike(dialled(), [
      ['sent', 5, 2],
      ['received', 5, 4],
    ]),
    server: endLike(accepted(), [
      ['received', 5, 3],
      ['sent', 5, 3.1],
    ]),
  });
  expect(story(ladder)).toEqual([
    'client dial',
    'client connect',
    'server accept',
    'client write',
    'server data',
    'server write',
    'client data',
  ]);
  expect(drawn(ladder)).toEqual(['data: client write → server data 5', 'data: server write → client data 5']);
});

test('three writes arrive as one chunk, and one large write as three', () => {
  const ladder = build({
    client: endLike(dialled(), [
      ['sent', 3, 2],
      ['sent', 3, 2.1],
      ['sent', 5, 2.2],
      ['received', 40, 6],
      ['received', 40, 7],
      ['received', 20, 8],
    ]),
    server: endLike(accepted(), [
      ['received', 11, 3],
      ['sent', 100, 5],
    ]),
  });
  expect(drawn(ladder)).toEqual([
    'data: client write → server data 3',
    'data: client write → server data 3',
    'data: client write → server data 5',
    'data: server write → client data 40',
    'data: server write → client data 40',
    'data: server write → client data 20',
  ]);
});

test('what has not been read, and what an outside peer wrote, ends open', () => {
  const unread = build({
    client: endLike(dialled(), [['sent', 10, 2]]),
    server: endLike(accepted(), [['received', 4, 3]]),
  });
  expect(drawn(unread)).toEqual(['data: client write → server data 4', 'data: client write → ? 6']);
  const outside = build({
    server: endLike(
      accepted(),
      [
        ['received', 4, 3],
        ['sent', 2, 4],
      ],
      [{ type: 'socket.end', at: 5 }],
    ),
  });
  expect(drawn(outside)).toEqual([
    'data: ? → server data 4',
    'fin: ? → server fin-received',
    'data: server write → ? 2',
  ]);
  expect(outside.lifelines.map((line) => line.ours)).toEqual([false, true]);
});

test('a half-close: FIN from finish to end, and the other direction goes on', () => {
  const ladder = build({
    client: endLike(dialled(), [['received', 3, 9]], [{ type: 'socket.finish', at: 5 }]),
    server: endLike(accepted(), [['sent', 3, 8]], [{ type: 'socket.end', at: 6 }]),
  });
  expect(drawn(ladder)).toEqual(['fin: client fin → server fin-received', 'data: server write → client data 3']);
  const [client, server] = ladder.lifelines;
  expect(ladder.instants[client?.finished ?? -1]?.kind).toBe('fin');
  expect(server?.finished).toBe(-1);
});

test('a close without end() sends FIN too: seen by the receiver, the sender inferred', () => {
  const ladder = build({
    client: endLike(dialled(closed('local-destroy')), []),
    server: endLike(accepted(), [], [{ type: 'socket.end', at: 20.4 }]),
  });
  expect(drawn(ladder)).toEqual(['fin: client close → server fin-received']);
  expect(ladder.arrows[0]?.provenance).toBe('inferred');
});

test('a FIN behind queued bytes waits in a bracket until it leaves', () => {
  const socket = dialled({ readyState: 'readOnly', counts: testCounts({ bytesWritten: 2e6, queued: 1e6 }) });
  const events = [{ type: 'socket.updated', at: 5, socket } as const, { type: 'socket.finish', at: 105 } as const];
  const waiting = build({ client: endLike(socket, [], events.slice(0, 1)) });
  expect(waiting.instants.at(-1)).toMatchObject({ kind: 'fin-waiting', text: 'FIN waits behind 1.0 MB' });
  expect(waiting.spans).toMatchObject([{ kind: 'fin-waiting', to: -1 }]);
  const left = build({ client: endLike(socket, [], events) });
  expect(left.spans).toMatchObject([{ kind: 'fin-waiting', text: 'FIN waits 100 ms' }]);
});

test('reading stopped and backpressure are spans that end with what ends them', () => {
  const ladder = build({
    client: endLike(
      dialled(),
      [],
      [
        { type: 'socket.backpressure', at: 5, queued: 10 },
        { type: 'socket.backpressure', at: 6, queued: 20, times: 3 },
        { type: 'socket.drain', at: 3_105 },
      ],
    ),
    server: endLike(accepted(closed('local-destroy')), [], [{ type: 'socket.paused', at: 4, by: 'user' }]),
  });
  expect(ladder.spans.map(({ kind, lane, text }) => [kind, lane, text])).toEqual([
    ['backpressure', 'client', 'write() = false 3.1 s'],
    ['not-reading', 'server', 'not reading 16 ms'],
  ]);
});

test('an end that began without reading is hatched from its beginning', () => {
  const still = build({ client: endLike(dialled({ paused: true }), []) });
  expect(still.spans).toMatchObject([{ kind: 'not-reading', from: 0, to: -1 }]);
  const resumed = build({ client: endLike(dialled(), [], [{ type: 'socket.resumed', at: 50 }]) });
  expect(resumed.spans).toMatchObject([{ kind: 'not-reading', from: 0 }]);
});

test('a reset: observed where both ends saw it, and the sender inferred where it only closed', () => {
  const reset = build({
    client: endLike(dialled(closed('local-reset')), []),
    server: endLike(accepted(closed('rst', { closedAt: 21 })), []),
  });
  expect(drawn(reset)).toEqual(['rst: client rst → server rst-received']);
  expect(reset.arrows[0]?.provenance).toBe('observed');
  expect(reset.lifelines.map((line) => line.ended)).toEqual(['reset', 'reset']);
  const unread = build({
    client: endLike(dialled(closed('local-destroy')), []),
    server: endLike(accepted(closed('rst', { closedAt: 21 })), []),
  });
  expect(drawn(unread)).toEqual(['rst: client close → server rst-received']);
  expect(unread.arrows[0]?.provenance).toBe('inferred');
  const outside = build({ client: endLike(dialled(closed('rst')), []) });
  expect(drawn(outside)).toEqual(['rst: ? → client rst-received']);
});

test('timeouts, errors and notes are flags; attempts that fail say which', () => {
  const { instants } = build({
    client: endLike(
      dialled({ connectedAt: undefined, onTimeout: 'destroy' }),
      [],
      [
        { type: 'socket.lookup', at: 1, host: 'localhost', address: '::1', family: 6 },
        {
          type: 'socket.connectionAttemptFailed',
          at: 2,
          ip: '::1',
          port: 80,
          family: 6,
          failure: { code: 'ECONNREFUSED', message: '' },
        },
        { type: 'socket.timeout', at: 3 },
        { type: 'socket.error', at: 4, failure: { code: 'ETIMEDOUT', message: '' } },
        { type: 'mock.note', at: 5, text: 'a note' },
      ],
    ),
  });
  expect(instants.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    'dial: connect()',
    'note: localhost is ::1',
    'error: [::1]:80: ECONNREFUSED',
    'timeout: idle timeout → close',
    'error: ETIMEDOUT',
    'note: a note',
  ]);
});

test('a long wait in the accept queue is said, a short one is not, and both are inferred', () => {
  const waiting = (at: number) =>
    build({ client: endLike(dialled(), []), server: endLike(accepted({ openedAt: at }), []) });
  expect(waiting(4_101).spans).toMatchObject([
    { kind: 'accept-queue', provenance: 'inferred', text: 'in the accept queue 4.1 s' },
  ]);
  expect(waiting(2).spans).toEqual([]);
});

test('UX23 no handshake unless asked for; then dashed and inferred, and none on a UNIX socket', () => {
  const input = {
    client: endLike(dialled(), [], [{ type: 'socket.finish', at: 5 }]),
    server: endLike(accepted(), [], [{ type: 'socket.end', at: 6 }]),
  };
  expect(drawn(build(input)).filter((arrow) => arrow.startsWith('handshake'))).toEqual([]);
  const guessed = build(input, true).arrows.filter(({ kind }) => kind === 'handshake');
  expect(guessed.map(({ label }) => label)).toEqual(['SYN', 'SYN+ACK', 'ACK', 'ACK of FIN']);
  expect(new Set(guessed.map(({ provenance }) => provenance))).toEqual(new Set(['inferred']));
  const unix = { client: endLike(dialled({ kind: 'unix' }), []), server: endLike(accepted({ kind: 'unix' }), []) };
  expect(build(unix, true).arrows).toEqual([]);
  const refused = build({ client: endLike(dialled(closed('refused', { connectedAt: undefined })), []) }, true);
  expect(refused.arrows.map(({ label }) => label)).toEqual(['SYN', 'RST']);
  const unanswered = build({ client: endLike(dialled({ connectedAt: undefined }), []) }, true);
  expect(unanswered.arrows).toMatchObject([{ label: 'SYN', to: -1 }]);
});

test('events of an earlier life, and chunks of none, do not show', () => {
  const events = endLike(dialled({ life: 1 }), [], [{ type: 'socket.finish', at: 5 }]).events;
  const ladder = build({ client: { socket: dialled({ life: 2 }), chunks: [], events } });
  expect(story(ladder)).toEqual(['client dial', 'client connect']);
});

test('property: for any chunking the bytes of the arrows are the bytes read, and no arrow goes back in time', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = randomFrom(seed);
    const { input, read, written } = conversation(random);
    const ladder = build(input, seed % 2 === 0);
    const data = ladder.arrows.filter(({ kind }) => kind === 'data');
    const sum = (list: typeof data) => list.reduce((total, { bytes }) => total + bytes, 0);
    expect(sum(data.filter(({ to }) => to >= 0))).toBe(read);
    expect(sum(data)).toBe(written);
    for (const { from, to } of data) {
      if (from < 0 || to < 0) continue;
      expect(ladder.instants[to]?.at).toBeGreaterThanOrEqual(ladder.instants[from]?.at as number);
    }
  }
});

/** Two ends that write at random and read what is there in random pieces. */
function conversation(random: Random): { input: LadderInput; read: number; written: number } {
  const chunks = {
    client: [] as ['sent' | 'received', number, number][],
    server: [] as ['sent' | 'received', number, number][],
  };
  const onTheWay = { client: 0, server: 0 };
  let [at, read, written] = [2, 0, 0];
  for (let step = 0; step < 60; step++) {
    at += random.below(50) / 10;
    const [from, to] = random.pick([
      ['client', 'server'],
      ['server', 'client'],
    ] as const);
    if (random.below(2) === 0) {
      for (const size of cutUp(random, 1 + random.below(300), 100)) {
        chunks[from].push(['sent', size, at]);
        onTheWay[to] += size;
        written += size;
      }
    } else if (onTheWay[to] > 0) {
      const size = 1 + random.below(onTheWay[to]);
      chunks[to].push(['received', size, at]);
      onTheWay[to] -= size;
      read += size;
    }
  }
  return {
    input: { client: endLike(dialled(), chunks.client), server: endLike(accepted(), chunks.server) },
    read,
    written,
  };
}

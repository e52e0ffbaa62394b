// Four buckets for each direction, and the sentence that says why they are as they are.
import { expect, test } from 'vitest';
import type { Socket } from '../contract/records.ts';
import { testCounts, testRow, testSocket } from '../testing/records.ts';
import { pipeOf } from './pipes.ts';

const client = (more: Partial<Socket> = {}) => testSocket(1, more);
const server = (more: Partial<Socket> = {}) => testSocket(2, { origin: 'accepted', ...more });
const pipe = (sender: Socket | undefined, receiver: Socket | undefined) =>
  pipeOf({ from: 'client', sender, receiver, highWaterMark: 16_384 });
const words = (sender: Socket | undefined, receiver: Socket | undefined) => {
  const { word, sentence } = pipe(sender, receiver);
  return `${word} ${sentence}`;
};

const full = client({
  needDrain: true,
  counts: testCounts({ bytesWritten: 5_046_272, queued: 1_048_576 }),
  kernel: testRow({ sendQueue: 3_877_376, timer: 'zero-window', taken: 3_997_696 }),
});
const stopped = server({
  paused: true,
  kernel: testRow({ receiveQueue: 128_512 }),
  counts: testCounts({ bytesRead: 0 }),
});

test('UX16 a full pipe: four labelled buckets with numbers, a closed valve, and the reason from the far end back', () => {
  const { buckets, valves } = pipe(full, stopped);
  expect(buckets.map(({ title, bytes, provenance }) => [title, bytes, provenance])).toEqual([
    ['App queue (Node)', 1_048_576, 'observed'],
    ['Kernel send buffer', 3_877_376, 'sampled'],
    ['Peer’s kernel buffer', 128_512, 'sampled'],
    ['Peer’s program', 0, 'observed'],
  ]);
  expect(buckets[0]).toMatchObject({ capacity: 16_384, note: 'limit 16 kB' });
  expect(buckets.slice(1).every((bucket) => bucket.capacity === undefined)).toBe(true);
  expect(valves.map(({ state, word }) => `${state} ${word}`.trim())).toEqual([
    'open',
    'closed window closed',
    'closed not reading',
  ]);
  expect(words(full, stopped)).toBe(
    'Full. The server program is not reading, so its kernel buffer (129 kB) is full, so the client’s (3.9 MB) is full, ' +
      'so 1.0 MB is waiting in Node and write() returns false.',
  );
});

test('what is not told is said to be unseen, and no number is made up', () => {
  const noKernel = pipe(
    client({ needDrain: true, counts: testCounts({ bytesWritten: 9, queued: 9 }) }),
    server({ paused: true }),
  );
  expect(noKernel.buckets.map(({ bytes }) => bytes)).toEqual([9, undefined, undefined, 0]);
  expect(noKernel.sentence).toBe(
    'The server program is not reading, so its kernel buffer is full, so the client’s is full, so 9 B is waiting in Node and write() returns false.',
  );
  const unix = pipe(client({ kind: 'unix' }), server({ kind: 'unix' }));
  expect(unix.buckets.map(({ note }) => note)).toEqual([
    'limit 16 kB',
    'not told of UNIX sockets',
    'not told of UNIX sockets',
    'read',
  ]);
});

test('an outside peer: our half only', () => {
  const out = pipe(client({ counts: testCounts({ bytesWritten: 12 }), kernel: testRow() }), undefined);
  expect(out.buckets.map(({ bytes, note }) => [bytes, note])).toEqual([
    [0, 'limit 16 kB'],
    [0, 'not acknowledged'],
    [undefined, 'not visible here'],
    [undefined, 'outside this lab'],
  ]);
  expect(out.sentence).toBe('Everything that was written has been acknowledged by the peer’s kernel.');
  const into = pipe(undefined, server({ counts: testCounts({ bytesRead: 12 }), kernel: testRow({ receiveQueue: 7 }) }));
  expect(into.buckets.map(({ bytes }) => bytes)).toEqual([undefined, undefined, 7, 12]);
  expect(into.sentence).toBe('The server program has read 12 B. What the client has queued cannot be seen from here.');
});

const sent = (bytesWritten: number, queued = 0) => testCounts({ bytesWritten, queued });
const read = (bytesRead: number) => testCounts({ bytesRead });
const cases: readonly (readonly [string, Socket | undefined, Socket | undefined])[] = [
  ['Not connected. There is no connection yet.', client({ state: 'connecting' }), undefined],
  [
    'Not connected. 5 B wait in Node for the connection.',
    client({ state: 'connecting', counts: sent(5, 5) }),
    undefined,
  ],
  ['Empty. The client has written nothing yet.', client(), server()],
  ['Empty. Everything that was written has been read.', client({ counts: sent(9) }), server({ counts: read(9) })],
  ['Empty. 3 B have left Node and have not been read.', client({ counts: sent(9) }), server({ counts: read(6) })],
  ['Empty. Everything that was written has left Node.', client({ counts: sent(9) }), undefined],
  [
    'Moving. 5 B are between the two programs.',
    client({ counts: sent(9), kernel: testRow({ sendQueue: 5 }) }),
    server({ counts: read(4), kernel: testRow() }),
  ],
  [
    'Stopped. The server program is not reading. Nothing waits for it.',
    client({ kernel: testRow() }),
    server({ paused: true, kernel: testRow() }),
  ],
  [
    'Stopped. The server program is not reading. What waits for it cannot be seen here.',
    client(),
    server({ paused: true }),
  ],
  [
    'Filling. The server program is not reading; 8 B wait in the kernel.',
    client({ counts: sent(8), kernel: testRow() }),
    server({ paused: true, kernel: testRow({ receiveQueue: 8 }) }),
  ],
  [
    'Backed up. 2.0 MB wait in Node, and write() returns false until they have gone.',
    client({ counts: sent(3e6, 2e6), needDrain: true }),
    server({ counts: read(1e6) }),
  ],
  [
    'Backed up. 2.0 MB wait in Node; the FIN goes out after them.',
    client({ counts: sent(3e6, 2e6), readyState: 'readOnly', state: 'receive-only' }),
    undefined,
  ],
  [
    'Corked. 5 B are held in Node until the client is uncorked.',
    client({ corked: true, counts: sent(5, 5) }),
    server(),
  ],
  [
    'No answer. 13 B were sent and not acknowledged; the kernel has sent them again 4 times.',
    client({ counts: sent(13), kernel: testRow({ timer: 'retransmit', retransmits: 4, sendQueue: 13 }) }),
    server(),
  ],
  [
    'Full. The kernel of the server takes no more, so 90 B wait in the kernel of the client and 10 B in Node.',
    client({ counts: sent(100, 10), kernel: testRow({ timer: 'zero-window', sendQueue: 90 }) }),
    undefined,
  ],
  [
    'Finished. The client has finished sending. Everything that was written has been read.',
    client({ counts: sent(9), readyState: 'readOnly' }),
    server({ counts: read(9) }),
  ],
  ['Finished. The client has finished sending, and has sent nothing.', client({ readyState: 'readOnly' }), server()],
  [
    'Lost. 1.0 MB were still in Node when the client closed.',
    client({ close: { hadError: false, cause: 'local-destroy', first: 'us' }, discardedBytes: 1e6 }),
    server(),
  ],
  ['Closed. The client has sent nothing.', client({ close: { hadError: false, cause: 'fin', first: 'us' } }), server()],
  [
    'Closed. All 9 B were read.',
    client({ counts: sent(9), close: { hadError: false, cause: 'fin', first: 'us' } }),
    server({ counts: read(9) }),
  ],
  [
    'Closed. 4 B of 9 B were read; the rest was not read.',
    client({ counts: sent(9), close: { hadError: false, cause: 'fin', first: 'us' } }),
    server({ counts: read(4) }),
  ],
  [
    'Closed. All 9 B left Node.',
    client({ counts: sent(9), close: { hadError: false, cause: 'fin', first: 'us' } }),
    undefined,
  ],
  [
    'Stopped. The server program is not reading; 7 B waits in its kernel. What the client has queued cannot be seen from here.',
    undefined,
    server({ paused: true, kernel: testRow({ receiveQueue: 7 }) }),
  ],
];

test.each(cases)('%s', (expected, sender, receiver) => {
  expect(words(sender, receiver)).toBe(expected);
});

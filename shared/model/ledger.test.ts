import { expect, test } from 'vitest';
import { testCounts, testRow, testSocket } from '../testing/records.ts';
import { bytesSent, ledgerOf, unacknowledgedBytes, unreadBytes } from './ledger.ts';

test('bytes sent leave out what Node still holds', () => {
  expect(bytesSent({ counts: testCounts({ bytesWritten: 5_046_272, queued: 1_048_576 }) })).toBe(3_997_696);
});

test('a SYN, a FIN and the peer’s FIN are no data, though Linux counts each as a byte', () => {
  const unacknowledged = {
    SYN_SENT: 0,
    ESTABLISHED: 1,
    FIN_WAIT_1: 0,
    FIN_WAIT_2: 1,
    CLOSING: 0,
    LAST_ACK: 0,
  } as const;
  for (const [state, bytes] of Object.entries(unacknowledged)) {
    expect([state, unacknowledgedBytes(testRow({ state: state as 'CLOSING', sendQueue: 1 }))]).toEqual([state, bytes]);
  }
  const unread = { ESTABLISHED: 6, FIN_WAIT_2: 6, CLOSE_WAIT: 5, LAST_ACK: 5, CLOSING: 5, TIME_WAIT: 5 } as const;
  for (const [state, bytes] of Object.entries(unread)) {
    expect([state, unreadBytes(testRow({ state: state as 'CLOSING', receiveQueue: 6 }))]).toEqual([state, bytes]);
  }
  expect(unreadBytes(testRow({ receiveQueue: null }))).toBeUndefined();
  expect(unreadBytes(testRow({ state: 'CLOSE', receiveQueue: 0 }))).toBe(0);
});

test('a still direction adds up', () => {
  const sender = testSocket(1, {
    counts: testCounts({ bytesWritten: 5_046_272, queued: 1_048_576 }),
    kernel: testRow({ sendQueue: 3_900_000, taken: 3_997_696 }),
  });
  const receiver = testSocket(1, {
    counts: testCounts({ bytesRead: 65_536 }),
    kernel: testRow({ receiveQueue: 32_160 }),
  });
  expect(ledgerOf(sender, receiver)).toEqual({
    written: 5_046_272,
    queued: 1_048_576,
    sent: 3_997_696,
    takenInPart: 0,
    kernelOut: 3_900_000,
    kernelIn: 32_160,
    read: 65_536,
    difference: 0,
  });
});

test('one large write, taken in part: the part is in Node’s queue and in the kernel, and counted once', () => {
  const sender = testSocket(1, {
    counts: testCounts({ bytesWritten: 10_000_000, queued: 10_000_000 }),
    kernel: testRow({ sendQueue: 3_900_000, taken: 4_000_000 }),
  });
  const receiver = testSocket(1, { counts: testCounts({}), kernel: testRow({ receiveQueue: 100_000 }) });
  expect(ledgerOf(sender, receiver)).toMatchObject({ sent: 0, takenInPart: 4_000_000, difference: 0 });
});

test('what is not told stays unknown', () => {
  const sender = testSocket(1, { counts: testCounts({ bytesWritten: 10 }) });
  expect(ledgerOf(sender, undefined)).toMatchObject({ kernelOut: undefined, kernelIn: undefined, read: undefined });
  const unix = testRow({ state: 'CONNECTED', sendQueue: null, receiveQueue: null });
  const ends = [
    testSocket(1, { counts: testCounts({ bytesWritten: 10 }), kernel: unix }),
    testSocket(1, { kernel: unix }),
  ];
  expect(ledgerOf(ends[0] as (typeof ends)[0], ends[1])).toMatchObject({ kernelOut: undefined, difference: undefined });
});

test('another program’s buffer on this computer is seen through the sampled peer', () => {
  const peer = { state: 'CLOSE_WAIT', sendQueue: 0, receiveQueue: 8, inAcceptQueue: false } as const;
  const sender = testSocket(1, {
    counts: testCounts({ bytesWritten: 7 }),
    kernel: testRow({ state: 'FIN_WAIT_2', peer }),
  });
  expect(ledgerOf(sender, undefined)).toMatchObject({ kernelOut: 0, kernelIn: 7, read: undefined });
});

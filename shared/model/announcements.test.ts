import { expect, test } from 'vitest';
import type { Socket } from '../contract/records.ts';
import { movedSentence, stateSentence } from './announcements.ts';

const socket = (facts: object) => ({ socketId: 12, state: 'open', ...facts }) as Socket;

test('a change of state is said with its reason; the same state, another row and no row are not', () => {
  const failure = { code: 'ECONNRESET', message: 'The peer reset the connection.' };
  expect(stateSentence(socket({}), socket({ state: 'send-only' }))).toBe('Connection 12: Send-only.');
  expect(stateSentence(socket({}), socket({ state: 'reset', close: { failure } }))).toBe(
    'Connection 12: Reset. The peer reset the connection.',
  );
  expect(stateSentence(socket({}), socket({}))).toBeUndefined();
  expect(stateSentence(socket({}), socket({ socketId: 13, state: 'closed' }))).toBeUndefined();
  expect(stateSentence(undefined, socket({}))).toBeUndefined();
  expect(stateSentence(socket({}), undefined)).toBeUndefined();
});

test('what has moved is said in bytes, without what still waits', () => {
  const counts = { bytesWritten: 2_000, queued: 500, bytesRead: 12, chunksReceived: 1, chunksSent: 1 };
  expect(movedSentence({ sent: 300, received: 0 }, socket({ counts }))).toBe(
    'Connection 12: 1.2 kB sent, 12 B received.',
  );
  expect(movedSentence({ sent: 1_500, received: 12 }, socket({ counts }))).toBeUndefined();
});

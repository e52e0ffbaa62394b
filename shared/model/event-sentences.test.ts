import { expect, test } from 'vitest';
import type { LabEvent } from '../contract/events.ts';
import { eventSentence } from './event-sentences.ts';

const at = { at: 1, socketId: 3, life: 1 };
const of = (event: object, origin: 'dialled' | 'accepted' = 'dialled') =>
  eventSentence({ ...at, ...event } as unknown as LabEvent, origin);

test('events of making, pairing and trying have their sentences, from outside both ends', () => {
  expect(of({ type: 'socket.created', socket: { origin: 'dialled' } })).toBe('client was made');
  expect(of({ type: 'socket.created', socket: { origin: 'accepted' } }, 'accepted')).toBe(
    'server accepted the connection',
  );
  expect(of({ type: 'socket.paired', peerSocketId: 4, pairing: 'inferred' })).toBe(
    'both ends are in this lab: the other is #4 (inferred)',
  );
  expect(of({ type: 'socket.ready' })).toBe('client is ready to be used');
  expect(of({ type: 'socket.connectionAttempt', ip: '::1', port: 80, family: 6 })).toBe('client tries [::1]:80');
  expect(of({ type: 'socket.connectionAttempt', ip: '\0name' })).toBe('client tries @name');
  expect(of({ type: 'socket.lookup', host: 'x.test', failure: { code: 'ENOTFOUND' } })).toBe(
    'client: looking up x.test failed (ENOTFOUND)',
  );
});

test('events of mocks, faults and the kernel too', () => {
  expect(of({ type: 'mock.unmatched', size: 1, times: 2 }, 'accepted')).toBe(
    'server: no rule took a message of 1 byte ×2',
  );
  expect(of({ type: 'mock.rule-fired', ruleId: 'r1', chunkIndex: 7 }, 'accepted')).toBe(
    'server: rule r1 fired for chunk 7',
  );
  expect(of({ type: 'hold.held', direction: 'received', size: 2 })).toBe('client: a received chunk of 2 bytes is held');
  expect(of({ type: 'kernel.level', level: 'none', reason: 'No table.' })).toBe(
    'the kernel’s view is “none” now: No table.',
  );
  expect(of({ type: 'socket.end' })).toBe('server finished sending (FIN)');
  expect(of({ type: 'socket.end' }, 'accepted')).toBe('client finished sending (FIN)');
});

import { expect, test } from 'vitest';
import type { LabEvent } from '../contract/events.ts';
import { nextSteps } from '../contract/failures.ts';
import type { ServerId, SocketId } from '../contract/fields.ts';
import type { Server, Socket } from '../contract/records.ts';
import { descriptorNotice, noticeOf } from './notices.ts';

const serverId = 1 as ServerId;
const socketId = 2 as SocketId;
const lab = {
  servers: new Map([[serverId, { name: 'Echo', options: { maxConnections: 1 } } as Server]]),
  sockets: new Map([[socketId, { timeoutMs: 30_000, onTimeout: 'notify' } as Socket]]),
};
const notice = (event: object) => noticeOf({ at: 1, ...event } as LabEvent, lab);
const failure = { code: 'ECONNRESET', message: 'The peer reset the connection.', next: ['reconnect'] };

test('a client that was turned away: by whom, from where, and why (text 30)', () => {
  expect(notice({ type: 'server.drop', serverId, remoteAddress: '127.0.0.1', remotePort: 40004 })).toMatchObject({
    severity: 'warning',
    title: '“Echo” turned away 127.0.0.1:40004.',
    why: 'Its limit is 1 connection. The client sees connect, then end.',
    steps: ['raise-server-limit'],
  });
  expect(notice({ type: 'server.drop', serverId })?.title).toBe('“Echo” turned away a client.');
});

test('an idle timeout that only notifies is noted (text 31); one that acts tells itself', () => {
  expect(notice({ type: 'socket.timeout', socketId, life: 1 })).toMatchObject({
    title: 'No bytes for 30 s.',
    steps: ['close-idle', 'change-idle-action'],
  });
  const acting = { ...lab, sockets: new Map([[socketId, { timeoutMs: 1, onTimeout: 'end' } as Socket]]) };
  expect(noticeOf({ type: 'socket.timeout', at: 1, socketId, life: 1 }, acting)).toBeUndefined();
});

test('errors, lost bytes and transfers are said; the everyday is not', () => {
  expect(notice({ type: 'socket.error', socketId, life: 1, failure })).toMatchObject({
    kind: 'ECONNRESET',
    severity: 'problem',
    socketId,
  });
  expect(notice({ type: 'server.error', serverId, failure })?.title).toContain('“Echo” does not listen: The peer');
  expect(notice({ type: 'socket.close', socketId, life: 1, discardedBytes: 13 })?.title).toContain('13 B');
  expect(notice({ type: 'socket.close', socketId, life: 1, discardedBytes: 0 })).toBeUndefined();
  expect(notice({ type: 'server.blocked', serverId, remoteAddress: '::ffff:10.0.0.1' })?.title).toBe(
    '“Echo” blocked 10.0.0.1.',
  );
  for (const type of ['socket.connect', 'socket.end', 'server.listening', 'sockets.counted']) {
    expect(notice({ type, socketId, serverId })).toBeUndefined();
  }
});

test('used-up descriptors are noticed by their count while something listens (text 26)', () => {
  expect(descriptorNotice(1024, 1024, true)).toMatchObject({ title: 'New clients are being turned away unseen.' });
  for (const step of descriptorNotice(9, 9, true)?.steps ?? []) expect(nextSteps).toContain(step);
  expect(descriptorNotice(1023, 1024, true)).toBeUndefined();
  expect(descriptorNotice(1024, 1024, false)).toBeUndefined();
  expect(descriptorNotice(null, 1024, true)).toBeUndefined();
  expect(descriptorNotice(5, null, true)).toBeUndefined();
});

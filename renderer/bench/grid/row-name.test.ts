import { expect, test } from 'vitest';
import { conditionsOf } from '../../../shared/model/conditions.ts';
import { address, testSocket } from '../../../shared/testing/records.ts';
import { bytesInWords, rowName } from './row-name.ts';

const counts = { bytesRead: 3_000_000, bytesWritten: 1_200, queued: 0, chunksReceived: 1, chunksSent: 1 };

test('the example of the design', () => {
  const own = testSocket(12, {
    state: 'receive-only',
    local: address('127.0.0.1', 51_234),
    counts,
    timeoutMs: 30_000,
    paused: true,
  });
  const conditions = conditionsOf(own, 12_400, { quietAfterMs: 60_000 });
  expect(rowName({ own, peer: undefined, serverName: 'Echo', conditions, now: 12_400 })).toBe(
    'Connection 12, half-closed, receive-only at client, from 127.0.0.1 port 51234 to Echo port 7007, ' +
      'sent 1.2 kilobytes, received 3 megabytes, idle 12 of 30 seconds, reading stopped',
  );
});

test('both ends are named where they differ; an accepted end stands at the server', () => {
  const own = testSocket(1, { state: 'receive-only' });
  const peer = testSocket(2, { origin: 'accepted', state: 'send-only' });
  const rest = { serverName: 'Echo', conditions: [], now: 0 };
  expect(rowName({ own, peer, ...rest })).toContain('half-closed, receive-only at client, send-only at server,');
  const accepted = testSocket(3, {
    origin: 'accepted',
    remote: address('10.0.0.2', 9),
    local: address('10.0.0.1', 80),
  });
  expect(rowName({ own: accepted, peer: undefined, ...rest })).toContain('open, from 10.0.0.2 port 9 to Echo port 80');
});

test('a socket that is dialling, one on a path, one that has ended', () => {
  const rest = { peer: undefined, serverName: undefined, conditions: [], now: 0 };
  const target = { host: 'db', port: 5432 };
  expect(
    rowName({ own: testSocket(1, { state: 'connecting', remote: null, local: null, target }), ...rest }),
  ).toContain('connecting, from an unknown address to db port 5432');
  const onPath = testSocket(1, { kind: 'unix', local: null, remote: { path: '/tmp/a.sock' }, name: 'gps' });
  expect(rowName({ own: onPath, ...rest })).toContain('from gps to /tmp/a.sock');
  expect(rowName({ own: testSocket(1, { state: 'closed' }), ...rest })).not.toContain('idle');
});

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1 kilobyte'],
  [1_234, '1.2 kilobytes'],
  [12_340, '12 kilobytes'],
  [2_500_000_000, '2.5 gigabytes'],
])('%d bytes are spoken as %s', (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words);
});

import { expect, test } from 'vitest';
import type { Socket } from '../contract/records.ts';
import { exposureOf, isLoopback, listensEverywhere, outsideClients } from './exposure.ts';

test('UX40 every way to write “all addresses” is recognised, and nothing else', () => {
  for (const host of ['0.0.0.0', '::', '', ' ', '0', '0:0:0:0:0:0:0:0', '::ffff:0.0.0.0', null, undefined]) {
    expect(listensEverywhere({ port: 7007, ...(host !== undefined && { host }) }), String(host)).toBe(true);
  }
  for (const host of ['127.0.0.1', 'localhost', '::1', '192.168.1.20', 'fe80::1', '10.0.0.0']) {
    expect(listensEverywhere({ port: 7007, host }), host).toBe(false);
  }
  expect(listensEverywhere({ path: '/tmp/a.sock' })).toBe(false);
  expect(listensEverywhere({ fd: 3 })).toBe(false);
  expect(listensEverywhere({ path: '/tmp/a.sock', port: 1 })).toBe(true); // the port wins
});

test('who can reach an address is read off what was bound', () => {
  const tcp = (address: string) => exposureOf({ address, family: 'IPv4', port: 1 });
  expect(exposureOf(null)).toBeUndefined();
  expect(exposureOf('/tmp/a.sock')).toBe('machine');
  expect([tcp('127.0.0.1'), tcp('::1'), tcp('127.9.9.9'), tcp('::ffff:127.0.0.1')]).toEqual(Array(4).fill('machine'));
  expect([tcp('0.0.0.0'), tcp('::'), tcp('192.168.1.2'), tcp('fe80::1')]).toEqual(Array(4).fill('network'));
  expect(isLoopback('127.evil.example')).toBe(false);
});

test('outside clients are accepted, alive, and not one of our own', () => {
  const socket = (facts: Partial<Socket>) => ({ origin: 'accepted', state: 'open', ...facts }) as Socket;
  const sockets = [
    socket({}),
    socket({ peerSocketId: 2 as never }),
    socket({ state: 'closed' }),
    socket({ origin: 'dialled' }),
  ];
  expect(outsideClients(sockets)).toEqual([sockets[0]]);
  expect(outsideClients(sockets, () => false)).toEqual([]);
});

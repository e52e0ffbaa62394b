import { expect, test } from 'vitest';
import type { Socket } from '../../shared/contract/records.ts';
import { emptyLab } from '../../shared/model/lab-state.ts';
import { address, testSocket } from '../../shared/testing/records.ts';
import { isOutsider, onlyOutsider } from './first-arrival.ts';

const guest = testSocket(9, { origin: 'accepted', remote: address('127.0.0.1', 5000) });
const among = (...others: Socket[]) => ({
  ...emptyLab(0),
  sockets: new Map([guest, ...others].map((one) => [one.socketId, one])),
});

test('an accepted socket is an outsider’s unless a dial of ours is, or may become, its other end', () => {
  expect(isOutsider(guest, among())).toBe(true);
  expect(isOutsider({ ...guest, peerSocketId: testSocket(1).socketId }, among())).toBe(false);
  expect(isOutsider({ ...guest, state: 'closed' }, among())).toBe(false);
  const dial = (more: Partial<Socket>) => testSocket(2, { origin: 'dialled', remote: null, ...more });
  expect(isOutsider(guest, among(dial({ state: 'connecting', local: null })))).toBe(false);
  expect(isOutsider(guest, among(dial({ local: address('127.0.0.1', 5000) })))).toBe(false);
  expect(isOutsider(guest, among(dial({ local: address('127.0.0.1', 5001) })))).toBe(true);
  expect(isOutsider(guest, among(dial({ state: 'connecting', tapId: 7 as Socket['tapId'] })))).toBe(true);
});

test('in a crowd nobody is the one', () => {
  expect(onlyOutsider(among())).toBe(guest);
  expect(onlyOutsider(among(testSocket(3, { origin: 'accepted' })))).toBe(undefined);
  expect(onlyOutsider(among(testSocket(3, { origin: 'accepted', state: 'closed' })))).toBe(guest);
});

// Which ends an act on many connections meets, when it is asked about first, and how refusals are said.
import { expect, test } from 'vitest';
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import { emptyLab, type LabState } from '../../../shared/model/lab-state.ts';
import { testSocket } from '../../../shared/testing/records.ts';
import { bulkTitle, mustAsk, refusedText, tasksOf } from './bulk.ts';

const id = (n: number) => n as SocketId;
const labOf = (...sockets: Socket[]): LabState => ({
  ...emptyLab(0),
  sockets: new Map(sockets.map((socket) => [socket.socketId, socket])),
});
const pair = (client: number, server: number): Socket[] => [
  testSocket(client, { peerSocketId: id(server) }),
  testSocket(server, { origin: 'accepted', peerSocketId: id(client) }),
];
const ends = (lab: LabState, ids: number[], act: Parameters<typeof tasksOf>[2], end: 'client' | 'server' = 'client') =>
  tasksOf(lab, ids.map(id), act, end).map((task) => Number(task.socketId));

test('closing means every end of ours, anything else the end that is spoken for', () => {
  const lab = labOf(...pair(1, 2), testSocket(3));
  expect(ends(lab, [1, 3], 'close')).toEqual([1, 2, 3]);
  expect(ends(lab, [1, 3], 'finish')).toEqual([1, 3]);
  expect(ends(lab, [1, 3], 'reset', 'server')).toEqual([2, 3]);
});

test('ended ends are left out, and those that read or do not read already', () => {
  const lab = labOf(testSocket(1, { state: 'closed' }), testSocket(2, { paused: true }), testSocket(3));
  expect(ends(lab, [1, 2, 3, 99], 'close')).toEqual([2, 3]);
  expect(ends(lab, [1, 2, 3], 'pause')).toEqual([3]);
  expect(ends(lab, [1, 2, 3], 'resume')).toEqual([2]);
});

test('asked about: more than ten, or more than one with an outside peer; never what can be taken back', () => {
  const range = (count: number) => Array.from({ length: count }, (_, i) => i);
  const pairs = labOf(...range(11).flatMap((i) => pair(2 * i + 1, 2 * i + 2)));
  const clients = range(11).map((i) => id(2 * i + 1));
  expect(mustAsk(pairs, clients.slice(0, 10), 'close')).toBe(false);
  expect(mustAsk(pairs, clients, 'close')).toBe(true);
  expect(mustAsk(pairs, clients, 'finish')).toBe(false);
  const outside = labOf(testSocket(1), testSocket(2), ...pair(3, 4));
  expect(mustAsk(outside, [id(1), id(3)], 'reset')).toBe(false);
  expect(mustAsk(outside, [id(1), id(2)], 'reset')).toBe(true);
  expect(mustAsk(outside, [id(1), id(2)], 'pause')).toBe(false);
});

test('refusals are said with their number and reason', () => {
  const unix = { reason: 'UNIX sockets have no reset', count: 3 };
  expect(refusedText('reset', 12, [unix])).toBe('3 of 12 could not be reset: UNIX sockets have no reset.');
  expect(refusedText('close', 5, [])).toBeUndefined();
  expect(
    refusedText('finish', 4_812, [
      { reason: 'Already finished sending', count: 2_000 },
      { ...unix, count: 1 },
    ]),
  ).toBe('2 001 of 4 812 could not be finished: Already finished sending. (2 000) UNIX sockets have no reset. (1)');
});

test('the number stands in the button', () => {
  expect(bulkTitle('close', 12)).toBe('Close 12 connections');
  expect(bulkTitle('finish', 1)).toBe('Finish sending on 1 connection');
  expect(bulkTitle('reset', 0)).toBe('Reset');
});

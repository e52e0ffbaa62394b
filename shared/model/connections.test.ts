import { expect, test } from 'vitest';
import type { SocketId, TapId } from '../contract/fields.ts';
import type { Socket } from '../contract/records.ts';
import { testSocket } from '../testing/records.ts';
import { connectionsOf } from './connections.ts';

const id = (n: number) => n as SocketId;
const lab = (...sockets: Socket[]) => new Map(sockets.map((socket) => [socket.socketId, socket]));
const tapId = 9 as TapId;

test('the two halves of a tapped connection are one row, that of the client', () => {
  const accepted = testSocket(1, { origin: 'accepted', joinedSocketId: id(2) });
  const upstream = testSocket(2, { origin: 'dialled', tapId, joinedSocketId: id(1) });
  expect(connectionsOf(lab(accepted, upstream)).map((connection) => connection.id)).toEqual([1]);
  // The client's half has been removed from the list: the other one has a row of its own then.
  expect(connectionsOf(lab(upstream)).map((connection) => connection.id)).toEqual([2]);
  const refused = testSocket(3, { origin: 'dialled', tapId });
  expect(connectionsOf(lab(refused)).map((connection) => connection.id)).toEqual([3]);
});

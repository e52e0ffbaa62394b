// What is shown stands still while the mirror goes on.
import { expect, test } from 'vitest';
import type { LabEvent } from '../../shared/contract/events.ts';
import type { SocketId } from '../../shared/contract/fields.ts';
import { applyEvents, copyOfLab, emptyLab } from '../../shared/model/lab-state.ts';
import { testSocket } from '../../shared/testing/records.ts';
import { EventLog } from './event-log.ts';
import { eventsBetween } from './freeze.ts';

const socketId = 1 as SocketId;
const created: LabEvent = { type: 'socket.created', at: 1, socketId, life: 1, socket: testSocket(1) };
const finished: LabEvent = { type: 'socket.finish', at: 2, socketId, life: 1 };
const counted = (...numbers: number[]): LabEvent => ({ type: 'sockets.counted', at: 3, rows: [1, ...numbers] });

test('counts that go on do not show through: they are written in place, in the copy', () => {
  const shown = applyEvents(emptyLab(0), [created]);
  const real = applyEvents(copyOfLab(shown), [counted(10, 20, 0, 1, 2), finished]);
  expect(shown.sockets.get(socketId)?.counts.bytesRead).toBe(0);
  expect(real.sockets.get(socketId)?.counts.bytesRead).toBe(10);
  expect(shown.sockets.get(socketId)?.state).toBe('open');
  expect(eventsBetween(shown, real)).toBe(1 + 3);
});

test('the event log hides what is new until it goes on, and then has all of it', () => {
  const log = new EventLog();
  let told = 0;
  log.subscribe(() => told++);
  log.add([created], 1);
  log.freeze(true);
  log.add([finished], 2);
  expect([told, log.of([socketId]).map(({ event }) => event.type)]).toEqual([1, ['socket.created']]);
  log.freeze(false);
  expect([told, log.of([socketId]).map(({ number }) => number)]).toEqual([2, [1, 2]]);
});

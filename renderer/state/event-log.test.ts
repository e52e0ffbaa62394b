import { expect, test } from 'vitest';
import type { LabEvent } from '../../shared/contract/events.ts';
import type { SocketId } from '../../shared/contract/fields.ts';
import { EventLog } from './event-log.ts';

const drain = (socketId: number): LabEvent => ({
  type: 'socket.drain',
  at: 0,
  socketId: socketId as SocketId,
  life: 1,
});
const of = (log: EventLog, id: number) => log.of([id as SocketId]);
const dropped = (log: EventLog, id: number) => log.droppedOf([id as SocketId]);

test('a socket keeps its newest thousands, and says how many are not kept', () => {
  const log = new EventLog();
  for (let i = 0; i < 20_000; i++) log.add([drain(1)], i);
  expect(of(log, 1).length).toBeGreaterThan(5_000);
  expect(of(log, 1).length).toBeLessThanOrEqual(6_000);
  expect(of(log, 1).length + dropped(log, 1)).toBe(20_000);
  expect(of(log, 1).at(-1)?.number).toBe(19_999);
  expect(of(log, 1)[0]?.number).toBe(dropped(log, 1));
});

test('over all sockets there is a limit, and those with few events keep theirs', () => {
  const log = new EventLog();
  let number = 0;
  log.add([drain(9_999)], number++);
  for (let id = 1; id <= 50; id++) {
    log.add(
      Array.from({ length: 5_000 }, () => drain(id)),
      number,
    );
    number += 5_000;
  }
  const ids = Array.from({ length: 50 }, (_, i) => i + 1);
  const kept = ids.reduce((sum, id) => sum + of(log, id).length, 0);
  expect(kept).toBeLessThanOrEqual(60_000);
  expect(kept).toBeGreaterThan(40_000);
  expect(kept + ids.reduce((sum, id) => sum + dropped(log, id), 0)).toBe(250_000);
  expect(of(log, 9_999)).toHaveLength(1);
});

test('a socket that is removed takes its events along', () => {
  const log = new EventLog();
  log.add([drain(1), drain(2), { ...drain(1), type: 'socket.removed' } as LabEvent], 1);
  expect(of(log, 1)).toEqual([]);
  expect(of(log, 2)).toHaveLength(1);
});

test('the newest event of a kind is found by its number, and not while it is hidden', () => {
  const log = new EventLog();
  const isDrain = ({ type }: LabEvent) => type === 'socket.drain';
  const newest = () => log.newestOf(1 as SocketId, isDrain);
  expect(newest()).toBeUndefined();
  log.add([drain(1), drain(1), { ...drain(1), type: 'socket.end' } as LabEvent, drain(2)], 10);
  expect(newest()).toBe(11);
  log.freeze(true);
  log.add([drain(1)], 14);
  expect(newest()).toBe(11);
  log.freeze(false);
  expect(newest()).toBe(14);
});

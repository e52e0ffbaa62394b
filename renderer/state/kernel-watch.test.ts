import { expect, test } from 'vitest';
import type { ServerId, SocketId } from '../../shared/contract/fields.ts';
import { KernelLog } from '../../shared/model/kernel-log.ts';
import { testRow } from '../../shared/testing/records.ts';
import { KernelWatch } from './kernel-watch.ts';

const ids = (...numbers: number[]) => numbers as SocketId[];

test('the kernel is looked at for what open panes want, and not at all without one', () => {
  const asked: string[] = [];
  const watch = new KernelWatch(({ socketIds, serverIds }) => asked.push(`${socketIds.join()};${serverIds.join()}`));
  watch.again();
  expect(asked).toEqual([]);
  const first = watch.want({ socketIds: ids(1, 2), serverIds: [9 as ServerId] });
  const second = watch.want({ socketIds: ids(2, 3) });
  first();
  watch.again();
  second();
  second();
  expect(asked).toEqual(['1,2;9', '1,2,3;9', '2,3;', '2,3;', ';']);
});

test('the rhythm is that of the most impatient, and a hidden page has nothing looked at', () => {
  const asked: string[] = [];
  const watch = new KernelWatch(({ socketIds, everyMs }) => asked.push(`${socketIds.join()} every ${everyMs}`));
  const rows = watch.want({ socketIds: ids(1), everyMs: 1_000 });
  const tab = watch.want({ socketIds: ids(1) });
  const nothing = watch.want({ socketIds: [] });
  tab();
  watch.hide(true);
  watch.want({ socketIds: ids(2), everyMs: 1_000 });
  watch.again();
  watch.hide(false);
  rows();
  nothing();
  expect(asked).toEqual([
    '1 every 1000',
    '1 every 250',
    '1 every 1000',
    ' every 1000',
    '1,2 every 1000',
    '2 every 1000',
  ]);
});

test('the log keeps each state once from its first sample on, and begins anew with each life', () => {
  const log = new KernelLog();
  const socketId = 1 as SocketId;
  const look = (at: number, more: Parameters<typeof testRow>[0], life = 1) =>
    log.add({ type: 'kernel.sampled', at, rows: [{ socketId, life, ...testRow({ sampledAt: at, ...more }) }] });
  look(1, {});
  look(2, { sendQueue: 5, timer: 'retransmit', retransmits: 1 });
  look(3, { sendQueue: 5, timer: 'retransmit', retransmits: 2 });
  look(4, { state: 'CLOSE_WAIT', timer: 'zero-window', receiveQueue: 4 });
  expect(log.samplesOf(socketId, 1).map(({ at, state }) => `${at} ${state}`)).toEqual([
    '1 ESTABLISHED',
    '4 CLOSE_WAIT',
  ]);
  expect(log.notesOf(socketId, 1).map(({ text }) => text)).toEqual([
    'sent again ×1',
    'sent again ×2',
    'peer’s buffer full',
  ]);
  // The unread FIN is one byte more in Linux’s number, and none in ours.
  expect(log.queuesOf(socketId, 1)).toEqual([
    { at: 1, out: 0, in: 0 },
    { at: 2, out: 5, in: 0 },
    { at: 4, out: 0, in: 3 },
  ]);
  look(5, {}, 2);
  expect([log.samplesOf(socketId, 1), log.samplesOf(socketId, 2).length]).toEqual([[], 1]);
  log.forget(socketId);
  expect(log.samplesOf(socketId, 2)).toEqual([]);
});

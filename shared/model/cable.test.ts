import { expect, test } from 'vitest';
import type { FaultId } from '../contract/fields.ts';
import type { Socket } from '../contract/records.ts';
import type { FaultSettings } from '../faults/index.ts';
import { testCounts, testSocket } from '../testing/records.ts';
import { isCut, narrowingOf } from './cable.ts';
import { mismatchOf } from './mismatch.ts';
import { pipeOf } from './pipes.ts';

const withFaults = (id: number, ...faults: FaultSettings[]): Socket =>
  testSocket(id, {
    ...(id === 2 && { origin: 'accepted' }),
    faults: faults.map((fault, i) => ({ faultId: i as FaultId, fault, from: 'socket', active: true })),
  });
const silent = { kind: 'silence', direction: 'both' } as const;

test('a silence cuts, a throttle narrows; a fault of the other direction does neither', () => {
  const slow = withFaults(1, { kind: 'throttle', bytesPerSecond: 9_000 }, { kind: 'throttle', bytesPerSecond: 5_000 });
  expect(narrowingOf(slow, 'sent')).toEqual({ state: 'narrow', word: '5.0 kB/s' });
  expect(narrowingOf(slow, 'received')).toBeUndefined();
  expect(narrowingOf(withFaults(1, { kind: 'silence' }), 'sent')?.state).toBe('cut');
  expect(narrowingOf(withFaults(1, { kind: 'delay', ms: 5 } as FaultSettings), 'sent')).toBeUndefined();
});

test('a fault that has not begun, or that chance has spared, holds nothing back', () => {
  const later = withFaults(1, { kind: 'silence', afterBytes: 1_000 });
  expect(narrowingOf(later, 'sent')).toBeUndefined();
  expect(narrowingOf({ ...later, counts: testCounts({ bytesWritten: 1_000 }) }, 'sent')?.state).toBe('cut');
  expect(narrowingOf(withFaults(1, { kind: 'silence', afterMs: 10 }), 'sent')).toBeUndefined();
  const spared = withFaults(1, silent);
  expect(narrowingOf({ ...spared, faults: spared.faults?.map((f) => ({ ...f, active: false })) }, 'sent')).toBe(
    undefined,
  );
});

test('cut in both directions, by one end or by both, is a cut cable, and both programs believe all is well', () => {
  const [plain, cut] = [testSocket(2, { origin: 'accepted' }), withFaults(1, silent)];
  expect([isCut(cut, plain), isCut(plain, cut), isCut(plain, plain)]).toEqual([true, true, false]);
  const half = withFaults(1, { kind: 'silence' });
  expect([isCut(half, plain), isCut(half, withFaults(2, { kind: 'silence' }))]).toEqual([false, true]);
  expect(mismatchOf({ socket: cut, peer: plain, cut: isCut(cut, plain), now: 0 })?.id).toBe('M8');
});

test('the pipe shows it where it is: before Node’s queue of the sender, before the program of the receiver', () => {
  const slow = withFaults(1, { kind: 'throttle', bytesPerSecond: 5_000 });
  const there = pipeOf({ from: 'client', sender: slow, receiver: withFaults(2) });
  expect(there.inlet).toEqual({ state: 'narrow', word: '5.0 kB/s' });
  expect(there.valves[2].state).toBe('open');
  expect(`${there.word} ${there.sentence}`).toBe(
    'Empty. Nothing has come through the throttle yet; it may hold back more.',
  );
  const cut = pipeOf({ from: 'server', sender: withFaults(2), receiver: withFaults(1, { ...silent }) });
  expect(cut.inlet).toBeUndefined();
  expect(cut.valves[2]).toEqual({ state: 'cut', word: 'cut' });
  expect(`${cut.word} ${cut.sentence}`).toBe('Cut. A fault lets nothing through from the server to the client.');
});

import { expect, test, vi } from 'vitest';
import type { LabEvent } from '../../shared/contract/events.ts';
import type { SocketId } from '../../shared/contract/fields.ts';
import type { Result } from '../../shared/contract/methods.ts';
import { KernelLog } from '../../shared/model/kernel-log.ts';
import { EventLog } from './event-log.ts';
import { SocketHistory } from './socket-history.ts';

const id = 1 as SocketId;
const event = (type: 'socket.created' | 'socket.drain' | 'socket.end'): LabEvent =>
  ({ type, at: 0, socketId: id, life: 1 }) as unknown as LabEvent;
const told = (...events: (readonly [number, LabEvent])[]): Result<'socket.events'> => ({
  events: events.map(([number, one]) => ({ number, event: one })),
  dropped: 3,
  life: 1,
  samples: [{ at: 1, state: 'ESTABLISHED', provenance: 'sampled' }],
  notes: [{ at: 2, text: 'sent again ×1' }],
});

function page(ask: () => Promise<Result<'socket.events'>>) {
  const [events, kernelLog, asking] = [new EventLog(), new KernelLog(), vi.fn(ask)];
  const numbers = () => events.of([id]).map(({ number }) => number);
  return { events, kernelLog, asking, numbers, history: new SocketHistory(asking, events, kernelLog) };
}

test('what came before the page joins what the page has heard, each event once and in order', async () => {
  const { events, kernelLog, asking, numbers, history } = page(async () =>
    told([1, event('socket.created')], [4, event('socket.drain')], [9, event('socket.end')]),
  );
  history.again(9);
  events.add([event('socket.end')], 9);
  history.want([id]);
  history.want([id]);
  await vi.waitFor(() => expect(numbers()).toEqual([1, 4, 9]));
  expect(asking).toHaveBeenCalledTimes(1);
  expect(events.droppedOf([id])).toBe(3);
  expect(kernelLog.samplesOf(id, 1).map(({ state }) => state)).toEqual(['ESTABLISHED']);
  expect(kernelLog.notesOf(id, 1).map(({ text }) => text)).toEqual(['sent again ×1']);
});

test('a socket whose beginning the page has seen is not asked for, until the page has missed something', async () => {
  const { events, asking, numbers, history } = page(async () =>
    told([5, event('socket.created')], [7, event('socket.drain')]),
  );
  history.again(5);
  events.add([event('socket.created')], 5);
  history.want([id]);
  expect(asking).not.toHaveBeenCalled();
  history.again(8);
  await vi.waitFor(() => expect(numbers()).toEqual([5, 7]));
});

test('who is not there is asked again with the next connection', async () => {
  const answers = [Promise.reject(new Error('out of reach')), Promise.resolve(told([1, event('socket.created')]))];
  const { numbers, history } = page(() => answers.shift() ?? Promise.reject(new Error('asked too often')));
  history.want([id]);
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  history.again(2);
  await vi.waitFor(() => expect(numbers()).toEqual([1]));
});

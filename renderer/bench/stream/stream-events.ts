import type { LabEvent } from '../../../shared/contract/events.ts';

const shownTypes: ReadonlySet<string> = new Set([
  'socket.connect',
  'socket.end',
  'socket.finish',
  'socket.close',
  'socket.error',
  'socket.timeout',
  'socket.paused',
  'socket.resumed',
  'socket.backpressure',
  'socket.drain',
  'mock.note',
  'fault.applied',
  'fault.cleared',
  'transfer.done',
  'transfer.failed',
]);

/** Whether an event is shown between the chunks. */
export const isStreamEvent = (event: LabEvent) => shownTypes.has(event.type);

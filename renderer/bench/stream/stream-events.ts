import type { LabEvent } from '../../../shared/contract/events.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import { formatBytes, formatEndpoint } from '../../../shared/format.ts';

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
  'transfer.done',
  'transfer.failed',
]);

/** Whether an event is shown between the chunks. */
export const isStreamEvent = (event: LabEvent) => shownTypes.has(event.type);

/** What an event means, said from outside both ends: who did what. `origin` is the origin of the event's own socket. */
export function eventSentence(event: LabEvent, origin: Socket['origin']): string {
  const [here, there] = origin === 'accepted' ? ['server', 'client'] : ['client', 'server'];
  switch (event.type) {
    case 'socket.connect':
      return `${here} connected to ${formatEndpoint(event.remote)}`;
    case 'socket.finish':
      return `${here} finished sending (FIN)`;
    case 'socket.end':
      return `${there} finished sending (FIN)`;
    case 'socket.close':
      return closeSentence(event, here);
    case 'socket.error':
      return `${here}: ${event.failure.message} (${event.failure.code})`;
    case 'socket.timeout':
      return `${here}: idle timeout`;
    case 'socket.paused':
      return `${here} stopped reading${event.by === 'mock' ? ' (its mock waits for the peer)' : ''}${times(event.times)}`;
    case 'socket.resumed':
      return `${here} reads again${times(event.times)}`;
    case 'socket.backpressure':
      return `${here}: write() returned false, ${formatBytes(event.queued)} queued${times(event.times)}`;
    case 'socket.drain':
      return `${here}: drained${times(event.times)}`;
    case 'mock.note':
      return `${here}: ${event.text}`;
    case 'transfer.done':
      return `${here} sent a file, ${formatBytes(event.bytesSent)}`;
    case 'transfer.failed':
      return `${here}: sending a file failed after ${formatBytes(event.bytesSent)} (${event.failure.code})`;
    default:
      return event.type;
  }
}

function closeSentence(event: Extract<LabEvent, { type: 'socket.close' }>, here: string): string {
  const lost = event.discardedBytes > 0 ? `, ${formatBytes(event.discardedBytes)} discarded` : '';
  const how: Readonly<Record<typeof event.cause, string>> = {
    fin: 'closed, both directions finished',
    rst: 'closed by a reset of the peer',
    timeout: 'closed by a timeout',
    error: 'closed by an error',
    'local-destroy': 'closed (destroy)',
    'local-reset': 'reset the connection (RST)',
    refused: 'was refused',
    aborted: 'cancelled',
    'turned-away': 'was turned away (maxConnections)',
    'peer-gone': 'closed: the peer was gone without having finished',
  };
  return `${here} ${how[event.cause]}${lost}`;
}

const times = (count: number | undefined) => (count === undefined ? '' : ` ×${count}`);

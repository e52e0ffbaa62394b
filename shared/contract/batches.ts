// What everybody who follows a lab needs to know of its events, apart from the schemas, which only the boundary needs.
import type { EventType } from './events.ts';

/** The notifications the engine sends. */
export const EVENTS = 'lab.events';
export const EVENTS_LOST = 'lab.events-lost';

/** Events that take no number: they may be dropped or merged without a reader noticing a gap. */
export const unnumbered: ReadonlySet<string> = new Set<EventType>([
  'sockets.counted',
  'kernel.sampled',
  'transfer.progress',
  'repeat.progress',
]);

/** Numbers per socket in `sockets.counted`: socketId, bytesRead, bytesWritten, queued, chunksReceived, chunksSent. */
export const COUNTED_WIDTH = 6;

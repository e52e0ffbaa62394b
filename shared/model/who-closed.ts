// Who closed a connection first, from what each of its ends knows.
import type { Socket } from '../contract/records.ts';

/** Which side acted first; `unknown` where neither end can tell. */
export type Closer = 'client' | 'server' | 'unknown';

/**
 * Who closed first. What an end did itself it knows for certain, so its own `us` outweighs what the other end believes;
 * where both say `us` (a simultaneous close) the earlier event decides.
 */
export function whoClosedFirst(client: Socket | undefined, server: Socket | undefined): Closer {
  const [byClient, byServer] = [client?.close?.first, server?.close?.first];
  if (byClient === 'us' && byServer === 'us') {
    return (client?.closedAt ?? 0) <= (server?.closedAt ?? 0) ? 'client' : 'server';
  }
  if (byClient === 'us' || (byServer === 'peer' && byClient !== 'peer')) return 'client';
  if (byServer === 'us' || (byClient === 'peer' && byServer !== 'peer')) return 'server';
  return 'unknown';
}

/** The same of one end, in words: `this end`, `the peer`, `not known`. */
export const closerWords = { us: 'this end', peer: 'the peer', unknown: 'not known' } as const;

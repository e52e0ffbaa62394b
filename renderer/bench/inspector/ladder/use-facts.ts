// What the diagrams of one connection are made of: both records, their events, their chunks and the kernel's samples,
// looked at four times a second and at once when a record changes.
import { useEffect, useMemo, useRef, useState } from 'react';
import type { SocketId } from '../../../../shared/contract/fields.ts';
import type { Socket } from '../../../../shared/contract/records.ts';
import type { Connection } from '../../../../shared/model/connections.ts';
import type { LadderEnd, LadderInput } from '../../../../shared/model/ladder/ladder-facts.ts';
import { useActions } from '../../../actions/actions-context.tsx';
import { onPaint } from '../../../state/clock.ts';
import { useSocket } from '../../../state/lab-store.ts';
import type { LabSession } from '../../../state/session.ts';
import { useSession } from '../../../state/session-context.tsx';
import { CaptureFeed } from './capture-feed.ts';

/** After a look that took long the next one waits this many times as long: the page stays usable under load. */
const REST = 8;

export interface ConnectionFacts extends LadderInput {
  /** Chunks that have passed and cannot be shown. */
  readonly missingChunks: number;
  /** Whether earlier events are no longer kept. */
  readonly eventsMissing: boolean;
}

interface End {
  readonly socket: Socket | undefined;
  readonly feed: CaptureFeed | undefined;
}

/** The facts of a connection as they are now. The same object as long as nothing has changed. */
export function useConnectionFacts({ client, server }: Connection): ConnectionFacts {
  const session = useSession();
  const ends = { client: useEnd(client), server: useEnd(server) };
  const latest = useRef(ends);
  latest.current = ends;
  const [facts, setFacts] = useState(() => factsOf(session, ends));
  const { client: a, server: b } = ends;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a record or a feed that changes is looked at anew at once
  useEffect(() => {
    let seen = '';
    let notBefore = 0;
    let gone = false;
    const look = () => {
      const began = performance.now();
      if (gone || began < notBefore) return;
      const { client: one, server: other } = latest.current;
      const key = [one, other].map((end) => signatureOf(session, end)).join('|');
      if (key === seen) return;
      seen = key;
      setFacts(factsOf(session, latest.current));
      notBefore = performance.now() + (performance.now() - began) * REST;
    };
    const poke = () => {
      const feeds = [latest.current.client.feed, latest.current.server.feed];
      const pokes = feeds.flatMap((feed) => (feed ? [feed.poke()] : []));
      // A socket that is gone meanwhile has no capture; the view goes with it.
      Promise.all(pokes).then(look, look);
    };
    poke();
    const undo = onPaint(poke);
    return () => {
      gone = true;
      undo();
    };
  }, [session, a.socket, b.socket, a.feed, b.feed]);
  return facts;
}

function useEnd(socketId: SocketId | undefined): End {
  const actions = useActions();
  const socket = useSocket(socketId);
  const feed = useMemo(
    () => (socketId === undefined ? undefined : new CaptureFeed(socketId, (p) => actions.call('capture.read', p))),
    [actions, socketId],
  );
  return { socket, feed };
}

function signatureOf({ events, kernelLog }: LabSession, { socket, feed }: End): string {
  if (!socket) return '';
  const { socketId, life } = socket;
  const known = events.of([socketId]);
  const span = `${known[0]?.number}-${known.at(-1)?.number}`;
  const notes = kernelLog.notesOf(socketId, life).length + kernelLog.samplesOf(socketId, life).length;
  return `${socketId}.${life}.${socket.state}.${feed?.chunks.at(-1)?.index}.${span}.${notes}`;
}

function factsOf(session: LabSession, { client, server }: { client: End; server: End }): ConnectionFacts {
  return {
    client: endOf(session, client),
    server: endOf(session, server),
    missingChunks: (client.feed?.missing ?? 0) + (server.feed?.missing ?? 0),
    eventsMissing: [client, server].some((end) => beginsLate(session, end)),
  };
}

/** Whether the first event that is known of an end is not that of its beginning. */
function beginsLate({ events }: LabSession, { socket }: End): boolean {
  if (!socket) return false;
  return events.of([socket.socketId])[0]?.event.type !== 'socket.created';
}

function endOf({ events, kernelLog }: LabSession, { socket, feed }: End): LadderEnd | undefined {
  if (!socket) return undefined;
  const { socketId, life } = socket;
  return {
    socket,
    chunks: feed?.chunks ?? [],
    events: events.of([socketId]),
    notes: kernelLog.notesOf(socketId, life),
  };
}

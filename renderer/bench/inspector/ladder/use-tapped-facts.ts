// The facts of a connection, and where a tap has joined it to another, those of both.
import { useMemo } from 'react';
import type { SocketId } from '../../../../shared/contract/fields.ts';
import type { Connection } from '../../../../shared/model/connections.ts';
import { connectionOf } from '../../../../shared/model/connections.ts';
import { useLab } from '../../../state/lab-store.ts';
import { tapHalves } from '../../../taps/tap-halves.ts';
import { type ConnectionFacts, useConnectionFacts } from './use-facts.ts';

/** `onward` are the facts of the connection the tap has made, and `own` those of the one that came in. */
export interface TappedFacts {
  readonly own: ConnectionFacts;
  readonly onward: ConnectionFacts | undefined;
}

/** What a ladder is drawn from: one connection, or the two a tap joins, whichever of them is looked at. */
export function useTappedFacts(connection: Connection): TappedFacts {
  const incoming = useLab(({ lab }) => tapHalves(lab.sockets, connection)?.client);
  const outgoing = useLab(({ lab }) => tapHalves(lab.sockets, connection)?.upstream);
  const own = useConnectionFacts(useConnectionOf(incoming) ?? connection);
  const onward = useConnectionFacts(useConnectionOf(outgoing) ?? nothing);
  return useMemo(() => ({ own, onward: outgoing === undefined ? undefined : onward }), [own, onward, outgoing]);
}

const nothing: Connection = { id: 0 as SocketId, client: undefined, server: undefined };

function useConnectionOf(socketId: SocketId | undefined): Connection | undefined {
  const client = useLab(({ lab }) => socketId && connectionOf(lab.sockets, socketId)?.client);
  const server = useLab(({ lab }) => socketId && connectionOf(lab.sockets, socketId)?.server);
  return useMemo(
    () => (socketId === undefined ? undefined : { id: socketId, client, server }),
    [socketId, client, server],
  );
}

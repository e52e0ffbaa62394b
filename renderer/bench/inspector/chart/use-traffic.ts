import { useEffect } from 'react';
import type { LadderEnd } from '../../../../shared/model/ladder/ladder-facts.ts';
import { engineNow } from '../../../state/clock.ts';
import { useSession } from '../../../state/session-context.tsx';
import type { Rings, Traffic } from '../../../state/traffic-log.ts';
import type { ConnectionFacts } from '../ladder/use-facts.ts';

export interface TrafficOfBoth {
  /** What the server's end has read, or what the client has handed out where the server is outside. */
  readonly toServer: Rings | undefined;
  readonly toClient: Rings | undefined;
  readonly client: Traffic | undefined;
  readonly server: Traffic | undefined;
}

/** The traffic of a connection: from the capture as far back as it reaches, and from the counters from now on. */
export function useTraffic(facts: ConnectionFacts): TrafficOfBoth {
  const client = useTrack(facts.client);
  const server = useTrack(facts.server);
  return { toServer: server?.read ?? client?.sent, toClient: client?.read ?? server?.sent, client, server };
}

function useTrack(end: LadderEnd | undefined): Traffic | undefined {
  const { traffic } = useSession();
  const socket = end?.socket;
  const chunks = end?.chunks;
  const track = socket && traffic.follow(socket, engineNow());
  useEffect(() => {
    if (socket && chunks) traffic.seed(socket.socketId, chunks);
  }, [traffic, socket, chunks]);
  return track;
}

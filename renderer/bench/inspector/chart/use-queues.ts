// The queues of both directions over time, as steps: Node's from the counters, the kernel's from its samples.
import { useLab } from '../../../state/lab-store.ts';
import { useSession } from '../../../state/session-context.tsx';
import type { ConnectionFacts } from '../ladder/use-facts.ts';
import type { TrafficOfBoth } from './use-traffic.ts';

export interface QueuePoint {
  readonly at: number;
  readonly bytes: number | undefined;
}

export interface QueueCurves {
  /** App queue, kernel send and peer's kernel of the client, then of the server. */
  readonly curves: readonly (readonly QueuePoint[])[];
  readonly highWaterMark: number | undefined;
}

export const queueNames = ['app queue', 'kernel send', 'peer’s kernel'] as const;

export function useQueues({ client, server }: ConnectionFacts, traffic: TrafficOfBoth): QueueCurves {
  const { kernelLog } = useSession();
  const fallback = useLab((s) => s.about?.defaultHighWaterMark);
  const [a, b] = [client?.socket, server?.socket];
  const of = (socket: typeof a, queue: 'out' | 'in'): QueuePoint[] =>
    socket ? kernelLog.queuesOf(socket.socketId, socket.life).map((q) => ({ at: q.at, bytes: q[queue] })) : [];
  const asked = (a ?? b)?.options.highWaterMark;
  return {
    curves: [
      traffic.client?.queued ?? [],
      of(a, 'out'),
      of(b, 'in'),
      traffic.server?.queued ?? [],
      of(b, 'out'),
      of(a, 'in'),
    ],
    highWaterMark: typeof asked === 'number' ? asked : fallback,
  };
}

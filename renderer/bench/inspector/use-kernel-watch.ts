import { useEffect } from 'react';
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Connection } from '../../../shared/model/connections.ts';
import { useLab } from '../../state/lab-store.ts';
import { useSession } from '../../state/session-context.tsx';

/**
 * Has the kernel looked at both ends, and at the server they belong to, while the calling pane is on screen; as fast as it
 * goes, or every `everyMs`.
 */
export function useKernelWatch(connection: Connection | undefined, everyMs?: number): void {
  const { client, server } = connection ?? {};
  const { kernelWatch } = useSession();
  const serverId = useLab((s) => (server === undefined ? undefined : s.lab.sockets.get(server)?.serverId));
  useEffect(() => {
    const socketIds = [client, server].filter((id): id is SocketId => id !== undefined);
    return kernelWatch.want({
      socketIds,
      serverIds: serverId === undefined ? [] : [serverId],
      ...(everyMs && { everyMs }),
    });
  }, [kernelWatch, client, server, serverId, everyMs]);
}

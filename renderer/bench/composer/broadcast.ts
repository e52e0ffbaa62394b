import { useMemo } from 'react';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { endOf, useLab } from '../../state/lab-store.ts';
import { useView } from '../../state/view-store.ts';
import { useGrid } from '../grid/grid-store.ts';
import { whyNotSend } from './why-not-send.ts';

/** The sockets that a message goes to when several connections are selected: of each the end that is spoken as. */
export function useBroadcastTargets(socketId: SocketId): readonly SocketId[] {
  const marked = useGrid((s) => s.selection.ids);
  const end = useView((s) => s.end);
  const sockets = useLab((s) => (marked.size > 1 ? s.lab.sockets : undefined));
  return useMemo(() => {
    if (!sockets) return [socketId];
    const ends = [...marked].flatMap((id) => endOf(id, end) ?? []);
    return ends.filter((id) => {
      const socket = sockets.get(id);
      return socket !== undefined && whyNotSend(socket) === undefined;
    });
  }, [marked, end, sockets, socketId]);
}

// An outside client that comes while nothing is selected is shown: one who waits for somebody sees at once who it is.
import { useEffect } from 'react';
import type { Socket } from '../../shared/contract/records.ts';
import { connectionOf } from '../../shared/model/connections.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import { isOver } from '../../shared/model/socket-state.ts';
import { useLab } from '../state/lab-store.ts';
import { select, useView } from '../state/view-store.ts';
import { useGrid } from './grid/grid-store.ts';

/** Selects the first outsider that comes. Never while something is selected or somebody is in the grid. */
export function useFirstArrival(): void {
  useEffect(
    () =>
      useLab.subscribe((now, before) => {
        // What a page finds there when it comes has not arrived.
        if (before.link !== 'live' || now.lab.sockets.size <= before.lab.sockets.size) return;
        if (useView.getState().selected !== undefined || useGrid.getState().focused) return;
        for (const [socketId, socket] of now.lab.sockets) {
          if (before.lab.sockets.has(socketId) || !isOutsider(socket, now.lab)) continue;
          const id = connectionOf(now.lab.sockets, socketId)?.id;
          if (id !== undefined) select(id, 'server');
          return;
        }
      }),
    [],
  );
}

/** Whether an accepted socket comes from outside: none of our own dials can still turn out to be its other end. */
export function isOutsider(socket: Socket, { sockets }: LabState): boolean {
  if (socket.origin !== 'accepted' || socket.peerSocketId !== undefined || isOver(socket.state)) return false;
  const { remote } = socket;
  const port = remote && 'port' in remote ? remote.port : undefined;
  return ![...sockets.values()].some((one) => {
    if (one.origin !== 'dialled' || one.peerSocketId !== undefined || one.tapId !== undefined) return false;
    if (one.state === 'connecting') return true;
    if (isOver(one.state)) return false;
    return port === undefined
      ? one.target?.path !== undefined
      : !!one.local && 'port' in one.local && one.local.port === port;
  });
}

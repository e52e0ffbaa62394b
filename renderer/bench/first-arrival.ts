// An outside client that comes while nothing is selected is shown: one who waits for somebody sees at once who it is.
import { useEffect } from 'react';
import type { Socket } from '../../shared/contract/records.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import { isOver } from '../../shared/model/socket-state.ts';
import { useLab } from '../state/lab-store.ts';
import { select, useView } from '../state/view-store.ts';
import { useGrid } from './grid/grid-store.ts';

/**
 * Selects an outsider that comes, as long as it is the only one: in a crowd a person chooses. Never while something is
 * selected or somebody is in the grid.
 */
export function useFirstArrival(): void {
  useEffect(
    () =>
      useLab.subscribe((now, before) => {
        // What a page finds there when it comes has not arrived.
        if (before.link !== 'live' || now.lab.sockets.size <= before.lab.sockets.size) return;
        if (useView.getState().selected !== undefined || useGrid.getState().focused) return;
        const guest = onlyOutsider(now.lab);
        if (guest && !before.lab.sockets.has(guest.socketId)) select(guest.socketId, 'server');
      }),
    [],
  );
}

/** The outsider that is connected, where there is just one. */
export function onlyOutsider(lab: LabState): Socket | undefined {
  let only: Socket | undefined;
  for (const socket of lab.sockets.values()) {
    if (socket.origin !== 'accepted' || socket.peerSocketId !== undefined || isOver(socket.state)) continue;
    if (only) return undefined;
    only = socket;
  }
  return only && isOutsider(only, lab) ? only : undefined;
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

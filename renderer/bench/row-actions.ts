// What can be done to the selected end, by key and by button, with the reason where it cannot be done now.
import type { KeyboardEvent } from 'react';
import type { SocketId } from '../../shared/contract/fields.ts';
import type { Socket } from '../../shared/contract/records.ts';
import { isOver } from '../../shared/model/socket-state.ts';
import { useActions } from '../actions/actions-context.tsx';
import { endOf, useLab } from '../state/lab-store.ts';
import { speakAs, useView } from '../state/view-store.ts';

export interface Availability {
  readonly finish: string | undefined;
  readonly pause: string | undefined;
  readonly close: string | undefined;
  readonly reset: string | undefined;
}

/** Why each act cannot be done to a socket now; undefined where it can. */
export function availability(socket: Socket | undefined): Availability {
  const none = 'Select a connection first';
  if (!socket) return { finish: none, pause: none, close: none, reset: none };
  if (isOver(socket.state)) {
    const over = 'This end is closed';
    return { finish: over, pause: over, close: over, reset: over };
  }
  const finished = socket.readyState === 'readOnly' || socket.readyState === 'closed';
  const onPath = socket.kind !== 'tcp4' && socket.kind !== 'tcp6';
  const undialled = socket.state === 'created' ? 'Not dialled yet' : undefined;
  return {
    finish: finished ? 'Already finished sending' : undialled,
    pause: undefined,
    close: undefined,
    reset: onPath ? 'UNIX sockets have no reset' : undialled,
  };
}

/** The key handler of the grid for acts on the selected end; answers whether the key was one of them. */
export function useRowActions(selected: SocketId | undefined): (event: KeyboardEvent) => boolean {
  const actions = useActions();
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const end = endOf(selected, useView.getState().end);
    const socket = end === undefined ? undefined : useLab.getState().lab.sockets.get(end);
    if (!socket || end === undefined) return false;
    const can = availability(socket);
    switch (event.key) {
      case 'f':
        if (can.finish === undefined) void actions.sockets.act(end, 'socket.end');
        return true;
      case 'p':
        if (can.pause === undefined) void actions.sockets.act(end, socket.paused ? 'socket.resume' : 'socket.pause');
        return true;
      case 'c':
        if (can.close === undefined) void actions.sockets.act(end, 'socket.destroy');
        return true;
      case 'R':
        if (can.reset === undefined) void actions.sockets.act(end, 'socket.resetAndDestroy');
        return true;
      case '[':
        speakAs('client');
        return true;
      case ']':
        speakAs('server');
        return true;
      default:
        return false;
    }
  };
}

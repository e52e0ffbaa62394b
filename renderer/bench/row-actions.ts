// What can be done to one end, with the reason where it cannot be done now.
import type { Socket } from '../../shared/contract/records.ts';
import { isOver } from '../../shared/model/socket-state.ts';

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

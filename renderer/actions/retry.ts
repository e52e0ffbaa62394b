// Trying again and again, where a person has asked for it: always visible, always stoppable, and it stops by itself at
// success, when the row is gone, or when somebody else dials it.

import { create } from 'zustand';
import type { SocketId } from '../../shared/contract/fields.ts';
import type { Socket } from '../../shared/contract/records.ts';
import { formatCounted } from '../../shared/format.ts';
import { isOver } from '../../shared/model/socket-state.ts';
import { useLab } from '../state/lab-store.ts';
import { notify } from '../state/notices.ts';
import type { Caller } from './caller.ts';
import { targetText } from './client-actions.ts';

export interface Retry {
  readonly socketId: SocketId;
  readonly where: string;
  readonly everyMs: number;
  /** Whether it waits for a path to appear and dials then. */
  readonly forPath: boolean;
  readonly tries: number;
}

export const useRetries = create<{ readonly retries: ReadonlyMap<SocketId, Retry> }>()(() => ({ retries: new Map() }));
const timers = new Map<SocketId, ReturnType<typeof setTimeout>>();

/** Dials a closed row again and again; `forPath` looks at its path first, and dials when something is there. */
export function startRetry(caller: Caller, socket: Socket, everyMs: number, forPath = false): void {
  const { socketId, target } = socket;
  stopRetry(socketId);
  if (!target) return;
  put({ socketId, where: targetText(target), everyMs, forPath, tries: 0 });
  const attempt = async () => {
    const retry = useRetries.getState().retries.get(socketId);
    if (!retry) return;
    const now = useLab.getState().lab.sockets.get(socketId);
    if (!now || now.state === 'open') {
      stopRetry(socketId);
      if (now)
        notify('info', `${retry.where} answers now.`, `#${socketId} is connected after ${counted(retry.tries)}.`);
      return;
    }
    try {
      if (isOver(now.state) && (!forPath || (await pathIsThere(caller, now)))) {
        put({ ...retry, tries: retry.tries + 1 });
        await caller.call('socket.connect', { socketId });
      }
    } catch (error) {
      stopRetry(socketId);
      caller.say(error);
      return;
    }
    timers.set(
      socketId,
      setTimeout(() => void attempt(), everyMs),
    );
  };
  void attempt();
}

export function stopRetry(socketId: SocketId): void {
  clearTimeout(timers.get(socketId));
  timers.delete(socketId);
  useRetries.setState(({ retries }) => {
    const next = new Map(retries);
    next.delete(socketId);
    return { retries: next };
  });
}

export const counted = (tries: number) => formatCounted(tries, 'try', 'tries');

async function pathIsThere(caller: Caller, { target }: Socket): Promise<boolean> {
  const { kind } = await caller.call('path.inspect', { path: target?.path ?? '' });
  return kind !== 'missing';
}

function put(retry: Retry): void {
  useRetries.setState(({ retries }) => ({ retries: new Map(retries).set(retry.socketId, retry) }));
}

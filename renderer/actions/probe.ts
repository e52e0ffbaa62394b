// Asks the kernel of a peer whether it is there: a keepalive probe, and what came back.
import { create } from 'zustand';
import type { Socket } from '../../shared/contract/records.ts';
import { answeredAfter } from '../../shared/model/silence.ts';
import { isOver } from '../../shared/model/socket-state.ts';
import { engineNow } from '../state/clock.ts';
import { useLab } from '../state/lab-store.ts';
import { type Caller, failureFrom } from './caller.ts';

/** The shortest time libuv and the kernels take; probes then follow a second apart, ten of them. */
const FIRST_PROBE_MS = 1_000;
const LOOK_EVERY_MS = 400;
/** After this the kernel has given up and the socket has failed, or it never probed. */
const MOST_MS = 14_000;

export type Probe =
  | { readonly phase: 'asked'; readonly askedAt: number }
  | { readonly phase: 'answered'; readonly afterMs: number }
  /** It cannot be seen here; `why` says so. */
  | { readonly phase: 'unseen'; readonly why: string };

type OfLife = Pick<Socket, 'socketId' | 'life'>;
const keyOf = ({ socketId, life }: OfLife) => `${socketId}.${life}`;

/** The last probe of each socket in each of its lives. */
const useProbes = create<{ readonly probes: ReadonlyMap<string, Probe> }>()(() => ({ probes: new Map() }));
export const useProbe = (socket: OfLife) => useProbes((s) => s.probes.get(keyOf(socket)));

function note(socket: OfLife, probe: Probe | undefined): void {
  useProbes.setState(({ probes }) => {
    const next = new Map(probes);
    if (probe) next.set(keyOf(socket), probe);
    else next.delete(keyOf(socket));
    return { probes: next };
  });
}

/** The socket while it is in the life it had, undefined afterwards. */
function still({ socketId, life }: Socket): Socket | undefined {
  const now = useLab.getState().lab.sockets.get(socketId);
  return now?.life === life && !isOver(now.state) ? now : undefined;
}

/** Turns keepalive on with its shortest delay, and tells of the first answer. It stays on. */
export async function turnKeepAliveOn(caller: Caller, socket: Socket): Promise<void> {
  const { socketId } = socket;
  const askedAt = engineNow();
  const done = await caller.forSocket(socketId, async () => {
    await caller.call('socket.setKeepAlive', { socketId, enable: true, initialDelayMs: FIRST_PROBE_MS });
    return true;
  });
  if (!done) return;
  note(socket, { phase: 'asked', askedAt });
  const found = await answer(caller, socket, askedAt);
  note(socket, still(socket) ? found : undefined);
}

/** Sends one probe: keepalive is on until it is answered, and then as it was before. */
export async function sendProbe(caller: Caller, socket: Socket): Promise<void> {
  const { socketId, options } = socket;
  const { keepAlive = false, keepAliveInitialDelay = 0 } = options;
  await turnKeepAliveOn(caller, socket);
  // Where the answer cannot be seen, the probes themselves tell: without one the connection fails.
  if (!still(socket) || useProbes.getState().probes.get(keyOf(socket))?.phase !== 'answered') return;
  await caller.forSocket(socketId, () =>
    caller.call('socket.setKeepAlive', { socketId, enable: keepAlive, initialDelayMs: keepAliveInitialDelay }),
  );
}

/** Waits for the answer. While none comes, the kernel's row counts the probes; a peer given up on ends the socket. */
async function answer(caller: Caller, socket: Socket, askedAt: number): Promise<Probe | undefined> {
  while (still(socket) && engineNow() - askedAt < MOST_MS) {
    try {
      const { sampledAt, lastack } = await caller.call('kernel.details', { socketId: socket.socketId });
      const afterMs = answeredAfter(askedAt, sampledAt, lastack);
      if (afterMs !== undefined) return { phase: 'answered', afterMs };
    } catch (error) {
      return still(socket) && { phase: 'unseen', why: failureFrom(error).message };
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return undefined;
}

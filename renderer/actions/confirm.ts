// Questions before what cannot be undone (ux.md 6.6): the number in the button, the focus on the safe choice.

import type { Listen } from '../../shared/contract/listen-options.ts';
import type { Server } from '../../shared/contract/records.ts';
import { formatCounted } from '../../shared/format.ts';
import { listensEverywhere, outsideClients } from '../../shared/model/exposure.ts';
import { useLab } from '../state/lab-store.ts';
import { ask } from '../ui/ask.tsx';

/** The number of living clients from outside, of some servers or of all. */
export function outsideCount(servers?: readonly Server[]): number {
  const ids = servers && new Set(servers.map(({ serverId }) => serverId));
  const { sockets } = useLab.getState().lab;
  return outsideClients(sockets.values(), (s) => !ids || (s.serverId !== undefined && ids.has(s.serverId))).length;
}

const clients = (count: number) => formatCounted(count, 'outside client');
const named = (servers: readonly Server[]) =>
  servers.length === 1 ? `“${servers[0]?.name}”` : `${servers.length} servers`;

/** Asks what becomes of outside clients before servers stop. Undefined = do not stop. */
export async function askStop(servers: readonly Server[]): Promise<'keep' | 'destroy' | undefined> {
  const count = outsideCount(servers);
  if (count === 0) return 'keep';
  const answer = await ask({
    title: `${clients(count)} ${count === 1 ? 'is' : 'are'} connected to ${named(servers)}.`,
    why: 'Stopping accepts nobody any more. Connections that are there can go on, or be closed.',
    choices: [
      { id: 'cancel', title: 'Keep running' },
      { id: 'keep', title: 'Stop, keep connections' },
      { id: 'destroy', title: `Stop and disconnect ${count}` },
    ],
  });
  return answer === 'keep' || answer === 'destroy' ? answer : undefined;
}

/** Asks before something disconnects outside clients for good. */
export async function askDisconnect(act: string, servers?: readonly Server[]): Promise<boolean> {
  const count = outsideCount(servers);
  if (count === 0) return true;
  const answer = await ask({
    title: `${clients(count)} ${count === 1 ? 'is' : 'are'} connected${servers ? ` to ${named(servers)}` : ''}.`,
    why: `${act} closes these connections. That cannot be undone.`,
    choices: [
      { id: 'cancel', title: 'Cancel' },
      { id: 'disconnect', title: `${act} and disconnect ${count}` },
    ],
  });
  return answer === 'disconnect';
}

/** Servers that may be reached from everywhere: it was asked about, and allowed. */
const allowed = new Set<number>();

/**
 * Asks, once for each server, before it listens on every address of this machine. Answers the definition to listen
 * with: as it is, or on this machine only.
 */
export async function askExposure(listen: Listen, serverId?: number): Promise<Listen> {
  if (!listensEverywhere(listen) || (serverId !== undefined && allowed.has(serverId))) return listen;
  const answer = await ask({
    title: 'Everyone on your network can reach this.',
    why: `Listening on ${listen.host || 'every address'} takes connections from all networks of this computer.`,
    choices: [
      { id: 'machine', title: 'This machine only' },
      { id: 'everyone', title: 'Listen for everyone' },
    ],
  });
  if (answer === 'everyone') return listen;
  return { ...listen, host: listen.host?.includes(':') ? '::1' : '127.0.0.1' };
}

/** Remembers that a server was allowed to be reached by everyone. */
export function allowExposure(serverId: number, listen: Listen): void {
  if (listensEverywhere(listen)) allowed.add(serverId);
}

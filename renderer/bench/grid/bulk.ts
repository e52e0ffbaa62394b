// Acts on many connections at once: what is asked first, what is done, and what is said afterwards.
import type { SocketId } from '../../../shared/contract/fields.ts';
import { formatCount, formatCounted } from '../../../shared/format.ts';
import { connectionOf } from '../../../shared/model/connections.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import type { Actions } from '../../actions/actions.ts';
import { failureFrom } from '../../actions/caller.ts';
import type { SocketAct } from '../../actions/socket-actions.ts';
import { useLab } from '../../state/lab-store.ts';
import { type End, notify, useView } from '../../state/view-store.ts';
import { ask } from '../../ui/ask.tsx';
import { type Availability, availability } from '../row-actions.ts';

export const bulkActs = ['finish', 'pause', 'resume', 'close', 'reset'] as const;
export type BulkAct = (typeof bulkActs)[number];

const calls = {
  finish: 'socket.end',
  pause: 'socket.pause',
  resume: 'socket.resume',
  close: 'socket.destroy',
  reset: 'socket.resetAndDestroy',
} as const satisfies Record<BulkAct, SocketAct>;
const verbs: Readonly<Record<BulkAct, string>> = {
  finish: 'Finish sending on',
  pause: 'Stop reading on',
  resume: 'Resume reading on',
  close: 'Close',
  reset: 'Reset',
};
/** What an act is called where it meets no connection. */
const plainTitles: Readonly<Record<BulkAct, string>> = {
  finish: 'Finish sending',
  pause: 'Stop reading',
  resume: 'Resume reading',
  close: 'Close',
  reset: 'Reset',
};
const done: Readonly<Record<BulkAct, string>> = {
  finish: 'finished',
  pause: 'stopped',
  resume: 'resumed',
  close: 'closed',
  reset: 'reset',
};
/** So many calls are on their way together. */
const AT_ONCE = 200;
/** Closing or resetting more than this is asked about, and more than one with an outside peer (`ux.md` 6.6). */
const MANY = 10;

const connectionsText = (count: number) => formatCounted(count, 'connection');

/** What the button for an act on several connections says: `Close 12 connections`. */
export const bulkTitle = (act: BulkAct, count: number) =>
  count === 0 ? plainTitles[act] : `${verbs[act]} ${connectionsText(count)}`;

interface Task {
  readonly connection: SocketId;
  readonly socketId: SocketId;
}

/** Which ends an act is done to: closing means every end of ours, anything else the end that is spoken for. */
export function tasksOf({ sockets }: LabState, ids: Iterable<SocketId>, act: BulkAct, end: End): Task[] {
  const tasks: Task[] = [];
  for (const id of ids) {
    const connection = connectionOf(sockets, id);
    const [client, server] = [connection?.client, connection?.server];
    const one = end === 'server' ? (server ?? client) : (client ?? server);
    for (const socketId of act === 'close' ? [client, server] : [one]) {
      const socket = socketId === undefined ? undefined : sockets.get(socketId);
      if (!socket || socketId === undefined || isOver(socket.state)) continue;
      if (act === 'pause' && socket.paused) continue;
      if (act === 'resume' && !socket.paused) continue;
      tasks.push({ connection: id, socketId });
    }
  }
  return tasks;
}

/** Why an act meets none of several connections. */
const nothingLeft: Readonly<Record<BulkAct, string>> = {
  finish: 'All of them have ended',
  pause: 'None of them is reading',
  resume: 'None of them has stopped reading',
  close: 'All of them have ended',
  reset: 'All of them have ended',
};

/** How many of the selected connections an act meets, and why it meets none. */
export function bulkScope(
  ids: ReadonlySet<SocketId>,
  act: BulkAct,
): { count: number; unavailable: string | undefined } {
  const tasks = tasksOf(useLab.getState().lab, ids, act, useView.getState().end);
  const count = new Set(tasks.map((task) => task.connection)).size;
  return { count, unavailable: count === 0 ? nothingLeft[act] : undefined };
}

/** Whether an act must be asked about first: it cannot be taken back and meets many, or several outside. */
export function mustAsk({ sockets }: LabState, ids: Iterable<SocketId>, act: BulkAct): boolean {
  if (act !== 'close' && act !== 'reset') return false;
  let [all, outside] = [0, 0];
  for (const id of ids) {
    all++;
    const connection = connectionOf(sockets, id);
    if (connection?.client === undefined || connection.server === undefined) outside++;
  }
  return all > MANY || outside > 1;
}

export interface Refusal {
  readonly reason: string;
  readonly count: number;
}

/** `3 of 12 could not be reset: UNIX sockets have no reset.`; undefined when nothing was refused. */
export function refusedText(act: BulkAct, total: number, refusals: readonly Refusal[]): string | undefined {
  const count = refusals.reduce((sum, refusal) => sum + refusal.count, 0);
  if (count === 0) return undefined;
  const reasons =
    refusals.length === 1
      ? sentence(refusals[0]?.reason ?? '')
      : refusals.map(({ reason, count: n }) => `${sentence(reason)} (${formatCount(n)})`).join(' ');
  return `${formatCount(count)} of ${formatCount(total)} could not be ${done[act]}: ${reasons}`;
}
const sentence = (text: string) => (/[.!?]$/u.test(text) ? text : `${text}.`);

/** Does an act to many connections, after asking where it must. What was refused is said, with the number and the reason. */
export async function bulkAct(actions: Actions, ids: ReadonlySet<SocketId>, act: BulkAct): Promise<void> {
  const { lab } = useLab.getState();
  const tasks = tasksOf(lab, ids, act, useView.getState().end);
  const connections = new Set(tasks.map((task) => task.connection));
  if (connections.size === 0) return;
  if (mustAsk(lab, connections, act) && !(await isSure(act, connections.size))) return;
  const reasons = new Map<SocketId, string>();
  for (let i = 0; i < tasks.length; i += AT_ONCE) {
    await Promise.all(
      tasks.slice(i, i + AT_ONCE).map(async ({ connection, socketId }) => {
        const reason = await tryOne(actions, socketId, act);
        if (reason !== undefined) reasons.set(connection, reason);
      }),
    );
  }
  const text = refusedText(act, connections.size, counted(reasons.values()));
  if (text !== undefined) notify('problem', text);
}

async function isSure(act: BulkAct, count: number): Promise<boolean> {
  const answer = await ask({
    title: `${bulkTitle(act, count)}?`,
    why:
      act === 'reset'
        ? 'Each peer sees the connection thrown away. What is on the way may be lost. This cannot be undone.'
        : 'Bytes that are still queued here are lost. This cannot be undone.',
    choices: [
      { id: 'keep', title: count === 1 ? 'Keep it' : 'Keep them' },
      { id: 'go', title: bulkTitle(act, count) },
    ],
  });
  return answer === 'go';
}

/** Answers why it could not be done. An end that has closed by itself meanwhile is no refusal. */
async function tryOne(actions: Actions, socketId: SocketId, act: BulkAct): Promise<string | undefined> {
  const socket = useLab.getState().lab.sockets.get(socketId);
  if (!socket || isOver(socket.state)) return undefined;
  const reason = availability(socket)[act === 'resume' ? 'pause' : (act satisfies keyof Availability)];
  if (reason !== undefined) return reason;
  try {
    await actions.call(calls[act], { socketId });
    return undefined;
  } catch (error) {
    const { code, message } = failureFrom(error);
    return code === 'ERR_SOCKET_CLOSED' || code === 'UNKNOWN_SOCKET' ? undefined : message;
  }
}

function counted(reasons: Iterable<string>): Refusal[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
}

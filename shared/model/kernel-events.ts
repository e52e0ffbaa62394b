import type { EventOf } from '../contract/events.ts';
import type { KernelRow } from '../contract/kernel.ts';
import type { Draft } from './lab-state.ts';

/**
 * What one look at the kernel's tables changes. A changed row makes a new record; a row that is as it was only has its
 * clock moved on, in place, as the counts are.
 */
export function applySampled(draft: Draft, event: EventOf<'kernel.sampled'>): void {
  for (const { socketId, life, ...row } of event.rows) {
    const known = draft.peek(socketId);
    // Sampled before it was dialled again, or before it closed.
    if (known?.life !== life || row.sampledAt < (known.closedAt ?? 0)) continue;
    const socket = draft.socket(socketId);
    if (socket) socket.kernel = row;
  }
  for (const socketId of event.same ?? []) {
    const row = draft.peek(socketId)?.kernel;
    if (row) moveOn(row, event.at);
  }
  for (const socketId of event.gone ?? []) {
    if (!draft.peek(socketId)?.kernel) continue;
    const socket = draft.socket(socketId);
    if (socket) delete socket.kernel;
  }
  for (const { serverId, acceptQueue } of event.servers ?? []) {
    const server = draft.server(serverId);
    if (!server) continue;
    if (acceptQueue) server.acceptQueue = acceptQueue;
    else delete server.acceptQueue;
  }
}

/** The same row at a later moment: its timer has less time left. */
function moveOn(row: { -readonly [K in keyof KernelRow]: KernelRow[K] }, at: number): void {
  if (row.timerMs !== null) row.timerMs = Math.max(0, row.timerMs - (at - row.sampledAt));
  row.sampledAt = at;
}

/** Milliseconds left on a row's timer at `now`; undefined where no timer runs or none is told. */
export function timerLeft(row: KernelRow, now: number): number | undefined {
  if (row.timer === null || row.timer === 'off' || row.timerMs === null) return undefined;
  return Math.max(0, row.timerMs - Math.max(0, now - row.sampledAt));
}

// Which facts are worth a notice, and in which words (ux.md 1.1, 1.3): pure functions of facts.
import type { LabEvent } from '../contract/events.ts';
import type { NextStep } from '../contract/failures.ts';
import type { ServerId, SocketId } from '../contract/fields.ts';
import { formatBytes, formatCounted, formatDuration, formatHostPort, unmapped } from '../format.ts';
import type { LabState } from './lab-state.ts';

export const severities = ['info', 'note', 'warning', 'problem'] as const;
export type Severity = (typeof severities)[number];
export const severityWords: Readonly<Record<Severity, string>> = {
  info: 'Info',
  note: 'Note',
  warning: 'Warning',
  problem: 'Problem',
};

/** A notice as facts make it, before it has a number and a time. */
export interface NoticeFact {
  /** What it is about, for muting and for counting repeats. */
  readonly kind: string;
  readonly severity: Severity;
  readonly title: string;
  readonly why?: string | undefined;
  readonly socketId?: SocketId | undefined;
  readonly serverId?: ServerId | undefined;
  readonly steps?: readonly NextStep[] | undefined;
}

/** The notice a fact is worth, or undefined. `lab` is the state after it. */
export function noticeOf(event: LabEvent, lab: Pick<LabState, 'servers' | 'sockets'>): NoticeFact | undefined {
  switch (event.type) {
    case 'server.drop': {
      const server = lab.servers.get(event.serverId);
      const limit = server?.options.maxConnections;
      const who =
        event.remoteAddress === undefined
          ? 'a client'
          : formatHostPort(unmapped(event.remoteAddress), event.remotePort ?? 0);
      return {
        kind: 'turned-away',
        severity: 'warning',
        title: `“${server?.name ?? ''}” turned away ${who}.`,
        why: `Its limit is ${typeof limit === 'number' ? formatCounted(limit, 'connection') : (limit ?? 'reached')}. The client sees connect, then end.`,
        serverId: event.serverId,
        steps: ['raise-server-limit'],
      };
    }
    case 'server.blocked':
      return {
        kind: 'blocked',
        severity: 'note',
        title: `“${lab.servers.get(event.serverId)?.name ?? ''}” blocked ${unmapped(event.remoteAddress)}.`,
        why: 'The address matches a rule of the server’s block list.',
        serverId: event.serverId,
      };
    case 'server.error':
      return {
        kind: 'server-failed',
        severity: 'problem',
        title: `“${lab.servers.get(event.serverId)?.name ?? ''}” does not listen: ${event.failure.message}`,
        why: event.failure.why,
        serverId: event.serverId,
      };
    case 'socket.error':
      return {
        kind: event.failure.code,
        severity: 'problem',
        title: event.failure.message,
        why: event.failure.why,
        socketId: event.socketId,
        steps: event.failure.next,
      };
    case 'socket.timeout': {
      const socket = lab.sockets.get(event.socketId);
      if (socket?.onTimeout !== 'notify') return undefined; // what was chosen happens, and is told by itself
      return {
        kind: 'idle',
        severity: 'note',
        title: `No bytes for ${formatDuration(socket.timeoutMs)}.`,
        why: 'Node raised “timeout”. It does not close the socket; the choice was “only notify”.',
        socketId: event.socketId,
        steps: ['close-idle', 'change-idle-action'],
      };
    }
    case 'socket.close':
      if (event.discardedBytes === 0) return undefined;
      return {
        kind: 'bytes-lost',
        severity: 'warning',
        title: `#${event.socketId} closed with ${formatBytes(event.discardedBytes)} that were never sent.`,
        why: 'They were still queued in Node when the socket closed.',
        socketId: event.socketId,
      };
    case 'transfer.failed':
      return {
        kind: 'transfer-failed',
        severity: 'problem',
        title: event.failure.message,
        why: event.failure.why ?? `${formatBytes(event.bytesSent)} of ${formatBytes(event.bytesTotal)} were sent.`,
        socketId: event.socketId,
      };
    case 'transfer.done':
      return {
        kind: 'transfer-done',
        severity: 'info',
        title: `A file of ${formatBytes(event.bytesTotal)} was sent.`,
        socketId: event.socketId,
      };
    default:
      return undefined;
  }
}

/**
 * The silent case (ux.md 6.5, 26): with no descriptor left a server hears nothing of the clients it cannot accept, so it
 * is noticed by counting. Undefined while there is room, or where the system does not tell.
 */
export function descriptorNotice(
  open: number | null | undefined,
  limit: number | null | undefined,
  listening: boolean,
): NoticeFact | undefined {
  if (open == null || limit == null || !listening || open < limit) return undefined;
  return {
    kind: 'descriptors',
    severity: 'problem',
    title: 'New clients are being turned away unseen.',
    why: `File descriptors are used up (${limit} of ${limit}). Node tells the server nothing in this case; the clients see connect and then end.`,
    steps: ['close-ended', 'raise-limit'],
  };
}

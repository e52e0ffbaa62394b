import { COUNTED_WIDTH } from '../contract/batches.ts';
import type { LabEvent } from '../contract/events.ts';
import type { SocketId } from '../contract/fields.ts';
import type { Counts, Endpoint, Socket } from '../contract/records.ts';
import type { SocketKind } from '../contract/socket-kinds.ts';
import type { Draft } from './lab-state.ts';
import { pathKindOf } from './server-events.ts';
import { socketStateOf } from './socket-state.ts';
import { applyToFaults, countMock } from './tap-events.ts';

type SocketEvent = Extract<LabEvent, { socketId: SocketId; life: number }>;

/** What one fact about a socket changes. */
export function applySocketEvent(draft: Draft, event: SocketEvent): void {
  if (event.type === 'socket.created' || event.type === 'socket.updated') {
    // What the kernel says comes in a rhythm of its own; the record does not hold it.
    const before = draft.peek(event.socketId);
    const kernel = before?.life === event.life ? before.kernel : undefined;
    draft.putSocket(kernel ? { ...event.socket, kernel } : event.socket);
    return;
  }
  if (event.type === 'socket.removed') {
    draft.removeSocket(event.socketId);
    return;
  }
  if (event.type === 'mock.rule-fired' || event.type === 'mock.unmatched') {
    countMock(draft, event);
    if (event.type === 'mock.rule-fired') noteRule(draft, event.socketId, event.ruleId);
    return;
  }
  const socket = draft.socket(event.socketId);
  if (!socket) return;
  applyToSocket(socket, event);
  socket.state = socketStateOf(socket);
  if (event.type === 'socket.close' && socket.serverId !== undefined) {
    const server = draft.server(socket.serverId);
    if (server) server.connections--;
  }
}

/** Remembers which rules have fired on a socket. Its record is replaced only when another rule than the last one did. */
function noteRule(draft: Draft, socketId: SocketId, ruleId: string): void {
  if (draft.peek(socketId)?.firedRules?.at(-1) === ruleId) return;
  const socket = draft.socket(socketId);
  if (socket) socket.firedRules = [...(socket.firedRules ?? []).filter((id) => id !== ruleId), ruleId];
}

function applyToSocket(socket: Socket, event: SocketEvent): void {
  switch (event.type) {
    case 'socket.connect':
      socket.readyState = 'open';
      socket.local = event.local;
      socket.remote = event.remote;
      socket.kind = socketKindOf(event.local, event.remote) ?? socket.kind;
      socket.connectedAt = event.at;
      socket.idleSince = event.at;
      break;
    case 'socket.end':
      socket.readyState = socket.readyState === 'open' && socket.options.allowHalfOpen ? 'writeOnly' : 'closed';
      if (socket.readyState === 'closed') socket.needDrain = false; // Node finishes too, and waits for no drain
      break;
    case 'socket.finish':
      socket.needDrain = false;
      socket.readyState =
        socket.readyState === 'open' ? 'readOnly' : socket.readyState === 'writeOnly' ? 'closed' : socket.readyState;
      break;
    case 'socket.drain':
      socket.needDrain = false;
      break;
    case 'socket.backpressure':
      socket.needDrain = true;
      break;
    case 'socket.timeout':
      socket.timedOutAt = event.at;
      // Counts come now and then; the timeout itself knows for how long nothing has moved.
      socket.idleSince = Math.max(socket.openedAt, Math.min(socket.idleSince, event.at - socket.timeoutMs));
      break;
    case 'socket.paused':
      socket.paused = true;
      break;
    case 'socket.resumed':
      socket.paused = false;
      break;
    case 'socket.paired':
      socket.peerSocketId = event.peerSocketId;
      socket.pairing = event.pairing;
      break;
    case 'socket.close': {
      const { hadError, cause, first, failure, discardedBytes } = event;
      socket.readyState = 'closed';
      socket.close = { hadError, cause, first, ...(failure && { failure }) };
      socket.closedAt = event.at;
      socket.needDrain = false;
      socket.paused = false;
      socket.discardedBytes = discardedBytes;
      delete socket.kernel; // it was looked at before: what there is of this end now, the next look tells
      break;
    }
    case 'socket.tagged':
      if (event.tags.length > 0) socket.tags = event.tags;
      else delete socket.tags;
      break;
    case 'mock.step':
      socket.scriptPosition = event.position;
      break;
    case 'fault.applied':
    case 'fault.cleared':
    case 'hold.held':
    case 'hold.forwarded':
    case 'hold.discarded':
      applyToFaults(socket, event);
      break;
    default: // attempts, errors, notes and transfers are facts for the event list only
      break;
  }
}

/** Writes the live numbers in place (see `applyEvents`). */
export function applyCounts(
  draft: Draft,
  { rows, at }: { readonly rows: readonly number[]; readonly at: number },
): void {
  for (let i = 0; i < rows.length; i += COUNTED_WIDTH) {
    const socket = draft.peek(rows[i] as SocketId);
    if (socket) writeCounts(socket, rows, i, at);
  }
}

/** Writes one row of `sockets.counted` into a socket's record. */
export function writeCounts(socket: Socket, rows: readonly number[], i: number, at: number): void {
  const counts = socket.counts as { -readonly [K in keyof Counts]: number };
  const at0 = (offset: number) => rows[i + offset] ?? 0;
  const [bytesRead, bytesWritten, queued] = [at0(1), at0(2), at0(3)];
  if (bytesRead > counts.bytesRead) socket.heardAt = at;
  const moved = bytesRead !== counts.bytesRead || bytesWritten - queued !== counts.bytesWritten - counts.queued;
  counts.bytesRead = bytesRead;
  counts.bytesWritten = bytesWritten;
  counts.queued = queued;
  counts.chunksReceived = at0(4);
  counts.chunksSent = at0(5);
  if (!moved) return;
  socket.idleSince = at;
  if (socket.timedOutAt !== undefined) delete socket.timedOutAt; // deleting costs, even what is not there
}

/** The kind of a connected socket, from its addresses; undefined where they do not tell. */
export function socketKindOf(local: Endpoint, remote: Endpoint): SocketKind | undefined {
  const known = local ?? remote;
  if (!known) return undefined;
  if ('path' in known) return pathKindOf(known.path);
  return known.family === 'IPv6' ? 'tcp6' : 'tcp4';
}

// The shapes of servers, sockets and addresses as everybody outside the engine sees them.
import * as v from 'valibot';
import { mock } from '../mocks/mock.ts';
import { socketOptions, target } from './dial-options.ts';
import { failure } from './failures.ts';
import { at, byteCount, clientId, idleAction, serverId, socketId, tapId } from './fields.ts';
import { acceptQueue, kernelRow } from './kernel.ts';
import { listen, serverOptions } from './listen-options.ts';

export const serverStates = ['stopped', 'binding', 'listening', 'closing', 'retrying', 'failed'] as const;
export type ServerState = (typeof serverStates)[number];
export const serverKinds = ['tcp4', 'tcp6', 'dual', 'unix', 'abstract', 'pipe', 'fd'] as const;
export const socketKinds = ['tcp4', 'tcp6', 'unix', 'abstract', 'pipe'] as const;
export type SocketKind = (typeof socketKinds)[number];

/** The words of `ux.md` 2.2. Derived from facts by `socketStateOf`, never stored on their own. */
export const socketStates = [
  'created',
  'connecting',
  'open',
  'receive-only',
  'send-only',
  'closing',
  'closed',
  'reset',
  'refused',
  'timed-out',
  'failed',
  'broken-pipe',
  'turned-away',
] as const;
export type SocketState = (typeof socketStates)[number];

/** What `server.address()` returns: an object for TCP, the path for a UNIX socket, null when there is none. */
export const nodeAddress = v.nullable(
  v.union([v.string(), v.strictObject({ address: v.string(), family: v.string(), port: v.number() })]),
);
export type NodeAddress = v.InferOutput<typeof nodeAddress>;

/** One end's address; null where the system gives none (the client side of a UNIX socket). */
export const endpoint = v.nullable(
  v.union([
    v.strictObject({ address: v.string(), port: v.number(), family: v.string() }),
    v.strictObject({ path: v.string() }),
  ]),
);
export type Endpoint = v.InferOutput<typeof endpoint>;

export const server = v.strictObject({
  serverId,
  name: v.string(),
  state: v.picklist(serverStates),
  kind: v.picklist(serverKinds),
  listen,
  options: serverOptions,
  address: nodeAddress,
  connections: byteCount,
  accepted: byteCount,
  dropped: byteCount,
  blocked: byteCount,
  mock: v.nullable(mock),
  failure: v.optional(failure),
  /** While somebody watches the server and the kernel tells. */
  acceptQueue: v.optional(acceptQueue),
  /** The length of the accept queue after the system has clamped what was asked; while listening, where it is known. */
  effectiveBacklog: v.optional(v.number()),
});
export type Server = v.InferOutput<typeof server>;

export const counts = v.strictObject({
  bytesRead: byteCount,
  bytesWritten: byteCount,
  queued: byteCount,
  chunksReceived: byteCount,
  chunksSent: byteCount,
});
export type Counts = v.InferOutput<typeof counts>;

export const closeCauses = [
  'fin',
  'rst',
  'timeout',
  'error',
  'local-destroy',
  'local-reset',
  'refused',
  'aborted',
  'turned-away',
  /** Node reports a clean end, but the kernel had dropped the connection before this end finished (a masked reset). */
  'peer-gone',
] as const;
export type CloseCause = (typeof closeCauses)[number];
export const closeFacts = {
  hadError: v.boolean(),
  cause: v.picklist(closeCauses),
  first: v.picklist(['us', 'peer', 'unknown']),
  failure: v.optional(failure),
};
export const close = v.strictObject(closeFacts);
export type Close = v.InferOutput<typeof close>;

export const socket = v.strictObject({
  socketId,
  life: v.number(),
  name: v.optional(v.string()),
  origin: v.picklist(['dialled', 'accepted', 'wrapped']),
  serverId: v.optional(serverId),
  clientId: v.optional(clientId),
  tapId: v.optional(tapId),
  peerSocketId: v.optional(socketId),
  pairing: v.optional(v.picklist(['observed', 'inferred'])),
  kind: v.picklist(socketKinds),
  state: v.picklist(socketStates),
  readyState: v.picklist(['opening', 'open', 'readOnly', 'writeOnly', 'closed']),
  local: endpoint,
  remote: endpoint,
  target: v.optional(target),
  options: socketOptions,
  counts,
  paused: v.boolean(),
  needDrain: v.boolean(),
  corked: v.boolean(),
  timeoutMs: v.number(),
  onTimeout: idleAction,
  idleSince: at,
  openedAt: at,
  connectedAt: v.optional(at),
  closedAt: v.optional(at),
  /** When `timeout` was last raised; gone as soon as a byte moves again. */
  timedOutAt: v.optional(at),
  close: v.optional(close),
  /** While somebody watches the socket and the kernel tells. */
  kernel: v.optional(kernelRow),
  discardedBytes: v.optional(byteCount),
});
export type Socket = v.InferOutput<typeof socket>;

// The shapes of servers, sockets and addresses as everybody outside the engine sees them.
import * as v from 'valibot';
import { faultList, faultSettings } from '../faults/index.ts';
import { mock } from '../mocks/mock.ts';
import { socketOptions, target } from './dial-options.ts';
import { failure } from './failures.ts';
import { at, byteCount, clientId, faultId, idleAction, serverId, socketId, tapId } from './fields.ts';
import { acceptQueue, kernelRow } from './kernel.ts';
import { listen, serverOptions } from './listen-options.ts';
import { socketKinds } from './socket-kinds.ts';

export const serverStates = ['stopped', 'binding', 'listening', 'closing', 'retrying', 'failed'] as const;
export type ServerState = (typeof serverStates)[number];
export const serverKinds = ['tcp4', 'tcp6', 'dual', 'unix', 'abstract', 'pipe', 'fd'] as const;

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

/** Names a person has put on a connection to find it again. */
export const tags = v.pipe(
  v.array(
    v.pipe(
      v.string(),
      v.trim(),
      v.minLength(1),
      v.maxLength(40),
      v.regex(/^[^"]*$/u, 'No quotation marks: filters use them.'),
    ),
  ),
  v.maxLength(20),
  v.check((all) => new Set(all).size === all.length, 'Each tag once.'),
);

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

/** What a server's mock has done since the server was made or its counters were last cleared. */
export const mockCounts = v.strictObject({
  /** By rule id: how often it fired, and when last. */
  rules: v.record(v.string(), v.strictObject({ times: byteCount, lastAt: at })),
  /** Messages that matched no rule. */
  unmatched: byteCount,
});
export type MockCounts = v.InferOutput<typeof mockCounts>;

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
  /** Counts the edits of the mock; a chunk's `rule` says under which it was sent. */
  mockRevision: v.optional(byteCount),
  /** By rule id: the revision with which the rule was last changed. */
  ruleRevisions: v.optional(v.record(v.string(), byteCount)),
  mockCounts: v.optional(mockCounts),
  /** The tap this server listens for. */
  tapId: v.optional(tapId),
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

/** A fault at work on one socket. */
export const appliedFault = v.strictObject({
  faultId,
  fault: faultSettings,
  /** The wire of the server's mock, the tap, somebody who put it on this socket, or the mock's behaviour. */
  from: v.picklist(['wire', 'tap', 'socket', 'mock']),
  /** Whether chance has decided that it works on this connection (`probability`). */
  active: v.boolean(),
});
export type AppliedFault = v.InferOutput<typeof appliedFault>;

export const tap = v.strictObject({
  tapId,
  name: v.string(),
  /** The server it listens with: address and state are told there. */
  serverId,
  target,
  options: v.optional(v.record(v.string(), v.unknown())),
  /** On the client's side: “sent” is what goes to the client, “received” what comes from it. */
  faults: faultList,
  passFin: v.boolean(),
  passReset: v.boolean(),
  onRefuse: v.picklist(['close', 'reset']),
  /** Connections that were joined, and such whose target could not be reached. */
  joined: byteCount,
  refused: byteCount,
  /** Why the target could not be reached the last time; gone when it was reached again. */
  failure: v.optional(failure),
});
export type Tap = v.InferOutput<typeof tap>;

export const socket = v.strictObject({
  socketId,
  life: v.number(),
  name: v.optional(v.string()),
  origin: v.picklist(['dialled', 'accepted', 'wrapped']),
  serverId: v.optional(serverId),
  clientId: v.optional(clientId),
  tapId: v.optional(tapId),
  peerSocketId: v.optional(socketId),
  /** The socket at the other side of a tap (or proxy): what one receives the other sends. */
  joinedSocketId: v.optional(socketId),
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
  /** When bytes were last received, as far as the counts tell; absent before the first. */
  heardAt: v.optional(at),
  openedAt: at,
  connectedAt: v.optional(at),
  closedAt: v.optional(at),
  /** When `timeout` was last raised; gone as soon as a byte moves again. */
  timedOutAt: v.optional(at),
  close: v.optional(close),
  /** While somebody watches the socket and the kernel tells. */
  kernel: v.optional(kernelRow),
  discardedBytes: v.optional(byteCount),
  /** In the order in which they work. */
  faults: v.optional(v.array(appliedFault)),
  /** Chunks of it that wait in the tray. */
  held: v.optional(byteCount),
  /** Index of the step its scripted conversation is at. */
  scriptPosition: v.optional(byteCount),
  /** What a person calls it, beside its name; the same in every window. */
  tags: v.optional(tags),
  /** The rules of its server's mock that have fired on it, by id, the latest last. */
  firedRules: v.optional(v.array(v.string())),
});
export type Socket = v.InferOutput<typeof socket>;

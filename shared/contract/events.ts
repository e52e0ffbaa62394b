// Every fact the engine reports. Structural events are numbered; the unnumbered ones carry counts and progress only.
import * as v from 'valibot';
import { labDocument } from './document.ts';
import { failure } from './failures.ts';
import { at, byteCount, faultId, holdId, serverId, socketId, tapId, transferId } from './fields.ts';
import { kernelView, sampledEntries } from './kernel.ts';
import { appliedFault, closeFacts, endpoint, nodeAddress, server, socket, tags, tap } from './records.ts';
import { repeat, repeatEnd, repeatProgress } from './repeat.ts';

type Entries = v.ObjectEntries;
const event = <const T extends string, const E extends Entries>(type: T, entries: E) =>
  v.strictObject({ type: v.literal(type), at, ...entries });
const ofServer = <const T extends string, const E extends Entries>(type: T, entries: E) =>
  event(type, { serverId, ...entries });
const ofSocket = <const T extends string, const E extends Entries>(type: T, entries: E) =>
  event(type, { socketId, life: v.number(), ...entries });

const maybe = <S extends v.GenericSchema>(schema: S) => v.optional(schema);
const attempt = { ip: v.string(), port: maybe(v.number()), family: maybe(v.number()) };
const transfer = { transferId, bytesSent: byteCount, bytesTotal: byteCount };

export const labEvent = v.variant('type', [
  ofServer('server.created', { server }),
  ofServer('server.updated', { server }),
  ofServer('server.binding', {}),
  ofServer('server.listening', { address: nodeAddress, effectiveBacklog: maybe(v.number()) }),
  ofServer('server.connection', { socketId }),
  ofServer('server.drop', {
    localAddress: maybe(v.string()),
    localPort: maybe(v.number()),
    localFamily: maybe(v.string()),
    remoteAddress: maybe(v.string()),
    remotePort: maybe(v.number()),
    remoteFamily: maybe(v.string()),
  }),
  ofServer('server.blocked', { remoteAddress: v.string() }),
  ofServer('server.error', { failure }),
  ofServer('server.retry', { attempt: v.number(), inMs: v.number(), failure }),
  ofServer('server.accepting-paused', { ms: v.number() }),
  ofServer('server.accepting-resumed', {}),
  ofServer('server.closing', { connections: byteCount }),
  ofServer('server.close', {}),
  ofServer('server.removed', {}),

  ofSocket('socket.created', { socket }),
  ofSocket('socket.updated', { socket }),
  ofSocket('socket.lookup', {
    failure: maybe(failure),
    address: maybe(v.string()),
    family: maybe(v.number()),
    host: v.string(),
  }),
  ofSocket('socket.connectionAttempt', attempt),
  ofSocket('socket.connectionAttemptFailed', { ...attempt, failure }),
  ofSocket('socket.connectionAttemptTimeout', attempt),
  ofSocket('socket.connect', { local: endpoint, remote: endpoint }),
  ofSocket('socket.ready', {}),
  ofSocket('socket.end', {}),
  ofSocket('socket.finish', {}),
  ofSocket('socket.drain', { times: maybe(v.number()) }),
  ofSocket('socket.backpressure', { queued: byteCount, times: maybe(v.number()) }),
  ofSocket('socket.timeout', {}),
  ofSocket('socket.paused', { by: v.picklist(['user', 'mock', 'fault']), times: maybe(v.number()) }),
  ofSocket('socket.resumed', { times: maybe(v.number()) }),
  ofSocket('socket.error', { failure }),
  ofSocket('socket.close', { ...closeFacts, discardedBytes: byteCount }),
  ofSocket('socket.paired', { peerSocketId: socketId, pairing: v.picklist(['observed', 'inferred']) }),
  ofSocket('socket.tagged', { tags }),
  ofSocket('socket.removed', {}),

  /** `mark` was asked for by somebody, other notes are the mock's own. */
  ofSocket('mock.note', { text: v.string(), mark: maybe(v.boolean()) }),
  /** `chunkIndex`: the received chunk with which the message was complete. The reply's chunks carry the rule themselves. */
  ofSocket('mock.rule-fired', {
    serverId,
    ruleId: v.string(),
    chunkIndex: v.number(),
    revision: byteCount,
    times: maybe(v.number()),
  }),
  /** `data`: the first bytes of the message, base64; `preview`: as text. */
  ofSocket('mock.unmatched', {
    serverId,
    preview: v.string(),
    data: v.string(),
    size: byteCount,
    chunkIndex: v.number(),
    times: maybe(v.number()),
  }),
  ofSocket('mock.step', { position: byteCount }),

  ofSocket('fault.applied', { ...appliedFault.entries }),
  ofSocket('fault.cleared', { faultId }),
  ofSocket('fault.acted', { faultId, what: v.string(), bytes: byteCount, times: maybe(v.number()) }),
  ofSocket('hold.held', { holdId, faultId, direction: v.picklist(['sent', 'received']), size: byteCount }),
  ofSocket('hold.forwarded', { holdId, size: byteCount, edited: v.boolean() }),
  ofSocket('hold.discarded', { holdId }),

  event('tap.created', { tapId, tap }),
  event('tap.updated', { tapId, tap }),
  event('tap.removed', { tapId }),
  /** Without `tapId`: the mock of a server passes on by itself. */
  event('tap.joined', { tapId: maybe(tapId), clientSocketId: socketId, upstreamSocketId: socketId }),
  /** Without `upstreamSocketId` the target was not dialled: it is known to lead back to the tap. */
  event('tap.refused', { tapId: maybe(tapId), clientSocketId: socketId, upstreamSocketId: maybe(socketId), failure }),

  ofSocket('transfer.progress', transfer),
  ofSocket('transfer.done', transfer),
  ofSocket('transfer.failed', { ...transfer, failure }),

  event('repeat.started', { repeat }),
  event('repeat.progress', repeatProgress),
  event('repeat.ended', repeatEnd),

  event('sockets.counted', { rows: v.array(v.number()) }),
  event('kernel.sampled', sampledEntries),
  event('kernel.level', kernelView.entries),
  event('lab.document', { document: labDocument }),
  /** An exception in Socket Lab itself; the rest goes on. */
  event('lab.problem', { message: v.string(), stack: maybe(v.string()) }),
  /** Another lab has been put in place; what is in it was told before. */
  event('lab.opened', { servers: byteCount, clients: byteCount }),
]);
export type LabEvent = v.InferOutput<typeof labEvent>;
export type EventType = LabEvent['type'];
export type EventOf<T extends EventType> = Extract<LabEvent, { type: T }>;
/** An event before the engine has put its time on it. */
export type NewEvent = LabEvent extends infer E ? (E extends LabEvent ? Omit<E, 'at'> : never) : never;

/** The parameters of the `lab.events` notification. */
export interface EventBatch {
  /** The number of the first structural event in `events`; without one, the number the next will have. */
  readonly first: number;
  readonly events: readonly LabEvent[];
}

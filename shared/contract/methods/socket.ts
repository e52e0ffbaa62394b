import * as v from 'valibot';
import { socketOptions, target } from '../dial-options.ts';
import { labEvent } from '../events.ts';
import { at, byteCount, clientId, idleAction, nothing, passedOn, socketId, transferId } from '../fields.ts';
import { kernelState } from '../kernel.ts';
import { tags } from '../records.ts';
import { method } from './method.ts';

export const clientDefinition = v.strictObject({
  name: v.optional(v.string()),
  /** The client of the document that this is a dial of. */
  clientId: v.optional(clientId),
  target,
  options: v.optional(socketOptions),
});
export type ClientDefinition = v.InferOutput<typeof clientDefinition>;

const onlyId = v.strictObject({ socketId });
const act = method({ params: onlyId, result: nothing });
const start = { paused: v.optional(v.boolean()), aborted: v.optional(v.boolean()) };
const given = passedOn<unknown>();
const dataEntries = { data: given, encoding: v.optional(given) };
const nullableText = v.nullable(v.string());
const nullableNumber = v.nullable(v.number());

/** Every property of `net.Socket` as Node returns it now; what Node leaves undefined is null here. */
export const inspection = v.strictObject({
  readyState: v.string(),
  connecting: v.boolean(),
  pending: v.boolean(),
  destroyed: v.boolean(),
  closed: v.boolean(),
  errored: nullableText,
  address: v.record(v.string(), v.union([v.string(), v.number()])),
  localAddress: nullableText,
  localPort: nullableNumber,
  localFamily: nullableText,
  remoteAddress: nullableText,
  remotePort: nullableNumber,
  remoteFamily: nullableText,
  bytesRead: v.number(),
  bytesWritten: nullableNumber,
  bufferSize: nullableNumber,
  writable: v.boolean(),
  writableLength: v.number(),
  writableHighWaterMark: v.number(),
  writableNeedDrain: v.boolean(),
  writableEnded: v.boolean(),
  writableFinished: v.boolean(),
  writableCorked: v.number(),
  readable: v.boolean(),
  readableLength: v.number(),
  readableHighWaterMark: v.number(),
  readableFlowing: v.nullable(v.boolean()),
  readableEnded: v.boolean(),
  readableEncoding: nullableText,
  /** In which received bytes are decoded for whoever looks (`socket.setEncoding`); Node itself is given none, so that bytes stay bytes. */
  encoding: nullableText,
  isPaused: v.boolean(),
  timeout: nullableNumber,
  allowHalfOpen: v.boolean(),
  autoSelectFamilyAttemptedAddresses: v.nullable(v.array(v.string())),
  fd: nullableNumber,
  hasRef: v.nullable(v.boolean()),
});
export type Inspection = v.InferOutput<typeof inspection>;

export const socketMethods = {
  'socket.create': method({ params: clientDefinition, result: v.strictObject({ socketId }) }),
  'socket.connect': method({
    params: v.union([
      v.strictObject({ socketId, ...start }),
      v.strictObject({ ...clientDefinition.entries, ...start }),
    ]),
    result: v.strictObject({ socketId, life: v.number() }),
  }),
  'socket.wrap': method({
    params: v.strictObject({
      fd: given,
      readable: v.optional(given),
      writable: v.optional(given),
      allowHalfOpen: v.optional(given),
    }),
    result: v.strictObject({ socketId }),
  }),
  'socket.cancel': act,
  'socket.write': method({
    params: v.strictObject({ socketId, ...dataEntries }),
    result: v.strictObject({ flushed: v.boolean(), bytes: byteCount, queued: byteCount }),
  }),
  'socket.end': method({
    params: v.strictObject({ socketId, data: v.optional(given), encoding: v.optional(given) }),
    result: nothing,
  }),
  'socket.destroy': method({ params: v.strictObject({ socketId, error: v.optional(v.string()) }), result: nothing }),
  'socket.destroySoon': act,
  'socket.resetAndDestroy': act,
  'socket.pause': act,
  'socket.resume': act,
  'socket.setTimeout': method({
    params: v.strictObject({ socketId, timeoutMs: given, onTimeout: v.optional(idleAction, 'notify') }),
    result: nothing,
  }),
  'socket.setKeepAlive': method({
    params: v.strictObject({ socketId, enable: v.optional(given), initialDelayMs: v.optional(given) }),
    result: nothing,
  }),
  'socket.setNoDelay': method({ params: v.strictObject({ socketId, noDelay: v.optional(given) }), result: nothing }),
  'socket.setEncoding': method({ params: v.strictObject({ socketId, encoding: v.optional(given) }), result: nothing }),
  'socket.cork': act,
  'socket.uncork': act,
  'socket.ref': act,
  'socket.unref': act,
  /** Sets the tags of a socket, in place of those it has; none takes them away. Reported as `socket.tagged`. */
  'socket.tag': method({ params: v.strictObject({ socketId, tags }), result: nothing }),
  'socket.inspect': method({ params: onlyId, result: inspection }),
  /** What has happened to a socket in all its lives; of the kernel's view what was sampled of the last one. */
  'socket.events': method({
    params: onlyId,
    result: v.strictObject({
      /** With their numbers, oldest first; the newest are kept. */
      events: v.array(v.strictObject({ number: v.number(), event: labEvent })),
      /** Events that are no longer kept. */
      dropped: byteCount,
      life: v.number(),
      /** The kernel's states, each from the first sample that showed it. */
      samples: v.array(v.strictObject({ at, state: kernelState, provenance: v.picklist(['sampled', 'inferred']) })),
      /** When the kernel was seen to send again or to ask a closed window. */
      notes: v.array(v.strictObject({ at, text: v.string() })),
    }),
  }),
  'socket.sendFile': method({
    params: v.strictObject({
      socketId,
      path: v.string(),
      chunkBytes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4 * 1024 * 1024))),
      thenEnd: v.optional(v.boolean()),
    }),
    result: v.strictObject({ transferId }),
  }),
  'transfer.cancel': method({ params: v.strictObject({ transferId }), result: nothing }),
  'socket.remove': act,
};

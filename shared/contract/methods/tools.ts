import * as v from 'valibot';
import { at, byteCount, nothing, passedOn, socketId } from '../fields.ts';
import { method, none } from './method.ts';

const given = passedOn<unknown>();
const isIp = method({ params: v.strictObject({ input: given }), result: v.strictObject({ result: v.boolean() }) });
const numberValue = v.strictObject({ value: v.number() });
const booleanValue = v.strictObject({ value: v.boolean() });
const setValue = v.strictObject({ value: given });

export const capturedChunk = v.strictObject({
  index: v.number(),
  life: v.number(),
  at,
  direction: v.picklist(['received', 'sent']),
  size: byteCount,
  /** Bytes of the same life and direction before this chunk, kept or not. */
  offset: byteCount,
  /** Base64; shorter than `size` where `maxChunkBytes` cut it. */
  data: v.string(),
  text: v.optional(v.string()),
  /** The rule this reply comes from, and the revision of the mock then. */
  rule: v.optional(v.strictObject({ id: v.string(), revision: byteCount })),
});
export type CapturedChunk = v.InferOutput<typeof capturedChunk>;

const wholeNumber = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Bytes to look for, as base64: at least one. */
const searchPattern = v.pipe(v.string(), v.base64(), v.minLength(4), v.maxLength(64 * 1024));

export const captureMethods = {
  'capture.read': method({
    params: v.strictObject({
      socketId,
      from: v.optional(wholeNumber, 0),
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 500),
      maxBytes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1024 * 1024),
      /** At most this many bytes of each chunk come along (0: sizes and times only); `maxBytes` counts what comes. */
      maxChunkBytes: v.optional(wholeNumber),
      decode: v.optional(v.boolean(), false),
      /** Only chunks of this direction, of at least this size, that hold these bytes (base64). */
      only: v.optional(
        v.strictObject({
          direction: v.optional(v.picklist(['received', 'sent'])),
          minSize: v.optional(wholeNumber),
          contains: v.optional(v.string()),
        }),
      ),
    }),
    result: v.strictObject({
      chunks: v.array(capturedChunk),
      firstKept: v.number(),
      next: v.number(),
      droppedChunks: byteCount,
      droppedBytes: byteCount,
      heldBytes: v.optional(byteCount),
      /** Whether this socket's payload is kept or only counted. */
      keep: v.picklist(['all', 'counts']),
    }),
  }),
  /**
   * Which sockets hold some bytes among the newest `lastBytes` they have sent and received, in one direction and without
   * a gap. Several `patterns`: any of them. Without `socketIds` all sockets are looked at; unknown ones are left out.
   */
  'capture.search': method({
    params: v.strictObject({
      patterns: v.pipe(v.array(searchPattern), v.minLength(1), v.maxLength(100)),
      lastBytes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8 * 1024 * 1024)), 64 * 1024),
      socketIds: v.optional(v.array(socketId)),
    }),
    result: v.strictObject({
      socketIds: v.array(socketId),
      searched: byteCount,
      /** Of those, how many had bytes among their newest that were not kept. */
      incomplete: byteCount,
    }),
  }),
  'capture.configure': method({
    params: v.strictObject({
      socketId: v.optional(socketId),
      keep: v.picklist(['all', 'counts']),
      maxBytes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    }),
    result: nothing,
  }),
};

export const toolMethods = {
  'net.isIP': method({ params: v.strictObject({ input: given }), result: v.strictObject({ result: v.number() }) }),
  'net.isIPv4': isIp,
  'net.isIPv6': isIp,
  'net.getDefaultAutoSelectFamily': method({ params: none, result: booleanValue }),
  'net.setDefaultAutoSelectFamily': method({ params: setValue, result: booleanValue }),
  'net.getDefaultAutoSelectFamilyAttemptTimeout': method({ params: none, result: numberValue }),
  'net.setDefaultAutoSelectFamilyAttemptTimeout': method({ params: setValue, result: numberValue }),
  'blockList.check': method({
    params: v.strictObject({ rules: given, address: given, family: v.optional(given) }),
    result: v.strictObject({ blocked: v.boolean(), rules: v.array(v.string()) }),
  }),
  'socketAddress.create': method({
    params: v.strictObject({
      address: v.optional(given),
      family: v.optional(given),
      flowlabel: v.optional(given),
      port: v.optional(given),
    }),
    result: v.strictObject({ address: v.string(), family: v.string(), flowlabel: v.number(), port: v.number() }),
  }),
};

// Sending that goes on by itself: repeats, broadcasts, and one message in several writes with pauses between them.
import * as v from 'valibot';
import { failure } from './failures.ts';
import { at, byteCount, repeatId, socketId } from './fields.ts';

export const MOST_PER_SECOND = 1_000;
/** From this rate on a person is warned. */
export const WARN_PER_SECOND = 200;

const ms = v.pipe(v.number(), v.minValue(0), v.maxValue(24 * 3_600_000));
const base64 = v.pipe(v.string(), v.maxLength(24 * 1024 * 1024));

export const repeatSettings = {
  socketIds: v.pipe(v.array(socketId), v.minLength(1), v.maxLength(10_000)),
  /** How often each socket gets the message; without a number until it is stopped. */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000_000))),
  everyMs: v.optional(ms, 1_000),
  /** Each time up to this much earlier or later, by chance. */
  jitterMs: v.optional(ms, 0),
  /** Pause between the writes of one message. */
  gapMs: v.optional(ms, 0),
  /** Finish sending after the last write. */
  thenEnd: v.optional(v.boolean(), false),
};

/** What is sent: the writes of one message as base64, or a draft that is composed anew each time. */
export const message = v.union([
  v.strictObject({ writes: v.pipe(v.array(base64), v.minLength(1), v.maxLength(100_000)) }),
  v.strictObject({
    template: v.strictObject({
      text: v.pipe(v.string(), v.maxLength(4 * 1024 * 1024)),
      escapes: v.boolean(),
      encoding: v.picklist(['utf8', 'latin1', 'utf16le', 'utf16be']),
      ending: v.picklist(['none', 'lf', 'crlf', 'cr', 'nul', 'custom']),
      custom: v.string(),
      writeAs: v.picklist(['one', 'lines', 'bytes']),
      everyBytes: v.number(),
      /** The bytes (base64) of what `{{file:name}}` names; no file is ever read for a template. */
      files: v.optional(v.pipe(v.record(v.string(), base64), v.maxEntries(100))),
    }),
  }),
]);

/** A repeat that is running. */
export const repeat = v.strictObject({
  repeatId,
  ...repeatSettings,
  /** Stops when a reply holds these bytes (base64). */
  untilReply: v.optional(base64),
  startedAt: at,
});
export type Repeat = v.InferOutput<typeof repeat>;

export const repeatEnds = ['done', 'stopped', 'replied', 'failed'] as const;

/** How far a repeat is. `sent` counts messages over all sockets; `waiting` says that a peer does not take them. */
export const repeatProgress = { repeatId, sent: byteCount, waiting: v.boolean() };
export const repeatEnd = {
  repeatId,
  sent: byteCount,
  reason: v.picklist(repeatEnds),
  /** The sockets that could not go on, and why. */
  failures: v.array(v.strictObject({ socketId, failure })),
};

import * as v from 'valibot';
import { patternKinds } from '../../text/pattern.ts';
import { byteCount, socketId } from '../fields.ts';
import { method } from './method.ts';

const place = v.strictObject({ index: byteCount, offset: byteCount });

/** Bytes that were found: from `from` up to and without `to`, in chunks of one direction. */
export const foundMatch = v.strictObject({
  direction: v.picklist(['received', 'sent']),
  from: place,
  to: place,
});
export type FoundMatch = v.InferOutput<typeof foundMatch>;

export const findMethods = {
  /**
   * Looks through the whole kept capture of a socket. Each direction is one run of bytes, so matches cross the borders of
   * chunks; they do not cross lives or gaps. Refused: `BAD_PATTERN`, and `PATTERN_TOO_SLOW` when a regular expression has
   * not come to an end in time. Matches are in the order of their first chunks; `more` says that there are more than `limit`.
   */
  'capture.find': method({
    params: v.strictObject({
      socketId,
      kind: v.picklist(patternKinds),
      pattern: v.pipe(v.string(), v.maxLength(10_000)),
      matchCase: v.optional(v.boolean(), false),
      direction: v.optional(v.picklist(['received', 'sent'])),
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)), 10_000),
    }),
    result: v.strictObject({ matches: v.array(foundMatch), more: v.boolean(), searchedBytes: byteCount }),
  }),
};

import * as v from 'valibot';
import { byteCount, nothing, repeatId, transferId } from '../fields.ts';
import { message, repeatSettings } from '../repeat.ts';
import { method } from './method.ts';

export const repeatMethods = {
  /**
   * Sends a message to sockets again and again, until it was sent `times` times, a reply holds `untilReply`, no socket can
   * go on, or `repeat.stop`. Reported as `repeat.started`, `repeat.progress`, `repeat.ended`. Goes on when the caller
   * leaves. A socket whose peer does not take the bytes waits for its drain. Refused: `RATE_TOO_HIGH` above 1,000 messages
   * a second over all sockets, and whatever refuses a write on every one of the sockets.
   */
  'repeat.start': method({
    params: v.strictObject({ ...repeatSettings, message, untilReply: v.optional(v.string()) }),
    result: v.strictObject({ repeatId }),
  }),
  /** Stops one, or without an id all there are; answers how many. */
  'repeat.stop': method({
    params: v.strictObject({ repeatId: v.optional(repeatId) }),
    result: v.strictObject({ stopped: byteCount }),
  }),
  /** Holds a file on its way, and lets it go on. */
  'transfer.pause': method({ params: v.strictObject({ transferId }), result: nothing }),
  'transfer.resume': method({ params: v.strictObject({ transferId }), result: nothing }),
};

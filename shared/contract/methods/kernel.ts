import * as v from 'valibot';
import { at, serverId, socketId } from '../fields.ts';
import { FASTEST_SAMPLE_MS, kernelState, kernelView } from '../kernel.ts';
import { method } from './method.ts';

/**
 * TCP_INFO of one socket under the names `ss` gives them (`rtt` and `rttvar` in ms, `cwnd` in segments, `retrans` now
 * and `retrans_total`, `bytes_*`, `*_rate` in bit/s, …), and the words among them.
 */
export const kernelDetails = v.objectWithRest(
  { sampledAt: at, state: kernelState, congestion: v.optional(v.string()), flags: v.array(v.string()) },
  v.number(),
);
export type KernelDetails = v.InferOutput<typeof kernelDetails>;

export const kernelMethods = {
  /**
   * What the caller wants to see of the kernel; replaces what it wanted before. Rows come as `kernel.sampled`, at most
   * every `everyMs` (250 or more), less often where looking is costly. Ends with the caller or with empty lists.
   */
  'kernel.watch': method({
    params: v.strictObject({
      socketIds: v.array(socketId),
      serverIds: v.optional(v.array(serverId), []),
      everyMs: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(60_000)), FASTEST_SAMPLE_MS),
    }),
    result: kernelView,
  }),
  'kernel.details': method({ params: v.strictObject({ socketId }), result: kernelDetails }),
};

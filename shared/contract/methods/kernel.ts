import * as v from 'valibot';
import { at, serverId, socketId } from '../fields.ts';
import { FASTEST_SAMPLE_MS, kernelState, kernelView } from '../kernel.ts';
import { method } from './method.ts';

/** Numbers of TCP_INFO under the names `ss` gives them. Times in ms, rates in bit/s, windows as `ss` has them. */
export const tcpNumbers = [
  'recv_q',
  'send_q',
  'rtt',
  'rttvar',
  'minrtt',
  'rto',
  'backoff',
  'ato',
  'mss',
  'pmtu',
  'rcvmss',
  'advmss',
  'cwnd',
  'ssthresh',
  'bytes_sent',
  'bytes_retrans',
  'bytes_acked',
  'bytes_received',
  'segs_out',
  'segs_in',
  'data_segs_out',
  'data_segs_in',
  'unacked',
  /** Segments sent again and not acknowledged now. */
  'retrans',
  'retrans_total',
  'lost',
  'sacked',
  'reordering',
  'notsent',
  'delivered',
  /** Time since the last data was sent, received, acknowledged. */
  'lastsnd',
  'lastrcv',
  'lastack',
  'send_rate',
  'pacing_rate',
  'delivery_rate',
  'busy',
  'rwnd_limited',
  'sndbuf_limited',
  'rcv_rtt',
  'rcv_space',
  'rcv_ssthresh',
  'snd_wnd',
  'rcv_wnd',
  'snd_wscale',
  'rcv_wscale',
] as const;
export type TcpNumber = (typeof tcpNumbers)[number];

/** TCP_INFO of one socket, as far as the kernel tells; `others` holds numbers of `ss` that are not named here. */
export const kernelDetails = v.strictObject({
  sampledAt: at,
  state: kernelState,
  /** The name of the congestion control. */
  congestion: v.optional(v.string()),
  /** Options in use and other words: `ts`, `sack`, `app_limited`, … */
  flags: v.array(v.string()),
  ...v.entriesFromList(tcpNumbers, v.optional(v.number())),
  others: v.record(v.string(), v.number()),
});
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

// What the operating system's own tables say about sockets: the second of the two truths (`ux.md` 0.1).
import * as v from 'valibot';
import { at, byteCount, serverId, socketId } from './fields.ts';

/**
 * How much this system tells: `full` (Linux: states, queues, timers, retries), `basic` (macOS: states and queues),
 * `states` (Windows), `none`.
 */
export const kernelLevels = ['full', 'basic', 'states', 'none'] as const;
export type KernelLevel = (typeof kernelLevels)[number];

/** The level now; `reason` says why it is not what this system could give, or that it can give nothing. */
export const kernelView = v.strictObject({ level: v.picklist(kernelLevels), reason: v.optional(v.string()) });
export type KernelView = v.InferOutput<typeof kernelView>;

/** States of TCP (RFC 9293 section 3.3.2, `CLOSE` is its CLOSED) and, the last three with `LISTEN`, of UNIX sockets. */
export const kernelStates = [
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT_1',
  'FIN_WAIT_2',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
  'UNCONNECTED',
  'CONNECTING',
  'CONNECTED',
  'DISCONNECTING',
] as const;
export const kernelState = v.picklist(kernelStates);
export type KernelState = (typeof kernelStates)[number];

/** What runs in the kernel for a socket. `retransmit` includes the SYN's; `time-wait` also the wait in FIN_WAIT_2. */
export const kernelTimers = ['off', 'retransmit', 'keepalive', 'time-wait', 'zero-window'] as const;
export type KernelTimer = (typeof kernelTimers)[number];

/** Null where the system does not tell: a UNIX socket has no queue sizes, macOS shows no timers. */
const told = v.nullable(byteCount);

const kernelRowEntries = {
  state: kernelState,
  /** Bytes not acknowledged yet. Linux counts a SYN or FIN that is under way as one byte more; see `ledger.ts`. */
  sendQueue: told,
  /** Bytes the program has not read. Linux counts an unread FIN as one byte more. */
  receiveQueue: told,
  timer: v.nullable(v.picklist(kernelTimers)),
  /** Milliseconds until the timer fires, at `sampledAt`. */
  timerMs: v.nullable(v.number()),
  /** How often the oldest segment (or the SYN) was sent again. */
  retransmits: told,
  /** Probes (keepalive, zero window) without an answer. */
  probes: told,
  /** 0 for what belongs to no program any more, or to none yet. */
  inode: told,
  sampledAt: at,
  /** `inferred`: there is no row although the socket lives, so the kernel has closed it. */
  provenance: v.picklist(['sampled', 'inferred']),
  /** Bytes the kernel has taken over from the program in this life; a write under way may be taken in part. */
  taken: v.optional(byteCount),
  /** The other end, where it is on this computer, whoever owns it. */
  peer: v.optional(
    v.strictObject({
      state: kernelState,
      sendQueue: told,
      receiveQueue: told,
      /** No program has accepted it yet. */
      inAcceptQueue: v.boolean(),
    }),
  ),
};
export const kernelRow = v.strictObject(kernelRowEntries);
export type KernelRow = v.InferOutput<typeof kernelRow>;

/** A row on its way: whose it is, and the row. */
export const sampledRow = v.strictObject({ socketId, life: v.number(), ...kernelRowEntries });
export type SampledRow = v.InferOutput<typeof sampledRow>;

/** Connections that wait to be accepted, and how many may. A kernel lets in one more than the limit. */
export const acceptQueue = v.strictObject({ used: byteCount, limit: byteCount });
export type AcceptQueue = v.InferOutput<typeof acceptQueue>;

export const sampledServer = v.strictObject({ serverId, acceptQueue: v.nullable(acceptQueue) });
export type SampledServer = v.InferOutput<typeof sampledServer>;

/**
 * One look at the kernel's tables, for one watcher. `rows`: new or changed. `same`: as before, but for the time that has
 * run off their timers. `gone`: watched no more, so that what was known of them is out of date.
 */
export const sampledEntries = {
  rows: v.array(sampledRow),
  same: v.optional(v.array(socketId)),
  gone: v.optional(v.array(socketId)),
  servers: v.optional(v.array(sampledServer)),
};

/** Fastest rhythm of samples in milliseconds; the slowest is set by what a look costs. */
export const FASTEST_SAMPLE_MS = 250;

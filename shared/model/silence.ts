// A peer that is not heard: half-open, or merely quiet (`ux.md` 2.2; RFC 9293 section 3.5.1). Pure functions of facts and time.
import type { KernelRow } from '../contract/kernel.ts';
import type { Socket } from '../contract/records.ts';
import { formatBytes, formatCounted, formatDuration } from '../format.ts';
import { UNANSWERED, unanswered } from './conditions.ts';
import { timerLeft } from './kernel-events.ts';
import { isOver } from './socket-state.ts';

export interface Silence {
  /** `no-answer`: the kernel has asked in vain. `quiet`: nothing was heard, and nobody has asked. */
  readonly kind: 'no-answer' | 'quiet';
  /** What is known, in sentences. */
  readonly text: string;
  readonly provenance: 'sampled' | 'observed';
}

/**
 * What to say of the silence of an end's peer at `now` (engine milliseconds); undefined while there is nothing to say.
 * `peer` is the other end, where it is one of this lab.
 */
export function silenceOf(
  socket: Socket,
  peer: Socket | undefined,
  now: number,
  quietAfterMs: number,
): Silence | undefined {
  const { kind, connectedAt, heardAt, kernel, state } = socket;
  if (isOver(state) || connectedAt === undefined || (kind !== 'tcp4' && kind !== 'tcp6')) return undefined;
  const silentMs = now - (heardAt ?? connectedAt);
  if (kernel && unanswered(kernel) >= UNANSWERED) {
    const told = peer && !isOver(peer.state) ? 'Neither end has been told.' : 'This end has not been told.';
    const heard =
      heardAt === undefined
        ? `Nothing was ever heard, in ${formatDuration(silentMs)}.`
        : `Last heard ${formatDuration(silentMs)} ago.`;
    return {
      kind: 'no-answer',
      text: `${told} ${heard} ${triesText(kernel, now)} This is half-open.`,
      provenance: 'sampled',
    };
  }
  if (silentMs <= quietAfterMs) return undefined;
  return {
    kind: 'quiet',
    text: `Nothing heard for ${formatDuration(silentMs)}. TCP notices a peer that is gone only when something is sent, or probed.`,
    provenance: 'observed',
  };
}

function triesText(kernel: KernelRow, now: number): string {
  const left = timerLeft(kernel, now);
  const next =
    left === undefined ? '' : `, next ${kernel.timer === 'retransmit' ? 'try' : 'probe'} in ${formatDuration(left)}`;
  if (kernel.timer !== 'retransmit')
    return `${formatCounted(kernel.probes ?? 0, 'keepalive probe')} went unanswered${next}.`;
  const times = formatCounted(kernel.retransmits ?? 0, 'time');
  const what = kernel.sendQueue ? `${formatBytes(kernel.sendQueue)} not acknowledged; the` : 'The';
  return `${what} kernel has tried again ${times}${next}.`;
}

/** Why the kernel would send no keepalive probe for an end now; undefined where it would. */
export function whyNoProbe({ kernel }: Socket): string | undefined {
  return kernel?.timer === 'retransmit'
    ? 'The kernel already sends again what was not acknowledged: that asks as well'
    : undefined;
}

/**
 * Whether a probe asked for at `askedAt` was answered, and after how long, from the kernel's “last acknowledgement, so many
 * ms ago” at `sampledAt` (all in ms of the engine). `tcp(7)`, `tcpi_last_ack_recv`.
 */
export function answeredAfter(askedAt: number, sampledAt: number, lastAckAgo: number | undefined): number | undefined {
  if (lastAckAgo === undefined || sampledAt - lastAckAgo <= askedAt) return undefined;
  return sampledAt - lastAckAgo - askedAt;
}

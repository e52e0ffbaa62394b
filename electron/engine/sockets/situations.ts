// What was going on when something failed on a socket, as far as it was seen: for the words of the failure.
import { statSync } from 'node:fs';
import type { KernelRow, KernelState } from '../../../shared/contract/kernel.ts';
import type { Situation } from '../../../shared/failure-texts/index.ts';
import { unixQueueLength } from '../kernel/unix-queue.ts';
import { accessFacts } from '../owners.ts';
import { machineAddresses } from '../platform.ts';
import { openDescriptorCount } from '../resources.ts';
import type { DialPlan } from './dial-plan.ts';
import type { Life } from './life.ts';

/** Which of the dials without a descriptor a life was: it is asked for each address, and for the whole. */
const notMadeAs = new WeakMap<Life, number>();

/** While dialling. What takes a look at the system is looked at only where the words for `error` say it. */
export function situationOfDial(life: Life, plan: DialPlan, startedAt: number, error: unknown): Situation {
  const { path, host, port, localAddress } = plan;
  const { core } = life.row;
  const { about, clock } = core;
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const elapsedMs = clock.now() - startedAt;
  const descriptors =
    code === 'EMFILE' ? { open: openDescriptorCount(about.fdLimit), limit: about.fdLimit } : undefined;
  const notMade = code === 'EMFILE' ? (notMadeAs.get(life) ?? ++core.dialsNotMade) : undefined;
  if (notMade !== undefined) notMadeAs.set(life, notMade);
  if (path !== undefined) {
    const waiting = code === 'EAGAIN' ? unixQueueLength(path) : undefined;
    return { doing: 'connect', path, ...whatIsAt(path), elapsedMs, descriptors, notMade, waiting };
  }
  const localIsOurs =
    localAddress === undefined ? undefined : machineAddresses().some(({ address }) => address === localAddress);
  const unanswered = unansweredOf(kernelSince(life, startedAt));
  return { doing: 'connect', host, port, localAddress, localIsOurs, elapsedMs, descriptors, notMade, unanswered };
}

/** On a connection that was there: what is lost, what was waited for, and how long the peer has been silent. */
export function situationInUse(life: Life): Situation {
  const { connectedAt, heardAt, untaken } = life;
  const kernel = kernelSince(life, connectedAt ?? 0);
  return {
    doing: 'use',
    untakenBytes: untaken,
    unacknowledgedBytes: unacknowledged(kernel),
    unanswered: unansweredOf(kernel),
    silentMs: heardAt === undefined ? undefined : life.row.core.clock.now() - heardAt,
  };
}

/** The kernel's last row about this life, where somebody has watched it. */
function kernelSince(life: Life, since: number): KernelRow | undefined {
  const kernel = life.row.core.lab.sockets.get(life.socketId)?.kernel;
  return kernel && kernel.provenance === 'sampled' && kernel.sampledAt >= since ? kernel : undefined;
}

/** States in which a FIN is under way, which Linux counts as a byte of the queue. */
const finUnderWay: ReadonlySet<KernelState> = new Set(['FIN_WAIT_1', 'LAST_ACK', 'CLOSING']);

function unacknowledged(kernel: KernelRow | undefined): number | undefined {
  if (kernel?.sendQueue == null) return undefined;
  return Math.max(0, kernel.sendQueue - (finUnderWay.has(kernel.state) ? 1 : 0));
}

function unansweredOf(kernel: KernelRow | undefined): Situation['unanswered'] {
  const { timer, retransmits, probes } = kernel ?? {};
  if (timer === 'retransmit') return retransmits ? { what: timer, times: retransmits } : undefined;
  if (timer === 'keepalive' || timer === 'zero-window') return probes ? { what: timer, times: probes } : undefined;
  return undefined;
}

/** What a refused path is, as far as looking tells: a socket that refuses is a leftover. */
function whatIsAt(path: string): Pick<Situation, 'found' | 'access'> {
  try {
    const stats = statSync(path);
    const access = accessFacts(stats);
    if (stats.isSocket()) return { found: { kind: 'stale' }, access };
    return { found: { kind: stats.isDirectory() ? 'directory' : stats.isFIFO() ? 'fifo' : 'file' }, access };
  } catch {
    return {}; // nothing there, or not ours to see; the code of the failure says which
  }
}

// Both machines of one end with the way through them, ready to be drawn and listed.
import type { Server, Socket } from '../../../../shared/contract/records.ts';
import { isCut } from '../../../../shared/model/cable.ts';
import { tcpVisits, unixVisits } from '../../../../shared/model/diagram/kernel-visits.ts';
import { type Machine, mirrored } from '../../../../shared/model/diagram/machine.ts';
import { drawnState, nodeMachine, tcpMachine, unixMachine } from '../../../../shared/model/diagram/machines.ts';
import { nodeVisits, type Visit } from '../../../../shared/model/diagram/visits.ts';
import { type Mismatch, mismatchOf } from '../../../../shared/model/mismatch.ts';
import type { LabSession } from '../../../state/session.ts';

export type EndName = 'client' | 'server';

export interface MachinePath {
  readonly machine: Machine;
  readonly visits: readonly Visit[];
}

export interface EndPaths {
  readonly end: EndName;
  /** Absent for an end outside this lab. */
  readonly socket: Socket | undefined;
  readonly node: MachinePath;
  readonly kernel: MachinePath;
  readonly mismatch: Mismatch | undefined;
  readonly zero: number;
}

const machines = {
  client: { node: nodeMachine, tcp: tcpMachine, unix: unixMachine },
  server: { node: mirrored(nodeMachine), tcp: mirrored(tcpMachine), unix: mirrored(unixMachine) },
} as const;

/** What is known of one end; `peer` is the other one, if it is ours. */
export function pathsOf(
  session: LabSession,
  end: EndName,
  socket: Socket | undefined,
  peer: Socket | undefined,
  servers: Iterable<Server>,
  now: number,
): EndPaths {
  const kind = (socket ?? peer)?.kind;
  const { node, tcp, unix } = machines[end];
  const onPath = kind !== undefined && kind !== 'tcp4' && kind !== 'tcp6';
  const kernel = onPath ? unix : tcp;
  const zero = Math.min(socket?.openedAt ?? Number.POSITIVE_INFINITY, peer?.openedAt ?? Number.POSITIVE_INFINITY);
  if (!socket) {
    return {
      end,
      socket,
      node: { machine: node, visits: [] },
      kernel: { machine: kernel, visits: seenFrom(peer) },
      mismatch: undefined,
      zero,
    };
  }
  const { socketId, life } = socket;
  const events = session.events.of([socketId]);
  const samples = session.kernelLog.samplesOf(socketId, life);
  const facts = { socket, events, samples, peerWasReset: peer?.close?.cause === 'rst' };
  return {
    end,
    socket,
    node: { machine: node, visits: nodeVisits(facts) },
    kernel: { machine: kernel, visits: onPath ? unixVisits(facts) : tcpVisits(facts) },
    mismatch: mismatchOf({ socket, peer, servers, now, cut: isCut(socket, peer) }),
    zero,
  };
}

/** The kernel's side of an end that is not ours, where it is on this computer. */
function seenFrom(peer: Socket | undefined): Visit[] {
  const seen = peer?.kernel?.peer;
  return seen
    ? [{ state: drawnState(seen.state), at: peer?.kernel?.sampledAt, provenance: 'sampled', note: 'latest sample' }]
    : [];
}

/** One stop of the walk along both ends and both machines, in the order of time. */
export interface Stop {
  readonly end: EndName;
  readonly machine: 'node' | 'kernel';
  readonly position: number;
  readonly visit: Visit;
  readonly at: number;
}

/** All stops in the order of time; one without a time follows the one before it in its machine. */
export function stopsOf(ends: readonly EndPaths[]): Stop[] {
  const stops: Stop[] = [];
  for (const { end, node, kernel, zero } of ends) {
    for (const machine of ['node', 'kernel'] as const) {
      let at = zero;
      for (const [position, visit] of (machine === 'node' ? node : kernel).visits.entries()) {
        at = visit.at ?? at;
        stops.push({ end, machine, position, visit, at });
      }
    }
  }
  return stops.sort((a, b) => a.at - b.at);
}

// The kernel's way: what was sampled of it, and what must have happened in between.
import type { KernelState } from '../../contract/kernel.ts';
import { between } from './machine.ts';
import { drawnState, tcpMachine } from './machines.ts';
import type { PathFacts, Visit } from './visits.ts';

/** A state the kernel's table has shown, from its first sample on. */
export interface KernelSample {
  readonly at: number;
  readonly state: KernelState;
  readonly provenance: 'sampled' | 'inferred';
}

export interface KernelPathFacts extends PathFacts {
  readonly samples: readonly KernelSample[];
  /** Whether the other end was reset by this end's closing. */
  readonly peerWasReset?: boolean;
}

/** How far along a state is; a connection never goes back. CLOSED is the end here, not the beginning. */
const progress: Readonly<Record<string, number>> = {
  SYN_SENT: 1,
  SYN_RECV: 1,
  ESTABLISHED: 2,
  FIN_WAIT_1: 3,
  CLOSE_WAIT: 3,
  FIN_WAIT_2: 4,
  CLOSING: 4,
  LAST_ACK: 5,
  TIME_WAIT: 5,
  CLOSED: 6,
};
const rank = (visit: Visit | undefined) => (visit ? (progress[visit.state] ?? 0) : 0);
const tooBrief = 'too brief to sample';

/** The kernel's states of a TCP end, in order. Sampled ones hold; what Node's events imply is inferred. */
export function tcpVisits(facts: KernelPathFacts): Visit[] {
  const evidence = [...facts.samples.map(sampledVisit), ...impliedVisits(facts)];
  evidence.sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || rank(a) - rank(b));
  const steps: Visit[] = [];
  for (const visit of evidence) {
    const sampled = visit.provenance === 'sampled';
    let seen = visit;
    // A sample outweighs what was concluded: later states that were only inferred are taken back.
    while (sampled && steps.at(-1)?.provenance === 'inferred' && rank(steps.at(-1)) >= rank(visit)) {
      const concluded = steps.pop();
      // The same state: Node’s event says since when, the sample that it is so.
      if (concluded?.state === visit.state) seen = { ...concluded, provenance: 'sampled' };
    }
    if (rank(seen) > rank(steps.at(-1))) steps.push(seen);
  }
  return steps.flatMap((visit, i) => [...missedBetween(steps[i - 1], visit), visit]);
}

/** States of a UNIX socket: those that were sampled. */
export function unixVisits({ samples }: KernelPathFacts): Visit[] {
  return samples.map(sampledVisit);
}

function sampledVisit({ state, at, provenance }: KernelSample): Visit {
  return { state: drawnState(state), at, provenance };
}

/** States that a connection must have passed to get from one to the next. */
function missedBetween(before: Visit | undefined, visit: Visit): Visit[] {
  // How a connection that was not taken down in order came to its end nobody can tell.
  const abrupt = visit.state === 'CLOSED' && before?.state !== 'LAST_ACK' && before?.state !== 'TIME_WAIT';
  if (!before || abrupt) return [];
  const missed = between(tcpMachine, before.state, visit.state) ?? [];
  return missed.map((state) => ({ state, at: undefined, provenance: 'inferred', note: tooBrief }));
}

/** What Node's events say about the kernel without having looked at it. */
function impliedVisits({ socket, events, peerWasReset }: KernelPathFacts): Visit[] {
  const visits: Visit[] = [];
  const add = (state: string, at: number, event?: number, note?: string) =>
    visits.push({
      state,
      at,
      provenance: 'inferred',
      ...(event !== undefined && { event }),
      ...(note !== undefined && { note }),
    });
  const mine = events.filter(({ event }) => 'life' in event && event.life === socket.life);
  const first = (type: LabEventType) => mine.find(({ event }) => event.type === type);
  const attempt = mine.findLast(({ event }) => event.type === 'socket.connectionAttempt');
  const { connectedAt, closedAt, close, origin } = socket;
  if (origin === 'accepted') add('SYN_RECV', socket.openedAt, undefined, tooBrief);
  else if (origin === 'dialled' && socket.state !== 'created') {
    add('SYN_SENT', attempt?.event.at ?? socket.openedAt, attempt?.number);
  }
  if (connectedAt !== undefined) add('ESTABLISHED', connectedAt, first('socket.connect')?.number);
  const [finish, end] = [first('socket.finish'), first('socket.end')];
  const [finishedAt, endedAt] = [
    finish?.event.at ?? Number.POSITIVE_INFINITY,
    end?.event.at ?? Number.POSITIVE_INFINITY,
  ];
  if (finish) add(finishedAt <= endedAt ? 'FIN_WAIT_1' : 'LAST_ACK', finishedAt, finish.number);
  if (end) add(endedAt <= finishedAt ? 'CLOSE_WAIT' : 'TIME_WAIT', endedAt, end.number);
  if (!close || closedAt === undefined) return visits;
  const closing = first('socket.close')?.number;
  const { cause } = close;
  if (cause === 'rst' || cause === 'local-reset' || peerWasReset) add('CLOSED', closedAt, closing, 'by RST');
  else if (connectedAt === undefined || close.hadError || cause === 'peer-gone') {
    add('CLOSED', closedAt, closing, cause === 'refused' ? 'by RST' : undefined);
  } else if (!finish && !end) add('FIN_WAIT_1', closedAt, closing);
  else if (!finish) add('LAST_ACK', closedAt, closing);
  else if (endedAt <= finishedAt) add('CLOSED', closedAt, closing);
  return visits;
}

type LabEventType = PathFacts['events'][number]['event']['type'];

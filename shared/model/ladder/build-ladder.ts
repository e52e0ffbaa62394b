// The ladder of one connection: instants in the order of their time, and what connects them.
import { arrowsOf } from './arrows.ts';
import { type EndInstants, type Ends, instantsOf, type PositionOf } from './end-instants.ts';
import { handshakeOf } from './handshake.ts';
import type { Instant, InstantKind, Ladder, LadderInput, Lane, Lifeline } from './ladder-facts.ts';
import { spansOf } from './spans.ts';

export interface LadderOptions {
  /** Whether packets that must have passed (SYN, ACK) are drawn, dashed. */
  readonly inferred: boolean;
}

/** At the same time: what causes comes before what follows. */
const rank: Readonly<Record<InstantKind, number>> = {
  dial: 0,
  inferred: 1,
  connect: 2,
  accept: 3,
  resumed: 4,
  data: 5,
  note: 6,
  write: 7,
  backpressure: 8,
  drain: 9,
  paused: 10,
  'fin-waiting': 11,
  fin: 12,
  'fin-received': 13,
  timeout: 14,
  kernel: 15,
  error: 16,
  rst: 17,
  'rst-received': 18,
  close: 19,
};

/** The order in which instants stand. */
export const inTime = (a: Instant, b: Instant): number => a.at - b.at || rank[a.kind] - rank[b.kind];

/**
 * Puts together what is known of a connection. Nothing is made up: an arrow exists where a write and a read are both
 * known, everything else ends open (`to` or `from` is -1).
 */
export function buildLadder(input: LadderInput, { inferred }: LadderOptions): Ladder {
  const client = input.client && instantsOf('client', input.client);
  const server = input.server && instantsOf('server', input.server);
  const ends: Ends = { client, server };
  const guessed = inferred ? handshakeOf(input, ends) : { instants: [], arrows: [] };
  const instants = [...(client?.all ?? []), ...(server?.all ?? []), ...guessed.instants];
  instants.sort(inTime);
  const positions = new Map(instants.map((instant, i) => [instant, i]));
  const positionOf: PositionOf = (instant) => (instant ? (positions.get(instant) ?? -1) : -1);
  return {
    instants,
    arrows: [
      ...arrowsOf(input, ends, positionOf),
      ...guessed.arrows.map(({ from, to, ...arrow }) => ({ ...arrow, from: positionOf(from), to: positionOf(to) })),
    ],
    spans: spansOf(input, ends, instants, positionOf),
    lifelines: [lifelineOf('client', client, positionOf), lifelineOf('server', server, positionOf)],
  };
}

function lifelineOf(lane: Lane, end: EndInstants | undefined, positionOf: PositionOf): Lifeline {
  const close = end?.close;
  return {
    lane,
    ours: end !== undefined,
    begin: positionOf(end?.begin),
    end: positionOf(close),
    ended: close && (close.kind === 'close' ? 'closed' : 'reset'),
    finished: positionOf(end?.fin),
  };
}

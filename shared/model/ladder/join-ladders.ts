// The ladder of a tapped connection: those of the two connections the tap joins, in one order of time.
import { inTime } from './build-ladder.ts';
import type { Instant, Ladder, Leg } from './ladder-facts.ts';

/** Three lifelines: the client, the tap with both its ends, and what the tap has connected to. */
export function joinLadders(incoming: Ladder, outgoing: Ladder): Ladder {
  const instants: Instant[] = [];
  const places = { in: [] as number[], out: [] as number[] };
  const take = (leg: Leg, instant: Instant) => {
    places[leg].push(instants.length);
    instants.push({ ...instant, leg });
  };
  let next = 0;
  for (const instant of incoming.instants) {
    for (let other = outgoing.instants[next]; other && inTime(other, instant) < 0; other = outgoing.instants[++next]) {
      take('out', other);
    }
    take('in', instant);
  }
  for (const other of outgoing.instants.slice(next)) take('out', other);

  const legs = [
    { leg: 'in', ladder: incoming },
    { leg: 'out', ladder: outgoing },
  ] as const;
  const moved = (leg: Leg, position: number) => places[leg][position] ?? -1;
  return {
    instants,
    arrows: legs.flatMap(({ leg, ladder }) =>
      ladder.arrows.map((one) => ({ ...one, leg, from: moved(leg, one.from), to: moved(leg, one.to) })),
    ),
    spans: legs.flatMap(({ leg, ladder }) =>
      ladder.spans.map((one) => ({ ...one, leg, from: moved(leg, one.from), to: moved(leg, one.to) })),
    ),
    lifelines: legs.flatMap(({ leg, ladder }) =>
      ladder.lifelines.map((one) => ({
        ...one,
        leg,
        begin: moved(leg, one.begin),
        end: moved(leg, one.end),
        finished: moved(leg, one.finished),
      })),
    ),
  };
}

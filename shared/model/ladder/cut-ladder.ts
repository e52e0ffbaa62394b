// A stretch of a ladder: a range of its time, or as much of it as a replay has come to.
import type { Arrow, Ladder, Lifeline, Span } from './ladder-facts.ts';

export interface Stretch {
  /** Positions of the first and the last instant that are shown. */
  readonly first: number;
  readonly last: number;
  /** Whether what comes after the stretch is to be shown as not having happened yet. */
  readonly replayed: boolean;
}

/** Positions of what happened in a time; `last` is less than `first` where nothing did. */
export function stretchOf({ instants }: Ladder, from: number, to: number): Omit<Stretch, 'replayed'> {
  const first = instants.findIndex(({ at }) => at >= from);
  return { first: first < 0 ? instants.length : first, last: instants.findLastIndex(({ at }) => at <= to) };
}

/** The part of a ladder within a stretch. What reaches out of it ends open and says where it goes. */
export function cutLadder(ladder: Ladder, { first, last, replayed }: Stretch): Ladder {
  const isIn = (position: number) => position >= first && position <= last;
  const moved = (position: number) => (isIn(position) ? position - first : -1);
  const arrows = ladder.arrows.flatMap((arrow): Arrow[] => {
    const [from, to] = [moved(arrow.from), moved(arrow.to)];
    if (from < 0 && to < 0) return [];
    const earlier = arrow.from >= 0 && from < 0;
    const later = !replayed && arrow.to >= 0 && to < 0;
    return [{ ...arrow, from, to, ...(earlier && { reaches: 'earlier' }), ...(later && { reaches: 'later' }) }];
  });
  const spans = ladder.spans.flatMap((span): Span[] => {
    if (span.from > last || (span.to >= 0 && span.to < first)) return [];
    return [{ ...span, from: Math.max(0, span.from - first), to: moved(span.to) }];
  });
  /** A moment of a lifeline: before the stretch it holds from its beginning on, after it it has not come. */
  const moment = (position: number) => (position < 0 || position > last ? -1 : Math.max(0, position - first));
  const lifelines = ladder.lifelines.map((line): Lifeline => {
    const { begin, end, finished } = line;
    const later = line.ours && begin > last;
    const over = end >= 0 && end < first;
    return {
      ...line,
      begin: moved(begin),
      end: moment(end),
      finished: moment(finished),
      ...((later || over) && { absent: true }),
    };
  });
  return { instants: ladder.instants.slice(first, last + 1), arrows, spans, lifelines };
}

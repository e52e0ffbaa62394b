// Which bytes of a row are marked: by the selection, by what was found.
import type { FoundMatch } from '../../../shared/contract/methods/find.ts';
import type { BytePlace } from '../../../shared/text/find.ts';
import type { StreamChunk } from './stream-model.ts';

export type MarkKind = 'selected' | 'match' | 'current';
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly kind: MarkKind;
}
/** A run of bytes with everything that marks it. */
export interface MarkedRun {
  readonly start: number;
  readonly end: number;
  readonly kinds: readonly MarkKind[];
}

/** The matches by the chunks they touch. */
export class MatchIndex {
  readonly #byChunk = new Map<number, { mark: Mark; nth: number }[]>();
  /** Those that run over whole chunks in between. */
  readonly #long: { match: FoundMatch; nth: number }[] = [];

  constructor(matches: readonly FoundMatch[]) {
    for (const [nth, match] of matches.entries()) {
      const { from, to } = match;
      if (from.index === to.index) this.#put(from.index, from.offset, to.offset, nth);
      else {
        this.#put(from.index, from.offset, Number.MAX_SAFE_INTEGER, nth);
        this.#put(to.index, 0, to.offset, nth);
        if (to.index - from.index > 1) this.#long.push({ match, nth });
      }
    }
  }

  marks(chunk: StreamChunk, current: number): Mark[] {
    const own = (this.#byChunk.get(chunk.index) ?? []).map(({ mark, nth }) =>
      nth === current ? asCurrent(mark) : mark,
    );
    const over = this.#long.filter(
      ({ match }) =>
        match.direction === chunk.direction && match.from.index < chunk.index && chunk.index < match.to.index,
    );
    const whole = over.map(
      ({ nth }): Mark => ({ start: 0, end: chunk.bytes.length, kind: nth === current ? 'current' : 'match' }),
    );
    return [...own, ...whole];
  }

  #put(index: number, start: number, end: number, nth: number): void {
    const list = this.#byChunk.get(index) ?? [];
    list.push({ mark: { start, end, kind: 'match' }, nth });
    this.#byChunk.set(index, list);
  }
}
const asCurrent = (mark: Mark): Mark => ({ ...mark, kind: 'current' });

/** The selected bytes of a chunk. */
export function selectedMark(
  index: number,
  size: number,
  span: { from: BytePlace; to: BytePlace } | undefined,
): Mark[] {
  if (!span || index < span.from.index || index > span.to.index) return [];
  const start = index === span.from.index ? span.from.offset : 0;
  const end = index === span.to.index ? span.to.offset : size;
  return start < end ? [{ start, end, kind: 'selected' }] : [];
}

/** Cuts the bytes from `start` to `end` where marks begin and end. */
export function markedRuns(start: number, end: number, marks: readonly Mark[]): MarkedRun[] {
  const borders = new Set([start, end]);
  for (const mark of marks) {
    if (mark.start > start && mark.start < end) borders.add(mark.start);
    if (mark.end > start && mark.end < end) borders.add(mark.end);
  }
  const cuts = [...borders].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, i) => {
    const to = cuts[i + 1] ?? end;
    const kinds = marks.filter((mark) => mark.start <= from && mark.end >= to).map((mark) => mark.kind);
    return { start: from, end: to, kinds };
  });
}

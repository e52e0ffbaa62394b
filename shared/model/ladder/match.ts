// Which written bytes are which read bytes: TCP and UNIX streams keep order, so offsets tell.

/** A run of bytes of one direction: `offset` counts from the first byte of the connection. */
export interface ByteRange {
  readonly offset: number;
  readonly size: number;
}

/** `bytes` of the sent range with index `sent` were read as part of the received range with index `received`. */
export interface ByteMatch {
  readonly sent: number;
  readonly received: number;
  readonly bytes: number;
}

/**
 * Pairs the ranges that were written at one end with those that were read at the other. Both lists are in the order of
 * their offsets and may have holes (chunks that were not kept). One write may be read in several pieces, and several
 * writes in one: TCP keeps bytes and their order, nothing else (RFC 9293 section 3.7).
 */
export function matchRanges(sent: readonly ByteRange[], received: readonly ByteRange[]): ByteMatch[] {
  const matches: ByteMatch[] = [];
  let [s, r] = [0, 0];
  for (;;) {
    const [out, into] = [sent[s], received[r]];
    if (!out || !into) return matches;
    const [outEnd, intoEnd] = [out.offset + out.size, into.offset + into.size];
    const bytes = Math.min(outEnd, intoEnd) - Math.max(out.offset, into.offset);
    if (bytes > 0) matches.push({ sent: s, received: r, bytes });
    if (outEnd <= intoEnd) s++;
    if (intoEnd <= outEnd) r++;
  }
}

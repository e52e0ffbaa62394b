// UTF-8, read by hand: the standard decoder does not say where something is wrong (RFC 3629).

/** The length of the well-formed UTF-8 sequence at `i` (RFC 3629 section 4), or 0 when there is none. */
export function sequenceLength(bytes: Uint8Array, i: number): number {
  const first = bytes[i] as number;
  if (first < 0x80) return 1;
  const follows = (offset: number, low = 0x80, high = 0xbf) => {
    const byte = bytes[i + offset];
    return byte !== undefined && byte >= low && byte <= high;
  };
  if (first >= 0xc2 && first <= 0xdf) return follows(1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const [low, high] = first === 0xe0 ? [0xa0, 0xbf] : first === 0xed ? [0x80, 0x9f] : [0x80, 0xbf];
    return follows(1, low, high) && follows(2) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const [low, high] = first === 0xf0 ? [0x90, 0xbf] : first === 0xf4 ? [0x80, 0x8f] : [0x80, 0xbf];
    return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

/** The character of a well-formed sequence of `length` bytes at `i`. */
export function decodeAt(bytes: Uint8Array, i: number, length: number): string {
  const first = bytes[i] as number;
  if (length === 1) return String.fromCharCode(first);
  let point = first & (0xff >> (length + 1));
  for (let k = 1; k < length; k++) point = (point << 6) | ((bytes[i + k] as number) & 0x3f);
  return String.fromCodePoint(point);
}

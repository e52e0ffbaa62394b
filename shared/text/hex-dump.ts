/** One line of a hex view. */
export interface HexLine {
  readonly offset: number;
  /** Two groups of up to eight bytes. */
  readonly groups: readonly [string, string];
  readonly ascii: string;
}

const WIDTH = 16;

/** Bytes as lines of offset, 8+8 hex bytes, and printable ASCII. */
export function hexLines(bytes: Uint8Array, startOffset = 0): HexLine[] {
  const lines: HexLine[] = [];
  for (let i = 0; i < bytes.length; i += WIDTH) {
    const row = bytes.subarray(i, i + WIDTH);
    lines.push({
      offset: startOffset + i,
      groups: [hexOf(row.subarray(0, 8)), hexOf(row.subarray(8))],
      ascii: asciiOf(row),
    });
  }
  return lines;
}

const hexOf = (bytes: Uint8Array) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join(' ');
const asciiOf = (bytes: Uint8Array) =>
  Array.from(bytes, (b) => (b >= 32 && b < 127 ? String.fromCharCode(b) : '.')).join('');

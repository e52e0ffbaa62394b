/** One line of a hex view. */
export interface HexLine {
  readonly offset: number;
  /** Groups of up to eight bytes. */
  readonly groups: readonly string[];
  readonly ascii: string;
}

/** Bytes as lines of offset, groups of eight hex bytes, and printable ASCII. */
export function hexLines(bytes: Uint8Array, startOffset = 0, width = 16): HexLine[] {
  const lines: HexLine[] = [];
  for (let i = 0; i < bytes.length; i += width) {
    const row = bytes.subarray(i, i + width);
    const groups = Array.from({ length: width / 8 }, (_, g) => hexOf(row.subarray(g * 8, g * 8 + 8)));
    lines.push({ offset: startOffset + i, groups, ascii: asciiOf(row) });
  }
  return lines;
}

/** A hex dump as text, as `hexdump -C` writes it: offset, 8+8 bytes, printable ASCII between bars. */
export function hexDump(bytes: Uint8Array): string {
  const lines = hexLines(bytes).map(({ offset, groups, ascii }) => {
    const columns = groups.map((group) => group.padEnd(23)).join('  ');
    return `${offset.toString(16).padStart(8, '0')}  ${columns}  |${ascii}|`;
  });
  return lines.join('\n');
}

const hexOf = (bytes: Uint8Array) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join(' ');
/** Printable ASCII, with a full stop for every other byte. */
export const asciiOf = (bytes: Uint8Array) =>
  Array.from(bytes, (b) => (b >= 32 && b < 127 ? String.fromCharCode(b) : '.')).join('');

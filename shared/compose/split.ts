// One message in several writes: what shows that TCP keeps no borders.

export interface SplitSettings {
  /** How many writes the bytes leave in: one, one for each line, or one for every `everyBytes` bytes. */
  readonly writeAs: 'one' | 'lines' | 'bytes';
  readonly everyBytes: number;
  /** Pause between two writes, in milliseconds. */
  readonly gapMs: number;
}

/** Bytes as writes, in order and complete. Lines end after each line feed. Empty bytes are no write. */
export function splitBytes(bytes: Uint8Array, { writeAs, everyBytes }: SplitSettings): Uint8Array[] {
  if (bytes.length === 0) return [];
  switch (writeAs) {
    case 'one':
      return [bytes];
    case 'lines':
      return byLineFeed(bytes);
    case 'bytes': {
      const step = Math.max(1, Math.floor(everyBytes) || 1);
      return Array.from({ length: Math.ceil(bytes.length / step) }, (_, i) => bytes.subarray(i * step, (i + 1) * step));
    }
  }
}

function byLineFeed(bytes: Uint8Array): Uint8Array[] {
  const writes: Uint8Array[] = [];
  let start = 0;
  for (let i = bytes.indexOf(10); i >= 0; i = bytes.indexOf(10, start)) {
    writes.push(bytes.subarray(start, i + 1));
    start = i + 1;
  }
  if (start < bytes.length) writes.push(bytes.subarray(start));
  return writes;
}

/**
 * Typed lines as writes: the ending takes the place of the line feed that was typed, and comes after the last line. With
 * no ending the lines keep their line feeds. `lastWhole` says that the end of the last line was not typed and stays.
 */
export function endPieces(
  lines: readonly Uint8Array[],
  ending: Uint8Array,
  lineFeed: Uint8Array,
  lastWhole = false,
): Uint8Array[] {
  const ended = lines.map((line, i) => {
    if (ending.length === 0) return line;
    if (lastWhole && i === lines.length - 1) return concat([line, ending]);
    return concat([endsWith(line, lineFeed) ? line.subarray(0, line.length - lineFeed.length) : line, ending]);
  });
  return ended.filter((write) => write.length > 0);
}

const endsWith = (bytes: Uint8Array, tail: Uint8Array) =>
  bytes.length >= tail.length && tail.every((byte, i) => bytes[bytes.length - tail.length + i] === byte);

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

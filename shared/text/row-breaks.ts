// Where a chunk is cut into rows, so that a chunk of a megabyte is drawn a screen at a time.
import { betweenCharacters } from './characters.ts';

const MOST_BYTES_A_ROW = 512;

/** The start of each row of some bytes as text: after every line feed, and at the latest after 512 bytes. */
export function textRows(bytes: Uint8Array, most = MOST_BYTES_A_ROW): Uint32Array<ArrayBuffer> {
  const starts = [0];
  let start = 0;
  while (start < bytes.length) {
    const feed = bytes.subarray(start, start + most).indexOf(10);
    const end = feed >= 0 ? start + feed + 1 : betweenCharacters(bytes, start + most);
    if (end >= bytes.length) break;
    starts.push(end);
    start = end;
  }
  return Uint32Array.from(starts);
}

/** The start of each row of `size` bytes in hex. */
export const hexRowCount = (size: number, columns: number): number => Math.max(1, Math.ceil(size / columns));

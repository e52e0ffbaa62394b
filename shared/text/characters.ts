// Bytes as a string of characters that can be traced back: well-formed UTF-8 becomes its characters, every other byte a lone
// surrogate from U+DC80 on, so that nothing is lost and nothing is guessed.
import { decodeAt, sequenceLength } from './utf8.ts';

/** The characters of some bytes. */
export function charactersOf(bytes: Uint8Array): string {
  const parts: string[] = [];
  let units: number[] = [];
  const flush = () => {
    parts.push(String.fromCharCode(...units));
    units = [];
  };
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i] as number;
    const length = byte < 0x80 ? 1 : sequenceLength(bytes, i);
    if (length <= 1) {
      units.push(length === 0 ? 0xdc00 + byte : byte);
      i++;
    } else {
      const character = decodeAt(bytes, i, length);
      for (let k = 0; k < character.length; k++) units.push(character.charCodeAt(k));
      i += length;
    }
    if (units.length >= 4096) flush();
  }
  flush();
  return parts.join('');
}

/** For a string of `charactersOf`: how many bytes stand before a position. Positions may come in any order. */
export function bytesBefore(text: string): (position: number) => number {
  let atUnit = 0;
  let atByte = 0;
  return (position) => {
    if (position < atUnit) [atUnit, atByte] = [0, 0];
    for (; atUnit < position; atUnit++) atByte += bytesOfUnit(text, atUnit);
    return atByte;
  };
}

/** Bytes of one UTF-16 unit; those of a pair count with its first half. */
function bytesOfUnit(text: string, i: number): number {
  const unit = text.charCodeAt(i);
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  if (unit >= 0xd800 && unit <= 0xdbff) return 4;
  if (unit >= 0xdc00 && unit <= 0xdfff) {
    const before = i > 0 ? text.charCodeAt(i - 1) : 0;
    return before >= 0xd800 && before <= 0xdbff ? 0 : 1;
  }
  return 3;
}

/** The nearest place at or before `at` that is not inside a character. */
export function betweenCharacters(bytes: Uint8Array, at: number): number {
  if (at >= bytes.length) return bytes.length;
  const follows = (i: number) => ((bytes[i] ?? 0) & 0xc0) === 0x80;
  // A character has at most three bytes after its first: a longer run of them belongs to none.
  for (let back = 0; back <= 3 && at - back >= 0; back++) if (!follows(at - back)) return at - back;
  return at;
}

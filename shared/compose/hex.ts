// Hex as people paste it: `68 65`, `6865`, `0x68,0x65`, `68:65`, `\x68\x65`, and whole lines of a hex dump.
import { fromHex } from '../bytes.ts';

export type ParsedHex =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly strippedDump: boolean }
  | { readonly ok: false; readonly problem: 'odd' | 'not-hex'; readonly message: string; readonly at: number };

/** Offset, bytes, then a gutter after two spaces or a bar: `00000010  68 65 6c 6c  |hell|`. */
const dumpLine =
  /^\s*[0-9a-f]{4,8}[:\s]\s*((?:[0-9a-f]{2}(?:[0-9a-f]{2})?\s{1,2})*[0-9a-f]{2}(?:[0-9a-f]{2})?)(?:\s{2,}.*|\s*\|.*)?$/iu;

/** Reads hex digits in any of the usual forms. An odd number of digits is an error, not a guess. */
export function parseHex(text: string): ParsedHex {
  const dumped = undump(text);
  const source = dumped ?? text;
  const cleaned = source.replace(/0x|\\x/giu, ' ').replace(/[\s,:;-]+/gu, ' ');
  const wrong = /[^0-9a-f ]/iu.exec(cleaned);
  if (wrong) {
    return { ok: false, problem: 'not-hex', message: `“${wrong[0]}” is not a hex digit.`, at: text.indexOf(wrong[0]) };
  }
  const groups = cleaned.split(' ').filter((group) => group !== '');
  const odd = groups.find((group) => group.length % 2 === 1);
  if (odd !== undefined) {
    const message = groups.length === 1 ? 'One digit short.' : `“${odd}” is one digit short.`;
    return { ok: false, problem: 'odd', message, at: text.indexOf(odd) };
  }
  return { ok: true, bytes: fromHex(groups.join('')), strippedDump: dumped !== undefined };
}

/** The digits of hex dump lines without offsets and gutters, or undefined when this is no hex dump. */
function undump(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return undefined;
  const matches = lines.map((line) => dumpLine.exec(line));
  if (matches.some((match) => match === null)) return undefined;
  const looksLikeDump = lines.every((line) => /^\s*[0-9a-f]{4,8}(?::|\s{2,})/iu.test(line));
  return looksLikeDump ? matches.map((match) => match?.[1] ?? '').join(' ') : undefined;
}

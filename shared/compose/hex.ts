// Hex as people paste it: `68 65`, `6865`, `0x68,0x65`, `68:65`, `\x68\x65`, whole lines of a hex dump; and `00*1000` for
// a byte that comes many times.
import { fromHex } from '../bytes.ts';
import { undump } from './undump.ts';

export type ParsedHex =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly strippedDump: boolean }
  | { readonly ok: false; readonly problem: 'odd' | 'not-hex'; readonly message: string; readonly at: number };

export const MOST_BYTES = 16 * 1024 * 1024;

/** Reads hex digits in any of the usual forms. An odd number of digits is an error, not a guess. */
export function parseHex(text: string): ParsedHex {
  const dumped = undump(text);
  const source = dumped ?? text;
  const tooMany = /\*[\s\S]*/u.test(source) ? manyProblem(source) : undefined;
  if (tooMany) return tooMany;
  const cleaned = source
    .replace(/([0-9a-f]{2,})\*(\d+)/giu, (_, digits: string, times: string) => digits.repeat(Number(times)))
    .replace(/0x|\\x/giu, ' ')
    .replace(/[\s,:;-]+/gu, ' ');
  const wrong = /[^0-9a-f ]/iu.exec(cleaned);
  if (wrong) {
    return { ok: false, problem: 'not-hex', message: `“${wrong[0]}” is not a hex digit.`, at: text.indexOf(wrong[0]) };
  }
  const groups = cleaned.split(' ').filter((group) => group !== '');
  const odd = groups.find((group) => group.length % 2 === 1);
  if (odd !== undefined) {
    const message = groups.length === 1 ? 'One digit short.' : `“${odd}” is one digit short.`;
    return { ok: false, problem: 'odd', message, at: placeOf(text, odd) };
  }
  return { ok: true, bytes: fromHex(groups.join('')), strippedDump: dumped !== undefined };
}

/** Where a group stands on its own in the text: not inside a longer one. */
function placeOf(text: string, group: string): number {
  const alone = new RegExp(`(?<![0-9a-f]|0x[0-9a-f]*)${group}(?![0-9a-f])|(?<=0x)${group}(?![0-9a-f])`, 'iu').exec(
    text,
  );
  return alone?.index ?? text.indexOf(group);
}

/** What is wrong with repetitions like `00*1000`; undefined when nothing is. */
function manyProblem(text: string): ParsedHex | undefined {
  const stray = /\*(?!\d)|(?<![0-9a-f]{2})\*/iu.exec(text);
  if (stray) {
    const message = '“*” says how often bytes come: 00*1000. A “*” line of a hex dump leaves bytes out.';
    return { ok: false, problem: 'not-hex', message, at: stray.index };
  }
  let bytes = 0;
  for (const { 1: digits = '', 2: times = '', index } of text.matchAll(/([0-9a-f]{2,})\*(\d+)/giu)) {
    bytes += (digits.length / 2) * Number(times);
    if (bytes > MOST_BYTES) return { ok: false, problem: 'not-hex', message: 'That is more than 16 MiB.', at: index };
  }
  return undefined;
}

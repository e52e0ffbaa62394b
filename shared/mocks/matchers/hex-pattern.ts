import * as v from 'valibot';
import { formatCounted } from '../../format.ts';
import { bytes } from '../fields.ts';
import { hexText } from '../message.ts';
import { defineMatcher } from './matcher.ts';

const known = new Map<string, readonly number[]>();

/** The bytes of a pattern; -1 stands for any. */
function partsOf(pattern: string): readonly number[] {
  let parts = known.get(pattern);
  if (!parts) {
    const digits = pattern.replace(/\s+/gu, '');
    parts = Array.from({ length: digits.length / 2 }, (_, i) => {
      const two = digits.slice(2 * i, 2 * i + 2);
      return two === '??' ? -1 : Number.parseInt(two, 16);
    });
    if (known.size > 1_000) known.clear();
    known.set(pattern, parts);
  }
  return parts;
}

/** Bytes at a place of the message; ?? stands for any byte. */
export const hexPattern = defineMatcher({
  kind: 'hex-pattern',
  title: 'Has these bytes',
  summary: 'hex digits at a place, ?? for any byte',
  settings: v.strictObject({
    kind: v.literal('hex-pattern'),
    pattern: v.pipe(
      v.string(),
      v.maxLength(100_000),
      v.regex(/^\s*(?:(?:[0-9a-f]{2}|\?\?)\s*)+$/iu, 'Two hex digits or ?? for each byte, at least one.'),
      v.description('Two hex digits or ?? for each byte.'),
    ),
    offset: v.optional(bytes('Where in the message they begin, from 0.')),
  }),
  defaults: { kind: 'hex-pattern', pattern: '02 ?? 00 03' },
  judge: ({ pattern, offset = 0 }, { message }) => {
    const parts = partsOf(pattern);
    const seen = message.bytes.subarray(offset, offset + parts.length);
    const wrong =
      seen.length < parts.length ? seen.length : parts.findIndex((part, i) => part !== -1 && part !== seen[i]);
    if (wrong === -1) return { matched: true, why: () => `bytes ${hexText(seen)} are there` };
    if (seen.length < parts.length)
      return { matched: false, why: () => `message has ${formatCounted(message.bytes.length, 'byte')}, too few` };
    const here = seen[wrong] as number;
    const why = () => `byte ${offset + wrong} is ${hexText(Uint8Array.of(here))}`;
    return { matched: false, why };
  },
  sentence: ({ pattern, offset = 0 }) => `what has ${pattern}${offset ? ` at byte ${offset}` : ''}`,
});

import * as v from 'valibot';
import { formatCounted } from '../../format.ts';
import { bytes as byteCount, oneOf, yes } from '../fields.ts';
import { defineFraming, limits } from './framing.ts';

interface Field {
  readonly bytes: 1 | 2 | 4 | 8;
  readonly endian?: 'big' | 'little' | undefined;
  readonly offset?: number | undefined;
  readonly countsItself?: boolean | undefined;
}

/** The length a header gives; undefined while the header has not arrived. Beyond 2^53 it is not exact, and too long anyway. */
function wholeSize({ bytes: width, endian = 'big', offset = 0, countsItself = false }: Field, bytes: Uint8Array) {
  if (bytes.length < offset + width) return undefined;
  let length = 0;
  for (let i = 0; i < width; i++) {
    length = length * 256 + (bytes[offset + (endian === 'big' ? i : width - 1 - i)] as number);
  }
  // A length that counts itself and is shorter than itself would never end: the header is all there is then.
  return Math.max(offset + width, offset + length + (countsItself ? 0 : width));
}

/** A number in front says how long the message is. */
export const lengthPrefix = defineFraming({
  kind: 'length-prefix',
  title: 'Length in front',
  summary: 'a number of 1, 2, 4 or 8 bytes says how long the message is',
  settings: v.strictObject({
    kind: v.literal('length-prefix'),
    bytes: v.pipe(v.picklist([1, 2, 4, 8]), v.description('Bytes of the number.')),
    endian: v.optional(oneOf(['big', 'little'], 'Which byte of the number comes first.')),
    countsItself: v.optional(yes('Whether the number counts its own bytes.')),
    offset: v.optional(v.pipe(byteCount('Bytes of header before the number.'), v.maxValue(65_536))),
    keepHeader: v.optional(
      yes('Whether the header is part of what rules see; it is where the number does not come first.'),
    ),
    ...limits,
  }),
  defaults: { kind: 'length-prefix', bytes: 4 },
  find: (settings, bytes) => {
    const size = wholeSize(settings, bytes);
    if (size === undefined || bytes.length < size) return undefined;
    const { offset = 0, keepHeader = offset > 0 } = settings;
    return { start: keepHeader ? 0 : Math.min(size, offset + settings.bytes), end: size, size };
  },
  need: wholeSize,
  overhead: ({ bytes, offset = 0 }) => offset + bytes,
  restIsMessage: false,
  sentence: ({ bytes, endian = 'big' }) => `by a length of ${formatCounted(bytes, 'byte')} in front (${endian}-endian)`,
});

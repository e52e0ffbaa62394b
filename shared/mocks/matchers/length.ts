import * as v from 'valibot';
import { formatCounted } from '../../format.ts';
import { bytes, oneOf } from '../fields.ts';
import { defineMatcher } from './matcher.ts';

const words = { equals: 'of', below: 'shorter than', above: 'longer than', between: 'from' } as const;

/** Messages by their length in bytes. */
export const length = defineMatcher({
  kind: 'length',
  title: 'Has a length',
  summary: 'equal to, below, above or between numbers of bytes',
  settings: v.strictObject({
    kind: v.literal('length'),
    is: oneOf(['equals', 'below', 'above', 'between'], 'How the length is compared.'),
    bytes: bytes('Bytes to compare with; the lower end of a range.'),
    to: v.optional(bytes('The upper end of a range, itself included.')),
  }),
  defaults: { kind: 'length', is: 'above', bytes: 100 },
  judge: (settings, { message }) => {
    const { length: size } = message.bytes;
    const { is, bytes: wanted, to = Number.POSITIVE_INFINITY } = settings;
    const matched =
      is === 'equals'
        ? size === wanted
        : is === 'below'
          ? size < wanted
          : is === 'above'
            ? size > wanted
            : size >= wanted && size <= to;
    return { matched, why: () => `message has ${formatCounted(size, 'byte')}` };
  },
  sentence: ({ is, bytes: wanted, to }) =>
    `a message ${words[is]} ${wanted}${is === 'between' ? ` to ${to ?? 'any number of'}` : ''} ${wanted === 1 && is !== 'between' ? 'byte' : 'bytes'}`,
});

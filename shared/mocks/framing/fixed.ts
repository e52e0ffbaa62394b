import * as v from 'valibot';
import { formatCounted } from '../../format.ts';
import { someBytes } from '../fields.ts';
import { defineFraming, limits } from './framing.ts';

/** Messages that all have the same length. */
export const fixed = defineFraming({
  kind: 'fixed',
  title: 'Fixed length',
  summary: 'every message has the same number of bytes',
  settings: v.strictObject({ kind: v.literal('fixed'), size: someBytes('Bytes in each message.'), ...limits }),
  defaults: { kind: 'fixed', size: 16 },
  find: ({ size }, bytes) => (bytes.length >= size ? { start: 0, end: size, size } : undefined),
  need: ({ size }) => size,
  restIsMessage: false,
  sentence: ({ size }) => (size === 1 ? 'every byte' : `every ${formatCounted(size, 'byte')}`),
});

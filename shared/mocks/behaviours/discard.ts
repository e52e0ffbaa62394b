import * as v from 'valibot';
import { formatCounted } from '../../format.ts';
import { defineBehaviour } from '../behaviour.ts';
import { rate } from '../fields.ts';

/** Reads and throws away (RFC 863), at full speed or slowly. */
export const discard = defineBehaviour({
  kind: 'discard',
  title: 'Discard',
  summary: 'reads and throws away',
  settings: v.strictObject({
    kind: v.literal('discard'),
    bytesPerSecond: v.optional(rate('How fast it reads; as fast as it can without.')),
  }),
  defaults: { kind: 'discard' },
  onOpened: ({ bytesPerSecond }) => (bytesPerSecond === undefined ? [] : [{ do: 'read-rate', bytesPerSecond }]),
  sentence: ({ bytesPerSecond }) =>
    bytesPerSecond === undefined
      ? 'Reads and throws away.'
      : `Reads ${formatCounted(bytesPerSecond, 'byte')} a second and throws them away.`,
});

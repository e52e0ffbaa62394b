import * as v from 'valibot';
import { formatCounted } from '../../format.ts';
import { defineBehaviour } from '../behaviour.ts';
import { bytes } from '../fields.ts';

/** Stops reading: the peer fills every buffer in between and then feels backpressure. */
export const stopReading = defineBehaviour({
  kind: 'stop-reading',
  title: 'Stops reading',
  summary: 'the peer feels backpressure',
  settings: v.strictObject({
    kind: v.literal('stop-reading'),
    afterBytes: v.optional(bytes('After so many bytes; at once without.')),
  }),
  defaults: { kind: 'stop-reading' },
  onOpened: ({ afterBytes = 0 }) => (afterBytes === 0 ? [{ do: 'pause' }] : []),
  onMessage: ({ afterBytes = 0 }, { raw }, scope) =>
    scope.receivedBefore + raw.length >= afterBytes ? [{ do: 'pause' }] : [],
  sentence: ({ afterBytes = 0 }) =>
    afterBytes === 0 ? 'Reads nothing.' : `Stops reading after ${formatCounted(afterBytes, 'byte')}.`,
});

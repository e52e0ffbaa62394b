import * as v from 'valibot';
import { formatCounted } from '../../format.ts';
import { defineBehaviour } from '../behaviour.ts';
import { oneOf, rate, someBytes, yes } from '../fields.ts';
import { payloadText } from '../payload.ts';

/** Sends a file to everybody who connects. */
export const file = defineBehaviour({
  kind: 'file',
  title: 'File serve',
  summary: 'sends a file to whoever connects',
  settings: v.strictObject({
    kind: v.literal('file'),
    file: v.pipe(
      v.string(),
      v.minLength(1),
      v.maxLength(4_096),
      v.description('A file of the machine that runs the lab.'),
    ),
    chunkBytes: v.optional(v.pipe(someBytes('Bytes in each write.'), v.maxValue(4 * 1024 * 1024))),
    bytesPerSecond: v.optional(rate('How fast; as fast as the peer takes it without.')),
    onEnd: v.optional(oneOf(['finish', 'loop', 'stay'], 'What comes at its end.')),
    watch: v.optional(yes('Go on with what is appended to it later.')),
  }),
  defaults: { kind: 'file', file: '/etc/hostname' },
  needsMore: true,
  onOpened: ({ file: path, kind: _, ...how }) => [{ do: 'send-file', file: { path, onEnd: 'finish', ...how } }],
  sentence: ({ file: path, onEnd = 'finish', bytesPerSecond, watch }) =>
    `Sends ${payloadText({ file: path })}${bytesPerSecond ? ` at ${formatCounted(bytesPerSecond, 'byte')} a second` : ''}${
      watch
        ? ' and what is appended to it'
        : onEnd === 'stay'
          ? ''
          : onEnd === 'loop'
            ? ' over and over'
            : ', then finishes'
    }.`,
});

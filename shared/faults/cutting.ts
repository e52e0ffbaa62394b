// Faults that let so much through and then end it: cut-after, reset-after, half-close-after.

import * as v from 'valibot';
import { formatCounted } from '../format.ts';
import { bytes, ms, oneOf, times, yes } from '../mocks/fields.ts';
import { common, defineFault, type Item, type Out } from './fault.ts';
import { sizeOf, UntilStage } from './stages.ts';

const swallow = (item: Item, out: Out) => out.acted('dropped', sizeOf(item));

/** Some bytes, and then nothing, a close or a reset. */
export const cutAfter = defineFault({
  kind: 'cut-after',
  title: 'Drop after N bytes',
  summary: 'some bytes, and then silence, a close or a reset',
  settings: v.strictObject({
    kind: v.literal('cut-after'),
    bytes: bytes('How many bytes pass.'),
    afterwards: v.optional(oneOf(['silent', 'close', 'reset'], 'What comes then.')),
    ...common,
  }),
  defaults: { kind: 'cut-after', bytes: 1_000, afterwards: 'close' },
  lossless: false,
  start: ({ bytes: most, afterwards = 'close' }) =>
    new UntilStage(
      { bytes: most },
      (out) => {
        out.acted(`cut after ${formatCounted(most, 'byte')}`);
        if (afterwards === 'close') out.put({ kind: 'close' });
        else if (afterwards === 'reset') out.act('reset');
      },
      swallow,
    ),
  sentence: ({ bytes: most, afterwards = 'close' }) =>
    `${{ silent: 'falls silent', close: 'closes', reset: 'resets' }[afterwards]} after ${formatCounted(most, 'byte')}`,
});

/** A real RST after some bytes, some time or some messages. */
export const resetAfter = defineFault({
  kind: 'reset-after',
  title: 'Reset after',
  summary: 'RST after some bytes, time or messages',
  note: 'UNIX sockets have no reset: they are closed.',
  settings: v.strictObject({
    kind: v.literal('reset-after'),
    bytes: v.optional(bytes('How many bytes pass before.')),
    ms: v.optional(ms('Or how much time.')),
    messages: v.optional(times('Or how many messages: one for each write.')),
    ...common,
  }),
  defaults: { kind: 'reset-after', bytes: 1_000 },
  lossless: false,
  start: (settings, { startedAt }) => {
    const { ms: after, messages } = settings;
    const most = settings.bytes ?? (after === undefined && messages === undefined ? 0 : undefined);
    return new UntilStage(
      { bytes: most, items: messages, at: after === undefined ? undefined : startedAt + after },
      (out) => {
        out.acted('reset');
        // What has passed leaves first: a reset at once would take it back.
        out.put({ kind: 'reset' });
      },
      swallow,
    );
  },
  sentence: (settings) => {
    const { bytes: most, ms: after, messages } = settings;
    const when = [
      ...(most === undefined ? [] : [formatCounted(most, 'byte')]),
      ...(after === undefined ? [] : [`${after} ms`]),
      ...(messages === undefined ? [] : [formatCounted(messages, 'message')]),
    ];
    return `resets ${when.length === 0 ? 'at once' : `after ${when.join(' or ')}`}`;
  },
});

/** FIN after some bytes or time; the other direction goes on. */
export const halfCloseAfter = defineFault({
  kind: 'half-close-after',
  title: 'Half-close after',
  summary: 'FIN after some bytes or time; the other direction goes on',
  settings: v.strictObject({
    kind: v.literal('half-close-after'),
    bytes: v.optional(bytes('How many bytes pass before.')),
    ms: v.optional(ms('Or how much time.')),
    keepReading: v.optional(yes('Whether it goes on reading; it does where nothing is said.')),
    ...common,
  }),
  defaults: { kind: 'half-close-after', bytes: 1_000 },
  lossless: false,
  start: (settings, { startedAt }) => {
    const { ms: after, keepReading = true } = settings;
    const most = settings.bytes ?? (after === undefined ? 0 : undefined);
    return new UntilStage(
      { bytes: most, at: after === undefined ? undefined : startedAt + after },
      (out) => {
        out.acted('finished');
        out.put({ kind: 'end' });
        if (!keepReading) out.act('stop-reading');
      },
      (item, out) => {
        if (item.kind === 'close' || item.kind === 'reset') out.put(item);
        else swallow(item, out);
      },
    );
  },
  sentence: ({ bytes: most, ms: after }) =>
    `finishes after ${most === undefined ? `${after ?? 0} ms` : formatCounted(most, 'byte')}`,
});

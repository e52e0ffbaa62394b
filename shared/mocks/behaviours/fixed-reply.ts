import * as v from 'valibot';
import { send, wait } from '../actions.ts';
import { defineBehaviour, LONGEST_DELAY_MS } from '../behaviour.ts';
import { bytesOf, withPayload } from '../payload.ts';

/** Answers always the same: to every chunk, or once for each connection. */
export const fixedReply = defineBehaviour({
  kind: 'fixed-reply',
  title: 'Fixed reply',
  summary: 'answers always the same',
  settings: withPayload('fixed-reply', {
    per: v.optional(v.picklist(['connection', 'chunk'])),
    delayMs: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(LONGEST_DELAY_MS))),
  }),
  defaults: { kind: 'fixed-reply', text: 'OK\n' },
  onChunk: (settings, _chunk, moment) =>
    settings.per === 'connection' && moment.chunk > 1 ? [] : [...wait(settings.delayMs), send(bytesOf(settings))],
  sentence: ({ text, delayMs, per = 'chunk' }) =>
    `Answers ${per === 'chunk' ? 'every chunk' : 'the first chunk'} with ${
      text === undefined ? 'fixed bytes' : JSON.stringify(text)
    }${delayMs ? ` after ${delayMs} ms` : ''}.`,
});

import * as v from 'valibot';
import { destroy, end, send, wait } from '../actions.ts';
import { defineBehaviour, LONGEST_DELAY_MS } from '../behaviour.ts';
import { bytesOf, withPayload } from '../payload.ts';

/** Greets everybody who connects, as SMTP and SSH servers do, then stays, finishes or closes. */
export const banner = defineBehaviour({
  kind: 'banner',
  title: 'Banner',
  summary: 'greets whoever connects',
  settings: withPayload('banner', {
    delayMs: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(LONGEST_DELAY_MS))),
    afterwards: v.optional(v.picklist(['stay', 'finish', 'close'])),
  }),
  defaults: { kind: 'banner', text: '220 socket-lab ready\r\n' },
  onOpened: (settings) => [
    ...wait(settings.delayMs),
    send(bytesOf(settings)),
    ...(settings.afterwards === 'finish' ? [end()] : settings.afterwards === 'close' ? [destroy()] : []),
  ],
  sentence: ({ text, delayMs, afterwards = 'stay' }) =>
    `Says ${text === undefined ? 'its banner' : JSON.stringify(text)}${delayMs ? ` after ${delayMs} ms` : ''}${
      afterwards === 'stay' ? '' : `, then ${afterwards === 'finish' ? 'finishes sending' : 'closes'}`
    }.`,
});

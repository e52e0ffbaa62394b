import * as v from 'valibot';
import { sendPayload } from '../actions/rule-action.ts';
import { closing, wait } from '../actions.ts';
import { defineBehaviour } from '../behaviour.ts';
import { ms, oneOf } from '../fields.ts';
import { payloadText, withPayload } from '../payload.ts';

/** Greets everybody who connects, as SMTP and SSH servers do, then stays, finishes or closes. */
export const banner = defineBehaviour({
  kind: 'banner',
  title: 'Banner',
  summary: 'greets whoever connects',
  settings: withPayload('banner', {
    delayMs: v.optional(ms('How long it waits before.')),
    afterwards: v.optional(oneOf(['stay', 'finish', 'close'], 'What comes then.')),
  }),
  defaults: { kind: 'banner', text: '220 socket-lab ready\r\n' },
  onOpened: (settings, scope) => [
    ...wait(settings.delayMs),
    sendPayload(settings, { rule: undefined, scope }),
    ...closing(settings.afterwards),
  ],
  sentence: (settings) => {
    const { delayMs, afterwards = 'stay' } = settings;
    const end = afterwards === 'stay' ? '' : `, then ${afterwards === 'finish' ? 'finishes sending' : 'closes'}`;
    return `Says ${payloadText(settings, 'its banner')}${delayMs ? ` after ${delayMs} ms` : ''}${end}.`;
  },
});

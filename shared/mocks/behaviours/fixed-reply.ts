import * as v from 'valibot';
import { sendPayload } from '../actions/rule-action.ts';
import { wait } from '../actions.ts';
import { defineBehaviour } from '../behaviour.ts';
import { ms, oneOf } from '../fields.ts';
import { payloadText, withPayload } from '../payload.ts';

/** Answers always the same: to every message, or once for each connection. */
export const fixedReply = defineBehaviour({
  kind: 'fixed-reply',
  title: 'Fixed reply',
  summary: 'answers always the same',
  settings: withPayload('fixed-reply', {
    per: v.optional(
      oneOf(['connection', 'message', 'chunk'], 'What is answered; without framing each chunk is a message.'),
    ),
    delayMs: v.optional(ms('How long it waits before.')),
  }),
  defaults: { kind: 'fixed-reply', text: 'OK\n' },
  onMessage: (settings, _message, scope) =>
    settings.per === 'connection' && scope.messageNumber > 1
      ? []
      : [...wait(settings.delayMs), sendPayload(settings, { rule: undefined, scope })],
  sentence: (settings) => {
    const { delayMs, per = 'chunk' } = settings;
    return `Answers ${per === 'connection' ? 'the first chunk' : `every ${per}`} with ${payloadText(settings)}${
      delayMs ? ` after ${delayMs} ms` : ''
    }.`;
  },
});

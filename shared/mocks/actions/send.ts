import * as v from 'valibot';
import { yes } from '../fields.ts';
import { payloadText, withPayload } from '../payload.ts';
import { defineAction, sendPayload } from './rule-action.ts';

/** Sends text, bytes or a file. */
export const send = defineAction({
  kind: 'send',
  title: 'Send',
  summary: 'text with templates, hex, base64 or a file',
  settings: withPayload('send', { ignoreWire: v.optional(yes('Send past delays and other faults of the wire.')) }),
  defaults: { kind: 'send', text: 'OK\n' },
  steps: (settings, doing) => [sendPayload(settings, doing, settings.ignoreWire)],
  sentence: (settings) => `sends ${payloadText(settings)}`,
});

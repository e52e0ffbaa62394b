import { sendPayload } from '../actions/rule-action.ts';
import { withPayload } from '../payload.ts';
import { payloadText, readPayload } from './matcher-text.ts';
import { defineStep } from './step.ts';

/** Sends text with templates, bytes or a file. */
export const send = defineStep({
  kind: 'send',
  title: 'Send',
  summary: 'text with templates, hex, base64 or a file',
  settings: withPayload('send', {}),
  defaults: { kind: 'send', text: '250 OK\r\n' },
  run: (settings, scope) => ({ actions: [sendPayload(settings, { rule: undefined, scope })] }),
  words: ['send'],
  print: (settings) => `send ${payloadText(settings)}`,
  parse: (_word, reader) => ({ kind: 'send', ...readPayload(reader) }),
});

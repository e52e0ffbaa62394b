import * as v from 'valibot';
import { utf8 } from '../../bytes.ts';
import { longText, yes } from '../fields.ts';
import { concat } from '../message.ts';
import { render } from '../template.ts';
import { defineAction, sendBytes } from './rule-action.ts';

/** Sends the message back, changed if wanted. What the framing took off is not put on again: a suffix does that. */
export const echo = defineAction({
  kind: 'echo',
  title: 'Echo it',
  summary: 'sends the message back, changed if wanted',
  settings: v.strictObject({
    kind: v.literal('echo'),
    prefix: v.optional(longText),
    suffix: v.optional(longText),
    reverse: v.optional(yes('Backwards, byte by byte.')),
    upper: v.optional(yes('The letters a to z in capitals.')),
  }),
  defaults: { kind: 'echo', suffix: '\n' },
  steps: ({ prefix = '', suffix = '', reverse, upper }, doing) => {
    let bytes: Uint8Array = doing.scope.message?.bytes ?? utf8('');
    if (reverse) bytes = bytes.slice().reverse();
    if (upper) bytes = bytes.map((byte) => (byte >= 97 && byte <= 122 ? byte - 32 : byte));
    const parts = [render(prefix, doing.scope), bytes, render(suffix, doing.scope)];
    return [sendBytes(concat(parts.filter((part) => part.length > 0)), doing)];
  },
  sentence: ({ reverse, upper }) => `sends it back${reverse ? ' reversed' : ''}${upper ? ' in capitals' : ''}`,
});

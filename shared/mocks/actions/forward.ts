import * as v from 'valibot';
import { address, addressText, yes } from '../fields.ts';
import { defineAction } from './rule-action.ts';

/** Passes the message on to another server, as it came, and its reply back if wanted. */
export const forward = defineAction({
  kind: 'forward',
  title: 'Forward upstream',
  summary: 'passes the message on to another server, and the reply back if wanted',
  settings: v.strictObject({
    kind: v.literal('forward'),
    target: address,
    reply: v.optional(yes('Send back what the other server answers.')),
  }),
  defaults: { kind: 'forward', target: { host: '127.0.0.1', port: 8080 }, reply: true },
  steps: ({ target, reply = true }, { scope }) =>
    scope.message ? [{ do: 'forward', target, bytes: scope.message.raw, reply }] : [],
  sentence: ({ target }) => `passes it on to ${addressText(target)}`,
});

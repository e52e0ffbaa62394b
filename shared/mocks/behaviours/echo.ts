import * as v from 'valibot';
import { formatCounted } from '../../format.ts';
import { send } from '../actions.ts';
import { defineBehaviour } from '../behaviour.ts';
import { longText, oneOf, someBytes } from '../fields.ts';
import { concat } from '../message.ts';
import { render } from '../template.ts';

/** Sends back what arrives (RFC 862). The engine holds reading back while the peer does not take it. */
export const echo = defineBehaviour({
  kind: 'echo',
  title: 'Echo',
  summary: 'sends back what arrives',
  settings: v.strictObject({
    kind: v.literal('echo'),
    unit: v.optional(oneOf(['bytes', 'messages'], 'Bytes as they come, or whole messages of the framing.')),
    prefix: v.optional(longText),
    maxBytes: v.optional(someBytes('At most so many bytes of each message.')),
  }),
  defaults: { kind: 'echo' },
  onMessage: ({ prefix, maxBytes }, { raw }, scope) => {
    const bytes = maxBytes === undefined ? raw : raw.subarray(0, maxBytes);
    return [send(prefix ? concat([render(prefix, scope), bytes]) : bytes)];
  },
  sentence: ({ unit, prefix, maxBytes }) =>
    `Sends back ${unit === 'messages' ? 'each message' : 'what arrives'}${
      maxBytes ? `, at most ${formatCounted(maxBytes, 'byte')} of it` : ''
    }${prefix ? ` after ${JSON.stringify(prefix)}` : ''}.`,
});

import * as v from 'valibot';
import { send } from '../actions.ts';
import { defineBehaviour } from '../behaviour.ts';

/** Sends back what arrives, chunk by chunk (RFC 862). The engine holds reading back while the peer does not take it. */
export const echo = defineBehaviour({
  kind: 'echo',
  title: 'Echo',
  summary: 'sends back what arrives',
  settings: v.strictObject({ kind: v.literal('echo') }),
  defaults: { kind: 'echo' },
  onChunk: (_settings, chunk) => [send(chunk)],
  sentence: () => 'Sends back what arrives.',
});

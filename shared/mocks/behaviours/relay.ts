import * as v from 'valibot';
import { utf8 } from '../../bytes.ts';
import type { Upstream } from '../actions.ts';
import { defineBehaviour } from '../behaviour.ts';
import { address, addressText, longText, ms, oneOf, yes } from '../fields.ts';

const settings = v.strictObject({
  kind: v.literal('relay'),
  target: address,
  connectTimeoutMs: v.optional(ms('How long reaching it may take.')),
  passFin: v.optional(yes('Pass the end of one side on to the other.')),
  passReset: v.optional(yes('Pass a reset of one side on to the other; on UNIX sockets it becomes a close.')),
  onRefuse: v.optional(oneOf(['close', 'reset', 'reply'], 'What the client gets when the target cannot be reached.')),
  refusalText: v.optional(longText),
});

const upstreamOf = (given: v.InferOutput<typeof settings>): Upstream => {
  const { kind: _, refusalText, ...upstream } = given;
  return { ...upstream, ...(refusalText !== undefined && { refusalReply: utf8(refusalText) }) };
};

/** Passes everything on to another server and back: the mock is a tap whose rules get the first go. */
export const relay = defineBehaviour({
  kind: 'relay',
  title: 'Proxy',
  summary: 'passes everything on to another server; rules get the first go',
  settings,
  defaults: { kind: 'relay', target: { host: '127.0.0.1', port: 8080 } },
  needsMore: true,
  onOpened: (given) => [{ do: 'relay', upstream: upstreamOf(given) }],
  onMessage: (given, { raw }) => [{ do: 'relay', upstream: upstreamOf(given), bytes: raw }],
  sentence: ({ target }) => `Passes everything on to ${addressText(target)}.`,
});

import * as v from 'valibot';
import { ms, oneOf, seed } from '../mocks/fields.ts';
import { common, defineFault } from './fault.ts';
import { TimedStage } from './stages.ts';

/** Bytes, and the end behind them, go on later. Order is kept. */
export const delay = defineFault({
  kind: 'delay',
  title: 'Delay',
  summary: 'bytes go on later',
  note: 'Delays the program’s writes. Network latency is not changed.',
  settings: v.strictObject({
    kind: v.literal('delay'),
    ms: ms('How much later.'),
    jitterMs: v.optional(ms('How much shorter or longer it may be.')),
    per: v.optional(
      oneOf(
        ['chunk', 'connection', 'first-byte'],
        'Each chunk; all until this time of the connection; or the first byte only.',
      ),
    ),
    seed: v.optional(seed),
    ...common,
  }),
  defaults: { kind: 'delay', ms: 200 },
  lossless: true,
  start: ({ ms: about, jitterMs = 0, per = 'chunk' }, { random, startedAt }) => {
    const around = () => Math.max(0, about + (jitterMs ? (random() * 2 - 1) * jitterMs : 0));
    let until = per === 'connection' ? startedAt + around() : undefined;
    return new TimedStage('delayed', (_item, now) => {
      if (per === 'chunk') return now + around();
      until ??= now + around();
      return until;
    });
  },
  sentence: ({ ms: about, jitterMs, per = 'chunk' }) =>
    `delays ${per === 'chunk' ? '' : per === 'connection' ? 'the beginning ' : 'the first byte '}by ${about} ms${
      jitterMs ? ` ± ${jitterMs}` : ''
    }`,
});

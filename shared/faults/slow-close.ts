import * as v from 'valibot';
import { ms } from '../mocks/fields.ts';
import { common, defineFault } from './fault.ts';
import { TimedStage } from './stages.ts';

/** Time between the last byte and the FIN or close behind it. */
export const slowClose = defineFault({
  kind: 'slow-close',
  title: 'Slow close',
  summary: 'time between the last byte and the FIN',
  settings: v.strictObject({ kind: v.literal('slow-close'), ms: ms('How much time.'), ...common }),
  defaults: { kind: 'slow-close', ms: 2_000 },
  lossless: true,
  start: (settings) =>
    new TimedStage('ended later', (item, now) =>
      item.kind === 'end' || item.kind === 'close' ? now + settings.ms : now,
    ),
  sentence: (settings) => `closes ${settings.ms} ms after the last byte`,
});

import * as v from 'valibot';
import { formatCounted } from '../format.ts';
import { common, defineFault, type Stage } from './fault.ts';
import { passing } from './stages.ts';

/** Reading stops, so that the peer feels backpressure. */
export const stopReading = defineFault({
  kind: 'stop-reading',
  title: 'Stop reading',
  summary: 'the peer feels backpressure',
  settings: v.strictObject({ kind: v.literal('stop-reading'), ...common }),
  defaults: { kind: 'stop-reading' },
  lossless: true,
  works: 'received',
  start: (): Stage => {
    let stopped = false;
    const begin: Stage['wake'] = (out) => {
      if (stopped) return;
      stopped = true;
      out.acted('reading stopped');
      out.act('stop-reading');
    };
    return {
      ...passing((item, out, now) => {
        begin(out, now);
        out.put(item); // what Node had read before it could be stopped
      }),
      wakeAt: () => (stopped ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY),
      wake: begin,
      release: (out) => {
        if (stopped) out.act('resume-reading');
      },
    };
  },
  sentence: ({ afterBytes, forMs }) =>
    `stops reading${afterBytes ? ` after ${formatCounted(afterBytes, 'byte')}` : ''}${forMs ? ` for ${forMs} ms` : ''}`,
});

// Faults of a server as a whole: nobody gets in.
import * as v from 'valibot';
import { common, defineFault } from './fault.ts';
import { passing } from './stages.ts';

/** Clients are refused by the kernel. For a share of them only, they are accepted and reset at once. */
export const refuse = defineFault({
  kind: 'refuse',
  title: 'Refuse',
  summary: 'clients are refused: the address is taken, and nobody listens on it',
  note: 'For a share of the connections only, they are accepted and reset at once.',
  settings: v.strictObject({ kind: v.literal('refuse'), ...common }),
  defaults: { kind: 'refuse' },
  lossless: false,
  ofServer: true,
  start: () => {
    let done = false;
    const turnAway = { wakeAt: () => (done ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY) };
    const stage = passing(() => {});
    return {
      ...stage,
      ...turnAway,
      wake: (out) => {
        done = true;
        out.acted('refused');
        out.act('reset');
      },
    };
  },
  sentence: () => 'refuses connections',
});

/** The kernel completes connections and queues them; the program never accepts one. */
export const neverAccept = defineFault({
  kind: 'never-accept',
  title: 'Never accept',
  summary: 'the kernel queues connections, and nobody accepts them',
  note: 'Clients are connected, until the queue (backlog) is full.',
  settings: v.strictObject({ kind: v.literal('never-accept'), ...common }),
  defaults: { kind: 'never-accept' },
  lossless: false,
  ofServer: true,
  start: () => passing((item, out) => out.put(item)),
  sentence: () => 'never accepts a connection',
});

import * as v from 'valibot';
import { chance, seed } from '../mocks/fields.ts';
import { common, defineFault } from './fault.ts';
import { passing } from './stages.ts';

const DEFAULT_CHANCE = 0.1;
const entries = {
  ...common,
  probability: v.optional(chance('The share of chunks it hits; one in ten where nothing is said.')),
  seed: v.optional(seed),
};
const note = 'TCP never loses bytes in the middle of a stream. This imitates a broken proxy.';

/** Some chunks never arrive. */
export const lose = defineFault({
  kind: 'lose',
  title: 'Lose chunks',
  summary: 'some chunks never arrive',
  note,
  settings: v.strictObject({ kind: v.literal('lose'), ...entries }),
  defaults: { kind: 'lose', probability: DEFAULT_CHANCE, seed: 1 },
  lossless: false,
  start: ({ probability = DEFAULT_CHANCE }, { random }) =>
    passing((item, out) => {
      if (item.kind === 'bytes' && random() < probability) out.acted('lost', item.bytes.length);
      else out.put(item);
    }),
  sentence: ({ probability = DEFAULT_CHANCE }) => `loses ${Math.round(probability * 100)} % of the chunks`,
});

/** Some chunks arrive twice. */
export const duplicate = defineFault({
  kind: 'duplicate',
  title: 'Duplicate chunks',
  summary: 'some chunks arrive twice',
  note,
  settings: v.strictObject({ kind: v.literal('duplicate'), ...entries }),
  defaults: { kind: 'duplicate', probability: DEFAULT_CHANCE, seed: 1 },
  lossless: false,
  start: ({ probability = DEFAULT_CHANCE }, { random }) =>
    passing((item, out) => {
      out.put(item);
      if (item.kind !== 'bytes' || random() >= probability) return;
      out.acted('doubled', item.bytes.length);
      out.put(item);
    }),
  sentence: ({ probability = DEFAULT_CHANCE }) => `doubles ${Math.round(probability * 100)} % of the chunks`,
});

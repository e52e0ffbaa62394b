import * as v from 'valibot';
import { oneOf, seed, someBytes } from '../mocks/fields.ts';
import { randomAt } from '../mocks/random.ts';
import { common, defineFault } from './fault.ts';
import { bytesItem, passing } from './stages.ts';

/** Every so many bytes one of them is wrong. The same seed spoils the same bytes, however they are cut into chunks. */
export const corrupt = defineFault({
  kind: 'corrupt',
  title: 'Corrupt',
  summary: 'every so many bytes one of them is wrong',
  note: 'TCP’s checksum would catch this on a real wire; here the sender is faulty.',
  settings: v.strictObject({
    kind: v.literal('corrupt'),
    every: someBytes('One byte in so many.'),
    how: v.optional(
      oneOf(['flip', 'random', 'replace'], 'One bit the other way round, any other byte, or a fixed one.'),
    ),
    replacement: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))),
    seed: v.optional(seed),
    ...common,
  }),
  defaults: { kind: 'corrupt', every: 100, seed: 1 },
  lossless: false,
  start: (settings, { random }) => {
    const { every, how = 'flip', replacement = 0x3f } = settings;
    const start = settings.seed ?? Math.floor(random() * 2 ** 32);
    let offset = 0;
    const spoilt = (byte: number, block: number) => {
      const bits = randomAt(start ^ 0x2545f491, block);
      if (how === 'flip') return byte ^ (1 << (bits & 7));
      return how === 'replace' ? replacement : (byte + 1 + (bits % 255)) & 255;
    };
    return passing((item, out) => {
      if (item.kind !== 'bytes') {
        out.put(item);
        return;
      }
      const first = offset;
      offset += item.bytes.length;
      let bytes: Uint8Array | undefined;
      let count = 0;
      for (let block = Math.floor(first / every); block * every < offset; block++) {
        const at = block * every + (randomAt(start, block) % every) - first;
        if (at < 0 || at >= item.bytes.length) continue;
        bytes ??= item.bytes.slice();
        bytes[at] = spoilt(bytes[at] as number, block);
        count++;
      }
      if (count > 0) out.acted('corrupted', count);
      out.put(bytes ? bytesItem(bytes, item) : item);
    });
  },
  sentence: ({ every }) => `spoils one byte in ${every}`,
});

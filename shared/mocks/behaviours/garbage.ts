import * as v from 'valibot';
import { defineBehaviour } from '../behaviour.ts';
import { rate, seed, someBytes, yes } from '../fields.ts';
import { garbageBytes, randomAt } from '../random.ts';

const DEFAULT_RATE = 10_000;

/** Sends random bytes; the same seed gives the same bytes. */
export const garbage = defineBehaviour({
  kind: 'garbage',
  title: 'Random garbage',
  summary: 'sends random bytes; the same seed gives the same',
  settings: v.pipe(
    v.strictObject({
      kind: v.literal('garbage'),
      bytesPerSecond: v.optional(
        v.nullable(rate('How fast; 10 kB/s where nothing is said, null = as fast as it goes.')),
      ),
      minBytes: v.optional(v.pipe(someBytes('The smallest write.'), v.maxValue(65_536))),
      maxBytes: v.optional(v.pipe(someBytes('The largest write.'), v.maxValue(65_536))),
      seed: v.optional(seed),
      ascii: v.optional(yes('Printable ASCII only.')),
      totalBytes: v.optional(someBytes('Stops after so many bytes.')),
    }),
    v.check(
      ({ minBytes = 1, maxBytes = 65_536 }) => minBytes <= maxBytes,
      'The smallest write is larger than the largest.',
    ),
  ),
  defaults: { kind: 'garbage', seed: 1 },
  onOpened: (settings, scope) => {
    const { bytesPerSecond = DEFAULT_RATE, minBytes, maxBytes, totalBytes, ascii = false } = settings;
    const start = settings.seed ?? Math.floor(scope.random() * 2 ** 32);
    const least = minBytes ?? 1;
    const most = Math.max(least, maxBytes ?? 1_024);
    const sizeAt = (offset: number) => least + (randomAt(start ^ 0x5bd1e995, offset) % (most - least + 1));
    const produce = (offset: number, size: number) => garbageBytes(start, offset, size, ascii);
    return [{ do: 'stream', stream: { produce, sizeAt, bytesPerSecond: bytesPerSecond ?? undefined, totalBytes } }];
  },
  sentence: ({ bytesPerSecond = DEFAULT_RATE, totalBytes, ascii }) =>
    `Sends random ${ascii ? 'characters' : 'bytes'}${bytesPerSecond === null ? '' : `, ${bytesPerSecond} a second`}${
      totalBytes ? `, ${totalBytes} in all` : ''
    }.`,
});

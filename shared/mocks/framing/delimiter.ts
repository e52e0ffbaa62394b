import * as v from 'valibot';
import { fromHex, utf8 } from '../../bytes.ts';
import { hexDigits, ms } from '../fields.ts';
import { indexOfBytes } from '../message.ts';
import { defineFraming, limits } from './framing.ts';

const names = { lf: '\n', crlf: '\r\n', nul: '\0' } as const;
const words = { lf: 'LF', crlf: 'CR LF', nul: 'NUL' } as const;
const custom = v.union([
  v.strictObject({ text: v.pipe(v.string(), v.minLength(1), v.maxLength(1_000)) }),
  v.strictObject({ hex: v.pipe(hexDigits, v.regex(/[0-9a-f]/iu, 'At least one byte is needed.'), v.maxLength(3_000)) }),
]);
type Delimiter = keyof typeof names | v.InferOutput<typeof custom>;

const known = new WeakMap<object, Uint8Array>();
const fixed = { lf: utf8(names.lf), crlf: utf8(names.crlf), nul: utf8(names.nul) };

function bytesOfDelimiter(delimiter: Delimiter): Uint8Array {
  if (typeof delimiter === 'string') return fixed[delimiter];
  let bytes = known.get(delimiter);
  if (!bytes) {
    bytes = 'text' in delimiter ? utf8(delimiter.text) : fromHex(delimiter.hex);
    known.set(delimiter, bytes);
  }
  return bytes;
}

/** A message ends at certain bytes, which are no part of it. */
export const delimiter = defineFraming({
  kind: 'delimiter',
  title: 'At certain bytes',
  summary: 'LF, CR LF, NUL or others end a message',
  settings: v.strictObject({
    kind: v.literal('delimiter'),
    bytes: v.pipe(v.union([v.picklist(['lf', 'crlf', 'nul']), custom]), v.description('What ends a message.')),
    quietMs: v.optional(ms('After this much silence what is there is a message too.')),
    ...limits,
  }),
  defaults: { kind: 'delimiter', bytes: 'lf' },
  find: (settings, bytes, searched) => {
    const wanted = bytesOfDelimiter(settings.bytes);
    const at = indexOfBytes(bytes, wanted, Math.max(0, searched - wanted.length + 1));
    return at === -1 ? undefined : { start: 0, end: at, size: at + wanted.length };
  },
  overhead: (settings) => bytesOfDelimiter(settings.bytes).length,
  quietMs: (settings) => settings.quietMs,
  restIsMessage: true,
  sentence: ({ bytes, quietMs }) => {
    const end = typeof bytes === 'string' ? words[bytes] : 'text' in bytes ? JSON.stringify(bytes.text) : bytes.hex;
    return `at ${end}${quietMs ? ` or after ${quietMs} ms of quiet` : ''}`;
  },
});

import * as v from 'valibot';
import { fromHex, utf8 } from '../../bytes.ts';
import { formatCounted } from '../../format.ts';
import { defineBehaviour } from '../behaviour.ts';
import { hexDigits, oneOf, rate, someBytes } from '../fields.ts';

const PRINTABLE = 95;
const LINE = 72;
const DEFAULT_RATE = 1_000_000;

/** The lines of RFC 864: 72 printable characters, each line beginning one further on. */
const rotating = (() => {
  let text = '';
  for (let line = 0; line < PRINTABLE; line++) {
    for (let column = 0; column < LINE; column++) text += String.fromCharCode(32 + ((line + column) % PRINTABLE));
    text += '\r\n';
  }
  return utf8(text);
})();
const WIDE = 4_096;
const zeros = new Uint8Array(WIDE);

/** A pattern so often in a row that copying it costs little for each byte. */
function widened(pattern: Uint8Array): Uint8Array {
  const wide = new Uint8Array(pattern.length * Math.ceil(WIDE / pattern.length));
  for (let at = 0; at < wide.length; at += pattern.length) wide.set(pattern, at);
  return wide;
}

/** A pattern over and over; `offset` may be anywhere in it. */
function over(pattern: Uint8Array, offset: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let from = offset % pattern.length;
  for (let at = 0; at < size; ) {
    const part = pattern.subarray(from, from + size - at);
    bytes.set(part, at);
    at += part.length;
    from = 0;
  }
  return bytes;
}

const COUNTER_DIGITS = 10;
const COUNTER_LINE = COUNTER_DIGITS + 2;

/** Numbered lines: 0000000000, 0000000001, … */
function counted(offset: number, size: number): Uint8Array {
  const first = Math.floor(offset / COUNTER_LINE);
  const last = Math.floor((offset + size - 1) / COUNTER_LINE);
  let text = '';
  for (let line = first; line <= last; line++) text += `${String(line % 1e10).padStart(COUNTER_DIGITS, '0')}\r\n`;
  const skipped = offset - first * COUNTER_LINE;
  return utf8(text).subarray(skipped, skipped + size);
}

/** Sends without end until the peer stops (RFC 864): backpressure to look at. */
export const chargen = defineBehaviour({
  kind: 'chargen',
  title: 'Chargen',
  summary: 'sends characters until the peer stops',
  settings: v.strictObject({
    kind: v.literal('chargen'),
    pattern: v.optional(oneOf(['ascii', 'zeros', 'counter', 'custom'], 'What is sent over and over.')),
    text: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(65_536))),
    hex: v.optional(hexDigits),
    bytesPerSecond: v.optional(v.nullable(rate('How fast; 1 MB/s where nothing is said, null = as fast as it goes.'))),
    totalBytes: v.optional(someBytes('Stops after so many bytes.')),
  }),
  defaults: { kind: 'chargen' },
  onOpened: ({ pattern, text, hex, bytesPerSecond = DEFAULT_RATE, totalBytes }) => {
    const given = hex ? fromHex(hex) : utf8(text ?? '');
    const custom = widened(given.length > 0 ? given : utf8('.'));
    const produce =
      pattern === 'counter'
        ? counted
        : (offset: number, size: number) =>
            over(pattern === 'zeros' ? zeros : pattern === 'custom' ? custom : rotating, offset, size);
    return [{ do: 'stream', stream: { produce, bytesPerSecond: bytesPerSecond ?? undefined, totalBytes } }];
  },
  sentence: ({ pattern = 'ascii', bytesPerSecond = DEFAULT_RATE, totalBytes }) =>
    `Sends ${pattern === 'ascii' ? 'characters' : pattern === 'custom' ? 'a pattern' : pattern}${
      bytesPerSecond === null ? '' : ` at ${formatCounted(bytesPerSecond, 'byte')} a second`
    }${totalBytes ? `, ${formatCounted(totalBytes, 'byte')} in all` : ' without end'}.`,
});

// What some bytes are as numbers, times and bits, from the first of them on.

import { formatCounted } from '../format.ts';
export interface Reading {
  readonly name: string;
  readonly value: string;
}

/** Readings that do not depend on byte order, for bytes that begin at a selection's start. `length` is the selection's. */
export function inspectBytes(bytes: Uint8Array, length = bytes.length): readonly Reading[] {
  const readings: Reading[] = [{ name: 'Length', value: formatCounted(length, 'byte') }];
  const [first] = bytes;
  if (first === undefined) return readings;
  readings.push({
    name: 'Bits',
    value: Array.from(bytes.subarray(0, 4), (b) => b.toString(2).padStart(8, '0')).join(' '),
  });
  readings.push({ name: 'uint8', value: String(first) }, { name: 'int8', value: String((first << 24) >> 24) });
  for (const little of [true, false]) readings.push(...numbers(bytes, little));
  const variable = varint(bytes);
  readings.push({
    name: 'Varint',
    value: variable === undefined ? '—' : `${variable.value} (${formatCounted(variable.bytes, 'byte')})`,
  });
  for (const little of [true, false]) readings.push(unixTime(bytes, little));
  return readings;
}

const order = (little: boolean) => (little ? 'LE' : 'BE');

function numbers(bytes: Uint8Array, little: boolean): Reading[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (size: number, read: () => string) => (bytes.length >= size ? read() : '—');
  const o = order(little);
  return [
    { name: `uint16 ${o}`, value: has(2, () => String(view.getUint16(0, little))) },
    { name: `int16 ${o}`, value: has(2, () => String(view.getInt16(0, little))) },
    { name: `uint32 ${o}`, value: has(4, () => String(view.getUint32(0, little))) },
    { name: `int32 ${o}`, value: has(4, () => String(view.getInt32(0, little))) },
    { name: `uint64 ${o}`, value: has(8, () => String(view.getBigUint64(0, little))) },
    { name: `int64 ${o}`, value: has(8, () => String(view.getBigInt64(0, little))) },
    { name: `float32 ${o}`, value: has(4, () => shortFloat(view.getFloat32(0, little), 7)) },
    { name: `float64 ${o}`, value: has(8, () => shortFloat(view.getFloat64(0, little), 15)) },
  ];
}

/** As many digits as the format holds, and no made-up ones. */
const shortFloat = (n: number, digits: number) =>
  Number.isFinite(n) ? (Object.is(n, -0) ? '-0' : String(Number(n.toPrecision(digits)))) : String(n);

/** Base-128 number, least significant group first, as protocol buffers write it; at most 10 bytes. */
export function varint(bytes: Uint8Array): { readonly value: bigint; readonly bytes: number } | undefined {
  let value = 0n;
  for (let i = 0; i < Math.min(bytes.length, 10); i++) {
    const byte = bytes[i] as number;
    value |= BigInt(byte & 0x7f) << BigInt(7 * i);
    if (byte < 0x80) return { value: BigInt.asUintN(64, value), bytes: i + 1 };
  }
  return undefined;
}

/** Four bytes as seconds, eight as milliseconds since 1970, where that gives a date. */
function unixTime(bytes: Uint8Array, little: boolean): Reading {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const o = order(little);
  if (bytes.length < 4) return { name: `Unix time ${o}`, value: '—' };
  const seconds = new Date(view.getUint32(0, little) * 1000).toISOString().replace('.000Z', 'Z');
  if (bytes.length < 8) return { name: `Unix time ${o}`, value: seconds };
  const ms = view.getBigInt64(0, little);
  // 1970 to 2286: anything else is hardly meant as a time
  const asMs = ms > 0n && ms < 10_000_000_000_000n ? ` · ms ${new Date(Number(ms)).toISOString()}` : '';
  return { name: `Unix time ${o}`, value: `${seconds}${asMs}` };
}

// Addresses in one form, however they are written: IPv4 (also mapped into IPv6, RFC 4291 section 2.5.5.2) and IPv6.
import { isIPv4, isIPv6 } from 'node:net';
import os from 'node:os';

const littleEndian = os.endianness() === 'LE';

/** The bytes of an address: 4, or 16 for IPv6 that is no mapped IPv4; undefined for what is no address. */
export function bytesOfAddress(address: string): number[] | undefined {
  const plain = address.replace(/%.*$/u, '');
  if (isIPv4(plain)) return plain.split('.').map(Number);
  if (!isIPv6(plain)) return undefined;
  const [head = '', tail] = plain.split('::');
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const middle = tail === undefined ? [] : Array<number>(16 - left.length - right.length).fill(0);
  const bytes = [...left, ...middle, ...right];
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  return mapped ? bytes.slice(12) : bytes;
}

function groups(text: string): number[] {
  return text === ''
    ? []
    : text.split(':').flatMap((group) => {
        if (group.includes('.')) return group.split('.').map(Number);
        const value = Number.parseInt(group, 16);
        return [value >> 8, value & 255];
      });
}

/** An address as `/proc/net` prints it: each 32-bit word in the byte order of this machine, in capital hex. */
export function procHex(bytes: readonly number[]): string {
  let text = '';
  for (let word = 0; word < bytes.length; word += 4) {
    const four = bytes.slice(word, word + 4);
    for (const byte of littleEndian ? four.reverse() : four) text += byte.toString(16).toUpperCase().padStart(2, '0');
  }
  return text;
}

/** Whether two addresses are the same one, mapped or not. */
export function sameAddress(a: string, b: string): boolean {
  return a === b || bytesOfAddress(a)?.join('.') === bytesOfAddress(b)?.join('.');
}

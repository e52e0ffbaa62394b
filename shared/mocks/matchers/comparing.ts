// What exact, starts-with, ends-with and contains have in common: bytes to compare with, and two ways to be lenient.
import * as v from 'valibot';
import { yes } from '../fields.ts';
import type { Message } from '../message.ts';
import { bytesOf, type Payload, withPattern } from '../payload.ts';

export interface Comparison extends Payload {
  readonly ignoreTrailingCrLf?: boolean | undefined;
  readonly ignoreCase?: boolean | undefined;
}

/** The settings of a comparison of kind `kind`. */
export const comparison = <const K extends string>(kind: K) =>
  withPattern(kind, {
    ignoreTrailingCrLf: v.optional(yes('Ignore CR and LF at the end of the message.')),
    ignoreCase: v.optional(yes('Ignore the case of the letters A to Z.')),
  });

const known = new WeakMap<object, Uint8Array>();

/** The bytes a comparison is made with. Templates are not filled in: what is compared is what was typed. */
export function wantedBytes(settings: Comparison): Uint8Array {
  let bytes = known.get(settings);
  if (!bytes) {
    bytes = bytesOf(settings);
    if (settings.ignoreCase) bytes = lowered(bytes);
    known.set(settings, bytes);
  }
  return bytes;
}

/** A message as a comparison sees it. */
export function seenBytes({ ignoreTrailingCrLf, ignoreCase }: Comparison, message: Message): Uint8Array {
  const bytes = ignoreTrailingCrLf ? withoutTrailingCrLf(message.bytes) : message.bytes;
  return ignoreCase ? lowered(bytes) : bytes;
}

export function withoutTrailingCrLf(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end--;
  return end === bytes.length ? bytes : bytes.subarray(0, end);
}

/** With the letters A to Z in lower case, byte by byte, so that it holds for bytes that are no text as well. */
export const lowered = (bytes: Uint8Array) => bytes.map((byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

export const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);

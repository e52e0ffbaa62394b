// A message exists where a framing was chosen; without one, each chunk stands in for it.

declare class TextDecoder {
  constructor(label: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes: Uint8Array): string;
}

export interface Message {
  /** What the message says, without what the framing put around it. */
  readonly bytes: Uint8Array;
  /** Everything that arrived for it, delimiter or length included. */
  readonly raw: Uint8Array;
  /** It was longer than allowed; these are its first bytes. */
  readonly tooLong?: boolean;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as text, and how to get the same bytes back: UTF-8 where they are valid, else one character for each byte. */
export function textOf(bytes: Uint8Array): { readonly text: string; readonly codec: 'utf8' | 'latin1' } {
  try {
    return { text: strict.decode(bytes), codec: 'utf8' };
  } catch {
    return { text: latin1(bytes), codec: 'latin1' };
  }
}

/** One character for each byte. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8_192) text += String.fromCharCode(...bytes.subarray(i, i + 8_192));
  return text;
}

/** One byte for each character. */
export function fromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** Bytes one after the other. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Where `wanted` begins in `bytes`, from `from` on; -1 when it is not there. */
export function indexOfBytes(bytes: Uint8Array, wanted: Uint8Array, from = 0): number {
  const [first] = wanted;
  if (first === undefined) return from <= bytes.length ? from : -1;
  for (let i = bytes.indexOf(first, from); i !== -1; i = bytes.indexOf(first, i + 1)) {
    if (i + wanted.length > bytes.length) return -1;
    let same = 1;
    while (same < wanted.length && bytes[i + same] === wanted[same]) same++;
    if (same === wanted.length) return i;
  }
  return -1;
}

/** Whether the bytes at `at` are `wanted`. */
export function hasAt(bytes: Uint8Array, wanted: Uint8Array, at: number): boolean {
  if (at < 0 || at + wanted.length > bytes.length) return false;
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}

const SHOWN = 40;

/** Bytes as a short quotation: escaped text, or hex where they are none. */
export function quoted(bytes: Uint8Array): string {
  const head = bytes.subarray(0, SHOWN);
  const more = bytes.length > SHOWN ? '…' : '';
  const { text, codec } = textOf(bytes.length > SHOWN ? trimmed(head) : head);
  if (codec === 'latin1') return `${hexText(head)}${more}`;
  return `“${text.replace(/\p{Cc}/gu, shownControl)}${more}”`;
}

/** Without a character that was cut in two. */
function trimmed(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && ((bytes[end - 1] as number) & 0xc0) === 0x80) end--;
  return end > 0 && (bytes[end - 1] as number) >= 0xc0 ? bytes.subarray(0, end - 1) : bytes;
}

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };
const shownControl = (c: string) => named[c] ?? `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`;
/** Two hex digits for each byte, with blanks between them. */
export const hexText = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');

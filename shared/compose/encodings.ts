// How text becomes bytes. What an encoding cannot express is named, never replaced by something else.
import { utf8 } from '../bytes.ts';

export const encodingTitles = {
  utf8: 'UTF-8',
  latin1: 'Latin-1',
  utf16le: 'UTF-16 LE',
  utf16be: 'UTF-16 BE',
} as const;
export type TextEncoding = keyof typeof encodingTitles;

/** Bytes of a text. What `notEncodable` finds comes out as the encoding's substitute. */
export function encodeText(text: string, encoding: TextEncoding): Uint8Array<ArrayBuffer> {
  if (encoding === 'utf8') return utf8(text);
  if (encoding === 'latin1') return Uint8Array.from(text, (c) => Math.min(c.codePointAt(0) ?? 0, 256) & 0xff);
  const bytes = new Uint8Array(text.length * 2);
  const [high, low] = encoding === 'utf16be' ? [0, 1] : [1, 0];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i + high] = unit >> 8;
    bytes[2 * i + low] = unit & 0xff;
  }
  return bytes;
}

/** The first character an encoding has no bytes for: its position in the text and what to say; undefined when all are fine. */
export function notEncodable(text: string, encoding: TextEncoding): { at: number; message: string } | undefined {
  if (encoding === 'utf16le' || encoding === 'utf16be') return undefined;
  const wrong = encoding === 'latin1' ? /[^\0-\u{ff}]/u.exec(text) : /\p{Cs}/u.exec(text);
  if (!wrong) return undefined;
  const message =
    encoding === 'latin1'
      ? `“${wrong[0]}” is not in Latin-1.`
      : 'Half of a character (a lone surrogate) has no UTF-8 bytes.';
  return { at: wrong.index, message };
}

// Base64 as people paste it: standard or URL-safe (RFC 4648 sections 4 and 5), in lines or in one.
import { fromBase64 } from '../bytes.ts';

export type ParsedBase64 =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly message: string; readonly at: number; readonly fixed?: string };

/**
 * Reads base64. Wrong padding is an error that can be mended (`fixed` is the mended text); a character of neither
 * alphabet, and a length no bytes can have, are errors that cannot. White space does not count.
 */
export function parseBase64(text: string): ParsedBase64 {
  const wrong = /[^A-Za-z0-9+/_=\s-]/u.exec(text);
  if (wrong) return { ok: false, message: `“${wrong[0]}” is not a base64 character.`, at: wrong.index };
  const mixed = /[+/]/u.test(text) && /[-_]/u.test(text);
  if (mixed) {
    const at = text.search(/[-_]/u);
    const fixed = text.replaceAll('-', '+').replaceAll('_', '/');
    return { ok: false, message: 'Standard (+ /) and URL-safe (- _) characters are mixed.', at, fixed };
  }
  const inside = /=(?=\s*[^=\s])/u.exec(text);
  if (inside) {
    return { ok: false, message: '“=” stands only at the end.', at: inside.index, fixed: text.replaceAll('=', '') };
  }
  const digits = text.replace(/[\s=]+/gu, '');
  if (digits.length % 4 === 1) {
    return { ok: false, message: 'One character is missing or too many.', at: text.trimEnd().length - 1 };
  }
  const needed = (4 - (digits.length % 4)) % 4;
  const given = (text.match(/=/gu) ?? []).length;
  // URL-safe text usually goes without padding; either none or the right one is fine there.
  const urlSafe = /[-_]/u.test(text);
  if (given !== needed && !(urlSafe && given === 0)) {
    const fixed = `${text.replace(/[=\s]+$/u, '')}${'='.repeat(needed)}`;
    const message = `The padding is wrong: ${needed === 0 ? 'no “=” belongs' : `${'='.repeat(needed)} belongs`} at the end.`;
    return { ok: false, message, at: text.trimEnd().length, fixed };
  }
  return { ok: true, bytes: fromBase64(digits) };
}

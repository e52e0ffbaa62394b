// Conditions that a message would meet, for rules that are made from messages.
import { hexText, textOf } from '../../../shared/mocks/message.ts';
import type { Rule } from '../../../shared/mocks/mock.ts';

const BEGINNING_BYTES = 4;

/** Bytes as they stand in a matcher: text where they are text, else hex. */
function pattern(bytes: Uint8Array): { readonly text: string } | { readonly hex: string } {
  const { text, codec } = textOf(bytes);
  return codec === 'utf8' ? { text } : { hex: hexText(bytes) };
}

/** Exactly this message; a line end at its end does not count. */
export function exactly(bytes: Uint8Array): Rule['when'] {
  const given = pattern(bytes);
  if (!('text' in given)) return { kind: 'exact', ...given };
  const text = given.text.replace(/[\r\n]+$/u, '');
  return { kind: 'exact', text, ...(text !== given.text && { ignoreTrailingCrLf: true }) };
}

/** What begins as this message does: with its first word, or its first four bytes. */
export function beginningWith(bytes: Uint8Array): Rule['when'] {
  const given = pattern(bytes);
  if (!('text' in given)) return { kind: 'starts-with', hex: hexText(bytes.subarray(0, BEGINNING_BYTES)) };
  return { kind: 'starts-with', text: /^\S+ ?/u.exec(given.text)?.[0] ?? given.text };
}

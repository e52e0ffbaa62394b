import { toHex } from '../bytes.ts';
import { blankDraft, type Draft } from '../compose/compose.ts';
import { escapeText } from '../compose/escapes.ts';
import { charactersOf } from '../text/characters.ts';

/** A draft that composes to exactly these bytes: text where they are text, hex otherwise. */
export function draftOfBytes(bytes: Uint8Array): Pick<Draft, 'mode' | 'text' | 'escapes' | 'encoding' | 'ending'> {
  const characters = charactersOf(bytes);
  const common = { escapes: true, encoding: blankDraft.encoding, ending: blankDraft.ending };
  if (/\p{Cs}/u.test(characters)) return { ...common, mode: 'hex', text: toHex(bytes, ' ') };
  return { ...common, mode: 'text', text: escapeText(characters) };
}

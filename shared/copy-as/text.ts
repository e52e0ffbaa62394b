import { charactersOf } from '../text/characters.ts';
import { copyFormat } from './format.ts';

/** The bytes as UTF-8 text; what is no UTF-8 becomes the replacement character, as any text must have it. */
export const text = copyFormat({
  id: 'text',
  title: 'Text',
  make: ({ bytes }) => charactersOf(bytes).replace(/\p{Cs}/gu, '\ufffd'),
});

import { toBase64, toHex } from '../bytes.ts';
import { charactersOf } from '../text/characters.ts';
import { copyFormat } from './format.ts';

/** Every chunk with its speaker, its time, and its bytes in base64; as text, too, where they are text. */
export const json = copyFormat({
  id: 'json',
  title: 'JSON',
  make: ({ chunks }) =>
    `${JSON.stringify(
      chunks.map(({ speaker, at, bytes }) => {
        const characters = charactersOf(bytes);
        const asText = /\p{Cs}/u.test(characters) ? {} : { text: characters };
        return { speaker, atMs: at, size: bytes.length, ...asText, hex: toHex(bytes), base64: toBase64(bytes) };
      }),
      null,
      2,
    )}\n`,
});

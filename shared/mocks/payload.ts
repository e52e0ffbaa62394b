import * as v from 'valibot';
import { fromBase64, fromHex, utf8 } from '../bytes.ts';

// The keys that give bytes in a mock: exactly one of text (UTF-8), hex digits or base64.
const payloadEntries = {
  text: v.optional(v.string()),
  hex: v.optional(v.pipe(v.string(), v.regex(/^(?:\s*[0-9a-f]{2})*\s*$/iu, 'Hex needs two digits for each byte.'))),
  base64: v.optional(v.pipe(v.string(), v.regex(/^[\w+/-]*={0,2}$/u, 'This is not base64.'))),
};

export interface Payload {
  readonly text?: string | undefined;
  readonly hex?: string | undefined;
  readonly base64?: string | undefined;
}

/** Settings of kind `kind` with a payload and the further `entries`. */
export function withPayload<const K extends string, const E extends v.ObjectEntries>(kind: K, entries: E) {
  return v.pipe(
    v.strictObject({ kind: v.literal(kind), ...payloadEntries, ...entries }),
    v.rawCheck(({ dataset, addIssue }) => {
      const { text, hex, base64 } = dataset.value as Payload;
      const given = [text, hex, base64].filter((p) => p !== undefined).length;
      if (dataset.typed && given !== 1) addIssue({ message: 'Give exactly one of text, hex or base64.' });
    }),
  );
}

/** The bytes a payload stands for. */
export function bytesOf(p: Payload): Uint8Array {
  if (p.hex !== undefined) return fromHex(p.hex);
  if (p.base64 !== undefined) return fromBase64(p.base64);
  return utf8(p.text ?? '');
}

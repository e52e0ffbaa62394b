import * as v from 'valibot';
import { fromBase64, fromHex } from '../bytes.ts';
import { hexDigits, longText } from './fields.ts';
import type { Scope } from './scope.ts';
import { render } from './template.ts';

// The keys that give bytes in a mock: exactly one of text (UTF-8, with templates), hex digits, base64 or a file.
const payloadEntries = {
  text: v.optional(v.pipe(longText, v.description('Text, sent as UTF-8. {{name}} stands for something known then.'))),
  hex: v.optional(hexDigits),
  base64: v.optional(v.pipe(longText, v.regex(/^[\w+/-]*={0,2}$/u, 'This is not base64.'))),
};
const file = v.optional(
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(4_096),
    v.description('A file of the machine that runs the lab; read when it is sent.'),
  ),
);

export interface Payload {
  readonly text?: string | undefined;
  readonly hex?: string | undefined;
  readonly base64?: string | undefined;
  readonly file?: string | undefined;
}

/** What is wrong with the keys of a payload; undefined when there is exactly one. */
function problemOf(payload: Payload, names: string): string | undefined {
  const { text, hex, base64, file: path } = payload;
  const given = [text, hex, base64, path].filter((p) => p !== undefined).length;
  return given === 1 ? undefined : `Give exactly one of ${names}.`;
}

/** Settings of kind `kind` with a payload and the further `entries`. */
export function withPayload<const K extends string, const E extends v.ObjectEntries>(kind: K, entries: E) {
  return v.pipe(
    v.strictObject({ kind: v.literal(kind), ...payloadEntries, file, ...entries }),
    v.rawCheck(({ dataset, addIssue }) => {
      const message = dataset.typed ? problemOf(dataset.value as Payload, 'text, hex, base64 or file') : undefined;
      if (message !== undefined) addIssue({ message });
    }),
  );
}

/** The same without files, for what is compared rather than sent. */
export function withPattern<const K extends string, const E extends v.ObjectEntries>(kind: K, entries: E) {
  return v.pipe(
    v.strictObject({ kind: v.literal(kind), ...payloadEntries, ...entries }),
    v.rawCheck(({ dataset, addIssue }) => {
      const message = dataset.typed ? problemOf(dataset.value as Payload, 'text, hex or base64') : undefined;
      if (message !== undefined) addIssue({ message });
    }),
  );
}

/** The bytes a payload stands for; a text's templates are filled in from the scope. A file has none here. */
export function bytesOf(p: Payload, scope?: Scope): Uint8Array {
  if (p.hex !== undefined) return fromHex(p.hex);
  if (p.base64 !== undefined) return fromBase64(p.base64);
  return render(p.text ?? '', scope);
}

/** A payload in words, short enough for a sentence. */
export function payloadText({ text, hex, base64, file: path }: Payload, otherwise = 'fixed bytes'): string {
  if (path !== undefined) return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  if (text !== undefined) return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);
  return otherwise || (hex ?? base64 ?? '');
}

// Text with escapes, as the Composer takes it: \n \r \t \0 \\ \xHH \u{H…}. An unknown escape is an error, never guessed.

export interface EscapeError {
  /** Position of the backslash in the text. */
  readonly at: number;
  readonly length: number;
  readonly message: string;
}
/** A byte given as such (\xHH) or a piece of text still to be encoded. */
export type Piece = { readonly text: string } | { readonly byte: number };

const simple: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0', '\\': '\\' };

/** Splits text at its escapes. With errors the pieces are those that could be understood. */
export function parseEscapes(text: string): {
  readonly pieces: readonly Piece[];
  readonly errors: readonly EscapeError[];
} {
  const pieces: Piece[] = [];
  const errors: EscapeError[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') pieces.push({ text: plain });
    plain = '';
  };
  for (let i = 0; i < text.length; ) {
    const next = text[i] === '\\' ? parseOne(text, i) : undefined;
    if (!next) {
      plain += text[i];
      i++;
    } else if ('message' in next) {
      errors.push(next);
      i += next.length;
    } else {
      if (next.byte === undefined) plain += next.text;
      else {
        flush();
        pieces.push({ byte: next.byte });
      }
      i += next.length;
    }
  }
  flush();
  return { pieces, errors };
}

type Parsed = { readonly text: string; readonly byte?: number; readonly length: number };

function parseOne(text: string, at: number): Parsed | EscapeError {
  const letter = text[at + 1];
  const plain = letter === undefined ? undefined : simple[letter];
  if (plain !== undefined) return { text: plain, length: 2 };
  const hex = /^\\x([0-9a-f]{2})/iu.exec(text.slice(at, at + 4))?.[1];
  if (hex !== undefined) return { text: '', byte: Number.parseInt(hex, 16), length: 4 };
  const unicode = /^\\u\{([0-9a-f]{1,6})\}/iu.exec(text.slice(at, at + 10));
  if (unicode) {
    const point = Number.parseInt(unicode[1] ?? '', 16);
    const length = unicode[0].length;
    if (point <= 0x10ffff) return { text: String.fromCodePoint(point), length };
    return { at, length, message: 'Unicode ends at \\u{10FFFF}.' };
  }
  if (letter === undefined)
    return { at, length: 1, message: 'A backslash stands alone at the end. Write \\\\ for a backslash.' };
  const hint =
    letter === 'x'
      ? '\\x needs two hex digits.'
      : letter === 'u'
        ? '\\u needs hex digits in braces: \\u{20AC}.'
        : `\\${letter} is not an escape.`;
  return { at, length: 2, message: `${hint} Write \\\\ for a backslash.` };
}

/** Text as it can be typed back: control characters and backslashes as escapes. */
export function escapeText(text: string): string {
  const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0', '\\': '\\\\' };
  return text.replace(/[\\\p{Cc}]/gu, (c) => named[c] ?? `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

// From what a person typed to the bytes that will be sent, with every problem named before anything leaves.
import { utf8 } from '../bytes.ts';
import { type EscapeError, parseEscapes } from './escapes.ts';
import { parseHex } from './hex.ts';

export type ComposeMode = 'text' | 'hex';
export type Ending = 'none' | 'lf' | 'crlf' | 'cr' | 'nul';

export interface Draft {
  readonly mode: ComposeMode;
  readonly text: string;
  /** Whether backslash escapes count in text. */
  readonly escapes: boolean;
  readonly ending: Ending;
}

export interface Composed {
  readonly bytes: Uint8Array;
  /** What has to be mended first; with problems nothing is sent. */
  readonly problems: readonly { readonly message: string; readonly at: number; readonly fixes: readonly Fix[] }[];
  /** Something that was done to the input and should be said. */
  readonly notice?: string;
}
/** A way to mend the text: its new content. */
export interface Fix {
  readonly title: string;
  readonly text: string;
}

const endingBytes: Readonly<Record<Ending, readonly number[]>> = {
  none: [],
  lf: [10],
  crlf: [13, 10],
  cr: [13],
  nul: [0],
};
export const endingTitles: Readonly<Record<Ending, string>> = {
  none: 'None',
  lf: 'LF',
  crlf: 'CRLF',
  cr: 'CR',
  nul: 'NUL',
};

/** The exact bytes a draft stands for. */
export function compose(draft: Draft): Composed {
  return draft.mode === 'hex' ? composeHex(draft) : composeText(draft);
}

function composeText({ text, escapes, ending }: Draft): Composed {
  const { pieces, errors } = escapes
    ? parseEscapes(text)
    : { pieces: [{ text }], errors: [] as readonly EscapeError[] };
  const parts = pieces.map((piece) => ('byte' in piece ? Uint8Array.of(piece.byte) : utf8(piece.text)));
  const problems = errors.map(({ message, at }) => ({
    message,
    at,
    fixes: [{ title: 'Keep the backslash', text: `${text.slice(0, at)}\\${text.slice(at)}` }],
  }));
  return { bytes: concat([...parts, Uint8Array.from(endingBytes[ending])]), problems };
}

function composeHex({ text, ending }: Draft): Composed {
  const parsed = parseHex(text);
  if (!parsed.ok) {
    const { message, at, problem } = parsed;
    const fixes = problem === 'odd' ? oddFixes(text, at) : [];
    return { bytes: new Uint8Array(0), problems: [{ message, at, fixes }] };
  }
  const bytes = concat([parsed.bytes, Uint8Array.from(endingBytes[ending])]);
  return parsed.strippedDump
    ? { bytes, problems: [], notice: 'Offsets and text columns of the hex dump were left out.' }
    : { bytes, problems: [] };
}

/** Ways out of a missing digit: put a 0 in front of the short group, or take its last digit away. */
function oddFixes(text: string, at: number): Fix[] {
  const group = /^[0-9a-f]*/iu.exec(text.slice(at))?.[0] ?? '';
  const end = at + group.length;
  const last = end - 1;
  return [
    { title: 'Add 0 in front', text: `${text.slice(0, last)}0${text.slice(last)}` },
    { title: 'Remove last', text: text.slice(0, last) + text.slice(end) },
  ];
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

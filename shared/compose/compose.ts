// From what a person typed to the bytes that will be sent, with every problem named before anything leaves.
import { parseBase64 } from './base64-text.ts';
import { encodeText, notEncodable, type TextEncoding } from './encodings.ts';
import { escapeText, parseEscapes } from './escapes.ts';
import { MOST_BYTES, parseHex } from './hex.ts';
import { concat, endPieces, type SplitSettings, splitBytes } from './split.ts';
import { type FilledPart, fileProblems, fillTemplate, parseTemplate, type TemplateFacts } from './template.ts';

export type ComposeMode = 'text' | 'hex' | 'base64' | 'template' | 'file';
export type Ending = 'none' | 'lf' | 'crlf' | 'cr' | 'nul' | 'custom';

export interface Draft extends SplitSettings {
  readonly mode: ComposeMode;
  readonly text: string;
  /** Whether backslash escapes count in text. */
  readonly escapes: boolean;
  readonly encoding: TextEncoding;
  readonly ending: Ending;
  /** The ending `custom`, as text with escapes. */
  readonly custom: string;
}

export const blankDraft: Draft = {
  mode: 'text',
  text: '',
  escapes: true,
  encoding: 'utf8',
  ending: 'none',
  custom: '',
  writeAs: 'one',
  everyBytes: 4,
  gapMs: 0,
};

export interface Composed {
  readonly bytes: Uint8Array;
  /** The same bytes as the writes they leave in; one unless the draft splits them. */
  readonly writes: readonly Uint8Array[];
  /** What has to be mended first; with problems nothing is sent. */
  readonly problems: readonly Problem[];
  /** Something that was done to the input and should be said. */
  readonly notice?: string;
}
export interface Problem {
  readonly message: string;
  /** Where it is in the text, and how long; -1 when it is not in the text. */
  readonly at: number;
  readonly length: number;
  readonly fixes: readonly Fix[];
  /** The name in a template under which a file has to be picked first. */
  readonly file?: string;
}
/** A way to mend the text: its new content. */
export interface Fix {
  readonly title: string;
  readonly text: string;
}

const endings: Readonly<Record<Exclude<Ending, 'custom'>, string>> = {
  none: '',
  lf: '\n',
  crlf: '\r\n',
  cr: '\r',
  nul: '\0',
};
export const endingTitles: Readonly<Record<Ending, string>> = {
  none: 'None',
  lf: 'LF',
  crlf: 'CRLF',
  cr: 'CR',
  nul: 'NUL',
  custom: 'Custom',
};

/** What a preview fills a template with; sending fills it anew. */
const sample: TemplateFacts = { counter: 1, now: 0, random: () => 0.5 };

/** The exact bytes a draft stands for; what it does not say is as in `blankDraft`. Templates are filled from `facts`. A file is not composed here: no bytes. */
export function compose(given: Partial<Draft>, facts: TemplateFacts = sample): Composed {
  const draft = { ...blankDraft, ...given };
  const end = endingOf(draft);
  const content = contentOf(draft, facts);
  const problems = [...content.problems, ...end.problems];
  if (problems.length > 0) return { bytes: new Uint8Array(0), writes: [], problems };
  const byLines = draft.writeAs === 'lines' && (draft.mode === 'text' || draft.mode === 'template');
  const writes = byLines
    ? endPieces(content.lines, end.bytes, encodeText('\n', draft.encoding), content.endsInFile)
    : splitBytes(concat([...content.lines, end.bytes]), draft);
  const bytes = concat(writes);
  return content.notice === undefined
    ? { bytes, writes, problems }
    : { bytes, writes, problems, notice: content.notice };
}

interface Content {
  /** The bytes, by the lines they were typed in; each but the last with its line feed. */
  readonly lines: readonly Uint8Array[];
  /** The last line ends in the bytes of a file. */
  readonly endsInFile?: boolean;
  readonly problems: readonly Problem[];
  readonly notice?: string;
}

function contentOf(draft: Draft, facts: TemplateFacts): Content {
  switch (draft.mode) {
    case 'text':
      return textContent(draft, [{ text: draft.text, filled: false }]);
    case 'template': {
      const { parts, problems: wrong } = parseTemplate(draft.text);
      const problems = [...wrong, ...fileProblems(parts, facts.files)];
      if (problems.length > 0) return { lines: [], problems: problems.map((p) => ({ ...p, fixes: [] })) };
      const bytesOf = (text: string) => concat(textContent(draft, [{ text, filled: false }]).lines).length;
      const content = textContent(draft, fillTemplate(parts, facts, bytesOf), draft.text);
      const size = content.lines.reduce((sum, line) => sum + line.length, 0);
      if (size <= MOST_BYTES) return content;
      return {
        lines: [],
        problems: [{ message: `That is more than ${MOST_BYTES >> 20} MiB.`, at: -1, length: 0, fixes: [] }],
      };
    }
    case 'hex':
      return hexContent(draft.text);
    case 'base64':
      return base64Content(draft.text);
    case 'file':
      return { lines: [], problems: [] };
  }
}

/** Pieces of text, with escapes where they were typed and none where a template filled them in. */
function textContent(
  { escapes, encoding }: Draft,
  pieces: readonly FilledPart[],
  typed = pieces.find((piece) => 'text' in piece)?.text ?? '',
): Content {
  const lines: Uint8Array[][] = [[]];
  const problems: Problem[] = [];
  let from = 0;
  let endsInFile = false;
  for (const piece of pieces) {
    if ('bytes' in piece) {
      lines.at(-1)?.push(piece.bytes); // its line feeds are its own: they end no line of the template
      endsInFile = true;
      continue;
    }
    if (piece.text !== '') endsInFile = false;
    const offset = piece.filled ? -1 : Math.max(0, typed.indexOf(piece.text, from));
    if (!piece.filled) from = offset + piece.text.length;
    const parts = piece.text.split(/(?<=\n)/u);
    let at = offset;
    for (const line of parts) {
      const { bytes, wrong } = lineBytes(line, escapes && !piece.filled, encoding, at, typed);
      lines.at(-1)?.push(...bytes);
      problems.push(...wrong);
      if (line.endsWith('\n')) lines.push([]);
      at += piece.filled ? 0 : line.length;
    }
  }
  if (lines.length > 1 && lines.at(-1)?.length === 0) lines.pop();
  return { lines: lines.map(concat), problems, endsInFile };
}

function lineBytes(line: string, escapes: boolean, encoding: TextEncoding, at: number, typed: string) {
  const { pieces, errors } = escapes ? parseEscapes(line) : { pieces: [{ text: line }], errors: [] };
  const wrong: Problem[] = errors.map((error) => ({
    message: error.message,
    at: at + error.at,
    length: error.length,
    fixes: [{ title: 'Keep the backslash', text: `${typed.slice(0, at + error.at)}\\${typed.slice(at + error.at)}` }],
  }));
  const bytes = pieces.map((piece) => {
    if ('byte' in piece) return Uint8Array.of(piece.byte);
    const lost = notEncodable(piece.text, encoding);
    if (lost) {
      const character = String.fromCodePoint(piece.text.codePointAt(lost.at) ?? 0);
      const found = typed.indexOf(character, Math.max(0, at));
      wrong.push({ message: lost.message, at: found, length: character.length, fixes: [] });
    }
    return encodeText(piece.text, encoding);
  });
  return { bytes, wrong };
}

function hexContent(text: string): Content {
  const parsed = parseHex(text);
  if (!parsed.ok) {
    const { message, at, problem } = parsed;
    const fixes = problem === 'odd' ? oddFixes(text, at) : [];
    return { lines: [], problems: [{ message, at, length: 1, fixes }] };
  }
  const lines = [parsed.bytes];
  return parsed.strippedDump
    ? { lines, problems: [], notice: 'Offsets and text columns of the hex dump were left out.' }
    : { lines, problems: [] };
}

function base64Content(text: string): Content {
  const parsed = parseBase64(text);
  if (parsed.ok) return { lines: [parsed.bytes], problems: [] };
  const { message, at, fixed } = parsed;
  const fixes =
    fixed === undefined
      ? []
      : [{ title: message.startsWith('The padding') ? 'Fix the padding' : 'Mend it', text: fixed }];
  return { lines: [], problems: [{ message, at, length: 1, fixes }] };
}

function endingOf({ ending, custom, encoding }: Draft): { bytes: Uint8Array; problems: readonly Problem[] } {
  if (ending !== 'custom') return { bytes: encodeText(endings[ending], encoding), problems: [] };
  const { pieces, errors } = parseEscapes(custom);
  const problems = errors.map(({ message }) => ({ message: `Ending: ${message}`, at: -1, length: 0, fixes: [] }));
  const bytes = concat(pieces.map((p) => ('byte' in p ? Uint8Array.of(p.byte) : encodeText(p.text, encoding))));
  return { bytes, problems };
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

/** Control characters in a text as typed that nobody sees in a text field: all but line feed and tab. */
export const hiddenCharacters = (text: string): readonly string[] =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  text.match(/[\u0000-\u0008\u000b-\u001f\u007f]/gu) ?? [];

/** The same text with its control characters as escapes, for a draft whose escapes count from now on. */
export function withEscapes(text: string, escapesCount: boolean): string {
  const plain = escapesCount ? text : text.replaceAll('\\', '\\\\');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return plain.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/gu, (c) => escapeText(c));
}

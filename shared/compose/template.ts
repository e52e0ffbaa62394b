// Templates: text with {{placeholders}} that are filled in anew each time it is sent. No clock and no chance in here: both
// come from whoever sends.
import { formatBytes } from '../format.ts';

/** What placeholders are filled from. */
export interface TemplateFacts {
  /** 1 for the first message, one more for each. */
  readonly counter: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Numbers from 0 up to 1. */
  readonly random: () => number;
  /** The files that were picked for this template, by the name they have in it. Nothing else is ever read. */
  readonly files?: ReadonlyMap<string, Uint8Array>;
}

/** Longer files are for the Composer's File mode, which sends them piece by piece. */
export const MOST_FILE_BYTES = 4 * 1024 * 1024;

export interface TemplateProblem {
  readonly at: number;
  readonly length: number;
  readonly message: string;
  /** The name of a file that has to be picked first. */
  readonly file?: string;
}

/** A file is inserted byte by byte as it is. */
interface FilePart {
  readonly file: string;
  readonly at: number;
  readonly size: number;
}
type Part =
  | { readonly text: string }
  | { readonly fill: (facts: TemplateFacts) => string }
  | { readonly length: true }
  | FilePart;

/** What became of a part: typed text, text that was filled in, or the bytes of a file. */
export type FilledPart = { readonly text: string; readonly filled: boolean } | { readonly bytes: Uint8Array };

export const placeholders: readonly { readonly name: string; readonly help: string }[] = [
  { name: 'counter', help: '1, 2, 3 … with each message' },
  { name: 'time', help: 'wall clock, 12:00:01.204' },
  { name: 'iso', help: 'date and time in UTC, ISO 8601' },
  { name: 'unix', help: 'seconds since 1970' },
  { name: 'uuid', help: 'a random UUID, version 4' },
  { name: 'rand:8', help: '8 random letters and digits' },
  { name: 'file:name', help: 'the bytes of a file that was picked under this name' },
  { name: 'len', help: 'bytes of this message without the placeholder itself and without the ending' },
];

const MOST_RANDOM = 65_536;

/** Splits a template at its placeholders; an unknown one is a problem, never sent as it stands. */
export function parseTemplate(text: string): { readonly parts: readonly Part[]; readonly problems: TemplateProblem[] } {
  const parts: Part[] = [];
  const problems: TemplateProblem[] = [];
  let end = 0;
  for (const match of text.matchAll(/\{\{(.*?)(\}\}|$)/gsu)) {
    const { index, 0: whole, 1: name = '', 2: close } = match;
    parts.push({ text: text.slice(end, index) });
    end = index + whole.length;
    const place = { at: index, size: whole.length };
    const part = close === '' ? '“{{” is not closed.' : partOf(name.trim(), place);
    if (typeof part === 'string') problems.push({ at: index, length: whole.length, message: part });
    else parts.push(part);
  }
  parts.push({ text: text.slice(end) });
  return { parts, problems };
}

/** What is wrong with the files a template names: not picked, or larger than a template takes. */
export function fileProblems(parts: readonly Part[], files: TemplateFacts['files']): readonly TemplateProblem[] {
  return parts.flatMap((part) => {
    if (!('file' in part)) return [];
    const { file, at, size: length } = part;
    const bytes = files?.get(file);
    if (!bytes) return [{ at, length, message: `No file was picked as “${file}”.`, file }];
    if (bytes.length <= MOST_FILE_BYTES) return [];
    return [{ at, length, message: tooLarge(file, bytes.length), file }];
  });
}

/** Why a file cannot be in a template. */
export const tooLarge = (name: string, size: number) =>
  `“${name}” has ${formatBytes(size)}; a template takes files of up to ${formatBytes(MOST_FILE_BYTES)}. The format File sends larger ones.`;

/** The parts of one message. `bytesOf` counts what `{{len}}` says. Files that are not there are empty. */
export function fillTemplate(
  parts: readonly Part[],
  facts: TemplateFacts,
  bytesOf: (text: string) => number,
): readonly FilledPart[] {
  const known = parts.map((part): FilledPart | undefined => {
    if ('text' in part) return { text: part.text, filled: false };
    if ('file' in part) return { bytes: facts.files?.get(part.file) ?? new Uint8Array(0) };
    return 'fill' in part ? { text: part.fill(facts), filled: true } : undefined;
  });
  const sizeOf = (part: FilledPart) => ('bytes' in part ? part.bytes.length : bytesOf(part.text));
  const length = known.reduce((sum, part) => sum + (part ? sizeOf(part) : 0), 0);
  return known.map((part) => part ?? { text: String(length), filled: true });
}

function partOf(name: string, place: Pick<FilePart, 'at' | 'size'>): Part | string {
  const file = /^file:(.+)$/su.exec(name)?.[1]?.trim();
  if (file) return { file, ...place };
  const random = /^rand:(\d+)$/u.exec(name);
  if (random) {
    const count = Number(random[1]);
    if (count < 1 || count > MOST_RANDOM) return `{{rand:${count}}}: 1 to ${MOST_RANDOM} characters.`;
    return { fill: (facts) => randomText(count, facts.random) };
  }
  switch (name) {
    case 'counter':
      return { fill: ({ counter }) => String(counter) };
    case 'time':
      return { fill: ({ now }) => clockOf(new Date(now)) };
    case 'iso':
      return { fill: ({ now }) => new Date(now).toISOString() };
    case 'unix':
      return { fill: ({ now }) => String(Math.floor(now / 1000)) };
    case 'uuid':
      return { fill: ({ random: next }) => uuid(next) };
    case 'len':
      return { length: true };
    default:
      return `{{${name}}} is not known. There are ${placeholders.map((p) => `{{${p.name}}}`).join(' ')}.`;
  }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const randomText = (count: number, next: () => number) =>
  Array.from({ length: count }, () => letters[Math.floor(next() * letters.length)]).join('');

/** RFC 9562 section 5.4. */
function uuid(next: () => number): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/gu, (c) => {
    const digit = Math.floor(next() * 16);
    return (c === 'x' ? digit : (digit & 3) | 8).toString(16);
  });
}

function clockOf(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

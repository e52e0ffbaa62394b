// Templates: {{name}} in a text stands for something that is known when it is sent. Unknown names stay as they are.
import { utf8 } from '../bytes.ts';
import { concat, fromLatin1, textOf } from './message.ts';
import type { Scope } from './scope.ts';

type Part = string | { readonly name: string; readonly argument: string | undefined; readonly source: string };

const placeholder = /\{\{\s*([\w.-]+)(?::([^{}]*))?\s*\}\}/gu;
const LONGEST_RANDOM = 65_536;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The names every template knows, with what they stand for. */
export const templateNames: Readonly<Record<string, string>> = {
  match: 'the whole match, or the message where nothing was captured',
  '1': 'the first group of the pattern; {{2}} the second, and so on',
  msg: 'the message',
  'msg.length': 'its length in bytes',
  'msg.number': 'its number on this connection',
  counter: 'counts up with each use on this connection, from 1',
  time: 'the time now (ISO); {{time:unix}} seconds, {{time:ms}} milliseconds',
  'rand:8': '8 random letters and digits',
  peer: 'the address of the other end',
  'value:key': 'the variable whose name is what {{key}} stands for',
};

const parsed = new Map<string, readonly Part[]>();
const plain = new Map<string, Uint8Array>();
const MOST_KEPT = 1_000;

function partsOf(text: string): readonly Part[] {
  let parts = parsed.get(text);
  if (parts) return parts;
  const found: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(placeholder)) {
    if (match.index > from) found.push(text.slice(from, match.index));
    found.push({ name: match[1] ?? '', argument: match[2], source: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push(text.slice(from));
  parts = found;
  if (parsed.size >= MOST_KEPT) parsed.clear();
  parsed.set(text, parts);
  return parts;
}

/** The names a text uses. */
export const namesIn = (text: string): string[] =>
  partsOf(text).flatMap((part) => (typeof part === 'string' ? [] : [part.name]));

/** The bytes of a text with its templates filled in. Without a scope they stay as they are. */
export function render(text: string, scope: Scope | undefined): Uint8Array {
  if (!scope || !text.includes('{{')) return encoded(text);
  const parts = partsOf(text);
  return concat(parts.map((part) => (typeof part === 'string' ? encoded(part) : valueBytes(part, scope))));
}

/** The same as text, for names, values and notes. */
export function renderText(text: string, scope: Scope): string {
  if (!text.includes('{{')) return text;
  return partsOf(text)
    .map((part) => (typeof part === 'string' ? part : (valueFor(part, scope) ?? part.source)))
    .join('');
}

function encoded(text: string): Uint8Array {
  let bytes = plain.get(text);
  if (bytes) return bytes;
  bytes = utf8(text);
  if (text.length > 4_096) return bytes;
  if (plain.size >= MOST_KEPT) plain.clear();
  plain.set(text, bytes);
  return bytes;
}

/** What came out of a message goes back as the bytes it was, also where they are no UTF-8. */
function valueBytes(part: Exclude<Part, string>, scope: Scope): Uint8Array {
  if (scope.message && part.name === 'msg') return scope.message.bytes;
  const value = valueFor(part, scope);
  if (value === undefined) return utf8(part.source);
  const fromMessage = part.name in scope.groups || part.name === 'match';
  return fromMessage && scope.message && textOf(scope.message.bytes).codec === 'latin1'
    ? fromLatin1(value)
    : utf8(value);
}

function valueFor({ name, argument }: Exclude<Part, string>, scope: Scope): string | undefined {
  const { groups, message, state } = scope;
  if (Object.hasOwn(groups, name)) return groups[name];
  switch (name) {
    case 'match':
    case 'msg':
      return message ? textOf(message.bytes).text : '';
    case 'msg.length':
      return String(message?.bytes.length ?? 0);
    case 'msg.number':
      return String(scope.messageNumber);
    case 'counter':
      return String(++scope.counter);
    case 'time':
      return timeText(scope.now, argument);
    case 'rand':
      return randomText(scope, argument);
    case 'peer':
      return scope.peer;
    case 'value':
      return state.get(groups[argument ?? ''] ?? argument ?? '') ?? '';
    default:
      return state.get(name);
  }
}

/** ISO, seconds or milliseconds since 1970. */
export function timeText(now: number, format: string | undefined): string {
  if (format === 'unix') return String(Math.floor(now / 1000));
  if (format === 'ms') return String(Math.round(now));
  return new Date(now).toISOString();
}

function randomText(scope: Scope, argument: string | undefined): string {
  const size = Math.min(LONGEST_RANDOM, Math.max(1, Number.parseInt(argument ?? '8', 10) || 8));
  let text = '';
  for (let i = 0; i < size; i++) text += letters[Math.floor(scope.random() * letters.length)];
  return text;
}

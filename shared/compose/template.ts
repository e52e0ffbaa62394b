// Templates: text with {{placeholders}} that are filled in anew each time it is sent. No clock and no chance in here: both
// come from whoever sends.

/** What placeholders are filled from. */
export interface TemplateFacts {
  /** 1 for the first message, one more for each. */
  readonly counter: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Numbers from 0 up to 1. */
  readonly random: () => number;
}

export interface TemplateProblem {
  readonly at: number;
  readonly length: number;
  readonly message: string;
}

type Part = { readonly text: string } | { readonly fill: (facts: TemplateFacts) => string } | { readonly length: true };

export const placeholders: readonly { readonly name: string; readonly help: string }[] = [
  { name: 'counter', help: '1, 2, 3 … with each message' },
  { name: 'time', help: 'wall clock, 12:00:01.204' },
  { name: 'iso', help: 'date and time in UTC, ISO 8601' },
  { name: 'unix', help: 'seconds since 1970' },
  { name: 'uuid', help: 'a random UUID, version 4' },
  { name: 'rand:8', help: '8 random letters and digits' },
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
    const part = close === '' ? '“{{” is not closed.' : partOf(name.trim());
    if (typeof part === 'string') problems.push({ at: index, length: whole.length, message: part });
    else parts.push(part);
  }
  parts.push({ text: text.slice(end) });
  return { parts, problems };
}

/** The text of one message. `bytesOf` counts what `{{len}}` says. */
export function fillTemplate(
  parts: readonly Part[],
  facts: TemplateFacts,
  bytesOf: (text: string) => number,
): readonly { readonly text: string; readonly filled: boolean }[] {
  const filled = parts.map((part) =>
    'text' in part
      ? { text: part.text, filled: false }
      : { text: 'fill' in part ? part.fill(facts) : undefined, filled: true },
  );
  const length = filled.reduce((sum, { text }) => sum + (text === undefined ? 0 : bytesOf(text)), 0);
  return filled.map(({ text, filled: by }) => ({ text: text ?? String(length), filled: by }));
}

function partOf(name: string): Part | string {
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

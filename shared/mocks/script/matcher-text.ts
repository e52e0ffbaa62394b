// Matchers in a script's text form.
import type { MatcherSettings } from '../matchers/index.ts';
import type { Payload } from '../payload.ts';
import { type LineReader, nameText } from './reader.ts';

const comparing = { exact: 'exact', 'starts-with': 'starts', 'ends-with': 'ends', contains: 'contains' } as const;
const kindOfWord = new Map(Object.entries(comparing).map(([kind, word]) => [word as string, kind]));

/** A payload: "text", hex "0d 0a", base64 "DQo=" or file "name". */
export function payloadText(p: Payload): string {
  if (p.hex !== undefined) return `hex ${JSON.stringify(p.hex)}`;
  if (p.base64 !== undefined) return `base64 ${JSON.stringify(p.base64)}`;
  return p.file === undefined ? JSON.stringify(p.text ?? '') : `file ${JSON.stringify(p.file)}`;
}

export function readPayload(reader: LineReader): Payload {
  for (const key of ['hex', 'base64', 'file'] as const) if (reader.takes(key)) return { [key]: reader.text() };
  return { text: reader.text() };
}

/** A matcher as a line says it. */
export function matcherLine(m: MatcherSettings): string {
  switch (m.kind) {
    case 'any':
      return 'any';
    case 'exact':
    case 'starts-with':
    case 'ends-with':
    case 'contains':
      return `${comparing[m.kind]} ${payloadText(m)}${flag(m.ignoreCase, 'ignoring-case')}${flag(m.ignoreTrailingCrLf, 'ignoring-line-end')}`;
    case 'regex':
      return `regex ${JSON.stringify(m.pattern)}${m.flags ? ` flags ${JSON.stringify(m.flags)}` : ''}`;
    case 'hex-pattern':
      return `bytes ${JSON.stringify(m.pattern)}${m.offset === undefined ? '' : ` at ${m.offset}`}`;
    case 'length':
      return `length ${m.is} ${m.bytes}${m.to === undefined ? '' : ` to ${m.to}`}`;
    case 'number':
    case 'every':
      return `${m.kind} ${m.n}${m.of === undefined ? '' : ` of ${m.of}`}`;
    case 'state-is':
      return `state ${nameText(m.name)} is ${JSON.stringify(m.value)}`;
    case 'all-of':
    case 'any-of':
      return `${m.kind} (${m.of.map(matcherLine).join(', ')})`;
    case 'not':
      return `not (${matcherLine(m.of)})`;
  }
}
const flag = (on: boolean | undefined, word: string) => (on ? ` ${word}` : '');

/** Reads a matcher; what it means is checked by its schema afterwards. */
export function readMatcher(reader: LineReader): MatcherSettings {
  const word = reader.next();
  const kind = kindOfWord.get(word);
  if (kind !== undefined) return readComparison(kind, reader);
  switch (word) {
    case 'any':
      return { kind: 'any' };
    case 'regex': {
      const pattern = reader.text();
      return { kind: 'regex', pattern, ...(reader.takes('flags') && { flags: reader.text() }) };
    }
    case 'bytes': {
      const pattern = reader.text();
      return { kind: 'hex-pattern', pattern, ...(reader.takes('at') && { offset: reader.number() }) };
    }
    case 'length':
      return readLength(reader);
    case 'number':
    case 'every': {
      const n = reader.number();
      return { kind: word, n, ...(reader.takes('of') && { of: reader.next() as 'connection' }) };
    }
    case 'state': {
      const name = reader.name();
      reader.must('is');
      return { kind: 'state-is', name, value: reader.text() };
    }
    case 'all-of':
    case 'any-of':
      return { kind: word, of: readList(reader) };
    case 'not': {
      reader.must('(');
      const of = readMatcher(reader);
      reader.must(')');
      return { kind: 'not', of };
    }
    default:
      return reader.fail(`“${word}” is no way to recognise a message.`);
  }
}

function readComparison(kind: string, reader: LineReader): MatcherSettings {
  const settings: Record<string, unknown> = { kind, ...readPayload(reader) };
  for (let more = true; more; ) {
    more = false;
    if (reader.takes('ignoring-case')) more = settings.ignoreCase = true;
    if (reader.takes('ignoring-line-end')) more = settings.ignoreTrailingCrLf = true;
  }
  return settings as unknown as MatcherSettings;
}

function readLength(reader: LineReader): MatcherSettings {
  const is = reader.next() as 'equals';
  const bytes = reader.number();
  return { kind: 'length', is, bytes, ...(reader.takes('to') && { to: reader.number() }) };
}

function readList(reader: LineReader): MatcherSettings[] {
  reader.must('(');
  const of = [readMatcher(reader)];
  while (reader.takes(',')) of.push(readMatcher(reader));
  reader.must(')');
  return of;
}

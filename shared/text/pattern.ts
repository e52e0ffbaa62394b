// What is looked for in a capture: text, hex or a regular expression. All three become one regular expression over a string
// in which every byte, or every character, is one unit.

import { utf8 } from '../bytes.ts';
import { parseEscapes } from '../compose/escapes.ts';

export const patternKinds = ['text', 'hex', 'regex'] as const;
export type PatternKind = (typeof patternKinds)[number];

export interface Pattern {
  readonly kind: PatternKind;
  readonly pattern: string;
  readonly matchCase: boolean;
}

export interface CompiledPattern {
  readonly source: string;
  readonly flags: string;
  /** Whether a unit of the searched string is a byte or a character of UTF-8 text. */
  readonly over: 'bytes' | 'characters';
  /** The longest match in bytes that is found wherever it lies; longer ones may be missed. */
  readonly longest: number;
  /** Whether a search takes time in proportion to the bytes. Regular expressions of people do not promise that. */
  readonly linear: boolean;
}

export type PatternResult =
  | { readonly ok: true; readonly compiled: CompiledPattern }
  | { readonly ok: false; readonly message: string };

const LONGEST_REGEX_MATCH = 64 * 1024;

/**
 * Makes a pattern ready to search. Text counts byte for byte as UTF-8, with the escapes of the Composer; `??` in hex stands
 * for any byte. Regular expressions are JavaScript's, over the text that the bytes are as UTF-8.
 */
export function compilePattern({ kind, pattern, matchCase }: Pattern): PatternResult {
  if (pattern === '') return { ok: false, message: 'Nothing to look for.' };
  switch (kind) {
    case 'text':
      return textPattern(pattern, matchCase);
    case 'hex':
      return hexPattern(pattern);
    case 'regex':
      return regexPattern(pattern, matchCase);
  }
}

function textPattern(text: string, matchCase: boolean): PatternResult {
  const { pieces, errors } = parseEscapes(text);
  // A lone backslash is looked for as it stands: nobody writes C:\\temp to find C:\temp.
  const parts = errors.length > 0 ? [{ text }] : pieces;
  let source = '';
  let longest = 0;
  for (const part of parts) {
    const units = 'byte' in part ? [[Uint8Array.of(part.byte)]] : Array.from(part.text, (c) => cases(c, matchCase));
    for (const variants of units) {
      const sources = [...new Set(variants.map(sourceOf))];
      source += sources.length === 1 ? sources[0] : `(?:${sources.join('|')})`;
      longest += Math.max(...variants.map((bytes) => bytes.length));
    }
  }
  return { ok: true, compiled: { source, flags: 'g', over: 'bytes', longest, linear: true } };
}

/** The bytes of a character, in both cases when case does not matter. */
const cases = (character: string, matchCase: boolean) =>
  (matchCase ? [character] : [character, character.toLowerCase(), character.toUpperCase()]).map(utf8);
const sourceOf = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

function hexPattern(text: string): PatternResult {
  const digits = text.replace(/0x|\\x/giu, '').replace(/[\s,:]+/gu, '');
  const wrong = /[^0-9a-f?]/iu.exec(digits);
  if (wrong) return { ok: false, message: `“${wrong[0]}” is not a hex digit.` };
  const bytes = digits.match(/[0-9a-f]{2}|\?\?/giu) ?? [];
  if (bytes.join('').length !== digits.length || bytes.length === 0)
    return { ok: false, message: 'Bytes have two hex digits; ?? stands for any byte.' };
  const source = bytes.map((byte) => (byte === '??' ? '[\\s\\S]' : `\\x${byte}`)).join('');
  return { ok: true, compiled: { source, flags: 'g', over: 'bytes', longest: bytes.length, linear: true } };
}

function regexPattern(source: string, matchCase: boolean): PatternResult {
  const flags = matchCase ? 'gmu' : 'gimu';
  try {
    new RegExp(source, flags);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { ok: false, message: text.replace(/^Invalid regular expression: /u, '').replace(/^\/.*\/[a-z]*: /su, '') };
  }
  return {
    ok: true,
    compiled: { source, flags, over: 'characters', longest: LONGEST_REGEX_MATCH, linear: false },
  };
}

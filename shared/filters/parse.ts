// The filter language: `state:open -server:echo sent>1mb code:ECONNRESET|EPIPE hello`. Space is AND, `|` is OR, `-` negates.
import { parseHex } from '../compose/hex.ts';
import { filterKeys, type Operator, payloadKeys } from './keys.ts';

export interface FilterToken {
  /** As it was typed. */
  readonly raw: string;
  readonly negated: boolean;
  /** The key’s name; `any` for free text. */
  readonly key: string;
  readonly operator: Operator;
  /** Alternatives, any of which may fit. */
  readonly values: readonly string[];
  /** Why this token does nothing; a token with a problem hides no row. */
  readonly problem?: string;
}

/** Splits a filter into its tokens. Quotes keep spaces together: `text:"hello world"`. */
export function parseFilter(text: string): FilterToken[] {
  const pieces = text.match(/(?:"[^"]*"?|[^\s"])+/gu) ?? [];
  return pieces.map(parseToken);
}

/** A value as it stands in a filter: in quotes where it holds what would end it. A quote itself cannot be written. */
export const quoted = (value: string) =>
  /[\s|]/u.test(value) || value === '' ? `"${value.replaceAll('"', '')}"` : value.replaceAll('"', '');

/** The text of tokens, as it could be typed. */
export const formatFilter = (tokens: readonly FilterToken[]) => tokens.map((token) => token.raw).join(' ');

function parseToken(raw: string): FilterToken {
  const negated = raw.startsWith('-') && raw.length > 1;
  const body = negated ? raw.slice(1) : raw;
  const match = /^([a-z]+)([:<>])(.*)$/isu.exec(body);
  const [, name = '', operator = ':', rest = ''] = match ?? [];
  const key = name.toLowerCase();
  // `localhost:5432` is an address somebody has pasted, not a key with a value.
  if (!match || (!isKey(key) && /^\d+$/u.test(rest))) {
    return { raw, negated, key: 'any', operator: ':', values: splitAlternatives(body).map(unquoted) };
  }
  const values = splitAlternatives(rest).map(unquoted);
  const token = { raw, negated, key, operator: operator as Operator, values };
  const problem = problemOf(token);
  return problem === undefined ? token : { ...token, problem };
}

const isKey = (name: string) => [...filterKeys, ...payloadKeys].some((key) => key.name === name);

function problemOf({ key, operator, values }: FilterToken): string | undefined {
  if (isKey(key) && values.some((value) => value === '')) return 'A value is missing.';
  if (payloadKeys.some((k) => k.name === key)) {
    if (operator !== ':') return `${key} goes with a colon.`;
    const wrong = key === 'hex' ? values.map(parseHex).find((parsed) => !parsed.ok) : undefined;
    return wrong && !wrong.ok ? wrong.message : undefined;
  }
  const known = filterKeys.find((k) => k.name === key);
  if (!known) return `There is no key “${key}”.`;
  if (!known.operators.includes(operator)) return `${key} goes with ${known.operators.join(' or ')}.`;
  return values.map((value) => known.problem?.(value)).find((problem) => problem !== undefined);
}

/** Splits at `|` outside quotes. */
function splitAlternatives(text: string): string[] {
  return text.replace(/\|+$/u, '').match(/(?:"[^"]*"?|[^|"])+/gu) ?? [''];
}

const unquoted = (text: string) => text.replace(/^"([^"]*)"?$/u, '$1');

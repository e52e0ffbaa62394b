// What a mock can be made of, as the catalogue has it: forms are generated from this and know no fields of their own.
import { type CatalogueEntry, catalogue } from '../../shared/mocks/catalogue.ts';

export const parts = catalogue();
export type { CatalogueEntry };

/** A JSON Schema as far as forms read it. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly (string | number)[];
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly description?: string;
  readonly 'x-unit'?: string;
}

/** One part of a mock: a matcher, an action, a fault …, told apart by its kind. */
export interface Part {
  readonly kind: string;
  readonly [key: string]: unknown;
}

/** The parts a reference of a schema means, and what one is called. */
export const referred: Readonly<
  Record<string, { readonly entries: readonly CatalogueEntry[]; readonly word: string }>
> = {
  '#/$defs/matcher': { entries: parts.matchers, word: 'condition' },
  '#/$defs/action': { entries: parts.actions, word: 'action' },
};

const words: Readonly<Record<string, string>> = { ms: 'Time', n: 'Number', crlf: 'CR LF', lf: 'LF', nul: 'NUL' };
const units: Readonly<Record<string, string>> = { ms: 'ms', share: '0 to 1' };

/** `ignoreTrailingCrLf` as people read it: “Ignore trailing CR LF”. */
export function wordsOf(name: string): string {
  const known = words[name];
  if (known !== undefined) return known;
  const spaced = name
    .replace(/Ms$/u, '')
    .replace(/CrLf/u, ' CR LF')
    .replaceAll(/(?<=[a-z])([A-Z])(?=[a-z])/gu, (letter) => ` ${letter.toLowerCase()}`)
    .replaceAll('-', ' ')
    .trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** The title of a field: its name in words, with its unit. */
export function titleOf(name: string, schema: Schema): string {
  const unit = units[schema['x-unit'] ?? ''];
  return unit === undefined ? wordsOf(name) : `${wordsOf(name)} (${unit})`;
}

/** A first value for an object that has just been switched on: what its schema asks for. */
export function startOf({ properties = {}, required = [] }: Schema): Record<string, unknown> {
  return Object.fromEntries(
    required.map((name) => {
      const { enum: choices, type, 'x-unit': unit, minimum = 0 } = properties[name] ?? {};
      if (choices) return [name, choices[0]];
      if (type === 'string') return [name, ''];
      return [name, unit === 'ms' ? 60_000 : Math.max(1, minimum)];
    }),
  );
}

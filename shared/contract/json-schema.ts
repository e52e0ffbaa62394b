// JSON Schema (draft 2020-12) of the contract's valibot schemas, as far as mocks and faults use them.
import type * as v from 'valibot';

export type JsonSchema = Readonly<Record<string, unknown>>;

interface Part {
  readonly kind: 'schema' | 'validation' | 'transformation' | 'metadata';
  readonly type: string;
  readonly [key: string]: unknown;
}

/** The JSON Schema of a valibot schema. Recursive parts become references to `#/$defs/…`. */
export function jsonSchema(schema: v.GenericSchema, ends: ReadonlyMap<unknown, string> = new Map()): JsonSchema {
  return convert(schema as unknown as Part, ends);
}

function convert(schema: Part, ends: ReadonlyMap<unknown, string>): JsonSchema {
  const name = ends.get(schema);
  if (name !== undefined) return { $ref: `#/$defs/${name}` };
  const pipe = (schema.pipe as readonly Part[] | undefined) ?? [];
  const [, ...rest] = pipe;
  const inner = rest.findLast((part) => part.kind === 'schema');
  if (inner) return { ...convert(inner, ends), ...constraints(rest) };
  return { ...plain(schema, ends), ...constraints(rest) };
}

function plain(schema: Part, ends: ReadonlyMap<unknown, string>): JsonSchema {
  const each = (parts: unknown) => (parts as readonly Part[]).map((part) => convert(part, ends));
  switch (schema.type) {
    case 'strict_object':
      return objectSchema(schema.entries as Readonly<Record<string, Part>>, ends);
    case 'variant':
    case 'union':
      return { anyOf: each(schema.options) };
    case 'optional':
      return convert(schema.wrapped as Part, ends);
    case 'nullable':
      return { anyOf: [convert(schema.wrapped as Part, ends), { type: 'null' }] };
    case 'array':
      return { type: 'array', items: convert(schema.item as Part, ends) };
    case 'record':
      return { type: 'object', additionalProperties: convert(schema.value as Part, ends) };
    case 'literal':
      return { const: schema.literal };
    case 'picklist':
      return { enum: schema.options };
    case 'lazy':
      return convert((schema.getter as () => Part)(), ends);
    case 'string':
    case 'number':
    case 'boolean':
      return { type: schema.type };
    default:
      return {}; // checked by code only
  }
}

function objectSchema(entries: Readonly<Record<string, Part>>, ends: ReadonlyMap<unknown, string>): JsonSchema {
  const names = Object.keys(entries);
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, convert(entries[name] as Part, ends)])),
    required: names.filter((name) => entries[name]?.type !== 'optional'),
    additionalProperties: false,
  };
}

const keywords: Readonly<Record<string, string>> = {
  min_value: 'minimum',
  max_value: 'maximum',
  min_length: 'minLength',
  max_length: 'maxLength',
};

function constraints(parts: readonly Part[]): JsonSchema {
  const found: Record<string, unknown> = {};
  for (const { type, requirement, description, metadata } of parts) {
    const keyword = keywords[type];
    if (keyword !== undefined) found[keyword] = requirement;
    else if (type === 'integer') found.type = 'integer';
    else if (type === 'regex') found.pattern = (requirement as { source: string }).source;
    else if (type === 'description') found.description = description;
    else if (type === 'metadata' && (metadata as { unit?: string }).unit)
      found['x-unit'] = (metadata as { unit: string }).unit;
  }
  return found;
}

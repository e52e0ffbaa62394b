import type { ReactNode } from 'react';
import { ChoiceField, SwitchField } from '../../ui/field.tsx';
import type { Change } from '../mock-edits.ts';
import { type Part, referred, type Schema, startOf, titleOf, wordsOf } from '../parts.ts';
import { FieldsContext, type SchemaFieldsProps, type Values } from './fields-context.ts';
import style from './forms.module.css';
import { PartEditor } from './part-editor.tsx';
import { PartList } from './part-list.tsx';
import { isPayload, PayloadField, payloadKeys } from './payload-field.tsx';
import { TypedField } from './typed-field.tsx';
import { UnionField } from './union-field.tsx';

/** Gives the parts below it the fields that are generated for them. */
export function GeneratedFields({ children }: { children: ReactNode }) {
  return <FieldsContext value={SchemaFields}>{children}</FieldsContext>;
}

/** The fields of one object, as its schema in the catalogue describes them. */
export function SchemaFields({ schema, value, onChange, path }: SchemaFieldsProps) {
  const { properties = {}, required = [] } = schema;
  const payload = isPayload(properties);
  const names = Object.keys(properties).filter((name) => name !== 'kind' && !(payload && payloadKeys.includes(name)));
  const put = (name: string, next: unknown) => {
    const changed: Record<string, unknown> = { ...value };
    if (next === undefined) delete changed[name];
    else changed[name] = next;
    return onChange(changed);
  };
  const wide = (name: string) => {
    const { $ref, items, type, properties: inner } = properties[name] ?? {};
    return $ref !== undefined || items !== undefined || (type === 'object' && inner !== undefined);
  };
  return (
    <div className={style.fields}>
      {payload && <PayloadField properties={properties} value={value} onChange={onChange} />}
      {names.map((name) => (
        <div key={name} className={wide(name) ? style.wide : undefined}>
          <SchemaField
            name={name}
            schema={properties[name] ?? {}}
            required={required.includes(name)}
            value={value[name]}
            path={`${path}-${name}`}
            onChange={(next) => put(name, next)}
          />
        </div>
      ))}
    </div>
  );
}

export interface SchemaFieldProps {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
  readonly value: unknown;
  readonly path: string;
  /** Undefined = the field is left out. */
  readonly onChange: Change<unknown>;
}

/** Fields whose text may hold line ends and other control characters. */
const escapedFields: ReadonlySet<string> = new Set(['text', 'prefix', 'suffix', 'value', 'refusalText']);

function SchemaField({ name, schema, required, value, path, onChange }: SchemaFieldProps) {
  const known = schema.$ref === undefined ? undefined : referred[schema.$ref];
  const listed = schema.items?.$ref === undefined ? undefined : referred[schema.items.$ref];
  if (known) {
    return (
      <PartEditor
        title={wordsOf(name)}
        entries={known.entries}
        value={value as Part | undefined}
        optional={!required}
        path={path}
        onChange={onChange}
      />
    );
  }
  if (listed) {
    return (
      <PartList
        title={wordsOf(name)}
        word={listed.word}
        entries={listed.entries}
        value={(value as readonly Part[] | undefined) ?? []}
        path={path}
        onChange={onChange}
      />
    );
  }
  return <PlainField name={name} schema={schema} required={required} value={value} path={path} onChange={onChange} />;
}

function PlainField({ name, schema, required, value, path, onChange }: SchemaFieldProps) {
  const frame = { title: titleOf(name, schema), help: schema.description };
  if (schema.enum) {
    const choices = schema.enum.map((choice) => ({ value: String(choice), title: wordsOf(String(choice)) }));
    return (
      <ChoiceField
        {...frame}
        value={value === undefined ? '' : String(value)}
        choices={required ? choices : [{ value: '', title: 'Default' }, ...choices]}
        testId={`field-${name}`}
        onChange={(next) => void onChange(schema.enum?.find((choice) => String(choice) === next))}
      />
    );
  }
  if (schema.anyOf) {
    const [plain, ...others] = schema.anyOf.filter(({ type }) => type !== 'null');
    if (plain && others.length === 0) {
      return <PlainField {...{ name, required, value, path, onChange }} schema={{ ...plain }} />;
    }
    return <UnionField {...frame} options={schema.anyOf} value={value} path={path} onChange={onChange} />;
  }
  switch (schema.type) {
    case 'boolean':
      return (
        <SwitchField
          {...frame}
          checked={value === undefined ? onByDefault.has(name) : value === true}
          onChange={(on) => void onChange(on === onByDefault.has(name) ? undefined : on)}
        />
      );
    case 'object':
      return <ObjectField {...{ name, schema, required, value, path, onChange }} />;
    case 'number':
    case 'integer':
      return (
        <TypedField
          {...frame}
          numeric
          value={value === undefined || value === null ? '' : String(value)}
          placeholder={required ? undefined : 'default'}
          testId={`field-${name}`}
          onCommit={(typed) => onChange(numberOf(typed))}
        />
      );
    default:
      return (
        <TypedField
          {...frame}
          value={typeof value === 'string' ? value : ''}
          escaped={escapedFields.has(name)}
          placeholder={required ? undefined : 'none'}
          testId={`field-${name}`}
          onCommit={(typed) => onChange(typed === '' && !required ? undefined : typed)}
        />
      );
  }
}

/** Switches that are on where nothing is said: these are told no, the others yes. */
const onByDefault: ReadonlySet<string> = new Set(['keepReading', 'passFin', 'passReset', 'afterFlush', 'reply']);

/** A number; what is none stays as it was typed, for the schema to refuse. */
function numberOf(typed: string): unknown {
  const trimmed = typed.trim();
  if (trimmed === '') return undefined;
  return Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
}

/** An object of its own: always there when it has to be, else behind a switch. */
function ObjectField({ name, schema, required, value, path, onChange }: SchemaFieldProps) {
  const there = required || value !== undefined;
  return (
    <fieldset className={style.group}>
      <legend>{wordsOf(name)}</legend>
      {!required && (
        <SwitchField
          title={`Use “${wordsOf(name)}”`}
          checked={there}
          onChange={(on) => void onChange(on ? startOf(schema) : undefined)}
        />
      )}
      {there && (
        <SchemaFields schema={schema} value={(value as Values | undefined) ?? {}} path={path} onChange={onChange} />
      )}
    </fieldset>
  );
}

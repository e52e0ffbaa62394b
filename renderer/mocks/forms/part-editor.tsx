import { use } from 'react';
import { ChoiceField } from '../../ui/field.tsx';
import type { Change } from '../mock-edits.ts';
import type { CatalogueEntry, Part, Schema } from '../parts.ts';
import { FieldsContext } from './fields-context.ts';
import style from './forms.module.css';

export interface PartEditorProps {
  readonly title: string;
  readonly entries: readonly CatalogueEntry[];
  readonly value: Part | undefined;
  /** It may be left out; this is what that is called. */
  readonly optional?: boolean | string;
  readonly path: string;
  readonly onChange: Change<Part | undefined>;
}

/** One part of a mock: which kind of thing it is, and that kind's own fields. */
export function PartEditor({ title, entries, value, optional = false, path, onChange }: PartEditorProps) {
  const Fields = use(FieldsContext);
  const entry = entries.find(({ kind }) => kind === value?.kind);
  const choices = entries.map((each) => ({ value: each.kind, title: each.title }));
  const none = typeof optional === 'string' ? optional : 'None';
  return (
    <div className={style.part}>
      <ChoiceField
        title={title}
        value={value?.kind ?? ''}
        help={entry ? capital(entry.summary) : undefined}
        choices={optional !== false || !value ? [{ value: '', title: none }, ...choices] : choices}
        testId={`${path}-kind`}
        onChange={(kind) => void onChange(newPart(entries, kind))}
      />
      {entry?.note && <p className={style.note}>{entry.note}</p>}
      {entry && value && Fields && (
        <Fields
          key={entry.kind}
          schema={entry.schema as Schema}
          value={value}
          path={path}
          onChange={(next) => onChange(next as Part)}
        />
      )}
    </div>
  );
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** A part as it begins: the defaults of its kind. */
export const newPart = (entries: readonly CatalogueEntry[], kind: string): Part | undefined =>
  entries.find((entry) => entry.kind === kind)?.defaults as Part | undefined;

import { ChoiceField } from '../../ui/field.tsx';
import type { Change } from '../mock-edits.ts';
import { type Schema, wordsOf } from '../parts.ts';
import { TypedField } from './typed-field.tsx';

export interface UnionFieldProps {
  readonly title: string;
  readonly help?: string | undefined;
  readonly options: readonly Schema[];
  readonly value: unknown;
  readonly path: string;
  readonly onChange: Change<unknown>;
}

/** First contents of an object with one key, so that choosing it gives something that holds. */
const firstContents: Readonly<Record<string, string>> = { text: '|', hex: '00' };

/** One of a few words, or an object with one key: a delimiter is LF, or certain text, or certain bytes. */
export function UnionField({ title, help, options, value, onChange }: UnionFieldProps) {
  const all = options.flatMap((option) => option.anyOf ?? [option]);
  const keyed = all.flatMap(({ properties }) => Object.keys(properties ?? {}));
  const choices = [
    ...all
      .flatMap((option) => option.enum ?? [])
      .map((word) => ({ value: String(word), title: wordsOf(String(word)) })),
    ...keyed.map((key) => ({ value: `=${key}`, title: `Other ${key}` })),
  ];
  const [key, content] = typeof value === 'object' && value !== null ? (Object.entries(value)[0] ?? []) : [];
  const choose = (next: string) =>
    onChange(next.startsWith('=') ? { [next.slice(1)]: firstContents[next.slice(1)] ?? '' } : next);
  return (
    <>
      <ChoiceField
        title={title}
        help={help}
        value={key === undefined ? String(value) : `=${key}`}
        choices={choices}
        onChange={(next) => void choose(next)}
      />
      {key !== undefined && (
        <TypedField
          title={wordsOf(key)}
          value={String(content)}
          escaped={key === 'text'}
          onCommit={(typed) => onChange({ [key]: typed })}
        />
      )}
    </>
  );
}

import type * as v from 'valibot';
import { escapeText, parseEscapes } from '../../../shared/compose/escapes.ts';
import { startableBehaviours } from '../../../shared/mocks/behaviours/index.ts';
import { type BehaviourSettings, behaviourOf } from '../../../shared/mocks/mock.ts';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import style from './forms.module.css';

const titles: Readonly<Record<string, string>> = {
  text: 'Text (escapes like \\r\\n count)',
  delayMs: 'Delay (ms)',
  afterwards: 'Afterwards',
  per: 'Answer to',
};

/** Chooses what a server does with a connection, and that behaviour's own settings as its schema describes them. */
export function BehaviourFields({
  value,
  onChange,
}: {
  value: BehaviourSettings | null;
  onChange: (value: BehaviourSettings | null) => void;
}) {
  const choices = [
    { value: '', title: 'Nothing: a person speaks for the server' },
    ...startableBehaviours.map((b) => ({ value: b.kind, title: `${b.title}: ${b.summary}` })),
  ];
  const choose = (kind: string) =>
    onChange((startableBehaviours.find((b) => b.kind === kind)?.defaults ?? null) as BehaviourSettings | null);
  return (
    <div className={style.grid}>
      <ChoiceField
        title="Behaviour"
        help={value ? behaviourOf(value).sentence(value) : 'Reads and captures; you answer from the Composer.'}
        value={value?.kind ?? ''}
        choices={choices}
        testId="field-behaviour"
        onChange={choose}
      />
      {value && <SettingFields value={value} onChange={onChange} />}
    </div>
  );
}

function SettingFields({
  value,
  onChange,
}: {
  value: BehaviourSettings;
  onChange: (value: BehaviourSettings) => void;
}) {
  const { entries } = behaviourOf(value).settings as unknown as { entries: v.ObjectEntries };
  const current = value as Readonly<Record<string, unknown>>;
  const put = (name: string, next: unknown) => {
    const changed: Record<string, unknown> = { ...current, [name]: next };
    if (next === undefined) delete changed[name];
    onChange(changed as unknown as BehaviourSettings);
  };
  return Object.keys(entries)
    .filter((name) => name in titles)
    .map((name) => {
      const inner = (entries[name] as { wrapped?: { options?: readonly string[] } }).wrapped;
      const title = titles[name] ?? name;
      if (inner?.options) {
        const choices = inner.options.map((option) => ({ value: option, title: option }));
        return (
          <ChoiceField
            key={name}
            title={title}
            value={String(current[name] ?? '')}
            choices={[{ value: '', title: 'default' }, ...choices]}
            onChange={(next) => put(name, next === '' ? undefined : next)}
          />
        );
      }
      if (name === 'text')
        return (
          <TextField
            key={name}
            title={title}
            value={escapeText(String(current[name] ?? ''))}
            onChange={(next) => put(name, unescaped(next))}
          />
        );
      return (
        <TextField
          key={name}
          title={title}
          numeric
          value={current[name] === undefined ? '' : String(current[name])}
          placeholder="0"
          onChange={(next) => put(name, next === '' ? undefined : Number(next) || 0)}
        />
      );
    });
}

/** What typed text with escapes stands for; an unfinished escape stays as it was typed. */
function unescaped(typed: string): string {
  const { pieces, errors } = parseEscapes(typed);
  if (errors.length > 0) return typed;
  return pieces.map((piece) => ('byte' in piece ? String.fromCharCode(piece.byte) : piece.text)).join('');
}

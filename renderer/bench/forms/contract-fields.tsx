// Fields generated from the contract: what `shared/contract` says about an option is all a form knows of it.
import type * as v from 'valibot';
import { type FieldInfo, fieldInfo } from '../../../shared/contract/fields.ts';
import { useLab } from '../../state/lab-store.ts';
import { BitsField, ChoiceField, SwitchField, TextField } from '../../ui/field.tsx';
import type { FieldValue, FieldValues } from './field-values.ts';
import style from './forms.module.css';

export type Mode = 'tcp' | 'path' | 'fd';

export interface ContractFieldsProps {
  readonly entries: v.ObjectEntries;
  readonly level: FieldInfo['level'];
  readonly mode: Mode;
  readonly values: FieldValues;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (name: string, value: FieldValue) => void;
}

/** The fields of one level that make sense for a kind of address. */
export function ContractFields({ entries, level, mode, values, errors, onChange }: ContractFieldsProps) {
  const names = fieldNames(entries, mode, level);
  return (
    <div className={style.grid}>
      {names.map((name) => (
        <ContractField
          key={name}
          name={name}
          info={infoOf(entries, name)}
          value={values[name]}
          error={errors[name]}
          onChange={onChange}
        />
      ))}
    </div>
  );
}

/** Names of the fields of an options object, in the contract's order. */
export function fieldNames(entries: v.ObjectEntries, mode: Mode, level?: FieldInfo['level']): string[] {
  return Object.keys(entries).filter((name) => {
    const info = fieldInfo(entries[name] as v.GenericSchema);
    return info && (info.only === undefined || info.only === mode) && (level === undefined || info.level === level);
  });
}

export function infoOf(entries: v.ObjectEntries, name: string): FieldInfo {
  const info = fieldInfo(entries[name] as v.GenericSchema);
  if (!info) throw new Error(`the contract says nothing about ${name}`);
  return info;
}

interface ContractFieldProps {
  readonly name: string;
  readonly info: FieldInfo;
  readonly value: FieldValue | undefined;
  readonly error: string | undefined;
  readonly onChange: (name: string, value: FieldValue) => void;
}

function ContractField({ name, info, value, error, onChange }: ContractFieldProps) {
  const about = useLab((s) => s.about);
  const missing = info.needs !== undefined && about ? about.reasons[info.needs] : undefined;
  const common = {
    title: info.unit ? `${info.title} (${info.unit === 'ms' ? 'ms' : 'bytes'})` : info.title,
    nodeName: name,
    help: missing ?? info.help,
    error,
  };
  const text = typeof value === 'string' ? value : '';
  switch (info.input) {
    case 'switch':
      return (
        <SwitchField
          {...common}
          checked={value === true}
          disabled={missing !== undefined}
          onChange={(checked) => onChange(name, checked)}
        />
      );
    case 'choice': {
      const choices = (info.choices ?? []).map((choice) => ({ value: String(choice.value), title: choice.title }));
      return (
        <ChoiceField
          {...common}
          value={text}
          choices={[{ value: '', title: 'Default' }, ...choices]}
          onChange={(next) => onChange(name, next)}
        />
      );
    }
    case 'hints':
      return (
        <BitsField
          {...common}
          bits={about?.lookupHints ?? {}}
          value={typeof value === 'number' ? value : 0}
          onChange={(next) => onChange(name, next)}
        />
      );
    case 'rules':
      return (
        <TextField
          {...common}
          multiline
          value={text}
          placeholder={'10.0.0.7\n10.1.0.0/16\n10.2.0.1 - 10.2.0.9'}
          onChange={(next) => onChange(name, next)}
        />
      );
    case 'hosts':
      return (
        <TextField
          {...common}
          multiline
          value={text}
          placeholder="db.test 127.0.0.1 ::1"
          onChange={(next) => onChange(name, next)}
        />
      );
    case 'reconnect':
      return <ReconnectField {...common} value={text} onChange={(next) => onChange(name, next)} />;
    default:
      return (
        <TextField
          {...common}
          value={text}
          numeric={info.input !== 'text'}
          disabled={missing !== undefined}
          placeholder={info.placeholder}
          testId={`field-${name}`}
          onChange={(next) => onChange(name, next)}
        />
      );
  }
}

function ReconnectField({
  value,
  onChange,
  ...frame
}: {
  title: string;
  nodeName: string;
  help: string;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
}) {
  const [everyMs = '', times = ''] = value.split(' ');
  const put = (a: string, b: string) => onChange(a === '' && b === '' ? '' : `${a} ${b}`);
  return (
    <div className={style.pair}>
      <TextField
        {...frame}
        title="Reconnect every (ms)"
        numeric
        value={everyMs}
        placeholder="off"
        onChange={(next) => put(next, times)}
      />
      <TextField title="At most (times in a row)" numeric value={times} onChange={(next) => put(everyMs, next)} />
    </div>
  );
}

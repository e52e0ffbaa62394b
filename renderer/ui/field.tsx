import { type ReactNode, useId } from 'react';
import style from './field.module.css';

export interface FieldFrameProps {
  readonly title: string;
  /** Node's own name of the option. */
  readonly nodeName?: string | undefined;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly children: (ids: {
    readonly id: string;
    readonly describedBy: string;
    readonly invalid: boolean;
  }) => ReactNode;
}

/** Label, input, help and error of one field, tied together for screen readers. */
export function FieldFrame({ title, nodeName, help, error, children }: FieldFrameProps) {
  const id = useId();
  const describedBy = `${id}-help ${id}-error`;
  return (
    <div className={style.field} data-field={nodeName}>
      <label className={style.label} htmlFor={id}>
        {title}
        {nodeName && <code>{nodeName}</code>}
      </label>
      {children({ id, describedBy, invalid: error !== undefined })}
      {error && (
        <p className={style.error} id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      {help && (
        <p className={style.help} id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}

export interface TextFieldProps {
  readonly title: string;
  readonly nodeName?: string;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string | undefined;
  readonly numeric?: boolean;
  readonly multiline?: boolean;
  readonly disabled?: boolean;
  readonly testId?: string;
  /** What Enter does in place of submitting the form. */
  readonly onEnter?: () => void;
}

export function TextField({
  value,
  onChange,
  placeholder,
  numeric,
  multiline,
  disabled,
  testId,
  onEnter,
  ...frame
}: TextFieldProps) {
  return (
    <FieldFrame {...frame}>
      {({ id, describedBy, invalid }) => {
        const common = {
          id,
          className: style.input,
          value,
          placeholder,
          disabled,
          'aria-describedby': describedBy,
          'aria-invalid': invalid || undefined,
          'data-testid': testId,
          spellCheck: false,
          autoComplete: 'off',
          onChange: (event: { target: { value: string } }) => onChange(event.target.value),
        };
        if (multiline) return <textarea {...common} />;
        return (
          <input
            {...common}
            inputMode={numeric ? 'numeric' : undefined}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !onEnter) return;
              event.preventDefault();
              onEnter();
            }}
          />
        );
      }}
    </FieldFrame>
  );
}

export interface ChoiceFieldProps {
  readonly title: string;
  readonly nodeName?: string;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: readonly { readonly value: string; readonly title: string }[];
  readonly testId?: string;
}

export function ChoiceField({ value, onChange, choices, testId, ...frame }: ChoiceFieldProps) {
  return (
    <FieldFrame {...frame}>
      {({ id, describedBy }) => (
        <select
          id={id}
          className={style.input}
          value={value}
          aria-describedby={describedBy}
          data-testid={testId}
          onChange={(event) => onChange(event.target.value)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.title}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}

export interface SwitchFieldProps {
  readonly title: string;
  readonly nodeName?: string;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function SwitchField({ title, nodeName, help, error, checked, disabled, onChange }: SwitchFieldProps) {
  const id = useId();
  return (
    <div className={style.switch} data-field={nodeName}>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label className={style.label} htmlFor={id}>
        {title}
        {nodeName && <code>{nodeName}</code>}
      </label>
      {error && (
        <p className={style.error} role="alert">
          {error}
        </p>
      )}
      {help && (
        <p className={style.help} id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}

/** Several check boxes whose bits make one number. */
export function BitsField({
  title,
  nodeName,
  help,
  error,
  bits,
  value,
  onChange,
}: Omit<SwitchFieldProps, 'checked' | 'onChange'> & {
  readonly bits: Readonly<Record<string, number>>;
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  return (
    <fieldset className={style.field} data-field={nodeName} style={{ border: 0, padding: 0, margin: 0 }}>
      <legend className={style.label} style={{ padding: 0 }}>
        {title} {nodeName && <code>{nodeName}</code>}
      </legend>
      <div className={style.checks}>
        {Object.entries(bits).map(([name, bit]) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={(value & bit) !== 0}
              onChange={(event) => onChange(event.target.checked ? value | bit : value & ~bit)}
            />
            <span className="mono">{name}</span>
          </label>
        ))}
      </div>
      {error && (
        <p className={style.error} role="alert">
          {error}
        </p>
      )}
      {help && <p className={style.help}>{help}</p>}
    </fieldset>
  );
}

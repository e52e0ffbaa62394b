import type { Mode } from './contract-fields.tsx';
import style from './forms.module.css';

/** Chooses the kind of address a form asks for. */
export function ModeChoice({
  modes,
  mode,
  onChange,
}: {
  modes: readonly (readonly [Mode, string])[];
  mode: Mode;
  onChange: (mode: Mode) => void;
}) {
  return (
    <fieldset className={style.modes} aria-label="Kind of address">
      {modes.map(([value, title]) => (
        <label key={value}>
          <input
            type="radio"
            name="mode"
            value={value}
            checked={mode === value}
            data-testid={`mode-${value}`}
            onChange={() => onChange(value)}
          />
          {title}
        </label>
      ))}
    </fieldset>
  );
}

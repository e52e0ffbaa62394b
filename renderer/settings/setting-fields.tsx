// One field for each setting, bound to where it is kept.
import { useState } from 'react';
import * as v from 'valibot';
import { changeSettings, type Settings, settingsSchema, useSettings } from '../state/settings.ts';
import { ChoiceField, SwitchField, TextField } from '../ui/field.tsx';

/** Names of the settings of one type. */
type Of<T> = { [K in keyof Settings]: Settings[K] extends T ? K : never }[keyof Settings];
interface Frame<N> {
  readonly name: N;
  readonly title: string;
  readonly help?: string;
}

export function SwitchSetting({ name, ...frame }: Frame<Of<boolean>>) {
  const checked = useSettings((s) => s[name]);
  return <SwitchField {...frame} checked={checked} onChange={(on) => changeSettings({ [name]: on })} />;
}

type ChoiceName = 'theme' | 'font' | 'density' | 'announce';
export function ChoiceSetting<N extends ChoiceName>({
  name,
  choices,
  ...frame
}: Frame<N> & { readonly choices: readonly { readonly value: Settings[N]; readonly title: string }[] }) {
  const value = useSettings((s) => s[name]);
  return (
    <ChoiceField
      {...frame}
      value={value}
      choices={choices}
      testId={`setting-${name}`}
      onChange={(next) => changeSettings({ [name]: next } as Partial<Settings>)}
    />
  );
}

export function TextSetting({ name, placeholder, ...frame }: Frame<'defaultHost'> & { readonly placeholder?: string }) {
  const value = useSettings((s) => s[name]);
  return (
    <TextField
      {...frame}
      value={value}
      placeholder={placeholder}
      testId={`setting-${name}`}
      onChange={(next) => changeSettings({ [name]: next.slice(0, 255) })}
    />
  );
}

/** A number, in units of `scale`. What cannot be used is said at the field and changes nothing. */
export function NumberSetting({ name, scale = 1, ...frame }: Frame<Of<number>> & { readonly scale?: number }) {
  const value = useSettings((s) => s[name]);
  const [typed, setTyped] = useState<string | undefined>();
  const [error, setError] = useState<string | undefined>();
  const change = (text: string) => {
    setTyped(text);
    const number = text.trim() === '' ? Number.NaN : Math.round(Number(text) * scale);
    const checked = v.safeParse(settingsSchema[name], number);
    setError(checked.success ? undefined : `Not usable: ${checked.issues[0].message}. It stays ${value / scale}.`);
    if (checked.success) changeSettings({ [name]: number });
  };
  return (
    <TextField
      {...frame}
      numeric
      value={typed ?? String(value / scale)}
      error={error}
      testId={`setting-${name}`}
      onChange={change}
    />
  );
}

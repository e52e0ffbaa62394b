import { useEffect, useRef } from 'react';
import style from './sidebar.module.css';

/** The name of an endpoint while it is being typed. Enter and leaving keep it, Escape does not. */
export function NameField({
  name,
  label,
  onDone,
}: {
  name: string;
  label: string;
  onDone: (name: string | undefined) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => input.current?.select(), []);
  const finish = (value: string | undefined) => {
    if (done.current) return; // leaving follows Enter
    done.current = true;
    onDone(value);
  };
  return (
    <input
      ref={input}
      className={style.nameField}
      defaultValue={name}
      maxLength={255}
      aria-label={label}
      data-testid="rename-field"
      spellCheck={false}
      onBlur={(event) => finish(event.target.value.trim())}
      onKeyDown={(event) => {
        event.stopPropagation(); // letters are letters here
        if (event.key === 'Enter') finish(event.currentTarget.value.trim());
        else if (event.key === 'Escape') finish(undefined);
      }}
    />
  );
}

import { useState } from 'react';
import { escapeText, parseEscapes } from '../../../shared/compose/escapes.ts';
import { TextField, type TextFieldProps } from '../../ui/field.tsx';

export interface TypedFieldProps extends Omit<TextFieldProps, 'value' | 'onChange' | 'error' | 'onEnter'> {
  readonly value: string;
  /** Takes what was typed; answers why it cannot be. */
  readonly onCommit: (typed: string) => string | undefined;
  /** Line ends and other control characters are typed as `\r\n`. */
  readonly escaped?: boolean | undefined;
}

/** A text field whose content counts when it is left, or on Enter: one edit, not one for each letter. */
export function TypedField({ value, onCommit, escaped = false, ...frame }: TypedFieldProps) {
  const [typed, setTyped] = useState<string>();
  const [error, setError] = useState<string>();
  const shown = escaped ? escapeText(value) : value;
  const commit = () => {
    if (typed === undefined) return;
    const refused = typed === shown ? undefined : onCommit(escaped ? unescaped(typed) : typed);
    setError(refused);
    if (refused === undefined) setTyped(undefined);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field inside is what has the focus
    <div
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || typed === undefined) return;
        event.stopPropagation();
        setTyped(undefined);
        setError(undefined);
      }}
    >
      <TextField
        {...frame}
        value={typed ?? shown}
        error={error}
        onChange={setTyped}
        {...(!frame.multiline && { onEnter: commit })}
      />
    </div>
  );
}

/** What typed text with escapes stands for; an unfinished escape stays as it was typed. */
function unescaped(typed: string): string {
  const { pieces, errors } = parseEscapes(typed);
  if (errors.length > 0) return typed;
  return pieces.map((piece) => ('byte' in piece ? String.fromCharCode(piece.byte) : piece.text)).join('');
}

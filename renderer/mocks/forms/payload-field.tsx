import { useState } from 'react';
import { fromBase64, fromHex, toBase64, toHex, utf8 } from '../../../shared/bytes.ts';
import { textOf } from '../../../shared/mocks/message.ts';
import { ChoiceField } from '../../ui/field.tsx';
import type { Change } from '../mock-edits.ts';
import type { Schema } from '../parts.ts';
import style from './forms.module.css';
import { TypedField } from './typed-field.tsx';

/** The keys that give bytes, of which exactly one is there. */
export const payloadKeys: readonly string[] = ['text', 'hex', 'base64', 'file'];
export const isPayload = (properties: Readonly<Record<string, Schema>>) =>
  'text' in properties && 'hex' in properties && 'base64' in properties;

const titles: Readonly<Record<string, string>> = { text: 'Text', hex: 'Hex', base64: 'Base64', file: 'File' };
const help: Readonly<Record<string, string>> = {
  text: 'Escapes like \\r\\n count. {{name}} stands for something known when it is sent.',
  hex: 'Two digits for each byte.',
  file: 'A path on the machine that runs the lab; read when it is sent.',
};

type Values = Readonly<Record<string, unknown>>;

/** Bytes, in the form a person chooses: text, hex, base64, or a file. */
export function PayloadField({
  properties,
  value,
  onChange,
}: {
  properties: Readonly<Record<string, Schema>>;
  value: Values;
  onChange: Change<Values>;
}) {
  const keys = payloadKeys.filter((key) => key in properties);
  const given = keys.find((key) => value[key] !== undefined) ?? 'text';
  const [wanted, setWanted] = useState<string>();
  const form = wanted ?? given;
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => !payloadKeys.includes(key)));
  const put = (key: string, content: string) => onChange({ ...rest, [key]: content });
  const choose = (next: string) => {
    setWanted(next);
    // A path cannot be made of bytes: it has to be typed first.
    if (next !== 'file' && given !== 'file') put(next, inForm(next, bytesIn(given, String(value[given] ?? ''))));
  };
  const content = form === given ? String(value[given] ?? '') : '';
  return (
    <div className={`${style.wide} ${style.payload}`}>
      <ChoiceField
        title="Content"
        value={form}
        choices={keys.map((key) => ({ value: key, title: titles[key] ?? key }))}
        testId="field-content"
        onChange={choose}
      />
      <TypedField
        title={titles[form] ?? form}
        help={help[form]}
        value={content}
        escaped={form === 'text'}
        testId={`field-${form}`}
        onCommit={(typed) => put(form, typed)}
      />
    </div>
  );
}

function bytesIn(form: string, content: string): Uint8Array {
  try {
    return form === 'hex' ? fromHex(content) : form === 'base64' ? fromBase64(content) : utf8(content);
  } catch {
    return new Uint8Array(0); // what stood there was no hex or base64, and said so
  }
}
const inForm = (form: string, bytes: Uint8Array) =>
  form === 'hex' ? toHex(bytes, ' ') : form === 'base64' ? toBase64(bytes) : textOf(bytes).text;

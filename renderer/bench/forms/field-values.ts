// What stands in a form's fields, and what is sent for it. Numbers that are none are sent as they were typed: Node
// judges them, and its refusal comes back to the field.

import { formatHosts, formatRules, parseHosts, parseRules } from '../../../shared/compose/lists.ts';
import type { BlockRule, HostEntry } from '../../../shared/contract/common-options.ts';
import type { FieldInfo } from '../../../shared/contract/fields.ts';

/** One field's content: text for most, a flag for switches, a number for bits. */
export type FieldValue = string | boolean | number;
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** The value to send for a field's content, or undefined for a field left alone. */
export function valueToSend(info: FieldInfo, content: FieldValue | undefined): unknown {
  if (content === undefined || content === '' || content === false) return undefined;
  if (typeof content !== 'string') return content === 0 ? undefined : content;
  switch (info.input) {
    case 'number':
      return numberOr(content);
    case 'choice':
      return info.choices?.find((choice) => String(choice.value) === content)?.value;
    case 'rules':
      return parseRules(content);
    case 'hosts':
      return parseHosts(content);
    case 'buffer':
      return { bufferSize: numberOr(content) };
    case 'reconnect': {
      const [everyMs = '', times = ''] = content.split(' ');
      return { everyMs: numberOr(everyMs), times: numberOr(times) };
    }
    default:
      return content.startsWith('@') ? `\0${content.slice(1)}` : content;
  }
}

/** The content of a field for a value that is there already. */
export function contentFor(info: FieldInfo, value: unknown): FieldValue | undefined {
  if (value === undefined || value === null) return undefined;
  switch (info.input) {
    case 'switch':
      return value === true;
    case 'hints':
      return Number(value);
    case 'rules':
      return formatRules(value as BlockRule[]);
    case 'hosts':
      return formatHosts(value as HostEntry[]);
    case 'buffer':
      return String((value as { bufferSize: number }).bufferSize);
    case 'reconnect': {
      const { everyMs, times } = value as { everyMs: number; times: number };
      return `${everyMs} ${times}`;
    }
    default:
      return String(value).replace(/^\0/u, '@');
  }
}

function numberOr(text: string): number | string {
  const trimmed = text.trim();
  return trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : text;
}

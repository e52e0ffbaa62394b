// Bytes as something a person can read without being deceived: text as text, control characters and broken UTF-8 named.

import { decodeAt, sequenceLength } from './utf8.ts';

export interface Token {
  readonly kind: 'text' | 'control' | 'newline' | 'invalid';
  readonly text: string;
  /** How many bytes it stands for. */
  readonly bytes: number;
}

/** The names of the C0 control characters (ECMA-48), by code. */
const controlNames =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );

/**
 * Splits bytes into readable text, control characters (by their name), line ends, and bytes that are
 * no UTF-8 (as two hex digits). Characters are never guessed: what is cut off at a border is shown as the bytes it is.
 */
export function tokensOf(bytes: Uint8Array): Token[] {
  const tokens: Token[] = [];
  let plain = '';
  let plainBytes = 0;
  const flush = () => {
    if (plain !== '') tokens.push({ kind: 'text', text: plain, bytes: plainBytes });
    plain = '';
    plainBytes = 0;
  };
  const put = (kind: Token['kind'], text: string, length = 1) => {
    flush();
    tokens.push({ kind, text, bytes: length });
  };
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i] as number;
    const length = sequenceLength(bytes, i);
    if (length === 0) {
      put('invalid', byte.toString(16).toUpperCase().padStart(2, '0'));
      i++;
    } else if (byte === 10) {
      put('newline', 'LF');
      i++;
    } else if (byte < 32 || byte === 127) {
      put('control', byte === 127 ? 'DEL' : (controlNames[byte] ?? ''));
      i++;
    } else {
      const character = decodeAt(bytes, i, length);
      // Characters that turn or hide what stands beside them would lie about the bytes.
      if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(character))
        put('control', `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`, length);
      else {
        plain += character;
        plainBytes += length;
      }
      i += length;
    }
  }
  flush();
  return tokens;
}

/** One line of printable text from the start of some bytes, for a column or a tooltip. */
export function previewOf(bytes: Uint8Array, most = 40): string {
  let out = '';
  for (const { kind, text } of tokensOf(bytes.subarray(0, most * 4))) {
    out += kind === 'text' ? text : `‹${text}›`;
    if (out.length >= most) return `${[...out].slice(0, most).join('')}…`;
  }
  return out;
}

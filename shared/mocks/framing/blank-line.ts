import * as v from 'valibot';
import { utf8 } from '../../bytes.ts';
import { indexOfBytes } from '../message.ts';
import { defineFraming, limits } from './framing.ts';

const strict = utf8('\r\n\r\n');
const loose = utf8('\n\n');

/** A message ends at an empty line, as the head of an HTTP request does (RFC 9112 section 2.1; a bare LF is taken too). */
export const blankLine = defineFraming({
  kind: 'blank-line',
  title: 'At an empty line',
  summary: 'CR LF CR LF, as after the head of an HTTP request',
  settings: v.strictObject({ kind: v.literal('blank-line'), ...limits }),
  defaults: { kind: 'blank-line' },
  find: (_settings, bytes, searched) => {
    const from = Math.max(0, searched - strict.length + 1);
    const crlf = indexOfBytes(bytes, strict, from);
    const lf = indexOfBytes(crlf === -1 ? bytes : bytes.subarray(0, crlf + strict.length), loose, from);
    if (lf !== -1 && (crlf === -1 || lf < crlf)) return { start: 0, end: lf, size: lf + loose.length };
    return crlf === -1 ? undefined : { start: 0, end: crlf, size: crlf + strict.length };
  },
  overhead: () => strict.length,
  restIsMessage: false,
  sentence: () => 'at an empty line',
});

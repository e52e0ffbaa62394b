import { base64 } from './base64.ts';
import { cArray } from './c-array.ts';
import { escapedString } from './escaped-string.ts';
import { hex } from './hex.ts';
import { hexdump } from './hexdump.ts';
import { javascriptBuffer } from './javascript-buffer.ts';
import { json } from './json.ts';
import { nodeScript } from './node-script.ts';
import { printfNc } from './printf-nc.ts';
import { pythonBytes } from './python-bytes.ts';
import { text } from './text.ts';

/** Every way to copy bytes, in the order of the menu. */
export const copyFormats = [
  text,
  hex,
  hexdump,
  escapedString,
  base64,
  cArray,
  pythonBytes,
  javascriptBuffer,
  json,
  printfNc,
  nodeScript,
] as const;

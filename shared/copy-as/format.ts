// What a copy format is: bytes and what is known about them in, text for the clipboard out.
import type { NodeAddress } from '../contract/records.ts';

export interface CopiedChunk {
  /** Whether the bytes went from the client to the server. */
  readonly speaker: 'client' | 'server';
  /** Milliseconds since the engine started. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

export interface Copied {
  /** What is selected, in order; a chunk may be there in part. */
  readonly chunks: readonly CopiedChunk[];
  /** All bytes of the chunks, one after the other. */
  readonly bytes: Uint8Array;
  /** The server's address, for commands that send the bytes to it. */
  readonly target: NodeAddress;
}

export interface CopyFormat {
  readonly id: string;
  readonly title: string;
  /** Whether it needs every kept chunk of the connection, whatever is selected. */
  readonly wholeConnection?: boolean;
  /** Why it cannot be made of this; undefined when it can. */
  unavailable?(copied: Copied): string | undefined;
  make(copied: Copied): string;
}

/** Returns its argument; gives a format its type. */
export const copyFormat = (format: CopyFormat): CopyFormat => format;

/** A string literal of bytes with `\xHH` for everything that is not plain ASCII, and the escapes of C for the rest. */
export function escaped(bytes: Uint8Array, quote: string, named: Readonly<Record<number, string>>): string {
  let out = '';
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    if (named[byte] !== undefined) out += named[byte];
    else if (character === quote || character === '\\') out += `\\${character}`;
    else out += byte >= 32 && byte < 127 ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return out;
}

export const commonEscapes: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r' };

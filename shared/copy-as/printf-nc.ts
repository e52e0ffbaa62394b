import { terminalCommand } from '../compose/terminal-command.ts';
import { type Copied, copyFormat } from './format.ts';

/** More than a shell takes as one argument on Linux (128 KiB, in octal four characters a byte). */
const MOST_BYTES = 30_000;

/** A line for a POSIX shell that sends the bytes to the server: `printf '…' | nc host port`. */
export const printfNc = copyFormat({
  id: 'printf',
  title: 'printf … | nc',
  unavailable: ({ target, bytes }: Copied) => {
    if (terminalCommand(target) === undefined) return 'The server’s address is not known';
    return bytes.length > MOST_BYTES ? 'Too long for one line of a shell' : undefined;
  },
  make: ({ bytes, target }) => `printf '${octal(bytes)}' | ${terminalCommand(target)}`,
});

/** For printf of every POSIX shell: octal, because `\x` is not known to all of them. */
function octal(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    const plain = byte >= 32 && byte < 127 && !"'\\%".includes(character);
    out += plain ? character : `\\${byte.toString(8).padStart(3, '0')}`;
  }
  return out;
}

import { hexDump } from '../text/hex-dump.ts';
import { copyFormat } from './format.ts';

/** As `hexdump -C` writes it; the Composer takes it back. */
export const hexdump = copyFormat({ id: 'hexdump', title: 'Hexdump', make: ({ bytes }) => hexDump(bytes) });

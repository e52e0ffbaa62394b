import { copyFormat } from './format.ts';

const A_LINE = 12;

/** A C array and its length. */
export const cArray = copyFormat({
  id: 'c',
  title: 'C array',
  unavailable: ({ bytes }) => (bytes.length === 0 ? 'C has no empty arrays' : undefined),
  make: ({ bytes }) => {
    const cells = Array.from(bytes, (byte) => `0x${byte.toString(16).padStart(2, '0')}`);
    const lines = Array.from({ length: Math.ceil(cells.length / A_LINE) }, (_, i) =>
      cells.slice(i * A_LINE, (i + 1) * A_LINE).join(', '),
    );
    return `static const unsigned char data[${bytes.length}] = {\n  ${lines.join(',\n  ')}\n};\n`;
  },
});

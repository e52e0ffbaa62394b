import { commonEscapes, copyFormat, escaped } from './format.ts';

/** A string with escapes, without quotes: what the Composer takes as text. */
export const escapedString = copyFormat({
  id: 'escaped',
  title: 'Escaped string',
  make: ({ bytes }) => escaped(bytes, '', { ...commonEscapes, 0: '\\0' }),
});

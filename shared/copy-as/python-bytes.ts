import { commonEscapes, copyFormat, escaped } from './format.ts';

export const pythonBytes = copyFormat({
  id: 'python',
  title: 'Python bytes',
  make: ({ bytes }) => `b'${escaped(bytes, "'", commonEscapes)}'`,
});

import { toHex } from '../bytes.ts';
import { copyFormat } from './format.ts';

export const javascriptBuffer = copyFormat({
  id: 'javascript',
  title: 'JavaScript Buffer.from',
  make: ({ bytes }) => `Buffer.from('${toHex(bytes)}', 'hex')`,
});

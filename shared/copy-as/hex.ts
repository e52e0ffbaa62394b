import { toHex } from '../bytes.ts';
import { copyFormat } from './format.ts';

export const hex = copyFormat({ id: 'hex', title: 'Hex', make: ({ bytes }) => toHex(bytes, ' ') });

import { toBase64 } from '../bytes.ts';
import { copyFormat } from './format.ts';

export const base64 = copyFormat({ id: 'base64', title: 'Base64', make: ({ bytes }) => toBase64(bytes) });

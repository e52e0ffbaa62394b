import { expect, test } from 'vitest';
import { utf8 } from '../../../shared/bytes.ts';
import { beginningWith, exactly } from './matchers-of.ts';

test('a rule made from a text message does not ask for its line end', () => {
  expect(exactly(utf8('PING'))).toEqual({ kind: 'exact', text: 'PING' });
  expect(exactly(utf8('PING\r\n'))).toEqual({ kind: 'exact', text: 'PING', ignoreTrailingCrLf: true });
  expect(beginningWith(utf8('SET colour blue\n'))).toEqual({ kind: 'starts-with', text: 'SET ' });
});

test('bytes that are no text are compared as hex', () => {
  const bytes = Uint8Array.of(0xff, 0, 1, 2, 3);
  expect(exactly(bytes)).toEqual({ kind: 'exact', hex: 'FF 00 01 02 03' });
  expect(beginningWith(bytes)).toEqual({ kind: 'starts-with', hex: 'FF 00 01 02' });
});

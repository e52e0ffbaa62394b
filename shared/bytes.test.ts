import { expect, test } from 'vitest';
import { fromBase64, fromHex, toBase64, toHex, utf8 } from './bytes.ts';
import { randomFrom } from './testing/random.ts';

test('hex and back: white space is skipped, an odd digit left out, the case of letters is the same', () => {
  expect(toHex(fromHex('00 ff\n7E'))).toBe('00ff7e');
  expect(toHex(fromHex('616'))).toBe('61');
  expect(toHex(new Uint8Array([0, 15, 16, 255]), ' ')).toBe('00 0f 10 ff');
  expect(toHex(new Uint8Array())).toBe('');
});

test('base64: padding, both alphabets, what belongs to neither is skipped', () => {
  expect(toBase64(utf8('a'))).toBe('YQ==');
  expect(toBase64(utf8('ab'))).toBe('YWI=');
  expect(toBase64(utf8('abc'))).toBe('YWJj');
  expect(toHex(fromBase64('-_8='))).toBe('fbff');
  expect(toHex(fromBase64('+/8='))).toBe('fbff');
  expect(toHex(fromBase64('Y W\nJj'))).toBe('616263');
  expect(toBase64(new Uint8Array())).toBe('');
});

test('utf8: characters of one to four bytes', () => {
  expect(toHex(utf8('aé€😀'))).toBe('61c3a9e282acf09f9880');
});

test('any bytes come back as they were', () => {
  const random = randomFrom(5);
  for (let run = 0; run < 200; run++) {
    const bytes = Uint8Array.from({ length: random.below(50) }, () => random.below(256));
    expect(fromHex(toHex(bytes))).toEqual(bytes);
    expect(new Uint8Array(fromBase64(toBase64(bytes)))).toEqual(bytes);
  }
});

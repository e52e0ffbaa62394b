import { expect, test } from 'vitest';
import { fromHex, utf8 } from '../bytes.ts';
import { concat } from '../compose/split.ts';
import { randomFrom } from '../testing/random.ts';
import { byteDiff } from './byte-diff.ts';
import { inspectBytes, varint } from './data-inspector.ts';
import { hexDump } from './hex-dump.ts';
import { hexRowCount, textRows } from './row-breaks.ts';

const readings = (hex: string) =>
  Object.fromEntries(inspectBytes(fromHex(hex)).map(({ name, value }) => [name, value]));

test('the data inspector reads numbers in both byte orders, floats, bits, varints and times', () => {
  expect(readings('80')).toMatchObject({
    Length: '1 byte',
    Bits: '10000000',
    uint8: '128',
    int8: '-128',
    'int16 LE': '—',
  });
  expect(readings('fffe')).toMatchObject({
    'int16 LE': '-257',
    'int16 BE': '-2',
    'uint16 BE': '65534',
    'int32 BE': '—',
  });
  expect(readings('0000c03f')).toMatchObject({ 'float32 LE': '1.5', 'uint32 BE': '49215' });
  expect(readings('400921fb54442d18')).toMatchObject({ 'float64 BE': '3.14159265358979' });
  expect(readings('ffffffffffffffff')).toMatchObject({ 'int64 LE': '-1', 'uint64 BE': '18446744073709551615' });
  expect(readings('ac02')).toMatchObject({ Varint: '300 (2 bytes)' });
  expect(readings('65920080')['Unix time BE']).toBe('2024-01-01T00:00:00Z');
  expect(readings('0000018cc251f400')['Unix time BE']).toContain('ms 2024-01-01T00:00:00.000Z');
  expect(inspectBytes(new Uint8Array(0))).toEqual([{ name: 'Length', value: '0 bytes' }]);
  expect(varint(fromHex('ffffffffffffffffff01'))).toEqual({ value: 2n ** 64n - 1n, bytes: 10 });
  expect(varint(fromHex('ffffffffffffffffffff'))).toBeUndefined();
});

test('a hex dump looks as hexdump -C writes it', () => {
  expect(hexDump(utf8('hello world, this\n'))).toBe(
    [
      '00000000  68 65 6c 6c 6f 20 77 6f  72 6c 64 2c 20 74 68 69  |hello world, thi|',
      '00000010  73 0a                                             |s.|',
    ].join('\n'),
  );
});

test('the byte diff is complete and says the shortest way for small changes', () => {
  const random = randomFrom(4);
  for (let round = 0; round < 500; round++) {
    const some = (most: number) => Uint8Array.from({ length: random.below(most) }, () => random.below(3));
    const [left, right] = [some(40), some(40)];
    let [l, r] = [0, 0];
    for (const run of byteDiff(left, right)) {
      expect([run.left, run.right]).toEqual([l, r]);
      if (run.kind === 'same') {
        expect(left.subarray(l, l + run.length)).toEqual(right.subarray(r, r + run.length));
        [l, r] = [l + run.length, r + run.length];
      } else [l, r] = [l + run.leftLength, r + run.rightLength];
    }
    expect([l, r]).toEqual([left.length, right.length]);
  }
  expect(byteDiff(utf8('hello world'), utf8('hello, world'))).toEqual([
    { kind: 'same', left: 0, right: 0, length: 5 },
    { kind: 'changed', left: 5, leftLength: 0, right: 5, rightLength: 1 },
    { kind: 'same', left: 5, right: 6, length: 6 },
  ]);
  expect(byteDiff(utf8('same'), utf8('same'))).toEqual([{ kind: 'same', left: 0, right: 0, length: 4 }]);
});

test('two quite different megabytes are compared position by position, and quickly', () => {
  const random = randomFrom(6);
  const [left, right] = [0, 1].map(() => Uint8Array.from({ length: 1_000_000 }, () => random.below(256)));
  if (!left || !right) throw new Error('two there are');
  const same = byteDiff(left, right).reduce((sum, run) => sum + (run.kind === 'same' ? run.length : 0), 0);
  expect(same).toBeGreaterThan(2_000);
  expect(same).toBeLessThan(6_000);
});

test('rows of text: after line feeds, never inside a character, complete', () => {
  const bytes = utf8(`a\nbb\n${'€'.repeat(10)}`);
  expect([...textRows(bytes, 8)]).toEqual([0, 2, 5, 11, 17, 23, 29]);
  expect([...textRows(new Uint8Array(0))]).toEqual([0]);
  expect([...textRows(utf8('one\n'))]).toEqual([0]);
  expect(textRows(concat([new Uint8Array(1_000_000)])).length).toBe(Math.ceil(1_000_000 / 512));
  expect([hexRowCount(0, 16), hexRowCount(16, 16), hexRowCount(17, 16)]).toEqual([1, 1, 2]);
});

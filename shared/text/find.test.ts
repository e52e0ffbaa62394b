import { expect, test } from 'vitest';
import { utf8 } from '../bytes.ts';
import { concat } from '../compose/split.ts';
import { type Random, randomFrom } from '../testing/random.ts';
import { bytesBefore, charactersOf } from './characters.ts';
import { Finder, findAll, type Match } from './find.ts';
import { type CompiledPattern, compilePattern, type Pattern } from './pattern.ts';

function compiled(kind: Pattern['kind'], pattern: string, matchCase = true): CompiledPattern {
  const result = compilePattern({ kind, pattern, matchCase });
  if (!result.ok) throw new Error(result.message);
  return result.compiled;
}
/** Bytes as chunks with numbers that have gaps, as one direction of a capture has. */
function chunked(bytes: Uint8Array, random: Random, largest: number) {
  const chunks: { index: number; bytes: Uint8Array }[] = [];
  let index = random.below(5);
  for (let at = 0; at < bytes.length; ) {
    const size = random.below(largest + 1);
    chunks.push({ index, bytes: bytes.subarray(at, at + size) });
    at += size;
    index += 1 + random.below(3);
  }
  return chunks;
}
type Chunks = ReturnType<typeof chunked>;

/** Where a match lies in the whole run of bytes. */
function span(chunks: Chunks, { from, to }: Match): [number, number] {
  const startOf = (index: number) => {
    let sum = 0;
    for (const chunk of chunks) {
      if (chunk.index === index) return sum;
      sum += chunk.bytes.length;
    }
    throw new Error(`there is no chunk ${index}`);
  };
  return [startOf(from.index) + from.offset, startOf(to.index) + to.offset];
}

test('text, hex and regular expressions find the same wherever chunks begin and windows end', () => {
  const random = randomFrom(7);
  const alphabet = ['a', 'b', 'B', 'é', '€', '😀', '\n', '\0'].map(utf8);
  for (let round = 0; round < 400; round++) {
    const parts = Array.from({ length: random.below(120) }, () =>
      random.below(9) === 0 ? Uint8Array.of(random.below(256)) : random.pick(alphabet),
    );
    const bytes = concat(parts);
    const pattern = random.pick([
      compiled('text', 'ab'),
      compiled('text', 'Éb', false),
      compiled('text', '\\x00', false),
      compiled('hex', '61 ?? 61'),
      compiled('hex', 'c3a9'),
    ]);
    const chunks = chunked(bytes, random, 9);
    const whole = findAll(pattern, [{ index: 0, bytes }]).map(({ from, to }) => [from.offset, to.offset]);
    const found = findAll(pattern, chunks, 1 + random.below(20)).map((match) => span(chunks, match));
    expect(found).toEqual(whole);
  }
});

test('a regular expression finds the same in windows as in the whole, as long as matches are not huge', () => {
  const random = randomFrom(11);
  const lines = Array.from({ length: 12_000 }, (_, i) => `${'x'.repeat(random.below(20))} line=${i} é😀\n`).join('');
  const bytes = utf8(lines);
  for (const source of ['^x+ line=\\d+', 'line=(?:1|2)\\d* é', '(?<=line=)7\\d\\d\\b', '😀$', 'x*']) {
    const pattern = compiled('regex', source);
    const whole = findAll(pattern, [{ index: 0, bytes }], 1e9).map(({ from, to }) => [from.offset, to.offset]);
    expect(whole.length).toBeGreaterThan(50);
    const chunks = chunked(bytes, random, 7_000);
    expect(findAll(pattern, chunks, 50_000).map((match) => span(chunks, match))).toEqual(whole);
  }
});

test('a match names the chunks it begins and ends in', () => {
  const chunks = [utf8('x\r'), utf8(''), utf8('\ny'), utf8('\r\n')].map((bytes, i) => ({ index: i * 2, bytes }));
  expect(findAll(compiled('hex', '0d 0a'), chunks)).toEqual([
    { from: { index: 0, offset: 1 }, to: { index: 4, offset: 1 } },
    { from: { index: 6, offset: 0 }, to: { index: 6, offset: 2 } },
  ]);
});

test('text: escapes count, a stray backslash is looked for as it stands, case by choice', () => {
  const at = (pattern: CompiledPattern, text: string) =>
    findAll(pattern, [{ index: 0, bytes: utf8(text) }]).map(({ from, to }) => [from.offset, to.offset]);
  expect(at(compiled('text', 'a\\r\\n'), 'a\r\nA\r\n')).toEqual([[0, 3]]);
  expect(at(compiled('text', 'a\\r\\n', false), 'a\r\nA\r\n')).toEqual([
    [0, 3],
    [3, 6],
  ]);
  expect(at(compiled('text', 'C:\\data'), 'C:\\data')).toEqual([[0, 7]]);
  expect(at(compiled('text', '.*(', false), 'a.*(')).toEqual([[1, 4]]);
  expect(at(compiled('text', 'straße', false), 'STRASSE straße Straße')).toEqual([
    [0, 7],
    [8, 15],
    [16, 23],
  ]);
});

test('what cannot be searched for says why', () => {
  const message = (kind: Pattern['kind'], pattern: string) => {
    const result = compilePattern({ kind, pattern, matchCase: true });
    return result.ok ? undefined : result.message;
  };
  expect(message('text', '')).toBe('Nothing to look for.');
  expect(message('hex', '0g')).toBe('“g” is not a hex digit.');
  expect(message('hex', '0d0')).toBe('Bytes have two hex digits; ?? stands for any byte.');
  expect(message('regex', '(')).toMatch(/Unterminated group/u);
  expect(message('hex', '0x0d,0x0a \\x00 ??')).toBeUndefined();
});

test('bytes as characters and back: nothing is lost, whatever the bytes are', () => {
  const random = randomFrom(3);
  for (let round = 0; round < 300; round++) {
    const bytes = Uint8Array.from({ length: random.below(40) }, () =>
      random.pick([random.below(256), 0xe2, 0x82, 0xac, 0xf0, 65]),
    );
    const text = charactersOf(bytes);
    expect(bytesBefore(text)(text.length)).toBe(bytes.length);
    expect(bytesBefore(text)(0)).toBe(0);
  }
  expect(charactersOf(utf8('aé€😀'))).toBe('aé€😀');
  expect(charactersOf(Uint8Array.of(0xff, 65, 0xe2, 0x82))).toBe('\udcffA\udce2\udc82');
});

test('a finder holds no more than a window and what overlaps', () => {
  const pattern = compiled('text', 'needle');
  const finder = new Finder(pattern, 1000);
  let largest = 0;
  for (let i = 0; i < 200; i++) {
    const window = finder.take(i, new Uint8Array(100));
    if (!window) continue;
    largest = Math.max(largest, window.text.length);
    finder.place([]);
  }
  expect(largest).toBeGreaterThan(999);
  expect(largest).toBeLessThan(1_500);
});

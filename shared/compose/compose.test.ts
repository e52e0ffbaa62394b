import { expect, test } from 'vitest';
import { toHex } from '../bytes.ts';
import { randomFrom } from '../testing/random.ts';
import { charactersOf } from '../text/characters.ts';
import { hexDump } from '../text/hex-dump.ts';
import { parseBase64 } from './base64-text.ts';
import { blankDraft, compose, type Draft, hiddenCharacters, withEscapes } from './compose.ts';
import { escapeText } from './escapes.ts';
import { parseHex } from './hex.ts';

const made = (draft: Partial<Draft>) => compose({ ...blankDraft, ...draft });
const hexOf = (draft: Partial<Draft>) => toHex(made(draft).bytes);
const writesOf = (draft: Partial<Draft>) => made(draft).writes.map((write) => toHex(write));
const problemOf = (draft: Partial<Draft>) => made(draft).problems[0];

test('text: every escape, every encoding, every ending', () => {
  expect(hexOf({ text: 'a\\n\\r\\t\\0\\\\\\x7f\\u{20AC}' })).toBe('610a0d09005c7fe282ac');
  expect(hexOf({ text: 'a\\n', escapes: false })).toBe('615c6e');
  expect(hexOf({ text: 'é', encoding: 'latin1' })).toBe('e9');
  expect(hexOf({ text: 'é\\xff', encoding: 'utf16le', ending: 'lf' })).toBe('e900ff0a00');
  expect(hexOf({ text: '😀', encoding: 'utf16be', ending: 'crlf' })).toBe('d83dde00000d000a');
  const endings = (['none', 'lf', 'crlf', 'cr', 'nul'] as const).map((ending) => hexOf({ text: 'a', ending }));
  expect(endings).toEqual(['61', '610a', '610d0a', '610d', '6100']);
  expect(hexOf({ text: 'a', ending: 'custom', custom: '\\x03END' })).toBe('6103454e44');
  expect(hexOf({ text: '68 65', mode: 'hex', ending: 'crlf' })).toBe('68650d0a');
});

test('what cannot be sent as it stands is named, with its place, and nothing is composed', () => {
  expect(problemOf({ text: 'a\\q' })).toMatchObject({
    at: 1,
    length: 2,
    message: expect.stringContaining('not an escape'),
  });
  expect(problemOf({ text: 'a\\q' })?.fixes).toEqual([{ title: 'Keep the backslash', text: 'a\\\\q' }]);
  expect(problemOf({ text: 'one\ntwo\\q' })).toMatchObject({ at: 7, length: 2 });
  expect(problemOf({ text: 'a€', encoding: 'latin1' })).toMatchObject({ at: 1, message: '“€” is not in Latin-1.' });
  expect(problemOf({ text: 'a\ud800' })).toMatchObject({ at: 1, message: expect.stringContaining('lone surrogate') });
  expect(problemOf({ text: 'a', ending: 'custom', custom: '\\q' })?.message).toMatch(/^Ending: /u);
  expect(made({ text: 'a\\q' })).toMatchObject({ writes: [], bytes: new Uint8Array(0) });
});

test('hex: every form of the design, and repetition', () => {
  for (const text of ['68 65', '6865', '0x68,0x65', '68:65', '\\x68\\x65', '68-65', '0x6865', ' 68\n65 ', '0X68 0x65'])
    expect([text, hexOf({ mode: 'hex', text })]).toEqual([text, '6865']);
  expect(hexOf({ mode: 'hex', text: '01 00*3 ff' })).toBe('01000000ff');
  expect(made({ mode: 'hex', text: '00*1000000' }).bytes.length).toBe(1_000_000);
  expect(problemOf({ mode: 'hex', text: '00*99999999' })?.message).toBe('That is more than 16 MiB.');
  expect(problemOf({ mode: 'hex', text: '00*' })?.message).toMatch(/says how often/u);
  expect(problemOf({ mode: 'hex', text: '6x' })?.message).toBe('“x” is not a hex digit.');
});

test('hex: an odd digit is explained and mended in two ways, wherever it stands', () => {
  const fixes = (text: string) => problemOf({ mode: 'hex', text })?.fixes.map((fix) => fix.text);
  expect(problemOf({ mode: 'hex', text: '686' })?.message).toBe('One digit short.');
  expect(fixes('686')).toEqual(['6806', '68']);
  expect(fixes('0a a 68')).toEqual(['0a 0a 68', '0a  68']);
  expect(fixes('0x6 65')).toEqual(['0x06 65', '0x 65']);
  for (const fix of fixes('0x6 65') ?? []) expect(problemOf({ mode: 'hex', text: fix })).toBeUndefined();
});

test('hex dumps: offsets and text columns of xxd, hexdump -C and Wireshark are left out, and that is said', () => {
  const dumps = [
    '00000000: 6865 6c6c 6f20 776f 726c 6421 0a         hello world!.',
    '00000000  68 65 6c 6c 6f 20 77 6f  72 6c 64 21 0a           |hello world!.|\n0000000d\n',
    '0000   68 65 6c 6c 6f 20 77 6f 72 6c 64 21 0a            hello world!.',
  ];
  for (const text of dumps) {
    expect([text, hexOf({ mode: 'hex', text })]).toEqual([text, '68656c6c6f20776f726c64210a']);
    expect(made({ mode: 'hex', text }).notice).toMatch(/left out/u);
  }
  expect(hexOf({ mode: 'hex', text: '00000000: 6162  ab' })).toBe('6162');
  expect(problemOf({ mode: 'hex', text: '00000000  00 00  |..|\n*\n00000020' })?.message).toMatch(/leaves bytes out/u);
});

test('a hex dump of anything comes back as the same bytes', () => {
  const random = randomFrom(5);
  for (let round = 0; round < 200; round++) {
    const bytes = Uint8Array.from({ length: 1 + random.below(70) }, () =>
      random.pick([random.below(256), 0x61, 0x62, 0x20, 0x7c]),
    );
    const parsed = parseHex(hexDump(bytes));
    expect(parsed.ok && toHex(parsed.bytes)).toBe(toHex(bytes));
  }
});

test('base64: standard and URL-safe, wrong padding is mended, foreign characters are named', () => {
  const ok = (text: string) => {
    const parsed = parseBase64(text);
    return parsed.ok ? toHex(parsed.bytes) : parsed.message;
  };
  expect([ok('+/8='), ok('-_8='), ok('-_8'), ok('aGVs\nbG8='), ok('')]).toEqual([
    'fbff',
    'fbff',
    'fbff',
    '68656c6c6f',
    '',
  ]);
  for (const [text, fixed] of [
    ['aGk', 'aGk='],
    ['aGk==', 'aGk='],
    ['aGVs=', 'aGVs'],
    ['a+-_', 'a++/'],
    ['aG=k', 'aGk'],
  ] as const) {
    const problem = problemOf({ mode: 'base64', text });
    expect([text, problem?.fixes[0]?.text]).toEqual([text, fixed]);
  }
  expect(ok('aGk*')).toBe('“*” is not a base64 character.');
  expect(parseBase64('aGVsb')).toMatchObject({ ok: false, message: 'One character is missing or too many.' });
});

test('writes: one, one for each line with the ending in place of the typed line feed, every N bytes', () => {
  expect(writesOf({ text: 'a\nb\n' })).toEqual(['610a620a']);
  expect(writesOf({ text: 'a\nb', writeAs: 'lines' })).toEqual(['610a', '62']);
  expect(writesOf({ text: 'a\nb\n', writeAs: 'lines', ending: 'crlf' })).toEqual(['610d0a', '620d0a']);
  expect(writesOf({ text: 'a\n\nb', writeAs: 'lines', ending: 'nul' })).toEqual(['6100', '00', '6200']);
  expect(writesOf({ text: 'a\nb', writeAs: 'lines', encoding: 'utf16le', ending: 'cr' })).toEqual([
    '61000d00',
    '62000d00',
  ]);
  expect(writesOf({ mode: 'hex', text: '61 0a 62', writeAs: 'lines' })).toEqual(['610a', '62']);
  expect(writesOf({ text: 'abcde', writeAs: 'bytes', everyBytes: 2, ending: 'lf' })).toEqual(['6162', '6364', '650a']);
  expect(writesOf({ text: '' })).toEqual([]);
  expect(writesOf({ text: '', ending: 'crlf' })).toEqual(['0d0a']);
});

test('templates: every placeholder, its length, unknown ones named, escapes only where they were typed', () => {
  const facts = { counter: 7, now: Date.UTC(2026, 0, 2, 3, 4, 5, 6), random: () => 0 };
  const fill = (text: string) => charactersOf(compose({ ...blankDraft, mode: 'template', text }, facts).bytes);
  expect(fill('n={{counter}} {{unix}} {{iso}}')).toBe('n=7 1767323045 2026-01-02T03:04:05.006Z');
  expect(fill('{{rand:3}}|{{uuid}}')).toBe('AAA|00000000-0000-4000-8000-000000000000');
  expect(fill('{{time}}')).toMatch(/^\d\d:\d\d:05\.006$/u);
  expect(fill('{{len}}:h€\\n')).toBe('6:h€\n');
  const problem = problemOf({ mode: 'template', text: 'a {{nope}}' });
  expect(problem).toMatchObject({ at: 2, length: 8, message: expect.stringContaining('{{nope}} is not known') });
  expect(problemOf({ mode: 'template', text: 'a {{iso' })?.message).toBe('“{{” is not closed.');
  expect(problemOf({ mode: 'template', text: '{{iso}} \\q' })).toMatchObject({ at: 8 });
});

test('templates: a file is inserted byte by byte, only where it was picked, and never too large', () => {
  const bytes = Uint8Array.of(0xff, 0x0a, 0x5c, 0x6e, 0x0a);
  const facts = { counter: 1, now: 0, random: () => 0, files: new Map([['a b.bin', bytes]]) };
  const of = (draft: Partial<Draft>) => compose({ ...blankDraft, mode: 'template', ...draft }, facts);
  expect(toHex(of({ text: '{{len}}<{{file:a b.bin}}>\n', encoding: 'utf16le' }).bytes)).toBe(
    '310031003c00ff0a5c6e0a3e000a00',
  );
  // Its line feeds make no writes, and the last of them is not taken for a typed one.
  const lines = of({ text: 'x\n{{file:a b.bin}}', writeAs: 'lines', ending: 'crlf' });
  expect(lines.writes.map((write) => toHex(write))).toEqual(['780d0a', 'ff0a5c6e0a0d0a']);
  expect(of({ text: 'a{{file:other}}' }).problems).toMatchObject([
    { at: 1, length: 14, message: 'No file was picked as “other”.', file: 'other' },
  ]);
  const large = new Map([['big', new Uint8Array(5_000_000)]]);
  const [problem] = compose({ mode: 'template', text: '{{file:big}}' }, { ...facts, files: large }).problems;
  expect(problem?.message).toMatch(/^“big” has 5\.0 MB; a template takes files of up to 4\.2 MB\./u);
  const four = new Map([['f', new Uint8Array(4_000_000)]]);
  const text = '{{file:f}}'.repeat(5);
  expect(compose({ mode: 'template', text }, { ...facts, files: four }).problems[0]?.message).toBe(
    'That is more than 16 MiB.',
  );
  expect(problemOf({ mode: 'template', text: '{{file:}}' })?.message).toContain('is not known');
});

test('control characters that a text field hides are found and can be written as escapes', () => {
  expect(hiddenCharacters('a\0b\u001b\tc\n')).toEqual(['\0', '\u001b']);
  expect(withEscapes('a\0\\n\u001b', true)).toBe('a\\0\\n\\x1b');
  expect(withEscapes('a\0\\n\tb\n', false)).toBe('a\\0\\\\n\tb\n');
});

test('text as escapes comes back as the same text', () => {
  const random = randomFrom(9);
  for (let round = 0; round < 200; round++) {
    const text = Array.from({ length: random.below(20) }, () =>
      random.pick(['a', '\\', '\n', '\0', '1', '\x7f', '€', 'x']),
    ).join('');
    expect(hexOf({ text: escapeText(text) })).toBe(hexOf({ text, escapes: false }));
  }
});

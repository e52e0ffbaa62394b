// Pages of a capture, and decoding across the borders of chunks and pages.
import { StringDecoder } from 'node:string_decoder';
import { expect, test } from 'vitest';
import { randomFrom } from '../../../shared/testing/random.ts';
import { Capture } from './capture.ts';
import { type ReadOptions, readCapture } from './read-capture.ts';

const budget = { changed: () => {} };
function captureOf(
  chunks: readonly (readonly ['received' | 'sent', Buffer, life?: number])[],
  maxBytes = 1e6,
): Capture {
  const capture = new Capture(budget, 'all', maxBytes);
  for (const [i, [direction, bytes, life = 1]] of chunks.entries()) capture.append(direction, bytes, life, i);
  return capture;
}
const read = (capture: Capture, options: Partial<ReadOptions> = {}) =>
  readCapture(capture, { from: 0, limit: 500, maxBytes: 1024 * 1024, ...options });
const tens = (count: number) => Array.from({ length: count }, (_, i) => ['received', Buffer.alloc(10, i)] as const);

test('a page ends at its limit or its size; next leads to the following one, and no chunks means the end', () => {
  const capture = captureOf(tens(10));
  const first = read(capture, { limit: 4 });
  expect([first.chunks.map((c) => c.index), first.next, first.firstKept]).toEqual([[0, 1, 2, 3], 4, 0]);
  const second = read(capture, { from: first.next, maxBytes: 35 });
  expect([second.chunks.map((c) => c.index), second.next]).toEqual([[4, 5, 6], 7]);
  const third = read(capture, { from: second.next });
  expect([third.chunks.map((c) => c.index), third.next]).toEqual([[7, 8, 9], 10]);
  expect(read(capture, { from: third.next })).toMatchObject({ chunks: [], next: 10, firstKept: 0 });
  capture.append('sent', Buffer.from('x'), 1, 10);
  expect(read(capture, { from: 10 })).toMatchObject({ chunks: [{ index: 10, direction: 'sent' }], next: 11 });
});

test('a page has at least one chunk, however large that is', () => {
  const capture = captureOf([['received', Buffer.alloc(5_000)], ...tens(1)]);
  const page = read(capture, { maxBytes: 1 });
  expect([page.chunks.map((c) => c.size), page.next]).toEqual([[5_000], 1]);
});

test('maxChunkBytes cuts the bytes that come along, not the sizes, and leaves room for more chunks in a page', () => {
  const capture = captureOf([...tens(3), ['sent', Buffer.from('abc')]]);
  const short = read(capture, { maxChunkBytes: 4, maxBytes: 8 });
  expect(short.chunks.map((c) => [c.size, c.offset, Buffer.from(c.data, 'base64').length])).toEqual([
    [10, 0, 4],
    [10, 10, 4],
  ]);
  const bare = read(capture, { maxChunkBytes: 0, maxBytes: 1 });
  expect(bare.chunks.map((c) => [c.direction, c.size, c.offset, c.data])).toEqual([
    ['received', 10, 0, ''],
    ['received', 10, 10, ''],
    ['received', 10, 20, ''],
    ['sent', 3, 0, ''],
  ]);
});

test('a page from before the first kept chunk starts there, and says what is missing', () => {
  const capture = captureOf(tens(20), 100);
  const page = read(capture);
  expect(page.chunks.map((c) => c.index)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  expect([page.firstKept, page.next, page.droppedChunks, page.droppedBytes]).toEqual([10, 20, 10, 100]);
  const counted = new Capture(budget, 'counts', 100);
  counted.append('received', Buffer.alloc(7), 1, 0);
  expect(read(counted)).toEqual({
    chunks: [],
    firstKept: 1,
    next: 1,
    droppedChunks: 1,
    droppedBytes: 7,
    keep: 'counts',
  });
});

test('paging through in any steps gives every kept chunk once, in order', () => {
  const random = randomFrom(11);
  for (let run = 0; run < 20; run++) {
    const capture = captureOf(tens(random.below(200)), 1_000);
    const seen: number[] = [];
    for (let from = 0; ; ) {
      const page = read(capture, { from, limit: 1 + random.below(7), maxBytes: 1 + random.below(60) });
      if (page.chunks.length === 0) break;
      seen.push(...page.chunks.map((c) => c.index));
      from = page.next;
    }
    expect(seen).toEqual([...capture.from(0)].map((chunk) => chunk.index));
  }
});

test('K67 B18 decoding in any encoding, any chunks and any pages is what a StringDecoder makes of the stream', () => {
  const random = randomFrom(67);
  const text = 'aé€😀z\u0000ÿ—𝄞 ';
  for (const encoding of ['utf8', 'utf16le', 'base64', 'base64url', 'hex', 'latin1', 'ascii'] as const) {
    for (let run = 0; run < 20; run++) {
      const stream = Buffer.from(text.repeat(3), random.pick(['utf8', 'utf16le'] as const));
      const cuts: Buffer[] = [];
      for (let at = 0; at < stream.length; ) {
        const size = 1 + random.below(6);
        cuts.push(stream.subarray(at, at + size));
        at += size;
      }
      const capture = captureOf(cuts.map((bytes) => ['received', bytes] as const));
      const decoder = new StringDecoder(encoding);
      const expected = cuts.map((bytes) => decoder.write(bytes));
      const [texts, held] = pages(capture, encoding, 1 + random.below(5));
      expect(texts).toEqual(expected);
      const rest = decoder.end();
      expect(held > 0).toBe(rest !== '');
      if (encoding === 'base64') expect(held).toBe(Buffer.from(rest, 'base64').length);
      if (encoding === 'utf16le') expect(held).toBe(stream.length - Buffer.from(texts.join(''), 'utf16le').length);
      const [whole, none] = pages(capture, encoding, 1 + random.below(5), () => true);
      expect([whole.join(''), none]).toEqual([expected.join('') + rest, 0]);
    }
  }
});

/** All texts of a capture, read page by page, and what the last page holds back. */
function pages(capture: Capture, encoding: BufferEncoding, limit: number, ended?: () => boolean): [string[], number] {
  const texts: string[] = [];
  let held = 0;
  for (let from = 0; ; ) {
    const page = read(capture, { from, limit, encoding, ended });
    if (page.chunks.length === 0) return [texts, held];
    texts.push(...page.chunks.map((chunk) => chunk.text ?? ''));
    held = page.heldBytes ?? -1;
    from = page.next;
  }
}

test('K67 each direction and each life has a decoder of its own', () => {
  const euro = Buffer.from('€');
  const capture = captureOf([
    ['received', euro.subarray(0, 1)],
    ['sent', euro.subarray(0, 2)],
    ['received', euro.subarray(1)],
    ['sent', euro.subarray(2)],
    ['received', euro.subarray(0, 1), 2],
    ['received', euro, 3],
  ]);
  const page = read(capture, { encoding: 'utf8' });
  expect(page.chunks.map((c) => c.text)).toEqual(['', '', '€', '€', '', '€']);
  expect(page.heldBytes).toBe(1);
});

test('K67 over a gap nothing is put together that does not belong together', () => {
  const euro = Buffer.from('€');
  const capture = captureOf([['received', euro.subarray(0, 2)]]);
  capture.keep = 'counts';
  capture.append('received', Buffer.from('x'), 1, 1);
  capture.keep = 'all';
  capture.append('received', euro.subarray(2), 1, 2);
  capture.append('received', Buffer.from('ok'), 1, 3);
  const page = read(capture, { encoding: 'utf8' });
  expect(page.chunks.map((c) => c.text)).toEqual(['', '\ufffd', 'ok']);
  expect(read(capture, { encoding: 'utf8', from: 2 }).chunks.map((c) => c.text)).toEqual(['\ufffd', 'ok']);
});

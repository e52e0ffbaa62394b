// Every framing: what is a message, and that it does not matter how the bytes were cut into chunks.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { randomFrom } from '../../testing/random.ts';
import { latin1, type Message } from '../message.ts';
import { Framer } from './framer.ts';
import { type FramingSettings, framingSettings, framings } from './index.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const framed = (settings: object) => new Framer(v.parse(framingSettings, settings));
const shown = (messages: readonly Message[]) =>
  messages.map(({ bytes, tooLong }) => `${latin1(bytes)}${tooLong ? ' (too long)' : ''}`);

/** The messages of a text that comes in one piece, and what is left when the peer finishes. */
function all(settings: object, text: string) {
  const framer = framed(settings);
  const messages = shown(framer.push(bytesOf(text)));
  const { messages: last, cutOff } = framer.finish();
  return { messages, last: shown(last), cutOff };
}

test('each chunk is a message where that was chosen', () => {
  const framer = framed({ kind: 'chunk' });
  expect([framer.push(bytesOf('a\nb')), framer.push(bytesOf('c'))].map(shown)).toEqual([['a\nb'], ['c']]);
});

test('delimiters end a message and are no part of it; the rest is a message when the peer finishes', () => {
  expect(all({ kind: 'delimiter', bytes: 'lf' }, 'one\n\ntwo\r\nrest')).toEqual({
    messages: ['one', '', 'two\r'],
    last: ['rest'],
    cutOff: undefined,
  });
  expect(all({ kind: 'delimiter', bytes: 'crlf' }, 'a\nb\r\r\nc\r\n').messages).toEqual(['a\nb\r', 'c']);
  expect(all({ kind: 'delimiter', bytes: 'nul' }, 'a\0b\0').messages).toEqual(['a', 'b']);
  expect(all({ kind: 'delimiter', bytes: { text: '--' } }, 'a-b--c---').messages).toEqual(['a-b', 'c']);
  expect(all({ kind: 'delimiter', bytes: { hex: '00 01' } }, 'x\0\0\x01y').messages).toEqual(['x\0']);
  expect(framed({ kind: 'delimiter', bytes: 'lf', quietMs: 200 }).quietMs).toBe(200);
});

test('fixed lengths; what is too short at the end was cut off, and it is said by how much', () => {
  expect(all({ kind: 'fixed', size: 3 }, 'abcdefgh')).toEqual({
    messages: ['abc', 'def'],
    last: [],
    cutOff: { have: 2, need: 3 },
  });
});

test('a length in front: width, byte order, counting itself, an offset', () => {
  const message = (settings: object, text: string) => all({ kind: 'length-prefix', ...settings }, text);
  expect(message({ bytes: 1 }, '\x03abc\x00\x02de').messages).toEqual(['abc', '', 'de']);
  expect(message({ bytes: 2 }, '\0\x02ab').messages).toEqual(['ab']);
  expect(message({ bytes: 2, endian: 'little' }, '\x02\0ab').messages).toEqual(['ab']);
  expect(message({ bytes: 4, countsItself: true }, '\0\0\0\x06ab').messages).toEqual(['ab']);
  expect(message({ bytes: 8 }, '\0\0\0\0\0\0\0\x01a').messages).toEqual(['a']);
  expect(message({ bytes: 1, offset: 2 }, 'TT\x01aTT\x00').messages).toEqual(['TT\x01a', 'TT\0']);
  expect(message({ bytes: 1, offset: 2, keepHeader: false }, 'TT\x01a').messages).toEqual(['a']);
  expect(message({ bytes: 1, keepHeader: true }, '\x01a').messages).toEqual(['\x01a']);
  expect(message({ bytes: 1 }, '\x05abc').cutOff).toEqual({ have: 4, need: 6 });
  expect(message({ bytes: 4, countsItself: true }, '\0\0\0\x01ab')).toMatchObject({
    messages: [''],
    cutOff: { have: 2 },
  });
});

test('an empty line ends a message, with CR LF or with LF', () => {
  expect(all({ kind: 'blank-line' }, 'GET /\r\nHost: a\r\n\r\nGET /b\n\nrest')).toEqual({
    messages: ['GET /\r\nHost: a', 'GET /b'],
    last: [],
    cutOff: { have: 4, need: undefined },
  });
});

test('quiet and the end of the peer make a message of what is there', () => {
  const framer = framed({ kind: 'quiet', ms: 50 });
  expect(framer.push(bytesOf('ab'))).toEqual([]);
  framer.push(bytesOf('c'));
  expect([framer.quietMs, shown(framer.quiet()), shown(framer.quiet())]).toEqual([50, ['abc'], []]);
  expect(all({ kind: 'until-finish' }, 'abc')).toEqual({ messages: [], last: ['abc'], cutOff: undefined });
});

test('a message that is too long is cut at the limit', () => {
  expect(all({ kind: 'delimiter', bytes: 'lf', maxBytes: 3 }, 'abc\nabcd\n').messages).toEqual([
    'abc',
    'abc (too long)',
    'd',
  ]);
  expect(all({ kind: 'length-prefix', bytes: 4, maxBytes: 2 }, '\xff\xff\xff\xffabcd').messages.at(0)).toContain(
    'too long',
  );
  expect(all({ kind: 'until-finish', maxBytes: 2 }, 'abcde')).toMatchObject({ last: ['e'] });
});

const samples: readonly FramingSettings[] = [
  { kind: 'delimiter', bytes: 'lf' },
  { kind: 'delimiter', bytes: 'crlf', maxBytes: 7 },
  { kind: 'delimiter', bytes: { text: 'aba' } },
  { kind: 'fixed', size: 5 },
  { kind: 'length-prefix', bytes: 1, maxBytes: 20 },
  { kind: 'length-prefix', bytes: 2, endian: 'little', offset: 1, maxBytes: 30 },
  { kind: 'blank-line', maxBytes: 12 },
  { kind: 'quiet', ms: 10, maxBytes: 9 },
  { kind: 'until-finish', maxBytes: 11 },
];

test('the same bytes give the same messages however they are cut into chunks, for every framing', () => {
  const random = randomFrom(7);
  for (let round = 0; round < 400; round++) {
    const bytes = Uint8Array.from({ length: random.below(80) }, () => random.pick([10, 13, 0, 1, 3, 97, 98, 255]));
    for (const settings of samples) {
      const whole = new Framer(settings);
      const expected = [...whole.push(bytes), ...whole.finish().messages].map(plain);
      const cut = new Framer(settings);
      const got: Message[] = [];
      for (let at = 0; at < bytes.length; ) {
        const size = 1 + random.below(9);
        got.push(...cut.push(bytes.slice(at, at + size)));
        at += size;
      }
      got.push(...cut.finish().messages);
      expect(got.map(plain), `${JSON.stringify(settings)} ${latin1(bytes)}`).toEqual(expected);
    }
  }
  expect(new Set(samples.map(({ kind }) => kind)).size).toBe(framings.length - 1); // all but “each chunk”
});

const plain = ({ bytes, raw, tooLong }: Message) => [latin1(bytes), latin1(raw), tooLong ?? false];

test('every framing has words, and defaults that its own schema takes', () => {
  for (const framing of framings) {
    expect(framing.sentence(v.parse(framing.settings as v.GenericSchema, framing.defaults) as never)).toMatch(
      /^[a-z]/u,
    );
  }
});

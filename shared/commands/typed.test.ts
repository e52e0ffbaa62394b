import { expect, test } from 'vitest';
import { toHex } from '../bytes.ts';
import { parseTyped, typedExamples, typedSentence } from './typed.ts';

const echo = { kind: 'echo' };

test.each([
  ['connect localhost:5432', { kind: 'connect', place: { host: 'localhost', port: 5432 } }],
  ['connect unix:/tmp/a.sock', { kind: 'connect', place: { path: '/tmp/a.sock' } }],
  ['  DIAL [::1]:80 ', { kind: 'connect', place: { host: '::1', port: 80 } }],
  ['nc 127.0.0.1 7007', { kind: 'connect', place: { host: '127.0.0.1', port: 7007 } }],
  ['listen 7007 echo', { kind: 'listen', place: { host: '127.0.0.1', port: 7007 }, behaviour: echo }],
  ['listen :0', { kind: 'listen', place: { host: '127.0.0.1', port: 0 }, behaviour: echo }],
  ['listen 0.0.0.0:80 none', { kind: 'listen', place: { host: '0.0.0.0', port: 80 }, behaviour: null }],
  [
    'listen unix:/tmp/a.sock discard',
    { kind: 'listen', place: { path: '/tmp/a.sock' }, behaviour: { kind: 'discard' } },
  ],
  ['finish #12', { kind: 'act', act: 'finish', socketId: 12 }],
  ['RST 12', { kind: 'act', act: 'reset', socketId: 12 }],
  ['#12', { kind: 'act', act: 'show', socketId: 12 }],
  ['timeout #12 1.5s close', { kind: 'timeout', socketId: 12, timeoutMs: 1500, onTimeout: 'destroy' }],
  ['timeout 3 200', { kind: 'timeout', socketId: 3, timeoutMs: 200, onTimeout: 'notify' }],
  ['filter state:half-closed -port:80', { kind: 'filter', text: 'state:half-closed -port:80' }],
])('%s', (line, typed) => expect(parseTyped(line)).toEqual(typed));

test.each([
  ['send #12 hex 0d0a', '0d0a'],
  ['send #12 hello\\r\\n', '68656c6c6f0d0a'],
  ['send 12 text hex', '686578'],
  ['send #12 base64 /+8=', 'ffef'],
])('%s', (line, hex) => {
  const typed = parseTyped(line);
  expect(typed).toMatchObject({ kind: 'send', socketId: 12, thenEnd: false });
  expect(typed?.kind === 'send' && toHex(typed.bytes)).toBe(hex);
});

test.each([
  ['connect', /Write where to/u],
  ['connect localhost:0', /port 0/u],
  ['listen nowhere', /Write where to listen/u],
  ['listen 7007 shout', /no behaviour “shout”.*echo/u],
  ['send', /Write the connection/u],
  ['send #12', /what to send/u],
  ['send #12 hex 0d0', /digit short/u],
  ['send #12 \\q', /\\q/u],
  ['send #12 base64 !', /not base64/u],
  ['finish #x', /as finish #12/u],
  ['timeout #12 soon', /as timeout #12 30s close/u],
  ['filter', /what to filter by/u],
])('%s says what is wrong', (line, words) => {
  const typed = parseTyped(line);
  expect(typed?.kind).toBe('problem');
  expect(typed && typedSentence(typed)).toMatch(words);
});

test.each(['', 'dark', 'finish sending', 'reset', 'show keys', 'close when flushed'])('%j is a search', (line) =>
  expect(parseTyped(line)).toBeUndefined(),
);

test('every example the palette shows is a command', () => {
  for (const example of typedExamples) {
    const typed = parseTyped(example);
    expect(typed?.kind, example).not.toBe('problem');
    expect(typed && typedSentence(typed), example).toMatch(/^[A-Z]/u);
  }
});

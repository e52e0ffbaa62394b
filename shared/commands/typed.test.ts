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
  [
    'tap 7008 -> localhost:5432',
    { kind: 'tap', listen: { host: '127.0.0.1', port: 7008 }, target: { host: 'localhost', port: 5432 } },
  ],
  [
    'TAP unix:/tmp/a.sock→ /tmp/b.sock',
    { kind: 'tap', listen: { path: '/tmp/a.sock' }, target: { path: '/tmp/b.sock' } },
  ],
  [
    'fault #12 slow 5kB/s',
    {
      kind: 'fault',
      socketId: 12,
      title: 'Slow',
      faults: [{ kind: 'throttle', bytesPerSecond: 5_000, direction: 'both' }],
    },
  ],
  [
    'fault 12 laggy',
    {
      kind: 'fault',
      socketId: 12,
      title: 'Laggy',
      faults: [{ kind: 'delay', ms: 500, jitterMs: 100, direction: 'both' }],
    },
  ],
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
  ['tap', /as tap 7008 -> localhost:5432/u],
  ['tap 7008', /where to pass on to/u],
  ['tap here -> localhost:1', /“here” is no place to listen at/u],
  ['tap 7008 -> there', /“there” is no address to pass on to/u],
  ['tap 7008 -> localhost:0', /port 0/u],
  ['fault', /as fault #12 slow 5kB\/s/u],
  ['fault #12', /which fault: slow 5kB\/s, Laggy/u],
  ['fault #12 slow', /how slow/u],
  ['fault #12 slow 0 B/s', /how slow/u],
  ['fault #12 sloth', /no fault “sloth”.*Laggy, Dial-up/u],
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

test.each([
  ['slow 1.5 MB/s', 'Slow', /1.500.000 bytes a second/u],
  ['dial-up', 'Dial-up', /5.000 bytes a second/u],
  ['dribble', 'Dribble', /./u],
  ['Stops reading', 'Stops reading', /./u],
  ['never replies', 'Never replies', /./u],
  ['goes silent', 'Goes silent', /./u],
  ['resets after 1 kB', 'Resets after 1 kB', /./u],
  ['cuts off', 'Cuts off mid-message', /./u],
  ['slow close', 'Slow close', /./u],
  ['cable cut', 'Cable cut (imitation)', /./u],
])('fault #3 %s puts “%s” on the connection and says what it does', (said, title, words) => {
  const typed = parseTyped(`fault #3 ${said}`);
  expect(typed).toMatchObject({ kind: 'fault', socketId: 3, title });
  expect(typed && typedSentence(typed)).toMatch(new RegExp(`^Puts “${title.replace(/[()]/gu, '.')}” on #3: `, 'u'));
  expect(typed && typedSentence(typed)).toMatch(words);
});

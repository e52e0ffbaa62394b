import { expect, test } from 'vitest';
import { address, testSocket } from '../testing/records.ts';
import type { ConnectionFacts } from './facts.ts';
import { filterKeys, payloadKeys } from './keys.ts';
import { parseFilter } from './parse.ts';
import { suggest } from './suggest.ts';

const of = (id: number, serverName: string, more = {}): ConnectionFacts => {
  const own = testSocket(id, { origin: 'accepted', remote: address('10.0.0.1', 40_000 + id), ...more });
  return { own, ends: [own], serverName, now: 0, rate: 0, quietAfterMs: 60_000 };
};
const some = [of(1, 'Echo'), of(2, 'Echo', { state: 'reset' }), of(3, 'My server')];
const texts = (typed: string) => suggest(typed, some).map((s) => s.text);

test('nothing typed: every key', () => {
  expect(texts('')).toHaveLength(filterKeys.length + payloadKeys.length);
});

test('the beginning of a key, with its operator; a minus stays', () => {
  expect(texts('se')).toEqual(['server:', 'sent>', 'state:send-only']);
  expect(texts('-he')).toEqual(['-hex:', '-has:held']);
});

test('values of a key, with how many connections each leaves, most first', () => {
  expect(suggest('server:', some).map((s) => [s.text, s.count])).toEqual([
    ['server:Echo', 2],
    ['server:"My server"', 1],
  ]);
  expect(suggest('-server:my', some).map((s) => [s.text, s.count])).toEqual([['-server:"My server"', 2]]);
  expect(suggest('state:re', some).map((s) => [s.text, s.count])).toEqual([
    ['state:reset', 1],
    ['state:receive-only', 0],
    ['state:refused', 0],
  ]);
  expect(texts('peer:')).toEqual(['peer:10.0.0.1']);
  expect(texts('port:400')).toEqual(['port:40001', 'port:40002', 'port:40003']);
});

test('a value without its key, and a further alternative', () => {
  expect(texts('ech')).toEqual(['server:Echo']);
  expect(suggest('server:Echo|m', some).map((s) => [s.text, s.count])).toEqual([['server:Echo|"My server"', 3]]);
});

test('every suggestion of a value can be taken as it is', () => {
  for (const typed of ['server:', 'state:', 'has:', 'kind:', 'node:', 'r', 'my']) {
    for (const { text, count } of suggest(typed, some)) {
      if (count !== undefined) expect(parseFilter(text)).toMatchObject([{ raw: text }]);
    }
  }
});

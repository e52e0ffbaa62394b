import { expect, test } from 'vitest';
import { rank } from './rank.ts';

const entries = [
  { title: 'Finish sending', words: ['FIN', 'half close', 'shutdown'] },
  { title: 'Stop reading', words: ['pause'] },
  { title: 'Reset', words: ['RST', 'abort'] },
  { title: 'Connect…', words: ['dial', 'netcat'] },
  { title: 'Rows: compact', words: ['density'] },
  { title: '#12 client → Ёлка:7007' },
];
const best = (needle: string) => rank(entries, needle)[0]?.title;

test.each([
  ['half close', 'Finish sending'],
  ['FIN', 'Finish sending'],
  ['rst', 'Reset'],
  ['abort', 'Reset'],
  ['pause', 'Stop reading'],
  ['netcat', 'Connect…'],
  ['reading stop', 'Stop reading'],
  ['finsih', 'Finish sending'],
  ['ёлка', '#12 client → Ёлка:7007'],
])('%s finds %s', (needle, title) => expect(best(needle)).toBe(title));

test('an empty needle and a strange one find nothing', () => {
  expect(rank(entries, '  ')).toEqual([]);
  expect(rank(entries, 'zzzz')).toEqual([]);
  expect(rank(entries, '(((')).toEqual([]);
});

import { expect, test } from 'vitest';
import { blankDraft } from './compose.ts';
import { type HistoryEntry, MOST_KEPT, remember, searchHistory } from './history.ts';
import { builtInSnippets, byFolder, draftOfSnippet, searchSnippets, snippetOfDraft } from './snippets.ts';

const sent = (text: string, result: HistoryEntry['result'] = 'sent') => ({
  draft: { ...blankDraft, text },
  at: 1,
  bytes: text.length,
  result,
});

test('the history merges what is sent again, keeps 200, and is searched newest first', () => {
  let history: readonly HistoryEntry[] = [];
  for (const text of ['a', 'b', 'b', 'a', '']) history = remember(history, sent(text));
  expect(history.map(({ draft, times }) => [draft.text, times])).toEqual([
    ['a', 1],
    ['b', 2],
    ['a', 1],
  ]);
  history = remember(history, { ...sent('a'), draft: { ...blankDraft, text: 'a', ending: 'lf' } });
  expect(history).toHaveLength(4);
  for (let i = 0; i < 300; i++) history = remember(history, sent(`GET /${i}`));
  expect(history).toHaveLength(MOST_KEPT);
  expect(searchHistory(history, 'get 29').map(({ draft }) => draft.text)).toEqual([
    ...Array.from({ length: 10 }, (_, i) => `GET /${299 - i}`),
    'GET /229',
    'GET /129',
  ]);
  expect(remember(history, sent('x'.repeat(70_000)))).toBe(history);
});

test('a snippet is what was typed, and comes back as it was', () => {
  const draft = {
    ...blankDraft,
    mode: 'text' as const,
    text: 'a\\n',
    escapes: false,
    ending: 'custom' as const,
    custom: '\\x03',
  };
  const snippet = snippetOfDraft(draft, { name: 'n', folder: 'f', tags: ['t'] });
  expect(snippet).toEqual({
    name: 'n',
    folder: 'f',
    tags: ['t'],
    mode: 'text',
    text: 'a\\n',
    escapes: false,
    ending: 'custom',
    custom: '\\x03',
  });
  expect(snippet && draftOfSnippet(snippet)).toMatchObject({
    text: 'a\\n',
    escapes: false,
    custom: '\\x03',
    encoding: 'utf8',
  });
  expect(snippetOfDraft({ ...blankDraft, mode: 'file' }, { name: 'n' })).toBeUndefined();
});

test('the built-in pack has what the design lists, grouped and found by words', () => {
  expect(builtInSnippets.map(({ name }) => name)).toEqual([
    'HTTP GET',
    'SMTP EHLO',
    'Redis PING',
    'Line of CRLF',
    '1 MB of zeros',
    'Invalid UTF-8',
    'Byte order mark (UTF-8)',
  ]);
  expect(searchSnippets(builtInSnippets, 'encoding mark').map(({ name }) => name)).toEqual(['Byte order mark (UTF-8)']);
  const own = { name: 'b', mode: 'text' as const, text: '' };
  expect(byFolder([...builtInSnippets, own, { ...own, name: 'a' }]).map(([name, list]) => [name, list.length])).toEqual(
    [
      ['', 2],
      ['Built in', 7],
    ],
  );
});

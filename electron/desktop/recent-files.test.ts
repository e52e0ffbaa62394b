import { expect, test } from 'vitest';
import { recentTitles, withRecent } from './recent-files.ts';

test('the file opened last stands on top, once; ten are kept', () => {
  let files: string[] = [];
  for (let i = 0; i < 12; i++) files = withRecent(files, `/${i}.socketlab`);
  files = withRecent(files, '/5.socketlab');
  expect(files).toEqual([5, 11, 10, 9, 8, 7, 6, 4, 3, 2].map((i) => `/${i}.socketlab`));
});

test('names that occur twice say where they are; ampersands stay', () => {
  expect(recentTitles(['/a/x.socketlab', '/b/x.socketlab', '/b/R&D.socketlab']).map(({ title }) => title)).toEqual([
    'x.socketlab — /a',
    'x.socketlab — /b',
    'R&&D.socketlab',
  ]);
});

import { expect, test } from 'vitest';
import { helpLinks, mayBeShownInFolder, mayBeShownOutside } from './outside-links.ts';

test('every link of the Help menu may be shown', () => {
  for (const { url } of helpLinks) expect(mayBeShownOutside(url)).toBe(true);
});

test.each([
  'http://nodejs.org/api/net.html',
  'https://nodejs.org.evil.example/',
  'https://evil.example/https://nodejs.org/',
  'https://user@nodejs.org/',
  'https://nodejs.org:8443/',
  'https://nodejs.org@evil.example/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smb://nodejs.org/x',
  'ms-msdt:/id',
  '//nodejs.org/',
  '',
])('and nothing else: %s', (url) => expect(mayBeShownOutside(url)).toBe(false));

test('files are shown in their folder by whole paths of this machine only', () => {
  expect(mayBeShownInFolder('/tmp/notes.txt')).toBe(true);
  for (const file of [
    '',
    'notes.txt',
    '../notes.txt',
    '//server/share/x',
    '\\\\server\\share\\x',
    '/tmp/a\0b',
    'https://nodejs.org/',
  ])
    expect([file, mayBeShownInFolder(file)]).toEqual([file, false]);
});

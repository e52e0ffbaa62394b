import { expect, test } from 'vitest';
import { helpLinks, mayBeShownOutside } from './outside-links.ts';

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

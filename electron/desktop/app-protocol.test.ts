import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, contentSecurityPolicy } from './app-protocol.ts';
import { isInspector, isPage, PAGE } from './page-address.ts';

let folder: string;
let root: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'page-'));
  root = path.join(folder, 'renderer');
  mkdirSync(path.join(root, 'assets'), { recursive: true });
  writeFileSync(path.join(root, 'index.html'), '<h1>lab</h1>');
  writeFileSync(path.join(root, 'assets/a b.js'), 'run()');
  writeFileSync(path.join(root, 'notes.txt'), 'not part of the page');
  writeFileSync(path.join(folder, 'secret.json'), '{}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const get = (url: string, method = 'GET') => answer(root, method, url);

test('the page, with the policy as a header', async () => {
  const page = await get('app://lab/');
  expect(page.status).toBe(200);
  expect(await page.text()).toBe('<h1>lab</h1>');
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
  expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:/u);
});

test('its parts, and nothing but their heads for HEAD', async () => {
  expect(await (await get('app://lab/assets/a%20b.js?v=1#x')).text()).toBe('run()');
  const head = await get('app://lab/index.html', 'HEAD');
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect((await get('app://lab/', 'POST')).status).toBe(405);
});

describe('nothing else, and every answer carries the policy', () => {
  test.each([
    ['a file that is not there', 'app://lab/missing.js'],
    ['a folder', 'app://lab/assets'],
    ['a kind of file the page has none of', 'app://lab/notes.txt'],
    ['another host', 'app://else/index.html'],
    ['another scheme', 'http://lab/index.html'],
    ['above the root, escaped', 'app://lab/..%2fsecret.json'],
    ['above the root, escaped twice', 'app://lab/assets/%2e%2e%2f%2e%2e%2fsecret.json'],
    ['a NUL', 'app://lab/index.html%00.js'],
    ['a path that cannot be decoded', 'app://lab/%ff.js'],
    ['no address', 'lab'],
  ])('%s', async (_name, url) => {
    const response = await get(url);
    expect([response.status, response.headers.get('content-security-policy')]).toEqual([404, contentSecurityPolicy]);
  });
});

test('which address is the page', () => {
  expect(isPage('app://lab/')).toBe(true);
  expect(isPage('app://lab/#lessons')).toBe(true);
  expect([isPage('app://lab/?inspect=12'), isInspector('app://lab/?inspect=12'), isInspector(PAGE)]).toEqual([
    true,
    true,
    false,
  ]);
  const inspectors = ['app://lab/?inspect=0', 'app://lab/?inspect=1&x', 'app://lab/x?inspect=1', 'app://lab/?inspect='];
  for (const other of [
    ...inspectors,
    'app://lab/x',
    'app://lab/?x',
    'app://lab.evil/',
    'http://lab/',
    'about:blank',
    '',
  ]) {
    expect(isPage(other)).toBe(false);
  }
});

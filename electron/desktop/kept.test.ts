import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KeptFile } from './kept.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'kept-'));
  file = path.join(folder, 'deeper/kept.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nothing = { recent: [], windows: {}, theme: 'system' };

test('what was kept is there the next time', () => {
  expect(new KeptFile(file).value).toEqual(nothing);
  new KeptFile(file).change({ recent: ['/a.socketlab'], theme: 'dark' });
  expect(new KeptFile(file).value).toEqual({ ...nothing, recent: ['/a.socketlab'], theme: 'dark' });
});

test.each(['{', '[]', 'null', '"x"'])('a damaged file counts as none: %s', (text) => {
  new KeptFile(file).change({});
  writeFileSync(file, text);
  expect(new KeptFile(file).value).toEqual(nothing);
});

test('a damaged part costs only itself', () => {
  new KeptFile(file).change({});
  writeFileSync(file, JSON.stringify({ recent: [1], windows: { x: {} }, theme: 'dark' }));
  expect(new KeptFile(file).value).toEqual({ ...nothing, theme: 'dark' });
});

test('a folder that cannot be written is said, and nothing else happens', () => {
  writeFileSync(path.join(folder, 'file'), '');
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const kept = new KeptFile(path.join(folder, 'file/kept.json'));
  kept.change({ theme: 'light' });
  expect(kept.value.theme).toBe('light');
  expect(String(said.mock.calls[0]?.[0])).toContain('could not be written');
  said.mockRestore();
  expect(readFileSync(path.join(folder, 'file'), 'utf8')).toBe('');
});

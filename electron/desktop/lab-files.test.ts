import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LabFiles, labName, withExtension } from './lab-files.ts';

let folder: string;
let files: LabFiles;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'lab-files-')));
  files = new LabFiles();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => path.join(folder, name);

test('a path nobody has chosen is neither read nor written', async () => {
  writeFileSync(at('x.socketlab'), 'secret');
  await expect(files.read(at('x.socketlab'))).rejects.toThrow('was not chosen by anybody');
  await expect(files.write(at('x.socketlab'), 'other')).rejects.toThrow('was not chosen by anybody');
  files.allow(at('y.socketlab'));
  await expect(files.read(`${folder}/../${path.basename(folder)}/x.socketlab`)).rejects.toThrow('not chosen');
  expect(readFileSync(at('x.socketlab'), 'utf8')).toBe('secret');
});

test('a chosen one is, by any spelling of its path', async () => {
  files.allow(at('My lab.socketlab'));
  expect(await files.write(at('My lab.socketlab'), 'text')).toEqual({ path: at('My lab.socketlab'), name: 'My lab' });
  expect(await files.read(`${folder}/./My lab.socketlab`)).toMatchObject({ name: 'My lab', text: 'text' });
  expect(readdirSync(folder)).toEqual(['My lab.socketlab']);
});

test('a link stays a link, and rights stay as they were', async () => {
  writeFileSync(at('real.socketlab'), 'old', { mode: 0o600 });
  symlinkSync(at('real.socketlab'), at('link.socketlab'));
  files.allow(at('link.socketlab'));
  await files.write(at('link.socketlab'), 'new');
  expect(readFileSync(at('real.socketlab'), 'utf8')).toBe('new');
  expect(statSync(at('real.socketlab')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).sort()).toEqual(['link.socketlab', 'real.socketlab']);
});

test('what cannot be read or written says why, and leaves nothing behind', async () => {
  files.allow(at('missing.socketlab'));
  await expect(files.read(at('missing.socketlab'))).rejects.toThrow(/cannot be read: ENOENT/u);
  files.allow(at('nowhere/x.socketlab'));
  await expect(files.write(at('nowhere/x.socketlab'), '')).rejects.toThrow(/cannot be written: ENOENT/u);
  files.allow(at('large.socketlab'));
  writeFileSync(at('large.socketlab'), Buffer.alloc(16 * 1024 * 1024 + 1));
  await expect(files.read(at('large.socketlab'))).rejects.toThrow('larger than a lab file can be');
  files.allow(folder);
  await expect(files.write(folder, 'x')).rejects.toThrow('cannot be written');
  expect(readdirSync(folder)).toEqual(['large.socketlab']);
});

test('names', () => {
  expect([labName('/a/My.SocketLab'), labName('/a/b.json'), labName('/.socketlab')]).toEqual([
    'My',
    'b.json',
    'Untitled',
  ]);
  expect([withExtension('/a/b'), withExtension('/a/b.json')]).toEqual(['/a/b.socketlab', '/a/b.json']);
});

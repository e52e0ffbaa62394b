// Everything of Electron that the app uses is in the double: looked for in the app's own sources.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { instances, members, preloadMembers } from '../desktop/electron-members.ts';

const folder = path.resolve(import.meta.dirname, '../../electron/desktop');
const sources = readdirSync(folder)
  .filter((name) => !name.includes('.test.'))
  .map((name) => ({
    name,
    text: readFileSync(path.join(folder, name), 'utf8').replace(/^\s*(?:\/\/|\*|\/\*\*).*$/gmu, ''),
  }));

/** Members used of a name, as `name.member`, in some of the sources. */
function usedOf(name: string, files = sources): string[] {
  const used = new RegExp(`(?<![.\\w#/-])${name}\\??\\.(\\w+)`, 'gu');
  return [...new Set(files.flatMap(({ text }) => [...text.matchAll(used)].map((match) => match[1] ?? '')))];
}
const emitter = ['on', 'once', 'off', 'emit'];

test.each(Object.entries({ ...members, ...preloadMembers }))('%s', (name, known) => {
  const files = sources.filter(({ text }) =>
    new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from 'electron'`, 'u').test(text),
  );
  const allowed: readonly string[] = [...known, ...emitter, ...(name === 'session' ? instances.session : [])];
  for (const member of usedOf(name, files)) expect(allowed, `${name}.${member}`).toContain(member);
});

test('windows and their contents', () => {
  const windows = sources.filter(({ name }) => name === 'window.ts' || name === 'lab-dialogs.ts');
  const used = usedOf('window', windows);
  expect(used.length).toBeGreaterThan(5);
  for (const member of used) expect([...instances.window, ...emitter], `window.${member}`).toContain(member);
  const contents = [...usedOf('contents'), ...usedOf('window\\.webContents')];
  expect(contents.length).toBeGreaterThan(3);
  for (const member of contents) expect([...instances.contents, ...emitter], `contents.${member}`).toContain(member);
});

test('only names the lists know are taken from Electron', () => {
  const known = new Set([...Object.keys(members), ...Object.keys(preloadMembers)]);
  for (const { name, text } of sources) {
    for (const [, names = ''] of text.matchAll(/import \{([^}]*)\} from 'electron'/gu)) {
      const values = names
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each && !each.startsWith('type '));
      for (const value of values) expect([...known], name).toContain(value);
    }
  }
});

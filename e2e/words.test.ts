// UX11: “half-open” is said of a peer that is gone without our knowledge, and never of a half-closed socket.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
/** Where the words may stand: the notice of a peer that does not answer, and the failure it ends in. */
const allowed = ['shared/failure-texts/use.ts', 'shared/model/silence.ts'];

const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gmu, '');

test('UX11 nothing that is shown calls a half-closed socket half-open', () => {
  const files = ['renderer', 'shared', 'electron'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  );
  const shown = files.filter((file) => /\.tsx?$/u.test(file) && !/\.test\.tsx?$|\/testing\/|\/coverage\//u.test(file));
  expect(shown.length).toBeGreaterThan(300);
  const saying = shown.filter((file) =>
    /half[- ]open/iu.test(withoutComments(readFileSync(path.join(root, file), 'utf8'))),
  );
  expect(saying.sort()).toEqual(allowed);
});

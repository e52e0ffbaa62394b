// Entries of menus are made of commands (`renderer/commands/menu-entries.ts`), so that keys, titles and reasons are the same
// everywhere. These files alone make some of their own, of what no command can know beforehand.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../renderer');

const madeOnTheSpot: Readonly<Record<string, string>> = {
  'bench/composer/snippets-menu.tsx': 'the snippets of the lab',
  'bench/grid/row-menu.ts': 'a filter from the cell under the pointer',
  'bench/inspector/faults/fault-menus.ts': 'one particular fault, to remove',
  'commands/menu-entries.ts': 'makes entries of commands',
  'document/lab-menu.tsx': 'labs that were opened before',
  'mocks/card-form.tsx': 'what a card of a mock can begin with',
  'mocks/endpoint-faults.ts': 'one particular fault, to remove',
  'mocks/forms/part-list.tsx': 'kinds of a part of a mock',
  'mocks/framing-first.tsx': 'framings to begin with',
  'mocks/mock-files.ts': 'files of one mock',
  'mocks/mock-list.tsx': 'what a new mock can begin with',
  'mocks/new-mock.ts': 'what a new mock can begin with',
  'ui/menu.tsx': 'draws entries',
};

test('only these files make entries of menus that are no commands', () => {
  const makers = (readdirSync(root, { recursive: true }) as string[])
    .filter((name) => /\.tsx?$/u.test(name) && !name.includes('.test.'))
    .filter((name) => readFileSync(path.join(root, name), 'utf8').includes("kind: 'item'"))
    .map((name) => name.split(path.sep).join('/'));
  expect(makers.sort()).toEqual(Object.keys(madeOnTheSpot).sort());
});

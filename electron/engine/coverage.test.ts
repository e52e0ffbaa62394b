// Keeps shared/contract/coverage/ honest: every row of the checklist is there once, and what it claims is proven by a
// test that exists. UPDATE=1 writes shared/contract/COVERAGE.md anew.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { coverage } from '../../shared/contract/coverage/index.ts';
import { renderCoverage } from '../../shared/contract/coverage/render.ts';

const root = path.resolve(import.meta.dirname, '../..');
const document = path.join(root, 'shared/contract/COVERAGE.md');
const checklist = { S: 64, K: 79, M: 11, B: 10, A: 4, P: 13 };

/** The titles of all tests in the repository, found as the first argument of a `test(…)` call. */
function titles(): Set<string> {
  const found = new Set<string>();
  const call = /\b(?:test|it)(?:\.\w+(?:\((?:[^()]|\([^()]*\))*\))?)*\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/gsu;
  for (const folder of ['shared', 'electron', 'renderer', 'e2e']) {
    for (const name of readdirSync(path.join(root, folder), { recursive: true }) as string[]) {
      if (!/\.(?:test|spec)\.tsx?$/u.test(name)) continue;
      const text = readFileSync(path.join(root, folder, name), 'utf8');
      for (const [, , title = ''] of text.matchAll(call)) found.add(title.replace(/\\(.)/gu, '$1'));
    }
  }
  return found;
}

test('every row of the checklist is there once', () => {
  const expected = Object.entries(checklist).flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, i) => `${letter}${i + 1}`),
  );
  expect(expected).toHaveLength(181);
  expect(coverage.map((row) => row.id)).toEqual(expected);
});

test('every row has its proof, or its reason', () => {
  const known = titles();
  const wrong: string[] = [];
  for (const { id, status, how, tests, reason, element } of coverage) {
    if (element === '' || how === '') wrong.push(`${id} says nothing`);
    if (status === 'not-applicable' && tests.length > 0) wrong.push(`${id} is not applicable and has tests`);
    if (status !== 'not-applicable' && tests.length === 0) wrong.push(`${id} has no test`);
    if (status !== 'implemented' && !reason) wrong.push(`${id} is ${status} without a reason`);
    for (const title of tests) if (!known.has(title)) wrong.push(`${id} names a test that is not there: ${title}`);
  }
  expect(wrong).toEqual([]);
});

test('shared/contract/COVERAGE.md is what the rows say', () => {
  const text = renderCoverage(coverage);
  if (process.env.UPDATE) writeFileSync(document, text);
  expect(readFileSync(document, 'utf8'), 'run it with UPDATE=1 to write it anew').toBe(text);
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../.github/workflows');

describe.each(readdirSync(folder))('workflow %s', (name) => {
  const text = readFileSync(path.join(folder, name), 'utf8');

  test('every action is pinned by commit, and says its version', () => {
    const uses = text.match(/uses: .*/gu) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/^uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/u);
  });

  test('it may read the repository and nothing else, and keeps no token', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/mu);
    expect(text.match(/^\s*permissions:/gmu)).toHaveLength(1);
    expect(text).not.toMatch(/secrets\.|pull_request_target|write-all/u);
    expect(text.match(/persist-credentials: false/gu)?.length).toBe(text.match(/actions\/checkout@/gu)?.length);
  });

  test('what comes from outside is not put into scripts', () => {
    for (const run of text.match(/run: .*/gu) ?? []) expect(run).not.toMatch(/\$\{\{\s*github\./u);
  });
});

import type { CoverageRow } from './row.ts';

const sections = [
  ['S', 'Servers'],
  ['K', 'Sockets'],
  ['M', 'Functions of the module'],
  ['B', 'Block lists'],
  ['A', 'Socket addresses'],
  ['P', 'Paths'],
] as const;

/** The coverage as a Markdown document: a table for each part of the checklist, in the checklist's order. */
export function renderCoverage(rows: readonly CoverageRow[]): string {
  const count = (status: CoverageRow['status']) => rows.filter((row) => row.status === status).length;
  const head = `# What Socket Lab covers of Node’s \`net\`

Written from the files in [coverage/](coverage/) by \`UPDATE=1 npx vitest run electron/engine/coverage.test.ts\`; that test
also checks that every row has its proof. ${rows.length} rows: ${count('implemented')} implemented, ${count('detected')} detected (they depend on the version of Node or
on the system, and say so where they are missing), ${count('not-applicable')} not applicable.
`;
  const tables = sections.map(([letter, title]) => {
    const lines = rows.filter(({ id }) => id.startsWith(letter)).map(rowText);
    return `
## ${title}

| # | Element | Since | Status | How | Proof |
|---|---|---|---|---|---|
${lines.join('\n')}
`;
  });
  return [head, ...tables].join('');
}

function rowText({ id, element, since = '', status, how, reason, tests }: CoverageRow): string {
  const explained = reason === undefined ? how : `${how} ${reason}`;
  const proof = tests.map((title) => `“${title}”`).join('<br>');
  return `| ${[id, element, since, status, explained, proof].map(cell).join(' | ')} |`;
}

/** Text for a cell: nothing in it may end the cell or the row. */
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

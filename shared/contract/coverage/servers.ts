import type { CoverageRow } from './row.ts';
import { constructionRows } from './servers-construction.ts';
import { eventRows } from './servers-events.ts';
import { handleRows } from './servers-handles.ts';
import { lifecycleRows } from './servers-lifecycle.ts';
import { listeningRows } from './servers-listening.ts';

/** Rows S1-S64: servers. */
export const serverRows: readonly CoverageRow[] = [
  ...constructionRows,
  ...listeningRows,
  ...handleRows,
  ...lifecycleRows,
  ...eventRows,
];

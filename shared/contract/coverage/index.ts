import type { CoverageRow } from './row.ts';
import { serverRows } from './servers.ts';
import { socketRows } from './sockets.ts';
import { toolAndPathRows } from './tools-and-paths.ts';

export type { CoverageRow } from './row.ts';

/** What became of each of the 181 rows of the `net` checklist. */
export const coverage: readonly CoverageRow[] = [...serverRows, ...socketRows, ...toolAndPathRows];

import type { CoverageRow } from './row.ts';

/** Rows K1-K79: sockets. */
export const socketRows: readonly CoverageRow[] = [];

import { pathRows } from './paths.ts';
import type { CoverageRow } from './row.ts';
import { toolRows } from './tools.ts';

/** Rows M1-M11, B1-B10, A1-A4 and P1-P13: everything that is neither a server nor a socket. */
export const toolAndPathRows: readonly CoverageRow[] = [...toolRows, ...pathRows];

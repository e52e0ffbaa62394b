import type { CoverageRow } from './row.ts';
import { connectingRows } from './sockets-connecting.ts';
import { socketConstructionRows } from './sockets-construction.ts';
import { socketEventRows } from './sockets-events.ts';
import { methodRows } from './sockets-methods.ts';
import { propertyRows } from './sockets-properties.ts';

/** Rows K1-K79: sockets. */
export const socketRows: readonly CoverageRow[] = [
  ...socketConstructionRows,
  ...connectingRows,
  ...socketEventRows,
  ...propertyRows,
  ...methodRows,
];

// How many connections wait to be accepted on a UNIX path, by a look of its own at `/proc/net/unix`.
import { readFileSync } from 'node:fs';
import { scanUnix } from './proc-unix.ts';

/** The state of an end that no program has accepted yet: `SS_CONNECTING`. */
const WAITS = 2;
/** Thousands of dials may fail at once: one look serves them all. */
const FRESH_MS = 250;
let seen: { readonly at: number; readonly table: Buffer } | undefined;

/** Connections in the accept queue of a path (an abstract one begins with NUL); undefined where the kernel does not tell. */
export function unixQueueLength(path: string): number | undefined {
  try {
    const now = performance.now();
    if (!seen || now - seen.at > FRESH_MS) seen = { at: now, table: readFileSync('/proc/net/unix') };
    const { table } = seen;
    const wanted = Buffer.from(path.replace(/^\0/u, '@'));
    let waiting = 0;
    let listens = false;
    scanUnix(table, (row) => {
      if (!table.subarray(row.pathAt, row.pathEnd).equals(wanted)) return;
      if (row.listens) listens = true;
      else if (row.state === WAITS) waiting++;
    });
    return listens ? waiting : undefined;
  } catch {
    return undefined; // no such table on this system; the text does without the number
  }
}

// How long an accept queue really is: the system clamps what a program asks for (net-behaviours B30).
import { readFileSync } from 'node:fs';

/** `net.core.somaxconn` now; undefined where the system does not tell. It belongs to the network namespace. */
export function mostBacklog(file = '/proc/sys/net/core/somaxconn'): number | undefined {
  try {
    return Number(readFileSync(file, 'latin1'));
  } catch {
    return undefined; // not Linux: the length is not shown
  }
}

/**
 * The length of an accept queue for what Node asks for, as listen(2) judges it: a fraction is cut off, a negative number
 * is the most there can be.
 */
export function effectiveBacklog(asked: number, most: number): number {
  const wanted = Math.trunc(asked);
  return wanted < 0 ? most : Math.min(wanted, most);
}

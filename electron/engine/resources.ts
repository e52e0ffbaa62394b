// What this process uses. Most of it is read from files, which needs a descriptor: with none left, the numbers that can
// be had without one are given, because that is the moment at which somebody wants to see them.
import { readdirSync } from 'node:fs';
import { getHeapStatistics } from 'node:v8';

/** Open descriptors, or null where the system does not tell; `limit` when there is none left to count them with. */
export function openDescriptorCount(limit: number | null): number | null {
  for (const folder of ['/proc/self/fd', '/dev/fd']) {
    try {
      return readdirSync(folder).length - 1; // the folder itself was open for reading
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EMFILE') return limit;
      // else: not this way on this system
    }
  }
  return null;
}

/** Bytes in memory, and bytes of JavaScript objects among them. */
export function memory(): { rss: number; heapUsed: number } {
  const heapUsed = getHeapStatistics().used_heap_size;
  try {
    return { rss: process.memoryUsage.rss(), heapUsed };
  } catch {
    return { rss: process.resourceUsage().maxRSS * 1024, heapUsed }; // no descriptor left: the most there has been
  }
}

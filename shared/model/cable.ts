// What the lab's own faults do to the way between two ends: a throttle makes it narrow, a silence cuts it.
import type { Socket } from '../contract/records.ts';
import { directionsOf } from '../faults/index.ts';
import { formatRate } from '../format.ts';

type Direction = 'sent' | 'received';

/** What stands in one direction of one end: the narrowest of its throttles, or a silence. */
export interface Narrowing {
  readonly state: 'narrow' | 'cut';
  readonly word: string;
}

/** How the faults of an end hold back one of its directions; undefined where they let everything through. */
export function narrowingOf(socket: Socket | undefined, direction: Direction): Narrowing | undefined {
  let rate: number | undefined;
  for (const { fault, active } of socket?.faults ?? []) {
    if (!socket || !active || !directionsOf(fault).includes(direction)) continue;
    if (fault.kind === 'silence' && hasBegun(fault, passed(socket, direction))) return { state: 'cut', word: 'cut' };
    if (fault.kind === 'throttle' && hasBegun(fault, passed(socket, direction))) {
      rate = Math.min(rate ?? fault.bytesPerSecond, fault.bytesPerSecond);
    }
  }
  return rate === undefined ? undefined : { state: 'narrow', word: formatRate(rate) };
}

/** Whether nothing passes between two ends of ours, in neither direction. */
export function isCut(a: Socket | undefined, b: Socket | undefined): boolean {
  const cut = (from: Socket | undefined, to: Socket | undefined) =>
    narrowingOf(from, 'sent')?.state === 'cut' || narrowingOf(to, 'received')?.state === 'cut';
  return cut(a, b) && cut(b, a);
}

interface Begins {
  readonly afterBytes?: number | undefined;
  readonly afterMs?: number | undefined;
}

/** A fault that waits for a time is not said to work: the record does not tell since when it waits. */
const hasBegun = ({ afterBytes = 0, afterMs = 0 }: Begins, bytes: number) =>
  afterMs === 0 && (afterBytes === 0 || bytes >= afterBytes);

const passed = ({ counts }: Socket, direction: Direction) =>
  direction === 'sent' ? counts.bytesWritten : counts.bytesRead;

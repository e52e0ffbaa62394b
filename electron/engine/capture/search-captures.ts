// Looking for bytes among what many sockets have lately sent and received, without holding up the sockets.
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Capture, Direction } from './capture.ts';

/** The event loop is given back after this long. */
const SLICE_MS = 4;

export interface Searched {
  readonly socketId: SocketId;
  readonly capture: Capture;
}

/**
 * The sockets that hold any of `needles` among their newest `lastBytes`. A match lies in one direction of one life and
 * may span chunks, as long as nothing between them is missing.
 */
export async function searchCaptures(sockets: Iterable<Searched>, needles: readonly Buffer[], lastBytes: number) {
  const found: SocketId[] = [];
  let [searched, incomplete] = [0, 0];
  let sliceEnds = performance.now() + SLICE_MS;
  for (const { socketId, capture } of sockets) {
    searched++;
    const tail = newestOf(capture, lastBytes);
    if (!tail.complete) incomplete++;
    if (tail.runs.some((run) => needles.some((needle) => run.includes(needle)))) found.push(socketId);
    if (performance.now() < sliceEnds) continue;
    await new Promise<void>((resolve) => setImmediate(resolve));
    sliceEnds = performance.now() + SLICE_MS;
  }
  return { socketIds: found, searched, incomplete };
}

/** The newest bytes of a capture, both directions together, as runs without a gap. */
export function newestOf(capture: Capture, lastBytes: number): { runs: Buffer[]; complete: boolean } {
  const runs: Buffer[] = [];
  const open: Record<Direction, Buffer[]> = { sent: [], received: [] };
  const close = () => {
    for (const pieces of Object.values(open)) {
      if (pieces.length > 0) runs.push(pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces.reverse()));
    }
    open.sent = [];
    open.received = [];
  };
  let left = lastBytes;
  let expected = capture.next - 1;
  let life: number | undefined;
  let complete = true;
  for (const chunk of capture.backwards()) {
    if (left <= 0) break;
    const gap = chunk.index !== expected;
    if (gap) complete = false;
    if (gap || chunk.life !== (life ?? chunk.life)) close();
    ({ life } = chunk);
    expected = chunk.index - 1;
    open[chunk.direction].push(chunk.bytes.length > left ? chunk.bytes.subarray(-left) : chunk.bytes);
    left -= chunk.bytes.length;
  }
  close();
  return { runs, complete: complete && (left <= 0 || expected < 0) };
}

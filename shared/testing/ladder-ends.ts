// Connections made up for tests: what two ends would know after bytes were cut and joined at will.
import type { LabEvent, NewEvent } from '../contract/events.ts';
import type { SocketId } from '../contract/fields.ts';
import type { Socket } from '../contract/records.ts';
import type { LadderChunk, LadderEnd } from '../model/ladder/ladder-facts.ts';
import type { Random } from './random.ts';

type OneEvent = NewEvent extends infer E
  ? E extends { socketId: SocketId; life: number }
    ? Omit<E, 'socketId' | 'life'> & { at: number }
    : never
  : never;

/** An end with chunks given as `[direction, size, at]` and with events. */
export function endLike(
  socket: Socket,
  chunks: readonly (readonly ['sent' | 'received', number, number])[],
  events: readonly OneEvent[] = [],
): LadderEnd {
  const done = { sent: 0, received: 0 };
  return {
    socket,
    chunks: chunks.map(([direction, size, at], index): LadderChunk => {
      const offset = done[direction];
      done[direction] += size;
      return { index, at, direction, size, offset, data: '' };
    }),
    events: events.map((event, i) => ({
      number: socket.socketId * 1_000 + i,
      event: { ...event, socketId: socket.socketId, life: socket.life } as LabEvent,
    })),
  };
}

/** Cuts `total` into pieces of random sizes. */
export function cutUp(random: Random, total: number, largest: number): number[] {
  const pieces: number[] = [];
  for (let left = total; left > 0; ) {
    const piece = Math.min(left, 1 + random.below(largest));
    pieces.push(piece);
    left -= piece;
  }
  return pieces;
}

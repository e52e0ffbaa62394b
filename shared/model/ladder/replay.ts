// Going once more through what was recorded: at the pace in which it happened, slower, or event by event.
import type { Ladder } from './ladder-facts.ts';

export const replaySpeeds = [
  { speed: 0.1, title: '1/10' },
  { speed: 0.5, title: '1/2' },
  { speed: 1, title: '1×' },
] as const;

/** Nobody waits longer for the next event, however long it took then. */
const LONGEST_WAIT_MS = 1_000;

/** How far a replay has come. What is recorded while it runs is no part of it. */
export interface Replay {
  readonly ladder: Ladder;
  /** Positions of the first and the last event of it, and of the one it has come to. */
  readonly first: number;
  readonly last: number;
  readonly position: number;
  /** The time it shows, in engine milliseconds. */
  readonly at: number;
  readonly playing: boolean;
}

const timeOf = ({ instants }: Ladder, position: number) => instants[position]?.at ?? 0;

/** A replay of a stretch of a ladder, at its first event. */
export function replayOf(ladder: Ladder, first: number, last: number): Replay {
  return { ladder, first, last, position: first, at: timeOf(ladder, first), playing: first < last };
}

/** The replay so many milliseconds later. It ends with its last event. */
export function advanced(replay: Replay, elapsedMs: number, speed: number): Replay {
  const { ladder, last, playing } = replay;
  if (!playing) return replay;
  const next = timeOf(ladder, replay.position + 1);
  const at = Math.max(replay.at + elapsedMs * speed, next - LONGEST_WAIT_MS * speed);
  let { position } = replay;
  while (position < last && timeOf(ladder, position + 1) <= at) position++;
  return { ...replay, at, position, playing: position < last };
}

/** The replay at an event, standing still. */
export function movedTo(replay: Replay, position: number): Replay {
  const there = Math.min(replay.last, Math.max(replay.first, position));
  return { ...replay, position: there, at: timeOf(replay.ladder, there), playing: false };
}

/** The replay going on, from its beginning where it was at its end. */
export function resumed(replay: Replay): Replay {
  const begun = replay.position >= replay.last ? movedTo(replay, replay.first) : replay;
  return { ...begun, playing: replay.first < replay.last };
}

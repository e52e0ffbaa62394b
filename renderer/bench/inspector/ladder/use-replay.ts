import { useEffect, useState } from 'react';
import type { Ladder } from '../../../../shared/model/ladder/ladder-facts.ts';
import { advanced, movedTo, type Replay, replayOf, resumed } from '../../../../shared/model/ladder/replay.ts';
import { useLadderView } from './ladder-view.ts';

export interface ReplayControl {
  /** Undefined while none is shown. */
  readonly replay: Replay | undefined;
  start(ladder: Ladder, first: number, last: number): void;
  stop(): void;
  /** Plays, or stands still. */
  toggle(): void;
  go(position: number): void;
}

/** A replay and its clock; it moves with the frames of the page while it plays. */
export function useReplay(): ReplayControl {
  const [replay, setReplay] = useState<Replay>();
  const playing = replay?.playing === true;
  useEffect(() => {
    if (!playing) return;
    let before = performance.now();
    const tick = (now: number) => {
      const elapsed = Math.max(0, now - before);
      before = now;
      setReplay((was) => was && advanced(was, elapsed, useLadderView.getState().speed));
      frame = requestAnimationFrame(tick);
    };
    let frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [playing]);
  return {
    replay,
    start: (ladder, first, last) => setReplay(replayOf(ladder, first, last)),
    stop: () => setReplay(undefined),
    toggle: () => setReplay((was) => was && (was.playing ? { ...was, playing: false } : resumed(was))),
    go: (position) => setReplay((was) => was && movedTo(was, position)),
  };
}

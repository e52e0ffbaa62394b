// “Freeze view”: what is shown stands still, while sockets, the engine and this page's mirror of it go on.
import { create } from 'zustand';
import type { LabState } from '../../shared/model/lab-state.ts';

export interface Freeze {
  /** When the view was frozen, in page milliseconds; undefined while it is not. */
  readonly since: number | undefined;
}

export const useFreeze = create<Freeze>()(() => ({ since: undefined }));

export const isFrozen = () => useFreeze.getState().since !== undefined;

/** Events between what is shown and what is: the engine's facts, and each chunk that was sent or received. */
export function eventsBetween(shown: LabState, real: LabState): number {
  return real.sequence - shown.sequence + chunksOf(real) - chunksOf(shown);
}

function chunksOf({ sockets }: LabState): number {
  let chunks = 0;
  for (const { counts } of sockets.values()) chunks += counts.chunksReceived + counts.chunksSent;
  return chunks;
}

/** Notes that the view stands still from now on, or goes on. `LabSession` does the work. */
export const noteFrozen = (on: boolean) => useFreeze.setState({ since: on ? performance.now() : undefined });

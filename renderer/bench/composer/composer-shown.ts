// The Composer that is on screen, for commands, which live outside of it.
import type { SocketId } from '../../../shared/contract/fields.ts';

interface ShownComposer {
  readonly socketId: SocketId;
  send(thenEnd: boolean): Promise<void>;
}

let shown: ShownComposer | undefined;

/** Says which Composer is on screen; returns its undo. */
export function showComposer(composer: ShownComposer): () => void {
  shown = composer;
  return () => {
    if (shown === composer) shown = undefined;
  };
}
export const shownComposer = () => shown;

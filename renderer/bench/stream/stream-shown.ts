// The Stream that is on screen, for commands, keys and menus, which live outside of it.
import type { Socket } from '../../../shared/contract/records.ts';
import type { Actions } from '../../actions/actions.ts';
import type { Rows } from './rows.ts';
import type { StreamModel } from './stream-model.ts';

export interface ShownStream {
  readonly model: StreamModel;
  readonly socket: Socket;
  readonly actions: Actions;
}

let shown: ShownStream | undefined;
let list: StreamListHandle | undefined;

/** What the list of rows can be asked to do. */
export interface StreamListHandle {
  readonly rows: Rows;
  /** Brings a byte of a chunk into view, loading it when needed. */
  reveal(index: number, offset?: number): Promise<void>;
  toStart(): void;
  toEnd(): void;
  focus(): void;
}

/** Says which Stream is on screen; returns its undo. */
export function showStream(stream: ShownStream): () => void {
  shown = stream;
  return () => {
    if (shown === stream) shown = undefined;
  };
}
export function showList(handle: StreamListHandle): () => void {
  list = handle;
  return () => {
    if (list === handle) list = undefined;
  };
}
export const shownStream = () => shown;
export const shownList = () => list;

// Undo and redo of edits to the lab. Only edits: bytes that were sent, a FIN and a reset cannot be taken back.
import { create } from 'zustand';

export interface Edit {
  /** What it did, as it stands in the menu after “Undo”: `Delete server “Echo”`. */
  readonly title: string;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

interface UndoStore {
  readonly done: readonly Edit[];
  readonly undone: readonly Edit[];
}

const MOST_KEPT = 200;

export const useUndo = create<UndoStore>()(() => ({ done: [], undone: [] }));

/** Notes an edit that was just made, so that it can be undone. */
export function noteEdit(edit: Edit): void {
  useUndo.setState(({ done }) => ({ done: [...done.slice(-MOST_KEPT + 1), edit], undone: [] }));
}

/** Makes an edit and notes it. `make` does it and answers how to undo it; it is also what redo does. */
export async function edit(title: string, make: () => Promise<() => Promise<unknown>>): Promise<void> {
  let takeBack = await make();
  noteEdit({
    title,
    undo: async () => {
      await takeBack();
    },
    redo: async () => {
      takeBack = await make();
    },
  });
}

export async function undo(): Promise<void> {
  const last = useUndo.getState().done.at(-1);
  if (!last) return;
  await last.undo();
  useUndo.setState(({ done, undone }) => ({ done: done.filter((e) => e !== last), undone: [...undone, last] }));
}

export async function redo(): Promise<void> {
  const last = useUndo.getState().undone.at(-1);
  if (!last) return;
  await last.redo();
  useUndo.setState(({ done, undone }) => ({ done: [...done, last], undone: undone.filter((e) => e !== last) }));
}

/** Forgets all edits: another lab is there now. */
export const forgetEdits = () => useUndo.setState({ done: [], undone: [] });

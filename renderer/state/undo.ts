// Undo and redo of edits to the lab. Only edits: bytes that were sent, a FIN and a reset cannot be taken back.
import { create } from 'zustand';
import { showToast } from './notices.ts';

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
  noteMade(title, await make(), make);
}

/** Notes an edit that has been made already: how to take it back, and how to make it again. */
export function noteMade(
  title: string,
  takeBack: () => Promise<unknown>,
  make: () => Promise<() => Promise<unknown>>,
): void {
  let back = takeBack;
  noteEdit({
    title,
    undo: async () => {
      await back();
    },
    redo: async () => {
      back = await make();
    },
  });
}

/** Says that something was taken out of the lab, with the way to have it back (ux.md 6.6). */
export const offerUndo = (title: string) =>
  showToast({ severity: 'info', title, action: { title: 'Undo', run: () => void undoOrSay() } });

/** Undoes the last edit, or says why that cannot be done now; the edit stays in the list then. */
export const undoOrSay = () => undo().catch(sayFailed);
export const redoOrSay = () => redo().catch(sayFailed);

function sayFailed(error: unknown): void {
  const title = error instanceof Error ? error.message : String(error);
  const why = (error as { failure?: { why?: string } }).failure?.why;
  showToast({ severity: 'problem', title, why });
}

/** One at a time, in the order they were asked for: two presses of the key undo two edits. */
let before: Promise<unknown> = Promise.resolve();
function inTurn(work: () => Promise<void>): Promise<void> {
  const result = before.then(work);
  before = result.catch(() => {}); // whoever asked hears of it
  return result;
}

export const undo = () =>
  inTurn(async () => {
    const last = useUndo.getState().done.at(-1);
    if (!last) return;
    await last.undo();
    useUndo.setState(({ done, undone }) => ({ done: done.filter((e) => e !== last), undone: [...undone, last] }));
  });

export const redo = () =>
  inTurn(async () => {
    const last = useUndo.getState().undone.at(-1);
    if (!last) return;
    await last.redo();
    useUndo.setState(({ done, undone }) => ({ done: [...done, last], undone: undone.filter((e) => e !== last) }));
  });

/** Forgets all edits: another lab is there now. */
export const forgetEdits = () => useUndo.setState({ done: [], undone: [] });

import { create } from 'zustand';
import { forgetEdits } from './undo.ts';

/** Whether the person should hear that the servers of a lab that was opened are stopped. */
export const useOpened = create<{ readonly told: boolean }>()(() => ({ told: true }));

/** Another lab is there, by whatever way: edits of the one before cannot be undone in it. */
export function labOpened(): void {
  forgetEdits();
  useOpened.setState({ told: false });
}
export const tellNoMore = () => useOpened.setState({ told: true });

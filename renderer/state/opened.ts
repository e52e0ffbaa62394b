import { create } from 'zustand';
import { forgetEdits } from './undo.ts';

/** Whether the person should hear that the servers of a lab that was opened are stopped; and how many labs were opened. */
export const useOpened = create<{ readonly told: boolean; readonly labs: number }>()(() => ({
  told: true,
  labs: 0,
}));

/** Another lab is there, by whatever way: edits of the one before cannot be undone in it. */
export function labOpened(): void {
  forgetEdits();
  useOpened.setState(({ labs }) => ({ told: false, labs: labs + 1 }));
}
export const tellNoMore = () => useOpened.setState({ told: true });

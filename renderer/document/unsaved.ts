import { create } from 'zustand';

/** Whether the lab differs from its file. Worked out a moment after each change (`recovery.ts`). */
export const useUnsaved = create<{ readonly unsaved: boolean }>()(() => ({ unsaved: false }));

export function setUnsaved(unsaved: boolean): void {
  if (useUnsaved.getState().unsaved !== unsaved) useUnsaved.setState({ unsaved });
}

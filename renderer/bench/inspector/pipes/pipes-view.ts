import { create } from 'zustand';

/** How Pipes is looked at; the choice holds for every connection. */
export const usePipesView = create<{ readonly table: boolean }>()(() => ({ table: false }));

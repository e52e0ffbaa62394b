import { create } from 'zustand';

/** How State is looked at; the choice holds for every connection. */
export const useStateView = create<{ readonly list: boolean }>()(() => ({ list: false }));

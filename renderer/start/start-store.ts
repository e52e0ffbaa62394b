import { create } from 'zustand';
import type { LabStore } from '../state/lab-store.ts';

/** Whether Start was asked for although the lab is not empty (Help ▸ Start). */
export const useStartView = create<{ readonly open: boolean }>()(() => ({ open: false }));
export const openStart = (open: boolean) => useStartView.setState({ open });

/** Whether there is nothing in the lab that could be looked at. */
export function isEmptyLab(store: LabStore): boolean {
  const { servers, sockets, document } = store.lab;
  return servers.size === 0 && sockets.size === 0 && document.clients.length === 0;
}

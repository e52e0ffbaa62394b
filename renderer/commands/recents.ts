// The commands that were used last, for an empty palette.
import { create } from 'zustand';

const KEY = 'socket-lab.recent-commands';
const MOST = 8;

export const useRecents = create<{ readonly ids: readonly string[] }>()(() => ({ ids: stored() }));

export function noteRecent(id: string): void {
  useRecents.setState(({ ids }) => ({ ids: [id, ...ids.filter((other) => other !== id)].slice(0, MOST) }));
  localStorage.setItem(KEY, JSON.stringify(useRecents.getState().ids));
}

/** What was kept; anything but a list of texts is left out. */
function stored(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string').slice(0, MOST) : [];
  } catch {
    return []; // damaged: an empty palette then shows what can be done here, and no recents
  }
}

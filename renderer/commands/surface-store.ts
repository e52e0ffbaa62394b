// What stands over the bench: the palette, the sheet of keys, the tools. At most one at a time.
import { create } from 'zustand';
import { openSettings } from '../settings/settings-store.ts';

export type Tool = 'addresses' | 'block-list' | 'socket-address' | 'family';
export type Surface =
  | { readonly kind: 'palette'; readonly text: string; readonly enter?: boolean }
  | { readonly kind: 'keys' }
  | { readonly kind: 'tools'; readonly tool: Tool };

interface SurfaceStore {
  readonly surface: Surface | undefined;
  /** What had the focus when the surface was opened: the context of the palette, and where the focus goes back to. */
  readonly opener: Element | null;
  /** Whether the sidebar is shown. */
  readonly sidebar: boolean;
}

export const useSurface = create<SurfaceStore>()(() => ({ surface: undefined, opener: null, sidebar: true }));

/** What has the focus, or had it when the surface that is open was opened. */
export function focusedElement(): Element | null {
  const { surface, opener } = useSurface.getState();
  if (surface) return opener;
  return typeof document === 'object' ? document.activeElement : null; // no document: described outside of a page
}

export function openSurface(surface: Surface): void {
  if (surface.kind === 'tools') openSettings(false); // one thing at a time: the settings are a screen of their own
  useSurface.setState((before) => ({
    surface,
    opener: before.surface ? before.opener : document.activeElement,
  }));
}

/** Closes what is open and gives the focus back to its opener, unless something else has taken it meanwhile. */
export function closeSurface(): void {
  const { opener } = useSurface.getState();
  useSurface.setState({ surface: undefined });
  queueMicrotask(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
  });
}

export const showSidebar = (sidebar: boolean) => useSurface.setState({ sidebar });

import type { KeyboardEvent } from 'react';
import type { EndpointKey } from './sidebar-store.ts';

/**
 * Moves between endpoints by arrows, Home and End; answers whether the key was one of them. What is done to an endpoint by
 * key is a command (`sidebar-commands.ts`): those keys can be changed.
 */
export function moveByKey(event: KeyboardEvent, keys: readonly EndpointKey[]): boolean {
  const focused = (event.target as HTMLElement).dataset.endpoint as EndpointKey | undefined;
  if (focused === undefined || event.ctrlKey || event.metaKey || event.altKey) return false;
  const at = keys.indexOf(focused);
  switch (event.key) {
    case 'ArrowDown':
      return focus(keys[Math.min(at + 1, keys.length - 1)]);
    case 'ArrowUp':
      return focus(keys[Math.max(at - 1, 0)]);
    case 'Home':
      return focus(keys[0]);
    case 'End':
      return focus(keys.at(-1));
    default:
      return false;
  }
}

function focus(key: EndpointKey | undefined): boolean {
  if (key === undefined) return false;
  document.querySelector<HTMLElement>(`[data-endpoint="${key}"]`)?.focus();
  return true;
}

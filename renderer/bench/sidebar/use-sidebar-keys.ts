import type { KeyboardEvent } from 'react';
import type { Actions } from '../../actions/actions.ts';
import { useLab } from '../../state/lab-store.ts';
import { openDialog } from '../../state/view-store.ts';
import { toggleTap } from '../../taps/tap-menu.ts';
import { isRunning, toggleServer } from './server-menu.ts';
import { type EndpointKey, renameEndpoint, selectedEndpoint } from './sidebar-store.ts';

/** The keys of the sidebar while an endpoint has the focus; the handler answers whether a key was one of them. */
export function useSidebarKeys(actions: Actions, keys: readonly EndpointKey[]): (event: KeyboardEvent) => boolean {
  return (event) => {
    const focused = (event.target as HTMLElement).dataset.endpoint as EndpointKey | undefined;
    if (focused === undefined || event.ctrlKey || event.metaKey || event.altKey) return false;
    const at = keys.indexOf(focused);
    const { server, client, tap } = selectedEndpoint();
    const tapServer = tap && useLab.getState().lab.servers.get(tap.serverId);
    switch (event.key) {
      case 'ArrowDown':
        return focus(keys[Math.min(at + 1, keys.length - 1)]);
      case 'ArrowUp':
        return focus(keys[Math.max(at - 1, 0)]);
      case 'Home':
        return focus(keys[0]);
      case 'End':
        return focus(keys.at(-1));
      case ' ':
        if (server) void toggleServer(actions, server);
        else if (tap && tapServer) void toggleTap(actions, tap, tapServer);
        else if (client) void actions.clients.dial(client);
        return true;
      case 'Enter':
        if (tap) openDialog({ kind: 'tap', tapId: tap.tapId });
        else if (client) openDialog({ kind: 'connect', clientId: client.clientId });
        else if (server && !isRunning(server)) openDialog({ kind: 'listen', serverId: server.serverId });
        return true;
      case 'F2':
        if (tap) openDialog({ kind: 'tap', tapId: tap.tapId });
        else renameEndpoint(focused);
        return true;
      case 'Delete':
        focus(keys[at + 1] ?? keys[at - 1]);
        if (server) void actions.servers.remove(server.serverId);
        else if (tap) void actions.taps.remove(tap);
        else if (client) void actions.clients.remove(client);
        return true;
      default:
        return false;
    }
  };
}

function focus(key: EndpointKey | undefined): boolean {
  if (key === undefined) return false;
  document.querySelector<HTMLElement>(`[data-endpoint="${key}"]`)?.focus();
  return true;
}

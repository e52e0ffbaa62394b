// The menus of an endpoint: made of commands, about the endpoint they were opened on.
import type { Actions } from '../../actions/actions.ts';
import type { CommandBook } from '../../commands/commands-context.tsx';
import { commandEntries } from '../../commands/menu-entries.ts';
import { endpointFaultEntries } from '../../mocks/endpoint-faults.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { endpointOf, type Listener } from './endpoint-in-mind.ts';
import type { EndpointKey } from './sidebar-store.ts';

/** What stands in the menu of each kind of endpoint; `-` separates, `faults` is a submenu. */
const menus = {
  server: [
    'endpoint.activate',
    'endpoint.connect-to',
    '-',
    'endpoint.copy-address',
    'endpoint.copy-command',
    '-',
    'endpoint.mock',
    'faults',
    '-',
    'endpoint.change',
    'endpoint.rename',
    'endpoint.duplicate',
    'endpoint.delete',
  ],
  client: [
    'endpoint.activate',
    '-',
    'endpoint.copy-address',
    'endpoint.copy-command',
    '-',
    'endpoint.change',
    'endpoint.rename',
    'endpoint.duplicate',
    'endpoint.delete',
  ],
  tap: [
    'endpoint.activate',
    'endpoint.connect-to',
    '-',
    'endpoint.copy-address',
    'endpoint.copy-command',
    '-',
    'endpoint.change',
    'faults',
    '-',
    'endpoint.rename',
    'endpoint.duplicate',
    'endpoint.delete',
  ],
} as const;

/** Everything that can be done to an endpoint, as it is now; empty once it is gone. */
export function endpointMenu(book: CommandBook, actions: Actions, key: EndpointKey): MenuEntry[] {
  const endpoint = endpointOf(key);
  if (!endpoint) return [];
  const about = { about: { endpoint: key } };
  return menus[endpoint.kind].flatMap((id): MenuEntry[] => {
    if (id === '-') return [{ kind: 'separator' }];
    if (id !== 'faults') return commandEntries(book, [id], about);
    return [{ kind: 'submenu', title: 'Faults', entries: endpointFaultEntries(book, actions, endpoint as Listener) }];
  });
}

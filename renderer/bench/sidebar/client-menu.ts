import { terminalCommand } from '../../../shared/compose/terminal-command.ts';
import type { Client } from '../../../shared/contract/document.ts';
import type { Actions } from '../../actions/actions.ts';
import { targetText } from '../../actions/client-actions.ts';
import { copyText } from '../../actions/steps/steps.ts';
import { openDialog } from '../../state/view-store.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { clientKey, renameEndpoint } from './sidebar-store.ts';

/** The command for a terminal that connects where a client does. */
export function commandOf({ target }: Client): string | undefined {
  if (typeof target.path === 'string') return terminalCommand(target.path);
  const port = Number(target.port);
  if (!Number.isInteger(port)) return undefined;
  return terminalCommand({ address: target.host || 'localhost', port, family: '' });
}

/** What can be done to a client, for its menus. */
export function clientMenu(actions: Actions, client: Client): MenuEntry[] {
  const { clientId } = client;
  const command = commandOf(client);
  return [
    { kind: 'item', title: 'Dial', keys: 'Space', onSelect: () => void actions.clients.dial(client) },
    { kind: 'separator' },
    { kind: 'item', title: 'Copy address', onSelect: () => void copyText(targetText(client.target)) },
    {
      kind: 'item',
      title: command === undefined ? 'Copy terminal command' : `Copy “${command}”`,
      unavailable: command === undefined ? 'It has no port' : undefined,
      onSelect: () => void copyText(command ?? ''),
    },
    { kind: 'separator' },
    { kind: 'item', title: 'Change…', onSelect: () => openDialog({ kind: 'connect', clientId }) },
    { kind: 'item', title: 'Rename', keys: 'F2', onSelect: () => renameEndpoint(clientKey(clientId)) },
    { kind: 'item', title: 'Duplicate', onSelect: () => void actions.clients.duplicate(client) },
    { kind: 'item', title: 'Delete', keys: 'Delete', onSelect: () => void actions.clients.remove(client) },
  ];
}

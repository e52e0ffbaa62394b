import { terminalCommand } from '../../../shared/compose/terminal-command.ts';
import type { Server } from '../../../shared/contract/records.ts';
import { formatAddress } from '../../../shared/format.ts';
import type { Actions } from '../../actions/actions.ts';
import { copyText } from '../../actions/steps/steps.ts';
import { showMock } from '../../mocks/mocks-store.ts';
import { serverFaultEntries } from '../../mocks/server-faults.ts';
import { openDialog } from '../../state/view-store.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { renameEndpoint, serverKey } from './sidebar-store.ts';

export const isRunning = ({ state }: Server) => state === 'listening' || state === 'binding' || state === 'retrying';

/** Starts a server that is stopped, stops one that runs. */
export const toggleServer = (actions: Actions, server: Server) =>
  isRunning(server) ? actions.servers.stop(server.serverId) : actions.servers.start(server.serverId);

/** What can be done to a server, for its menus. */
export function serverMenu(actions: Actions, server: Server): MenuEntry[] {
  const { serverId, address, name } = server;
  const running = isRunning(server);
  const command = terminalCommand(address);
  const stopped = address === null ? 'It is not listening' : undefined;
  return [
    {
      kind: 'item',
      title: running ? 'Stop' : 'Start',
      keys: 'Space',
      onSelect: () => void toggleServer(actions, server),
    },
    {
      kind: 'item',
      title: 'Connect a client',
      unavailable: stopped,
      onSelect: () => void actions.servers.connectTo(server),
    },
    { kind: 'separator' },
    {
      kind: 'item',
      title: 'Copy address',
      unavailable: stopped,
      onSelect: () => void copyText(formatAddress(address)),
    },
    {
      kind: 'item',
      title: command === undefined ? 'Copy terminal command' : `Copy “${command}”`,
      unavailable: stopped,
      onSelect: () => void copyText(command ?? ''),
    },
    { kind: 'separator' },
    { kind: 'item', title: 'Open in Mocks', testId: 'open-in-mocks', onSelect: () => showMock(serverId) },
    { kind: 'submenu', title: 'Faults', entries: serverFaultEntries(actions, server) },
    { kind: 'separator' },
    {
      kind: 'item',
      title: 'Change…',
      unavailable: running ? 'Its address and options change only while it is stopped' : undefined,
      onSelect: () => openDialog({ kind: 'listen', serverId }),
    },
    { kind: 'item', title: 'Rename', keys: 'F2', onSelect: () => renameEndpoint(serverKey(serverId)) },
    { kind: 'item', title: 'Duplicate', onSelect: () => void actions.servers.duplicate(server) },
    {
      kind: 'item',
      title: `Delete “${name.length > 24 ? `${name.slice(0, 23)}…` : name}”`,
      keys: 'Delete',
      onSelect: () => void actions.servers.remove(serverId),
    },
  ];
}

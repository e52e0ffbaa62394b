import { terminalCommand } from '../../shared/compose/terminal-command.ts';
import { formatAddress } from '../../shared/format.ts';
import type { Actions } from '../actions/actions.ts';
import { targetText } from '../actions/client-actions.ts';
import { copyText } from '../actions/steps/steps.ts';
import { commandOf } from '../bench/sidebar/client-menu.ts';
import { isRunning } from '../bench/sidebar/server-menu.ts';
import { clientKey, renameEndpoint, selectedEndpoint, serverKey } from '../bench/sidebar/sidebar-store.ts';
import type { Command } from '../commands/command.ts';
import { showSidebar } from '../commands/surface-store.ts';
import { openSettings } from '../settings/settings-store.ts';
import { openStart } from '../start/start-store.ts';
import { openNotices, useNotices } from '../state/notices.ts';
import { redoOrSay, undoOrSay, useUndo } from '../state/undo.ts';
import { openDialog } from '../state/view-store.ts';
import { askLabName } from './lab-name.tsx';

/** Commands of the lab document, its edits and its endpoints (ux.md 6.3: File, Edit, Endpoint). */
export function documentCommands(actions: Actions): Command[] {
  return [...fileCommands(actions), ...editCommands(), ...viewCommands(), ...endpointCommands(actions)];
}

function fileCommands({ document }: Actions): Command[] {
  const file = { group: 'File', scope: 'global' } as const;
  return [
    {
      ...file,
      id: 'file.new',
      title: 'New lab',
      keys: ['$mod+n'],
      webKeys: [],
      synonyms: ['clear', 'empty', 'reset'],
      run: () => document.newLab(),
    },
    { ...file, id: 'file.open', title: 'Open…', keys: ['$mod+o'], synonyms: ['load'], run: () => document.pick() },
    {
      ...file,
      id: 'file.save',
      title: 'Save',
      keys: ['$mod+s'],
      run: async () => {
        await document.save();
      },
    },
    {
      ...file,
      id: 'file.save-as',
      title: 'Save as…',
      keys: ['$mod+Shift+s'],
      synonyms: ['download', 'export lab'],
      run: async () => {
        await document.saveAs();
      },
    },
    { ...file, id: 'file.rename', title: 'Rename the lab…', run: () => askLabName() },
    {
      ...file,
      id: 'file.settings',
      title: 'Settings…',
      keys: ['$mod+,'],
      synonyms: ['preferences', 'options', 'theme'],
      run: () => openSettings(true),
    },
  ];
}

function editCommands(): Command[] {
  const edit = { group: 'Edit', scope: 'global' } as const;
  const named = (word: string, list: 'done' | 'undone') => {
    const last = useUndo.getState()[list].at(-1);
    return last ? `${word} ${last.title}` : word;
  };
  return [
    {
      ...edit,
      id: 'edit.undo',
      get title() {
        return named('Undo', 'done');
      },
      keys: ['$mod+z'],
      unavailable: () =>
        useUndo.getState().done.length === 0
          ? 'No edit of the lab to undo. Sent bytes, FIN and reset cannot be taken back'
          : undefined,
      run: () => undoOrSay(),
    },
    {
      ...edit,
      id: 'edit.redo',
      get title() {
        return named('Redo', 'undone');
      },
      keys: ['$mod+Shift+z', '$mod+y'],
      unavailable: () => (useUndo.getState().undone.length === 0 ? 'Nothing was undone' : undefined),
      run: () => redoOrSay(),
    },
  ];
}

function viewCommands(): Command[] {
  return [
    {
      id: 'view.notices',
      title: 'Notices',
      group: 'View',
      scope: 'global',
      synonyms: ['warnings', 'problems', 'errors'],
      checked: () => useNotices.getState().open,
      run: () => openNotices(!useNotices.getState().open),
    },
    { id: 'help.start', title: 'Start screen', group: 'Help', scope: 'global', run: () => openStart(true) },
  ];
}

function endpointCommands(actions: Actions): Command[] {
  const endpoint = { group: 'Endpoint', scope: 'global' } as const;
  const { servers, clients } = actions;
  const selected = selectedEndpoint;
  const none = 'Select a server or a client in the sidebar first';
  const nothing = () => (selected().server || selected().client ? undefined : none);
  return [
    {
      ...endpoint,
      id: 'endpoint.dial',
      title: 'Dial the selected client',
      unavailable: () => (selected().client ? undefined : 'Select a client in the sidebar first'),
      run: () => {
        const { client } = selected();
        return client && clients.dial(client);
      },
    },
    {
      ...endpoint,
      id: 'endpoint.change',
      title: 'Change the selected endpoint…',
      unavailable: () => {
        const { server } = selected();
        if (server && isRunning(server)) return 'Its address and options change only while it is stopped';
        return nothing();
      },
      run: () => {
        const { server, client } = selected();
        if (server) openDialog({ kind: 'listen', serverId: server.serverId });
        else if (client) openDialog({ kind: 'connect', clientId: client.clientId });
      },
    },
    {
      ...endpoint,
      id: 'endpoint.duplicate',
      title: 'Duplicate the selected endpoint',
      synonyms: ['copy', 'clone'],
      unavailable: nothing,
      run: () => {
        const { server, client } = selected();
        return server ? servers.duplicate(server) : client && clients.duplicate(client);
      },
    },
    {
      ...endpoint,
      id: 'endpoint.rename',
      title: 'Rename the selected endpoint',
      unavailable: nothing,
      run: () => {
        const { server, client } = selected();
        showSidebar(true);
        if (server) renameEndpoint(serverKey(server.serverId));
        else if (client) renameEndpoint(clientKey(client.clientId));
      },
    },
    {
      ...endpoint,
      id: 'endpoint.delete',
      title: 'Delete the selected endpoint',
      synonyms: ['remove'],
      unavailable: nothing,
      run: () => {
        const { server, client } = selected();
        return server ? servers.remove(server.serverId) : client && clients.remove(client);
      },
    },
    {
      ...endpoint,
      id: 'endpoint.copy-address',
      title: 'Copy the address of the selected endpoint',
      unavailable: () => {
        const { server } = selected();
        return server && server.address === null ? 'It is not listening' : nothing();
      },
      run: () => {
        const { server, client } = selected();
        return copyText(server ? formatAddress(server.address) : client ? targetText(client.target) : '');
      },
    },
    {
      ...endpoint,
      id: 'endpoint.copy-command',
      title: 'Copy the terminal command of the selected endpoint',
      synonyms: ['nc', 'netcat', 'socat'],
      unavailable: () => {
        const { server } = selected();
        return server && server.address === null ? 'It is not listening' : nothing();
      },
      run: () => {
        const { server, client } = selected();
        return copyText((server ? terminalCommand(server.address) : client && commandOf(client)) ?? '');
      },
    },
  ];
}

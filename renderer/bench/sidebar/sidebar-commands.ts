// Commands about one endpoint: the one a menu was opened on, or the one in mind.
import { terminalCommand } from '../../../shared/compose/terminal-command.ts';
import type { Client } from '../../../shared/contract/document.ts';
import { formatAddress } from '../../../shared/format.ts';
import { isRunning } from '../../../shared/model/server-state.ts';
import type { Actions } from '../../actions/actions.ts';
import { targetText } from '../../actions/client-actions.ts';
import { copyText } from '../../actions/steps/steps.ts';
import type { Command } from '../../commands/command.ts';
import { toggleListener, toggleTitle } from '../../commands/endpoint-commands.ts';
import { showSidebar } from '../../commands/surface-store.ts';
import { showMain, showMock } from '../../mocks/mocks-store.ts';
import { useLab } from '../../state/lab-store.ts';
import { openDialog } from '../../state/view-store.ts';
import { type Endpoint, endpointInMind, endpointName } from './endpoint-in-mind.ts';
import { renameEndpoint } from './sidebar-store.ts';

const LONGEST_NAME = 24;

const shortened = (name: string) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);

/** `Rename “Echo”`; without an endpoint in mind, `Rename the endpoint`. */
function titled(before: string, after = ''): string {
  const endpoint = endpointInMind();
  return `${before} ${endpoint ? `“${shortened(endpointName(endpoint))}”` : 'the endpoint'}${after}`;
}

const noneInMind = () =>
  useLab.getState().lab.servers.size === 0 ? 'There is no endpoint' : 'Select an endpoint in the sidebar first';
const missing = () => (endpointInMind() ? undefined : noneInMind());

/** Where a client finds an endpoint, or where a client dials; undefined while nobody listens there. */
function addressOf(endpoint: Endpoint): string | undefined {
  if (endpoint.kind === 'client') return targetText(endpoint.client.target);
  const { address } = endpoint.server;
  return address === null ? undefined : formatAddress(address);
}

/** The command for a terminal that connects where a client does. */
function commandOfClient({ target }: Client): string | undefined {
  if (typeof target.path === 'string') return terminalCommand(target.path);
  const port = Number(target.port);
  if (!Number.isInteger(port)) return undefined;
  return terminalCommand({ address: target.host || 'localhost', port, family: '' });
}
const terminalCommandOf = (endpoint: Endpoint) =>
  endpoint.kind === 'client' ? commandOfClient(endpoint.client) : terminalCommand(endpoint.server.address);

/** Opens the form of an endpoint. */
function change(endpoint: Endpoint): void {
  if (endpoint.kind === 'client') openDialog({ kind: 'connect', clientId: endpoint.client.clientId });
  else if (endpoint.kind === 'tap') openDialog({ kind: 'tap', tapId: endpoint.tap.tapId });
  else openDialog({ kind: 'listen', serverId: endpoint.server.serverId });
}

/** Lets the focus go to the endpoint beside one that is about to go, when it has the focus; returns the way back. */
function leave(key: string): () => void {
  const names = [...document.querySelectorAll<HTMLElement>('[data-endpoint]')];
  const at = names.findIndex(({ dataset }) => dataset.endpoint === key);
  const next = names[at + 1] ?? names[at - 1];
  if (!next || !names[at]?.closest('[data-endpoint-item]')?.contains(document.activeElement)) return () => {};
  next.focus();
  return () => names[at]?.focus();
}

function remove(actions: Actions, endpoint: Endpoint): Promise<boolean> {
  if (endpoint.kind === 'client') return actions.clients.remove(endpoint.client);
  if (endpoint.kind === 'tap') return actions.taps.remove(endpoint.tap);
  return actions.servers.remove(endpoint.server.serverId);
}

export function sidebarCommands(actions: Actions): Command[] {
  const onEndpoint = { group: 'Endpoint', scope: 'sidebar', unavailable: missing } as const;
  return [
    {
      ...onEndpoint,
      id: 'endpoint.activate',
      get title() {
        const endpoint = endpointInMind();
        if (!endpoint) return titled('Start, stop or dial');
        return endpoint.kind === 'client' ? titled('Dial') : toggleTitle(endpoint);
      },
      get short() {
        const endpoint = endpointInMind();
        return !endpoint || endpoint.kind === 'client' ? 'Dial' : isRunning(endpoint.server) ? 'Stop' : 'Start';
      },
      keys: ['Space'],
      synonyms: ['connect', 'run'],
      run: () => {
        const endpoint = endpointInMind();
        if (endpoint?.kind === 'client') return actions.clients.dial(endpoint.client);
        return endpoint && toggleListener(actions, endpoint);
      },
    },
    {
      ...onEndpoint,
      id: 'endpoint.connect-to',
      get title() {
        return titled('Connect a client to');
      },
      short: 'Connect a client',
      synonyms: ['dial', 'net.connect'],
      unavailable: () => {
        const endpoint = endpointInMind();
        if (endpoint?.kind === 'client') return 'This is a client: dial it';
        return endpoint && !addressOf(endpoint) ? 'It is not listening' : missing();
      },
      run: () => {
        const endpoint = endpointInMind();
        if (endpoint && endpoint.kind !== 'client') return actions.servers.connectTo(endpoint.server);
      },
    },
    {
      ...onEndpoint,
      id: 'endpoint.copy-address',
      get title() {
        return titled('Copy the address of');
      },
      short: 'Copy address',
      unavailable: () => {
        const endpoint = endpointInMind();
        return endpoint && !addressOf(endpoint) ? 'It is not listening' : missing();
      },
      run: () => {
        const endpoint = endpointInMind();
        return endpoint && copyText(addressOf(endpoint) ?? '');
      },
    },
    {
      ...onEndpoint,
      id: 'endpoint.copy-command',
      get title() {
        return titled('Copy the terminal command for');
      },
      get short() {
        const endpoint = endpointInMind();
        const command = endpoint && terminalCommandOf(endpoint);
        return command === undefined ? 'Copy terminal command' : `Copy “${command}”`;
      },
      synonyms: ['nc', 'netcat', 'socat'],
      unavailable: () => {
        const endpoint = endpointInMind();
        if (!endpoint) return noneInMind();
        if (terminalCommandOf(endpoint) !== undefined) return undefined;
        return endpoint.kind === 'client' ? 'It has no port' : 'It is not listening';
      },
      run: () => {
        const endpoint = endpointInMind();
        return endpoint && copyText(terminalCommandOf(endpoint) ?? '');
      },
    },
    {
      ...onEndpoint,
      id: 'endpoint.mock',
      get title() {
        return titled('Open', ' in Mocks');
      },
      short: 'Open in Mocks',
      synonyms: ['rules', 'behaviour', 'edit mock'],
      unavailable: () => {
        const endpoint = endpointInMind();
        return endpoint && endpoint.kind !== 'server' ? 'Only a server has a mock' : missing();
      },
      run: () => {
        const endpoint = endpointInMind();
        if (endpoint?.kind === 'server') showMock(endpoint.server.serverId);
      },
    },
    {
      ...onEndpoint,
      id: 'endpoint.change',
      get title() {
        return endpointInMind()?.kind === 'tap' ? titled('Change the target of', '…') : titled('Change', '…');
      },
      get short() {
        return endpointInMind()?.kind === 'tap' ? 'Change target…' : 'Change…';
      },
      keys: ['Enter'],
      synonyms: ['edit', 'options', 'address', 'port'],
      unavailable: () => {
        const endpoint = endpointInMind();
        if (endpoint?.kind !== 'server' || !isRunning(endpoint.server)) return missing();
        return 'Its address and options change only while it is stopped';
      },
      run: () => {
        const endpoint = endpointInMind();
        if (endpoint) change(endpoint);
      },
    },
    {
      ...onEndpoint,
      id: 'endpoint.rename',
      get title() {
        return titled('Rename');
      },
      short: 'Rename',
      keys: ['F2'],
      run: () => {
        const endpoint = endpointInMind();
        if (!endpoint) return;
        showMain('bench'); // the name is typed in the sidebar
        showSidebar(true);
        renameEndpoint(endpoint.key);
      },
    },
    {
      ...onEndpoint,
      id: 'endpoint.duplicate',
      get title() {
        return titled('Duplicate');
      },
      short: 'Duplicate',
      synonyms: ['copy', 'clone'],
      run: () => {
        const endpoint = endpointInMind();
        if (endpoint?.kind === 'client') return actions.clients.duplicate(endpoint.client);
        if (endpoint?.kind === 'tap') return actions.taps.duplicate(endpoint.tap);
        return endpoint && actions.servers.duplicate(endpoint.server);
      },
    },
    {
      ...onEndpoint,
      id: 'endpoint.delete',
      get title() {
        return titled('Delete');
      },
      keys: ['Delete'],
      synonyms: ['remove'],
      run: async () => {
        const endpoint = endpointInMind();
        if (!endpoint) return;
        const back = leave(endpoint.key);
        if (!(await remove(actions, endpoint))) back(); // it stays, and so does the focus
      },
    },
  ];
}

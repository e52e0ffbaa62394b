// Commands about servers and about making connections.
import type { Server } from '../../shared/contract/records.ts';
import type { Actions } from '../actions/actions.ts';
import { connectionNow, useLab } from '../state/lab-store.ts';
import { openDialog, useView } from '../state/view-store.ts';
import type { Command } from './command.ts';
import { focusedElement } from './surface-store.ts';

const running = ({ state }: Server) => state === 'listening' || state === 'binding' || state === 'retrying';
/** Servers that are no taps. */
const servers = () => [...useLab.getState().lab.servers.values()].filter(({ tapId }) => tapId === undefined);

/** The server a command is about: the one that has the focus in the sidebar, that of the selected connection, or the only one. */
export function serverInMind(focused: Element | null = focusedElement()): Server | undefined {
  const { lab } = useLab.getState();
  const marked = Number(focused?.closest('[data-server-id]')?.getAttribute('data-server-id'));
  const { selected } = useView.getState();
  const end = selected === undefined ? undefined : connectionNow(selected)?.server;
  const ofSelected = end === undefined ? undefined : lab.sockets.get(end)?.serverId;
  const all = servers();
  return (
    all.find((s) => s.serverId === marked) ??
    all.find((s) => s.serverId === ofSelected) ??
    (all.length === 1 ? all[0] : undefined)
  );
}

export function endpointCommands(actions: Actions): Command[] {
  const stopped = () => servers().filter((s) => !running(s));
  const started = () => servers().filter(running);
  return [
    {
      id: 'endpoint.listen',
      title: 'Listen…',
      group: 'Endpoint',
      scope: 'global',
      keys: ['$mod+l'],
      webKeys: ['Alt+l'],
      synonyms: ['new server', 'bind', 'accept', 'net.createServer', 'serve'],
      call: 'net.createServer(), server.listen()',
      run: () => openDialog({ kind: 'listen' }),
    },
    {
      id: 'endpoint.connect',
      title: 'Connect…',
      group: 'Endpoint',
      scope: 'global',
      keys: ['$mod+d'],
      webKeys: ['Alt+d'],
      synonyms: ['dial', 'client', 'netcat', 'nc', 'telnet', 'net.connect', 'open socket'],
      call: 'net.connect()',
      run: () => openDialog({ kind: 'connect' }),
    },
    {
      id: 'endpoint.tap',
      title: 'Tap…',
      group: 'Endpoint',
      scope: 'global',
      keys: ['$mod+t'],
      webKeys: ['Alt+t'],
      synonyms: ['proxy', 'relay', 'listen in', 'man in the middle', 'intercept', 'sniff'],
      run: () => openDialog({ kind: 'tap' }),
    },
    {
      id: 'endpoint.playground',
      title: 'Echo playground',
      group: 'Endpoint',
      scope: 'global',
      keys: ['$mod+Shift+e'],
      synonyms: ['try', 'demo', 'hello'],
      run: () => actions.echoPlayground(),
    },
    {
      id: 'endpoint.toggle',
      get title() {
        const server = serverInMind();
        if (!server) return 'Start or stop the server';
        return running(server) ? `Stop ${server.name}` : `Start ${server.name}`;
      },
      group: 'Endpoint',
      scope: 'global',
      keys: ['$mod+.'],
      synonyms: ['server.listen', 'server.close', 'stop listening', 'start server'],
      unavailable: () =>
        serverInMind()
          ? undefined
          : servers().length === 0
            ? 'There is no server'
            : 'Select a server, or one of its connections, first',
      run: () => {
        const server = serverInMind();
        if (!server) return;
        return running(server) ? actions.servers.stop(server.serverId) : actions.servers.start(server.serverId);
      },
    },
    {
      id: 'endpoint.start-all',
      title: 'Start all servers',
      group: 'Endpoint',
      scope: 'global',
      synonyms: ['listen all'],
      unavailable: () => (stopped().length === 0 ? 'No server is stopped' : undefined),
      run: () => actions.servers.startAll(stopped().map(({ serverId }) => serverId)),
    },
    {
      id: 'endpoint.stop-all',
      title: 'Stop all servers',
      group: 'Endpoint',
      scope: 'global',
      synonyms: ['close all'],
      unavailable: () => (started().length === 0 ? 'No server is running' : undefined),
      run: () => actions.servers.stopAll(started()),
    },
  ];
}

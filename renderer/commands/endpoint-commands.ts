// Commands about servers and about making connections.
import { isRunning } from '../../shared/model/server-state.ts';
import type { Actions } from '../actions/actions.ts';
import { endpointName, type Listener, listenerInMind } from '../bench/sidebar/endpoint-in-mind.ts';
import { useLab } from '../state/lab-store.ts';
import { openDialog } from '../state/view-store.ts';
import type { Command } from './command.ts';

/** Servers that are no taps. */
const servers = () => [...useLab.getState().lab.servers.values()].filter(({ tapId }) => tapId === undefined);

/** Starts what listens and does not, stops what does. */
export function toggleListener(actions: Actions, endpoint: Listener): Promise<void> {
  if (endpoint.kind === 'tap') {
    return isRunning(endpoint.server) ? actions.taps.stop(endpoint.tap) : actions.taps.start(endpoint.tap);
  }
  const { serverId } = endpoint.server;
  return isRunning(endpoint.server) ? actions.servers.stop(serverId) : actions.servers.start(serverId);
}

export const toggleTitle = (listener: Listener) =>
  `${isRunning(listener.server) ? 'Stop' : 'Start'} ${endpointName(listener)}`;

export function endpointCommands(actions: Actions): Command[] {
  const stopped = () => servers().filter((s) => !isRunning(s));
  const started = () => servers().filter(isRunning);
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
        const listener = listenerInMind();
        return listener ? toggleTitle(listener) : 'Start or stop the server';
      },
      group: 'Endpoint',
      scope: 'global',
      keys: ['$mod+.'],
      synonyms: ['server.listen', 'server.close', 'stop listening', 'start server'],
      unavailable: () => {
        if (listenerInMind()) return undefined;
        const { servers } = useLab.getState().lab;
        return servers.size === 0 ? 'There is no server' : 'Select a server, or one of its connections, first';
      },
      run: () => {
        const listener = listenerInMind();
        return listener && toggleListener(actions, listener);
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
